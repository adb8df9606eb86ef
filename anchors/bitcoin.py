"""Block headers of Bitcoin, by their own octets.

A header has 80 octets and is known by its double SHA-256, which has to lie below the target that
the header itself states: so much work went into it. Whether it is on the chain is not said here.
Hashes are written as explorers print them, last octet first; the Merkle root stays in the order
that the paths of proofs lead to.
"""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from anchors.errors import EncodingError

__all__ = ["BitcoinHeader", "decode_bitcoin_header"]

_SIZE = 80
_HASH = 32
_NEGATIVE = 0x0080_0000
_MANTISSA = 0x007F_FFFF
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class BitcoinHeader(NamedTuple):
    """What an anchor needs of a block."""

    hash: bytes
    """As explorers print it."""
    previous: bytes
    """Hash of the block before, in the same order."""
    merkle_root: bytes
    """As it stands in the header, and as the paths of proofs lead to it."""
    time: datetime
    """Time that the block states, in UTC."""
    work: int
    """Tries that a hash below its target takes."""


def decode_bitcoin_header(octets: bytes) -> BitcoinHeader:
    """Return the header that the octets are.

    Raises:
        EncodingError: they are not 80, state no target, or show no work for the one they state.
    """
    if len(octets) != _SIZE:
        raise EncodingError(f"header of {len(octets)} octets")
    target = _target(int.from_bytes(octets[72:76], "little"))
    digest = sha256(sha256(octets).digest()).digest()
    if int.from_bytes(digest, "little") > target:
        raise EncodingError("the header's hash is above its target")
    return BitcoinHeader(
        hash=digest[::-1],
        previous=octets[4:36][::-1],
        merkle_root=octets[36:68],
        time=_EPOCH + timedelta(seconds=int.from_bytes(octets[68:72], "little")),
        work=(1 << 8 * _HASH) // (target + 1),
    )


def _target(bits: int) -> int:
    """Return the target that the compact form states (`arith_uint256::SetCompact`)."""
    exponent, mantissa = bits >> 24, bits & _MANTISSA
    target = mantissa << 8 * (exponent - 3) if exponent >= 3 else mantissa >> 8 * (3 - exponent)
    if bits & _NEGATIVE or not target or target >> 8 * _HASH:
        raise EncodingError(f"no target is 0x{bits:08x}")
    return target
