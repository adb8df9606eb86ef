"""Electronic seals: GB/T 38540-2020 clause 7.3, GM/T 0031-2014 clause 7.4, judgement 1 to 4.

A SES_Signature holds two signatures. The user of the seal signs the seal, a time and the digest of
what is sealed: turned into a `SignedData` without signed attributes over TBS_Sign, so that paths,
revocation, tokens and proven times are those of every other signature. The seal inside is signed by
its maker, once for all uses, and lists the certificates that may use it.

`check_eseal` gives what the mathematics says; `judge_seal` adds the maker's path and the seal's own
term at the time that is proved for the user's signature value, which is over the whole seal.

1. the stated digest is that of what is sealed
2. the user's signature over TBS_Sign
3. the maker's signature over the seal
4. the user's certificate is one that the seal lists
5. the seal is one: header, versions, extensions
"""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from weakref import WeakKeyDictionary

from anchors.digest import compute_digest, digests_of_size
from verify.asn1.cms import SignedData
from verify.asn1.eseal import Seal, SealSignature
from verify.asn1.x509 import Certificate
from verify.checks.covered import NEVER_ENOUGH, Covered, CoveredOctets
from verify.checks.sealcms import digest_of_scheme, seal_message, use_message
from verify.checks.sealparty import maker_findings, name_findings
from verify.checks.signature import SignatureFacts, check_signature, judge_signer
from verify.checks.signer import SignerFacts, check_signer
from verify.codes.table import finding
from verify.context import VerificationContext
from verify.existence import Existence
from verify.findings import CheckStatus, Finding
from verify.model import DigestSpec
from verify.path.fault import instant_text
from verify.path.window import moved
from verify.trust import Purpose

__all__ = ["EsealFacts", "SealJudgement", "check_eseal", "eseal_specs", "judge_seal"]

_HEADER = "ES"
_BOUND = frozenset({"signature.certificate_unbound", "signature.certificate_ambiguous"})
"""Of a certificate that the structure itself holds, nothing of the kind is to be said."""
_OF_MAKER: Mapping[str, str] = {
    f"signature.{fault}": f"eseal.{fault}"
    for fault in ("algorithm_unsupported", "certificate_absent", "value_wrong")
}
"""What is said of a signature, as it is said of the maker's on a seal."""


_REMEMBERED_SEALS, _REMEMBERED_OCTETS = 64, 65_536
"""Seals remembered by one run: a platform has one, and a picture of 30 kB in it."""
_MAKERS: WeakKeyDictionary[VerificationContext, OrderedDict[bytes, SignerFacts]] = (
    WeakKeyDictionary()
)
"""By run, what the maker's signature on each seal came to: the whole seal is the key."""


class EsealFacts(NamedTuple):
    """One use of a seal: what the mathematics gives."""

    message: SealSignature
    signature: SignatureFacts
    """The user's signature, with every finding about the seal beside it: judged as any other."""
    seal: SignerFacts
    """The maker's signature on the seal."""
    seal_signed: SignedData
    """What that was checked as."""


class SealJudgement(NamedTuple):
    """The seal itself, judged at the proven time of its use."""

    findings: tuple[Finding, ...]
    maker: str | None
    """Readable subject of its maker's certificate."""
    path: tuple[str, ...]
    """From the maker to the trusted root."""


def eseal_specs(message: SealSignature) -> tuple[DigestSpec, ...]:
    """Return the digests of what is sealed that `check_eseal` will ask for."""
    digest = digest_of_scheme(message.algorithm, len(message.data_hash))
    return () if digest is None else (DigestSpec(digest),)


