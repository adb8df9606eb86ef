"""The signer of a message: which certificate it is, and what is to be known of its path.

The signer identifier is not signed (RFC 5652 5.3), so candidates are what it names, and signed
attributes decide between them where they bind one (RFC 5035 3). Pure functions over decoded values;
`verify.context` keeps what they give.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from anchors.digest import compute_digest
from verify.asn1.attributes import EssCertId
from verify.asn1.cms import SignedData, SignerInfo
from verify.asn1.x509 import Certificate, decode_certificate
from verify.crypto.algorithms import Sm2Form
from verify.crypto.keys import PublicKey
from verify.errors import DecodeError
from verify.path import PathAssessment
from verify.path.assessment import Standing
from verify.path.usage import OCSP_SIGNING

__all__ = [
    "COMPROMISE",
    "NOBODY",
    "OPEN",
    "PathLimits",
    "ResolvedSigner",
    "bound_certificate",
    "carried_octets",
    "may_help",
    "named_by",
    "parties_of",
    "path_limits",
    "readable_certificates",
]

_ISSUING = frozenset({"keyCertSign", "cRLSign"})
_BROKEN = frozenset({"md5"})
"""Digests that bind nothing; SHA-1 is what ESSCertID v1 has (judgement 3 lets it pass)."""
OPEN = datetime.max.replace(tzinfo=UTC)
"""The end of time: of what holds for good."""
COMPROMISE = frozenset({None, "unspecified", "keyCompromise", "cACompromise", "aACompromise"})
"""Revocation reasons after which a token needs another, earlier proof (judgement 3)."""


class PathLimits(NamedTuple):
    """What bounds the use of one path by when its signatures are proved to have existed."""

    strong_until: datetime
    """The first instant at which a signature on it is no longer strong."""
    compromised_since: datetime
    """Since when a CA key on it is known to others (reason compromise, or none given)."""


class ResolvedSigner(NamedTuple):
    """The signer of a message, as far as it does not depend on the message."""

    certificate: Certificate | None
    key: PublicKey | None
    assessment: PathAssessment | None
    faults: tuple[str, ...]
    """Suffixes of finding codes (`certificate_absent`, …); the area is the caller's."""
    name: str | None = None
    """Readable subject of the certificate."""
    path: tuple[str, ...] = ()
    """Readable subjects of its best path, signer first."""
    limits: PathLimits = PathLimits(OPEN, OPEN)
    """Of the path that is clean for longest; another path is looked up by `path_limits`."""
    form: Sm2Form | None = None
    """Registered for what it signs with SM2; None where none is, and the default form is used."""
    prefix: bytes = b""
    """What its key has digested before every message: Z for SM2."""


NOBODY = ResolvedSigner(None, None, None, ("certificate_absent",))
"""No certificate here is named by the signer identifier."""


def parties_of(signed: SignedData) -> int:
    """Return how many share what a message may spend on paths.

    Its signers and counter-signers do, and so do all tokens inside one message.
    """
    parties = len(signed.signers)
    for signer in signed.signers:
        parties += len(signer.counter_signatures)
    return parties * signed.shared_by


def carried_octets(signed: SignedData) -> int:
    """Return how much of a message the memory of its signers would hold on to."""
    carried = (*signed.certificates, *signed.crls, *signed.ocsps)
    values = [octets for signer in signed.signers for part in signer.values for octets in part]
    return sum(map(len, (*carried, *values)))


def may_help(certificate: Certificate) -> bool:
    """Whether a certificate could issue anything: another signer's own leaf helps no path."""
    if certificate.basic_constraints is not None and certificate.basic_constraints.ca:
        return True
    usage, extended = certificate.key_usage, certificate.extended_key_usage
    if extended is not None and OCSP_SIGNING in extended.oids:
        return True
    return usage is None or not usage.isdisjoint(_ISSUING)


def path_limits(assessment: PathAssessment, chain: tuple[Certificate, ...]) -> PathLimits:
    """Return until when one path's signatures are strong and the CA keys on it are trusted.

    Of the very path a judgement rests on: another path's strength excuses nothing.
    """
    paths = [path for path in assessment.candidates if path.chain == chain]
    standings = [standing for path in paths for standing in path.standings]
    above = [standing for path in paths for standing in path.standings[1:]]
    return PathLimits(
        min([standing.strength.until for standing in standings], default=OPEN),
        min([_compromised(standing) for standing in above], default=OPEN),
    )


def _compromised(standing: Standing) -> datetime:
    compromise = standing.facts.compromise
    return OPEN if compromise is None else compromise.at


def readable_certificates(certificates: Iterable[bytes]) -> list[Certificate]:
    """Return the certificates that decode; a broken one can be nobody's signer."""
    found: dict[bytes, Certificate] = {}
    for der in certificates:
        try:
            found[der] = decode_certificate(der)
        except DecodeError:
            continue
    return list(found.values())


def named_by(candidates: list[Certificate], signer: SignerInfo) -> list[Certificate]:
    """Return the certificates that the signer identifier names (RFC 5652 5.3).

    The identifier is not signed, and anyone may add a certificate that it names as well.
    """
    name = signer.issuer_and_serial
    if name is not None:
        return [one for one in candidates if one.issuer_and_serial == name]
    key = signer.key_identifier
    return [one for one in candidates if one.subject_key_identifier == key]


def bound_certificate(
    named: list[Certificate], candidates: list[Certificate], bound: tuple[EssCertId, ...]
) -> tuple[Certificate, tuple[str, ...]]:
    """Return the certificate that signed attributes bind (RFC 5035 3).

    Where they name another certificate that is here, that one's key decides on the value.
    """
    meant = next((one for one in named if _is_named(one, bound[0])), None)
    if meant is not None:
        return meant, ()
    other = next((one for one in candidates if _is_named(one, bound[0])), None)
    return other or named[0], ("certificate_mismatch",)


def _is_named(certificate: Certificate, identifier: EssCertId) -> bool:
    if identifier.algorithm is None or identifier.algorithm in _BROKEN:
        return False
    if identifier.issuer_and_serial not in (None, certificate.issuer_and_serial):
        return False
    return compute_digest(identifier.algorithm, certificate.der) == identifier.digest
