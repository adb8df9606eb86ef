"""Block headers of EVM chains, from their raw RLP, by position.

The hash of a block is the hash of these very octets, so later forks may add fields behind the
known ones: the first fifteen have kept their place since the genesis block (yellow paper 4.4.3),
what follows is any string. Time is read in whole seconds, as all of them write it.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from anchors.errors import EncodingError, TooLargeError
from anchors.keccak import keccak256
from anchors.limits import LIMITS
from anchors.rlp import decode_rlp
from anchors.shapes import as_integer, as_list, as_octets

__all__ = ["BlockHeader", "decode_header"]

_PARENT, _RECEIPTS, _NUMBER, _TIMESTAMP = 0, 5, 8, 11
_FIXED = {0: 32, 1: 32, 2: 20, 3: 32, 4: 32, 5: 32, 6: 256, 13: 32, 14: 8}
"""Place of a field to its octets: hashes, roots, beneficiary, bloom, mix, nonce."""
_INTEGERS = {7: 32, 8: 8, 9: 8, 10: 8, 11: 8}
"""Place of a field to its most octets: difficulty, number, gas limit and use, timestamp."""
_FEWEST, _MOST = 15, 30
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = 253_402_300_799
"""The last second of the year 9999."""


class BlockHeader(NamedTuple):
    """What an anchor needs of a block."""

    hash: bytes
    parent_hash: bytes
    receipts_root: bytes
    number: int
    time: datetime
    """Time that the block states, in UTC."""


def decode_header(octets: bytes) -> BlockHeader:
    """Return the header that the octets are.

    Raises:
        EncodingError: they are not one list of 15 to 30 strings in the known places.
    """
    if len(octets) > LIMITS.block_header_octets:
        raise TooLargeError(f"header of {len(octets)} octets")
    fields = as_list(decode_rlp(octets), "header")
    if not _FEWEST <= len(fields) <= _MOST:
        raise EncodingError(f"header of {len(fields)} fields")
    strings = [as_octets(field, _FIXED.get(at), f"field {at}") for at, field in enumerate(fields)]
    numbers = {at: as_integer(strings[at], most, f"field {at}") for at, most in _INTEGERS.items()}
    return BlockHeader(
        hash=keccak256(octets),
        parent_hash=strings[_PARENT],
        receipts_root=strings[_RECEIPTS],
        number=numbers[_NUMBER],
        time=_instant(numbers[_TIMESTAMP]),
    )


def _instant(seconds: int) -> datetime:
    if seconds > _LAST:
        raise EncodingError(f"timestamp {seconds} is no time in seconds")
    return _EPOCH + timedelta(seconds=seconds)