def check_eseal(
    message: SealSignature,
    covered: Covered | None,
    context: VerificationContext,
    *,
    subject: str,
) -> EsealFacts:
    """Return the facts of a seal that declares to be on `covered`.

    Args:
        message: the SES_Signature.
        covered: what is sealed; None where its octets are not here.
        context: trust, policy, time and caches of the run.
        subject: id of the proof, for the findings.
    """
    # 1
    digest, same, found = _check_hash(message, covered, subject)
    # 2
    use = _check_use(message, context, subject)
    user = use.signers[0]._replace(
        digest_intact=same,
        stated=None if digest is None else (digest, message.data_hash),
        signing_time=message.time.at if message.time is not None else None,
    )
    # 3
    signed = seal_message(message.seal)
    maker = _maker(message.seal, signed, context, _of_seal(subject))
    # 4
    found += _check_listed(message, maker, subject)
    # 5
    found += _check_form(message, subject)
    found += _told(message, user, maker, context, subject)
    facts = SignatureFacts(use.signed, (user,), (*use.findings, *context.levelled(found)))
    return EsealFacts(message, facts, maker, signed)


def judge_seal(
    facts: EsealFacts, existence: Existence, context: VerificationContext, *, subject: str
) -> SealJudgement:
    """Judge the seal's maker and its term at the proven time of the user's signature value.

    That value is over the whole seal, so that the maker's signature existed no later.
    """
    user = facts.signature.signed.signers[0]
    bound = existence.of(compute_digest("sha256", user.signature))
    maker = judge_signer(
        facts.seal_signed.signers[0], facts.seal, Existence(bound), context,
        subject=_of_seal(subject),
    )  # fmt: skip
    term = context.levelled(_term(facts, bound, context, _of_seal(subject)))
    return SealJudgement((*maker.findings, *term), maker.subject, maker.path)


def _of_seal(subject: str) -> str:
    """Return what findings about the seal itself are about, beside those about its use."""
    return f"{subject}#seal"


def _check_hash(
    message: SealSignature, covered: Covered | None, subject: str
) -> tuple[str | None, bool | None, list[Finding]]:
    """Return the digest algorithm, whether the stated digest is right, and what is to be said."""
    digest = digest_of_scheme(message.algorithm, len(message.data_hash))
    if digest is None:
        return None, None, []
    actual = covered.digest(digest) if covered is not None else None
    if actual is None:
        return digest, None, [finding("proof.over_unresolved", subject, expected=digest)]
    if actual == message.data_hash:
        return digest, True, []
    observed, expected = f"{digest}:{actual.hex()}", f"{digest}:{message.data_hash.hex()[:128]}"
    wrong = finding("eseal.digest_mismatch", subject, observed=observed, expected=expected)
    return digest, False, [wrong]


def _check_use(
    message: SealSignature, context: VerificationContext, subject: str
) -> SignatureFacts:
    signed = use_message(message)
    facts = check_signature(signed, CoveredOctets(message.tbs), context, subject=subject)
    user = _bound(facts.signers[0], message.certificate, subject)
    return facts._replace(signers=(user,))


def _maker(
    seal: Seal, signed: SignedData, context: VerificationContext, subject: str
) -> SignerFacts:
    """Return the facts of the maker's signature, once for all uses of a seal in one run."""
    known = _MAKERS.setdefault(context, OrderedDict())
    found = known.get(seal.octets)
    if found is None:
        over = CoveredOctets(seal.signed)
        facts = check_signer(
            signed, signed.signers[0], over, context,
            area="signature", purpose=Purpose.SIGNER, subject=subject,
        )  # fmt: skip
        found = _of_maker(_bound(facts, seal.maker, subject))
        if len(seal.octets) <= _REMEMBERED_OCTETS:
            known[seal.octets] = found
            if len(known) > _REMEMBERED_SEALS:
                known.popitem(last=False)
    about = tuple([one._replace(subject=subject) for one in found.findings])
    return found._replace(findings=about) if about else found


def _bound(facts: SignerFacts, certificate: bytes, subject: str) -> SignerFacts:
    """Return a signer's facts where the structure names the very certificate.

    Its name alone may have led to another certificate, whose key then decided: that is said.
    """
    resolved = facts.resolved
    if resolved is None or resolved.certificate is None:
        return facts
    found = [one for one in facts.findings if one.code not in _BOUND]
    if resolved.certificate.der != certificate:
        found.append(finding("eseal.certificate_replaced", subject))
    return facts._replace(findings=tuple(found))


