"""Signature schemes and digests by their object identifiers; a new one is one row.

Two identifiers say how a signature was made: AlgorithmIdentifier of the signature, and in CMS the
digest algorithm beside it. `signature_scheme` resolves both to one `SignatureScheme`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from verify.asn1.der import NULL, SEQUENCE, children, decode_oid, expect, only_element

__all__ = [
    "DIGEST_OIDS", "SIGNATURE_OIDS", "SignatureScheme", "digest_name", "signature_scheme",
]  # fmt: skip

DIGEST_OIDS: Mapping[str, str] = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
    "2.16.840.1.101.3.4.2.8": "sha3-256",
    "2.16.840.1.101.3.4.2.10": "sha3-512",
    "1.2.156.10197.1.401": "sm3",
    "1.3.14.3.2.26": "sha1",
    "1.2.840.113549.2.5": "md5",
}
"""Digest algorithm identifiers to our names."""


@dataclass(frozen=True, slots=True)
class SignatureScheme:
    """How one signature is to be verified."""

    family: str
    """rsa | ecdsa: the key family the scheme needs."""
    digest: str
    """Name of the digest it runs over."""


_BY_DIGEST = ""
"""The signature identifier names no digest: the one beside it decides (RFC 3370 3.2)."""

SIGNATURE_OIDS: Mapping[str, tuple[str, str]] = {
    "1.2.840.113549.1.1.1": ("rsa", _BY_DIGEST),
    "1.2.840.113549.1.1.4": ("rsa", "md5"),
    "1.2.840.113549.1.1.5": ("rsa", "sha1"),
    "1.2.840.113549.1.1.11": ("rsa", "sha256"),
    "1.2.840.113549.1.1.12": ("rsa", "sha384"),
    "1.2.840.113549.1.1.13": ("rsa", "sha512"),
    "1.2.840.10045.2.1": ("ecdsa", _BY_DIGEST),
    "1.2.840.10045.4.1": ("ecdsa", "sha1"),
    "1.2.840.10045.4.3.2": ("ecdsa", "sha256"),
    "1.2.840.10045.4.3.3": ("ecdsa", "sha384"),
    "1.2.840.10045.4.3.4": ("ecdsa", "sha512"),
}
"""Signature algorithm identifiers to (key family, digest)."""


@lru_cache(maxsize=256)
def _identifier(raw: bytes) -> tuple[str, bool]:
    """Return the OID of an AlgorithmIdentifier and whether its parameters are absent or NULL."""
    outer = expect(only_element(raw), SEQUENCE, "AlgorithmIdentifier")
    parts = children(raw, outer.start, outer.stop)
    oid = decode_oid(raw, parts[0]) if parts else ""
    plain = len(parts) == 1 or (len(parts) == 2 and parts[1].tag == NULL)
    return oid, plain and (len(parts) == 1 or parts[1].start == parts[1].stop)


@lru_cache(maxsize=256)
def digest_name(raw: bytes) -> str | None:
    """Return our name of a digest AlgorithmIdentifier in DER; None where it is not known here.

    Raises:
        DecodeError: the bytes are no AlgorithmIdentifier.
    """
    oid, plain = _identifier(raw)
    return DIGEST_OIDS.get(oid) if plain else None


@lru_cache(maxsize=256)
def signature_scheme(raw: bytes, digest: str | None = None) -> SignatureScheme | None:
    """Return the scheme of a signature AlgorithmIdentifier; None where it is not known here.

    Args:
        raw: the identifier in DER.
        digest: our name of the digest algorithm stated beside it (CMS); a scheme that names
            another digest does not agree, and is None.

    Raises:
        DecodeError: the bytes are no AlgorithmIdentifier.
    """
    oid, plain = _identifier(raw)
    row = SIGNATURE_OIDS.get(oid)
    if row is None or not plain:
        return None
    family, own = row
    used = own or digest
    if used is None or (digest is not None and used != digest):
        return None
    return SignatureScheme(family, used)
