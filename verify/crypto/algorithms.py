"""Signature schemes by their object identifiers; a new one is one row.

Two identifiers say how a signature was made: AlgorithmIdentifier of the signature, and in CMS the
digest algorithm beside it. `signature_scheme` resolves both to one `SignatureScheme`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from verify.crypto.identifiers import (
    DIGEST_OIDS,
    AlgorithmIdentifier,
    decode_identifier,
    digest_name,
)
from verify.crypto.pss import RSASSA_PSS, decode_pss

__all__ = [
    "DEFAULT_FORM", "DIGEST_OIDS", "SIGNATURE_OIDS", "SIGNER_OIDS", "SignatureScheme", "Sm2Form",
    "digest_name", "signature_scheme",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class SignatureScheme:
    """How one signature is to be verified."""

    family: str
    """rsa | ecdsa | ed25519 | sm2: the key family the scheme needs."""
    digest: str
    """Name of the digest it runs over; of Ed25519 the one inside (RFC 8032 5.1)."""
    salt: int | None = None
    """Octets of salt of RSA-PSS; None = PKCS #1 v1.5, and of no meaning to the others."""

    @property
    def whole_message(self) -> bool:
        """Whether it needs the message itself, and no digest of it will do (RFC 8032 5.1.7)."""
        return self.family == "ed25519"


@dataclass(frozen=True, slots=True)
class Sm2Form:
    """How a CA or platform signs with SM2, as registered; never tried in turn."""

    id: str = "1234567812345678"
    """User id, which goes into Z; the default is that of GM/T 0009 10."""
    z: bool = True
    """Whether Z, the digest over id and key, comes before the message (GB/T 32918.2 5.5)."""
    encoding: str = "der"
    """der: SEQUENCE of r and s (GM/T 0009 7.3) | raw: r ‖ s in 64 octets."""


DEFAULT_FORM = Sm2Form()
"""The form of who has registered none."""

_BY_DIGEST = ""
"""The signature identifier names no digest: the one beside it decides (RFC 3370 3.2)."""
_ED25519 = "1.3.101.112"

SIGNATURE_OIDS: Mapping[str, tuple[str, str]] = {
    "1.2.840.113549.1.1.1": ("rsa", _BY_DIGEST),
    "1.2.840.113549.1.1.4": ("rsa", "md5"),
    "1.2.840.113549.1.1.5": ("rsa", "sha1"),
    "1.2.840.113549.1.1.11": ("rsa", "sha256"),
    "1.2.840.113549.1.1.12": ("rsa", "sha384"),
    "1.2.840.113549.1.1.13": ("rsa", "sha512"),
    "2.16.840.1.101.3.4.3.14": ("rsa", "sha3-256"),
    "2.16.840.1.101.3.4.3.16": ("rsa", "sha3-512"),
    "1.2.840.10045.2.1": ("ecdsa", _BY_DIGEST),
    "1.2.840.10045.4.1": ("ecdsa", "sha1"),
    "1.2.840.10045.4.3.2": ("ecdsa", "sha256"),
    "1.2.840.10045.4.3.3": ("ecdsa", "sha384"),
    "1.2.840.10045.4.3.4": ("ecdsa", "sha512"),
    "2.16.840.1.101.3.4.3.10": ("ecdsa", "sha3-256"),
    "2.16.840.1.101.3.4.3.12": ("ecdsa", "sha3-512"),
    "1.2.156.10197.1.501": ("sm2", "sm3"),
    _ED25519: ("ed25519", "sha512"),
}
"""Signature algorithm identifiers to (key family, digest); RSA-PSS has parameters of its own."""

SIGNER_OIDS: Mapping[str, tuple[str, str]] = {
    "1.2.156.10197.1.301": ("sm2", "sm3"),
    "1.2.156.10197.1.301.1": ("sm2", "sm3"),
}
"""What the field writes for SM2 with SM3 in a SignerInfo alone (GM/T 0010): curve, and algorithm.

In a certificate, CRL or OCSP answer they are refused: GM/T 0015 has .501 alone.
"""


@lru_cache(maxsize=256)
def signature_scheme(raw: bytes, digest: str | None = None) -> SignatureScheme | None:
    """Return the scheme of a signature AlgorithmIdentifier; None where it is not known here.

    Args:
        raw: the identifier in DER.
        digest: our name of the digest algorithm stated beside it, in a SignerInfo; a scheme that
            names another digest does not agree, and is None.

    Raises:
        DecodeError: the bytes are no AlgorithmIdentifier, or no parameters of its algorithm.
    """
    identifier = decode_identifier(raw)
    scheme = _pss(identifier) if identifier.oid == RSASSA_PSS else _by_row(identifier, digest)
    if scheme is None or digest not in (None, scheme.digest):
        return None
    return scheme


def _pss(identifier: AlgorithmIdentifier) -> SignatureScheme | None:
    """Return the scheme of RSA-PSS, whose parameters a signature must have (RFC 4055 3.1)."""
    found = None if identifier.parameters is None else decode_pss(identifier.parameters)
    return None if found is None else SignatureScheme("rsa", found.digest, found.salt)


def _by_row(identifier: AlgorithmIdentifier, digest: str | None) -> SignatureScheme | None:
    row = SIGNATURE_OIDS.get(identifier.oid)
    if row is None and digest is not None:
        row = SIGNER_OIDS.get(identifier.oid)
    if row is None or not identifier.plain:
        return None
    if identifier.oid == _ED25519 and identifier.parameters is not None:
        return None  # RFC 8410 3: they must be absent
    family, own = row
    used = own or digest
    return None if used is None else SignatureScheme(family, used)