def _of_maker(facts: SignerFacts) -> SignerFacts:
    """Return the facts of a signature on a seal, under the codes that say so."""
    found = [one._replace(code=_OF_MAKER.get(one.code, one.code)) for one in facts.findings]
    return facts._replace(findings=tuple(found))


def _check_listed(message: SealSignature, maker: SignerFacts, subject: str) -> list[Finding]:
    """Hold the user's certificate against those that the seal lists (GB/T 38540 7.3 d)."""
    listed = _is_listed(message.seal, message.certificate)
    if listed is True:
        return []
    if listed is None:
        return [finding("eseal.list_not_evaluated", subject)]
    # A list that nobody vouches for contradicts nothing.
    status = CheckStatus.FAILED if maker.intact is True else CheckStatus.INDETERMINATE
    return [finding("eseal.signer_not_listed", subject, observed=message.seal.name, status=status)]


def _is_listed(seal: Seal, certificate: bytes) -> bool | None:
    """Whether a seal lists a certificate; None where its digests do not tell."""
    if certificate in seal.certificates:
        return True
    told = True
    for one in seal.digests:
        # A match under any strong digest of that size names exactly this certificate.
        algorithms = [n for n in digests_of_size(len(one.value)) if n not in NEVER_ENOUGH]
        if any(compute_digest(name, certificate) == one.value for name in algorithms):
            return True
        told = told and bool(algorithms)
    return False if told else None


def _check_form(message: SealSignature, subject: str) -> list[Finding]:
    found, header = [], message.seal.header
    if header.id != _HEADER:
        found.append(finding("eseal.header_wrong", subject, observed=header.id[:20]))
    if header.version != message.version:
        observed, expected = str(message.version), str(header.version)
        found.append(
            finding("eseal.version_mismatch", subject, observed=observed, expected=expected)
        )
    critical = (*message.seal.critical, *message.critical)
    if critical:
        observed = ", ".join(critical)[:200]
        found.append(finding("eseal.extension_critical", subject, observed=observed))
    if message.seal.valid_from.at > message.seal.valid_to.at:
        found.append(finding("eseal.term_reversed", subject))
    return found


def _told(
    message: SealSignature,
    user: SignerFacts,
    maker: SignerFacts,
    context: VerificationContext,
    subject: str,
) -> list[Finding]:
    """Return what a judge should know of a seal, whatever its mathematics."""
    found = []
    who, by = _certificate(user), _certificate(maker)
    if who is not None and by is not None and who.spki == by.spki:
        found.append(finding("eseal.made_by_user", subject, observed=who.subject_text))
    found += maker_findings(by, subject)
    found += name_findings(message.seal, who, (context.trust.platforms or {}).values(), subject)
    seal, own = message.seal, message.time
    if own is None:
        found.append(finding("eseal.time_not_evaluated", subject))
    times = (own, seal.valid_from, seal.valid_to)
    if any(one.zone_assumed for one in times if one is not None):
        found.append(finding("eseal.zone_assumed", subject))
    return found


def _certificate(facts: SignerFacts) -> Certificate | None:
    return facts.resolved.certificate if facts.resolved is not None else None


def _term(
    facts: EsealFacts, bound: datetime, context: VerificationContext, subject: str
) -> list[Finding]:
    """Judge the seal's own term as that of a certificate: FAILED only if it was used after it."""
    seal, user = facts.message.seal, facts.signature.signers[0]
    first, last, clock = seal.valid_from.at, seal.valid_to.at, context.policy.tolerances.clock
    own, found = user.signing_time, []
    if bound > last:
        trusted = own is not None and user.intact is True and own <= bound
        late = own if own is not None and trusted and moved(own, -clock) > last else None
        status = CheckStatus.FAILED if late is not None else CheckStatus.INDETERMINATE
        found.append(
            finding(
                "eseal.expired",
                subject,
                observed=instant_text(late or bound),
                expected=instant_text(last),
                status=status,
            )
        )
    early = bound if bound < first else None
    if early is None and own is not None and moved(own, clock) < first:
        early = own
    if early is not None:
        observed, expected = instant_text(early), instant_text(first)
        found.append(finding("eseal.not_yet_valid", subject, observed=observed, expected=expected))
    return found
