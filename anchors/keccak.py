"""Keccak-256 as Ethereum uses it: the submission to NIST, before SHA-3 changed the padding."""

from Crypto.Hash.keccak import new

__all__ = ["keccak256"]


def keccak256(data: bytes) -> bytes:
    """Return the Keccak-256 digest."""
    return new(data=data, digest_bits=256).digest()
