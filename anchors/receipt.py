"""Receipts of EVM transactions: legacy, and typed ones (EIP-2718) of every type.

A typed receipt is its type's octet before the same four fields, so far in all types (EIP-2930,
1559, 4844, 7702); one with other fields is refused, and so is one from before Byzantium (EIP-658),
which has a state root where later ones have a status and cannot say that its call succeeded.
"""

from typing import NamedTuple

from anchors.errors import EncodingError
from anchors.rlp import RlpItem, decode_rlp
from anchors.shapes import as_integer, as_list, as_octets

__all__ = ["Log", "Receipt", "as_log", "decode_receipt"]

_LIST = 0xC0
_LAST_TYPE = 0x7F
_STATUS = {b"\x01": True, b"": False}
_ADDRESS, _WORD, _BLOOM, _GAS = 20, 32, 256, 8
_TOPICS = 4


class Log(NamedTuple):
    """One event that a contract wrote."""

    address: bytes
    topics: tuple[bytes, ...]
    data: bytes


class Receipt(NamedTuple):
    """What became of one transaction."""

    type: int
    """Type of the transaction; 0 for a legacy one."""
    succeeded: bool
    logs: tuple[Log, ...]


def decode_receipt(octets: bytes) -> Receipt:
    """Return the receipt that the octets are.

    Raises:
        EncodingError: they are not the receipt of any type of transaction that has a status.
    """
    first = octets[0] if octets else 0
    kind = 0 if first >= _LIST else first
    if kind > _LAST_TYPE or not (kind or first):
        raise EncodingError(f"no receipt begins with {octets[:1].hex() or 'nothing'}")
    status, gas, bloom, logs = as_list(decode_rlp(octets[1:] if kind else octets), "receipt", 4)
    as_integer(gas, _GAS, "cumulative gas")
    as_octets(bloom, _BLOOM, "bloom")
    return Receipt(kind, _succeeded(status), tuple(map(as_log, as_list(logs, "logs"))))


def _succeeded(item: RlpItem) -> bool:
    status = as_octets(item, None, "status")
    if len(status) == _WORD:
        raise EncodingError("receipt from before Byzantium has a state root and no status")
    if status not in _STATUS:
        raise EncodingError(f"status {status[:_WORD].hex()} is neither 0 nor 1")
    return _STATUS[status]


def as_log(item: RlpItem) -> Log:
    """Return the log that an item is; raises `EncodingError`."""
    address, topics, data = as_list(item, "log", 3)
    words = as_list(topics, "topics")
    if len(words) > _TOPICS:
        raise EncodingError(f"log of {len(words)} topics")
    return Log(
        as_octets(address, _ADDRESS, "address of a log"),
        tuple(as_octets(word, _WORD, "topic") for word in words),
        as_octets(data, None, "data of a log"),
    )
