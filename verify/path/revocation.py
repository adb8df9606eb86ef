"""Asking every CRL and OCSP answer about one certificate (RFC 5280 6.3, RFC 6960, judgement 3).

Data speaks only if it is authentic: signed by the issuer itself; by the CRL issuer of the right
name, whose path ends at the same root; or by a responder the issuer delegated to with OCSPSigning,
itself free of revocation. All that is passed over is told, so that absent data, old data, data of
another scope and data of a stranger are never mistaken for one another.

The inquiry has a budget of verifications of its own, which no search of paths can spend. The
court's data is heard first, and under keys that the court or the path vouches for it costs
nothing. Where the budget runs short something was left unheard, so nothing counts as proved.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple, Protocol, TypeVar

from verify.asn1.crl import CertificateList
from verify.asn1.ocsp import OcspResponse
from verify.asn1.x509 import Certificate, decode_certificate
from verify.errors import DecodeError
from verify.findings import Finding
from verify.path.crl_status import (
    amends,
    crl_issuers,
    crl_source,
    crl_statement,
    outlives,
    reasons_covered,
)
from verify.path.fault import fault
from verify.path.material import Material, Pool
from verify.path.ocsp_status import (
    names_responder,
    ocsp_outlives,
    ocsp_source,
    ocsp_statement,
    speaks_of,
)
from verify.path.search import Budget
from verify.path.signed import SignatureBook, SignatureVerdict, Signed, Strength
from verify.path.statements import Horizon, RevocationFacts, Source, Statement, combine
from verify.path.usage import OCSP_SIGNING

__all__ = ["Establish", "Question", "RevocationInquiry"]


class Question(NamedTuple):
    """Whether one certificate, as the child of one issuer below one root, is revoked."""

    certificate: Certificate
    issuer: Certificate
    root: Certificate
    asking: frozenset[bytes]
    """Signers of revocation data whose own status this question serves."""

    def asking_of(self, signer: Certificate, depth: int) -> frozenset[bytes] | None:
        """Return `asking` for the status of a signer; None where it would vouch for itself."""
        asking = self.asking | {signer.sha256}
        return asking if len(self.asking) < len(asking) <= depth else None


class Establish(Protocol):
    """Whether a signer of revocation data has a path of its own."""

    def __call__(self, signer: Certificate, question: Question, at: datetime) -> bool:
        """Whether `signer` has a path to the root of the question that passes at `at`."""


class _Signature(NamedTuple):
    """How strong the signature of somebody entitled is, or why there is none."""

    strength: Strength | None
    code: str = ""


class _HeardList(NamedTuple):
    """An authentic CRL, and what for it speaks of the certificate."""

    crl: CertificateList
    reasons: frozenset[str]
    strength: Strength


class _Hearing:
    """What was said of one certificate so far, and why other data said nothing."""

    __slots__ = ("certificate", "faults", "lists", "statements")

    def __init__(self, certificate: Certificate) -> None:
        self.certificate = certificate
        self.lists: list[_HeardList] = []
        self.statements: list[Statement] = []
        self.faults: dict[str, Finding] = {}
        """One of each code: a flood of useless data is told once."""

    def refuse(self, code: str, source: Source, detail: str = "") -> None:
        found = fault(code, self.certificate, f"{source} {detail}".rstrip())
        self.faults.setdefault(code, found)

    def hear(self, statement: Statement, *, in_term: bool, otherwise: str) -> None:
        """Take a statement; say why it proves nothing, where it does not."""
        self.statements.append(statement)
        if statement.proven_to is not None:
            return
        if statement.source.this_update >= statement.strength.until:
            self.refuse("revocation.algorithm_weak", statement.source)
        else:
            self.refuse(otherwise if in_term else _AFTER_EXPIRY, statement.source)


_Datum = TypeVar("_Datum")
_AFTER_EXPIRY = "revocation.issued_after_expiry"
_WRONG_SCOPE = "revocation.wrong_scope"
_UNSUPPORTED = "revocation.unsupported"


class RevocationInquiry:
    """The inquiry over one pool of material."""

    def __init__(
        self,
        pool: Pool,
        book: SignatureBook,
        horizon: Horizon,
        budget: Budget,
        establish: Establish,
    ) -> None:
        self._pool = pool
        self._book = book
        self._horizon = horizon
        self._budget = budget
        self._establish = establish
        self._asked: set[tuple[bytes, bytes]] = set()
        """Signatures and keys paid for: what others verified before changes no result."""

    def ask(self, question: Question) -> RevocationFacts:
        """Return what all data at hand says of the certificate."""
        certificate = question.certificate
        hearing = _Hearing(certificate)
        for material in self._pool:
            self._hear_crls(material, question, hearing)
            self._hear_ocsps(material, question, hearing)
        self._read_lists(hearing)
        if not hearing.statements and not hearing.faults:
            hearing.faults = {found.code: found for found in self._absent(certificate)}
        facts = combine(certificate, hearing.statements, hearing.faults.values())
        if not self._budget.short:
            return facts
        unheard = fault("certificate.search_limited", certificate)
        # Somebody may have answered: a practice of issuing nothing must not stand in for that.
        return facts._replace(proven_to=None, shortfall=(unheard,), answered=True)

    def _absent(self, certificate: Certificate) -> Iterator[Finding]:
        """Say that there is nothing, and what could not be read."""
        yield fault("revocation.absent", certificate)
        for error in self._pool.faults():
            if error.code.startswith("revocation."):
                yield fault(error.code, certificate, error.detail)

    def _affordable(self, material: Material, data: Iterable[_Datum]) -> Iterator[_Datum]:
        """Yield the court's data in any case, what was brought while the budget lasts."""
        for one in data:
            if material is self._pool.helpers and self._budget.short:
                return
            yield one

    def _hear_crls(self, material: Material, question: Question, hearing: _Hearing) -> None:
        certificate = question.certificate
        lists = (crl for name in crl_issuers(certificate) for crl in material.crls.get(name, ()))
        for crl in self._affordable(material, lists):
            reasons = reasons_covered(crl, certificate)
            source = crl_source(crl)
            if not reasons:
                hearing.refuse(_WRONG_SCOPE, source)
            elif crl.unknown_critical:
                hearing.refuse(_UNSUPPORTED, source, crl.unknown_critical[0])
            else:
                signature = self._crl_signature(crl, question)
                if signature.strength is None:
                    hearing.refuse(signature.code, source)
                else:
                    hearing.lists.append(_HeardList(crl, reasons, signature.strength))

    def _read_lists(self, hearing: _Hearing) -> None:
        """Read every list that was heard, a delta with the latest base it amends."""
        certificate = hearing.certificate
        for crl, reasons, strength in hearing.lists:
            bases = [base.crl for base in hearing.lists if amends(crl, base.crl)]
            statement = crl_statement(
                certificate,
                crl,
                max(bases, key=lambda base: base.number or 0, default=None),
                reasons=reasons,
                strength=strength,
                horizon=self._horizon,
            )
            in_term = outlives(crl, certificate)
            hearing.hear(statement, in_term=in_term, otherwise=_WRONG_SCOPE)

    def _crl_signature(self, crl: CertificateList, question: Question) -> _Signature:
        """Find the CRL issuer's key: 6.3.3 (f) and (g)."""
        signers = dict.fromkeys(self._pool.certificates(crl.issuer_key))
        if crl.issuer_key == question.issuer.subject_key:
            signers = dict.fromkeys((question.issuer, *signers))
        verdicts = set()
        for signer in signers:
            verdict = self._verify(crl, signer, question)
            verdicts.add(verdict)
            if verdict is not SignatureVerdict.GOOD:
                continue
            may_sign = signer.key_usage is None or "cRLSign" in signer.key_usage
            own = signer == question.issuer or _left_to_itself(signer, question.certificate)
            if may_sign and (own or self._establish(signer, question, crl.this_update)):
                return _Signature(self._book.strength(crl, signer.spki))
        return _Signature(None, _why(verdicts, "revocation.issuer_not_authorised"))

    def _hear_ocsps(self, material: Material, question: Question, hearing: _Hearing) -> None:
        certificate = question.certificate
        statuses = material.statuses.get(certificate.serial, ())
        for answer, single in self._affordable(material, statuses):
            if not speaks_of(single, certificate, question.issuer):
                continue
            source = ocsp_source(single)
            unknown = answer.unknown_critical + single.unknown_critical
            signature = self._ocsp_signature(answer, question)
            if unknown:
                hearing.refuse(_UNSUPPORTED, source, unknown[0])
            elif signature.strength is None:
                hearing.refuse(signature.code, source)
            else:
                hearing.hear(
                    ocsp_statement(
                        certificate, single, strength=signature.strength, horizon=self._horizon
                    ),
                    in_term=ocsp_outlives(single, certificate),
                    otherwise="revocation.status_unknown",
                )

    def _ocsp_signature(self, answer: OcspResponse, question: Question) -> _Signature:
        """Find the responder's key: the issuer's own, or a delegate's (RFC 6960 4.2.2.2)."""
        verdicts = set()
        for signer in self._responders(answer, question.issuer):
            if not names_responder(answer, signer):
                continue
            verdict = self._verify(answer, signer, question)
            verdicts.add(verdict)
            if verdict is not SignatureVerdict.GOOD:
                continue
            strength = self._book.strength(answer, signer.spki)
            if signer.spki == question.issuer.spki:
                return _Signature(strength)
            if self._delegated(signer, answer, question):
                own = self._book.strength(signer, question.issuer.spki)
                return _Signature(min(strength, own))
        return _Signature(None, _why(verdicts, "revocation.responder_not_authorised"))

    def _responders(self, answer: OcspResponse, issuer: Certificate) -> Iterator[Certificate]:
        yield issuer
        for der in answer.certificates:
            try:
                yield decode_certificate(der)
            except DecodeError:
                continue
        yield from self._pool.responders(answer.responder)

    def _delegated(self, signer: Certificate, answer: OcspResponse, question: Question) -> bool:
        """Whether the issuer made the signer its responder, and has not taken that back."""
        issuer, at = question.issuer, answer.produced_at
        usage = signer.extended_key_usage
        asking = question.asking_of(signer, self._budget.depth)
        if (
            at is None
            or usage is None
            or OCSP_SIGNING not in usage.oids
            or signer.issuer_key != issuer.subject_key
            or signer.unknown_critical
            or not signer.not_before <= at <= signer.not_after
            or asking is None
            or self._verify(signer, issuer, question) is not SignatureVerdict.GOOD
        ):
            return False
        facts = self.ask(Question(signer, issuer, question.root, asking))
        if facts.revocation is not None and facts.revocation.at <= at:
            return False
        return signer.ocsp_no_check or (facts.proven_to is not None and at <= facts.proven_to)

    def _verify(self, signed: Signed, signer: Certificate, question: Question) -> SignatureVerdict:
        asked = signed.sha256, signer.spki
        if asked not in self._asked:
            court = self._pool.trusted
            vouched = signer.spki == question.issuer.spki or court.holds(signer)
            if not (vouched and court.holds(signed)) and not self._budget.spend():
                return _TOO_MANY
            self._asked.add(asked)
        return self._book.verify(signed, signer.spki)


def _left_to_itself(signer: Certificate, certificate: Certificate) -> bool:
    """Whether the CA says that a CRL issuer's own status is in that issuer's CRL.

    A distribution point of its certificate that names its own subject as the CRL issuer is the
    CA's decision, as id-pkix-ocsp-nocheck is for a responder.
    """
    return signer == certificate and any(
        name.value == signer.subject_key
        for point in certificate.crl_distribution_points
        for name in point.crl_issuer
    )


def _why(verdicts: set[SignatureVerdict], not_authorised: str) -> str:
    """Return the code for data that nobody entitled signed, by what was tried."""
    if not verdicts or SignatureVerdict.GOOD in verdicts:
        return not_authorised
    unsupported = SignatureVerdict.UNSUPPORTED in verdicts
    return _UNSUPPORTED if unsupported else "revocation.signature_wrong"


_TOO_MANY = SignatureVerdict.UNSUPPORTED
"""What is not tried for want of budget is as good as not known; `ask` tells that it fell short."""
