"""Whose key signed a certificate, CRL or OCSP response that stands alone.

A name alone does not tell a key: a CA that changes its key keeps its name. So a signature that
does not verify is called wrong only under a key that the object itself names; under any other it
could not be checked. The same holds of SM2 under a key for which no form is registered.
"""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from verify.asn1.extensions import AuthorityKeyIdentifier
from verify.asn1.names import NameKey
from verify.asn1.x509 import Certificate
from verify.codes.table import finding
from verify.context import VerificationContext
from verify.findings import Finding
from verify.path.signed import SignatureVerdict, Signed, made_with_sm2

__all__ = ["Candidate", "Signers", "find_signers", "issuers_named", "signature_faults"]


class Candidate(NamedTuple):
    """A certificate that may be the signer's."""

    certificate: Certificate
    certain: bool
    """Whether the signed object names this very key, not a name alone."""


class Signers(NamedTuple):
    """What the candidates' keys gave."""

    good: tuple[Certificate, ...]
    """Those whose key verifies the signature."""
    intact: bool | None
    """Whether the signature is the issuer's; None where that could not be told."""
    doubtful: bool = False
    """Whether it cannot be told because a key that may be another did not verify it."""


class _Issued(Protocol):
    """What certificates and CRLs say of their issuer."""

    @property
    def issuer_key(self) -> NameKey:
        """The issuer's name."""

    @property
    def authority_key_identifier(self) -> AuthorityKeyIdentifier | None:
        """The issuer's key."""


def issuers_named(issued: _Issued, known: Iterable[Certificate]) -> list[Candidate]:
    """Return the certificates of the issuer's name, but for those of a key that is not named."""
    named = [
        (one, _names_key(issued, one)) for one in known if one.subject_key == issued.issuer_key
    ]
    return [Candidate(one, bool(agrees)) for one, agrees in named if agrees is not False]


def _names_key(issued: _Issued, issuer: Certificate) -> bool | None:
    """Whether key identifiers name this key (RFC 5280 4.2.1.1); None where one is lacking."""
    named = issued.authority_key_identifier
    wanted = None if named is None else named.key_identifier
    own = issuer.subject_key_identifier
    return None if wanted is None or own is None else wanted == own


def find_signers(
    signed: Signed, candidates: Iterable[Candidate], context: VerificationContext
) -> Signers:
    """Return which of the candidates signed, or whether the right one certainly did not."""
    verdicts = [
        (*one, context.book_for(signed, one.certificate).verify(signed, one.certificate.spki))
        for one in candidates
    ]
    good = tuple(one for one, _, verdict in verdicts if verdict is SignatureVerdict.GOOD)
    if good:
        return Signers(good, intact=True)
    named = {
        verdict
        for one, certain, verdict in verdicts
        if certain and (not made_with_sm2(signed) or context.registered_form(one) is not None)
    }
    if named == {SignatureVerdict.WRONG}:
        return Signers((), intact=False)
    doubtful = any(verdict is SignatureVerdict.WRONG for _, _, verdict in verdicts)
    return Signers((), intact=None, doubtful=doubtful)


def signature_faults(signers: Signers, subject: str) -> list[Finding]:
    """Return the finding about a signature that nobody's key verifies."""
    if signers.good:
        return []
    wrong = signers.intact is False
    return [finding(f"object.signature_{'wrong' if wrong else 'not_checkable'}", subject)]
