"""Decisions of the court from a folder: each verified, and only then applied (judgement 8).

A file is a CMS message of the court's key with the decision inside, canonical JSON. It counts only
if that key is on the trust list for purpose court, and what the message holds is a decision that
its maker may make. Whatever is not so is reported and moves nothing. None is ever read from a
package.

A decision is judged at the later of the run's time and its own: one made after a package came, on
that very package, is the common case.
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from cryptography import x509

from anchors.limits import LIMITS
from ingest.cms import PrivateKey, sign_enveloped
from ingest.trust import read_bounded
from verify.asn1.cms import SignedData, decode_signed_data
from verify.canonical import canonical_json
from verify.checks.covered import CoveredOctets
from verify.checks.signature import check_signature, judge_signer
from verify.checks.signer import status_of
from verify.codes.table import CODES, finding
from verify.context import VerificationContext
from verify.errors import DecodeError, TrustError
from verify.existence import prove_existence
from verify.findings import CheckStatus, Finding, Role
from verify.policy import Policy
from verify.rules.decisionfile import decode_decision
from verify.rules.decisions import MAY_ANSWER, Decision, DecisionOutcome
from verify.tokens import inner_tokens, time_claim
from verify.trust import Purpose, TrustStore

__all__ = [
    "DecisionReader", "LoadedDecisions", "load_decisions", "read_decision", "signed_decision",
]  # fmt: skip

_NOT_OURS = frozenset(
    {
        "certificate.root_unknown",
        "certificate.root_other_purpose",
        "certificate.root_out_of_term",
        "signature.certificate_absent",
    }
)
"""Codes that say that a key is not one of the court's."""


class LoadedDecisions(NamedTuple):
    """What a folder of decisions came to."""

    decisions: tuple[Decision, ...]
    """Those that may be applied, by their digests; one that has expired revokes those before it."""
    findings: tuple[Finding, ...]
    """Why others are not applied; the subject is the file's name."""


def load_decisions(
    folder: Path, trust: TrustStore, policy: Policy, at: datetime
) -> LoadedDecisions:
    """Return the decisions of a folder, each verified.

    Args:
        folder: one decision a file; further folders in it are not read.
        trust: what the court trusts, its own keys among it.
        policy: algorithms and tolerances.
        at: the time of the run.

    Raises:
        OSError: the folder cannot be read.
    """
    found: dict[str, Decision] = {}
    told: list[Finding] = []
    reader = DecisionReader(trust, policy, at)
    files = sorted(path for path in folder.iterdir() if path.is_file())
    for path in files[: LIMITS.decision_files]:
        try:
            octets = read_bounded(path, LIMITS.decision_octets)
        except (TrustError, OSError) as error:
            told.append(finding("decision.too_large", path.name, observed=str(error)))
            continue
        decision, findings = reader.verify(octets, path.name)
        told += findings
        if decision is not None:
            found[decision.digest] = decision
    if len(files) > LIMITS.decision_files:
        told.append(finding("decision.too_large", folder.name, observed=str(len(files))))
    return LoadedDecisions(tuple([found[name] for name in sorted(found)]), tuple(told))


class DecisionReader:
    """Verifies decisions for one run: each at the later of the run's time and its own."""

    def __init__(self, trust: TrustStore, policy: Policy, at: datetime) -> None:
        """Take what the court trusts, algorithms and tolerances, and the time of the run."""
        self._trust, self._policy, self._at = trust, policy, at
        self._contexts: dict[datetime, VerificationContext] = {}

    def verify(self, octets: bytes, subject: str) -> tuple[Decision | None, list[Finding]]:
        """Return the decision of a file where it may be applied, and what is to be said of it."""
        try:
            signed, decision = _decoded(octets)
        except DecodeError as error:
            return None, [finding("decision.malformed", subject, observed=str(error)[:200])]
        return _judged(signed, decision, self._context(decision.at), self._at, subject)

    def _context(self, made: datetime) -> VerificationContext:
        when = max(self._at, made)
        if when not in self._contexts:
            self._contexts[when] = VerificationContext(self._trust, self._policy, when)
        return self._contexts[when]


def read_decision(octets: bytes) -> Decision:
    """Return the decision inside a message, whoever signed it; raises `DecodeError`."""
    return _decoded(octets)[1]


def _decoded(octets: bytes) -> tuple[SignedData, Decision]:
    signed = decode_signed_data(octets)
    if signed.content is None or len(signed.signers) != 1 or signed.signers[0].attributes is None:
        raise DecodeError(
            "decision.malformed", "not one signer, over content inside, by attributes"
        )
    return signed, decode_decision(signed.content)


def _judged(
    signed: SignedData,
    decision: Decision,
    context: VerificationContext,
    at: datetime,
    subject: str,
) -> tuple[Decision | None, list[Finding]]:
    """Return a decision where it may be applied, and what is to be said of it."""
    code, observed = _signature_fault(signed, decision, context, subject)
    code = code or _authority_fault(decision)
    if code is not None:
        return None, [finding(code, subject, observed=observed or decision.question)]
    over = decision.expires is not None and decision.expires <= max(at, decision.at)
    told = [finding("decision.expired", subject, observed=decision.question)] if over else []
    return decision, told


def _signature_fault(
    signed: SignedData, decision: Decision, context: VerificationContext, subject: str
) -> tuple[str | None, str | None]:
    """Return why the signature is not the court's, with the codes that say so."""
    covered = CoveredOctets(signed.content or b"")
    facts = check_signature(signed, covered, context, purpose=Purpose.COURT, subject=subject)
    tokens = inner_tokens(signed, context, subject=subject)
    existence, _ = prove_existence([time_claim(one, context) for one in tokens], context.at)
    judged = judge_signer(signed.signers[0], facts.signers[0], existence, context, subject=subject)
    found = [*facts.findings, *judged.findings]
    codes = ", ".join(dict.fromkeys(one.code for one in found))
    status = status_of(found)
    if status is CheckStatus.PASSED:
        resolved = facts.signers[0].resolved
        key = resolved.certificate if resolved is not None else None
        same = key is not None and key.sha256.hex() == decision.key_id
        return (None, None) if same else ("decision.key_differs", decision.key_id)
    if status is CheckStatus.FAILED:
        return "decision.signature_wrong", codes
    ours = not any(one.code in _NOT_OURS for one in found)
    return ("decision.signature_undecided" if ours else "decision.signer_not_court"), codes


def _authority_fault(decision: Decision) -> str | None:
    """Return why nobody of this role may answer this question."""
    row = CODES.get(decision.question)
    if row is None:
        return "decision.question_unknown"
    asked = row.asks.role if row.asks is not None else Role.OPERATOR
    if decision.outcome is DecisionOutcome.RELEASED:
        asked = Role.JUDGE
    if decision.outcome is DecisionOutcome.WITHDRAWN:
        asked = Role.OPERATOR  # noted, not decided
    return None if decision.role in MAY_ANSWER[asked] else "decision.role_insufficient"


def signed_decision(
    decision: Decision,
    key: PrivateKey,
    certificate: x509.Certificate,
    *,
    extra_certs: Iterable[x509.Certificate] = (),
) -> bytes:
    """Return a decision as its file: signed with the court's key, at the time that it states.

    Raises:
        SigningError: the key is not the certificate's, or of a kind not signed with here.
    """
    content = canonical_json(decision.as_json())
    return sign_enveloped(content, key, certificate, at=decision.at, extra_certs=extra_certs)
