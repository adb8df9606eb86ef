"""AlgorithmIdentifier (RFC 5280 4.1.1.2), and digests by their object identifiers.

A new digest is one row.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from verify.asn1.der import SEQUENCE, children, decode_oid, expect, only_element

__all__ = ["DIGEST_OIDS", "AlgorithmIdentifier", "decode_identifier", "digest_name"]

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

_NULL = b"\x05\x00"


class AlgorithmIdentifier(NamedTuple):
    """One AlgorithmIdentifier, its parameters not yet looked at."""

    oid: str
    """Dotted; empty where there is none."""
    parameters: bytes | None
    """In DER; None where absent."""

    @property
    def plain(self) -> bool:
        """Whether its parameters are absent or NULL."""
        return self.parameters is None or self.parameters == _NULL


@lru_cache(maxsize=256)
def decode_identifier(raw: bytes) -> AlgorithmIdentifier:
    """Return the AlgorithmIdentifier that `raw` is.

    Raises:
        DecodeError: the bytes are no AlgorithmIdentifier.
    """
    outer = expect(only_element(raw), SEQUENCE, "AlgorithmIdentifier")
    parts = children(raw, outer.start, outer.stop)
    oid = decode_oid(raw, parts[0]) if parts else ""
    return AlgorithmIdentifier(oid, raw[parts[1].head : outer.stop] if len(parts) > 1 else None)


@lru_cache(maxsize=256)
def digest_name(raw: bytes) -> str | None:
    """Return our name of a digest AlgorithmIdentifier in DER; None where it is not known here.

    Raises:
        DecodeError: the bytes are no AlgorithmIdentifier.
    """
    identifier = decode_identifier(raw)
    return DIGEST_OIDS.get(identifier.oid) if identifier.plain else None
