"""Header, transaction and receipt of FISCO BCOS 3.x: their fields, and what is hashed of them.

What is hashed is the fields end to end with no lengths between them, so the same octets can be cut
up in several ways: the output of a stranger's contract could be read as a log of the registered
one. What makes one reading of a receipt the only one is the transaction at the same index: it calls
the registered contract itself, whose output is the contract's own. And one reading of a
transaction is the only one because nothing that a sender chooses can hold another address before
the input (`_NONCE`, `_PRICE`), the input is of fixed length, and a deployment (a receipt with a
contract's address) is never taken for a call (`_GAS` has fewer digits than an address).
A header has one reading as well once the number of its sealers is known, which is held against the
registered set (`seals`): then only gas and time border on each other, and no digit begins a time.
"""

import re
from typing import NamedTuple

from anchors.batch import hex_list
from anchors.errors import EncodingError, TooLargeError
from anchors.fisco.seals import FiscoBlock
from anchors.fisco.suite import Suite
from anchors.fisco.v2 import instant_of
from anchors.jsontext import Json, hex_field, integer_field
from anchors.limits import LIMITS
from anchors.receipt import Log

__all__ = [
    "HeaderV3", "ReceiptV3", "TransactionV3", "decode_header", "decode_receipt_v3",
    "decode_transaction",
]  # fmt: skip

_HASH, _ADDRESS, _NODE_ID = 32, 20, 64
_LARGEST = (1 << 53) - 1
_INT32 = (1 << 31) - 1
_NEWEST = 2
"""Versions 0 to 2 of transactions and receipts; a later one may hash more fields."""
_GAS = re.compile(r"0|[1-9][0-9]{0,19}")
_PRICE = re.compile(r"(0x[0-9a-f]{1,16})?")
"""Value and prices as nodes write them; too short for an address."""
_NONCE = re.compile(rb"(?s:.{1,32})|[0-9]{33,80}")
"""Too short for an address, or decimal digits alone, which no address with 0x is."""
_TOPICS = 4


class HeaderV3(NamedTuple):
    """The fields of a header, in the order in which they are hashed."""

    version: int
    parent: bytes
    txs_root: bytes
    receipts_root: bytes
    state_root: bytes
    number: int
    gas_used: str
    timestamp: int
    sealer: int
    sealers: tuple[bytes, ...]
    extra: bytes
    weights: tuple[int, ...]

    def preimage(self) -> bytes:
        """Return what is hashed; the one parent is the block below."""
        return b"".join((
            self.version.to_bytes(4, "big"), _int64(self.number - 1), self.parent,
            self.txs_root, self.receipts_root, self.state_root, _int64(self.number),
            self.gas_used.encode(), _int64(self.timestamp), _int64(self.sealer),
            *self.sealers, self.extra, *map(_int64, self.weights),
        ))  # fmt: skip

    def block(self, suite: Suite) -> FiscoBlock:
        """Return the block that the fields are of; raises `EncodingError`."""
        return FiscoBlock(
            suite.hash(self.preimage()), self.number, instant_of(self.timestamp),
            self.txs_root, self.receipts_root, self.sealers, self.weights,
        )  # fmt: skip


class TransactionV3(NamedTuple):
    """The fields of a call that its sender chose; ABI and extension are empty."""

    version: int
    block_limit: int
    nonce: bytes
    to: bytes
    input: bytes
    value: str
    gas_price: str
    gas_limit: int
    max_fee_per_gas: str
    max_priority_fee_per_gas: str

    def preimage(self, chain_id: str, group_id: str) -> bytes:
        """Return what is hashed, in a chain and group."""
        found = b"".join((
            self.version.to_bytes(4, "big"), chain_id.encode(), group_id.encode(),
            _int64(self.block_limit), self.nonce, b"0x", self.to.hex().encode(), self.input,
        ))  # fmt: skip
        if not self.version:
            return found
        before, after = self.value + self.gas_price, self.max_fee_per_gas
        return b"".join((
            found, before.encode(), _int64(self.gas_limit), after.encode(),
            self.max_priority_fee_per_gas.encode(),
        ))  # fmt: skip


class ReceiptV3(NamedTuple):
    """The fields of the receipt of a call, which has no contract address."""

    version: int
    gas_used: str
    status: int
    output: bytes
    effective_gas_price: str
    logs: tuple[Log, ...]
    block_number: int

    def preimage(self) -> bytes:
        """Return what is hashed: addresses of logs as text without 0x."""
        parts = [
            self.version.to_bytes(4, "big"), self.gas_used.encode(),
            self.status.to_bytes(4, "big"), self.output,
        ]  # fmt: skip
        if self.version:
            parts.append(self.effective_gas_price.encode())
        for log in self.logs:
            parts += [log.address.hex().encode(), *log.topics, log.data]
        return b"".join((*parts, _int64(self.block_number)))


def _int64(number: int) -> bytes:
    return number.to_bytes(8, "big")


def decode_header(record: Json) -> HeaderV3:
    """Return the header of decoded fields; raises `EncodingError`."""
    extra = hex_field(record, "extra")
    if len(extra) > LIMITS.fisco_header_octets:
        raise TooLargeError(f"extra has {len(extra)} octets")
    return HeaderV3(
        integer_field(record, "version", 0, _INT32),
        hex_field(record, "parent", _HASH),
        hex_field(record, "txs_root", _HASH),
        hex_field(record, "receipts_root", _HASH),
        hex_field(record, "state_root", _HASH),
        integer_field(record, "number", 1, _LARGEST),
        _text(record, "gas_used", _GAS),
        integer_field(record, "timestamp", 0, _LARGEST),
        integer_field(record, "sealer", 0, _INT32),
        hex_list(record, "sealers", LIMITS.fisco_sealers, _NODE_ID),
        extra,
        _weights(record.get("weights")),
    )


def _weights(listed: object) -> tuple[int, ...]:
    if not isinstance(listed, list) or len(listed) > LIMITS.fisco_sealers:
        raise EncodingError("weights is no list, or too long")
    return tuple([integer_field({"weight": one}, "weight", 0, _LARGEST) for one in listed])


def decode_transaction(record: Json) -> TransactionV3:
    """Return the transaction of decoded fields; raises `EncodingError`."""
    nonce = hex_field(record, "nonce")
    if not _NONCE.fullmatch(nonce):
        raise EncodingError(f"nonce of {len(nonce)} octets that are no decimal digits")
    version = integer_field(record, "version", 0, _NEWEST)
    priced = record if version else _UNPRICED
    return TransactionV3(
        version,
        integer_field(record, "block_limit", 0, _LARGEST),
        nonce,
        hex_field(record, "to", _ADDRESS),
        hex_field(record, "input"),
        _text(priced, "value", _PRICE),
        _text(priced, "gas_price", _PRICE),
        integer_field(priced, "gas_limit", 0, _LARGEST),
        _text(priced, "max_fee_per_gas", _PRICE),
        _text(priced, "max_priority_fee_per_gas", _PRICE),
    )


_UNPRICED: Json = {
    "value": "", "gas_price": "", "gas_limit": 0, "max_fee_per_gas": "",
    "max_priority_fee_per_gas": "", "effective_gas_price": "",
}  # fmt: skip
"""What version 0 does not have."""


def decode_receipt_v3(record: Json) -> ReceiptV3:
    """Return the receipt of decoded fields; raises `EncodingError`."""
    logs = record.get("logs")
    if not isinstance(logs, list) or not all(isinstance(one, dict) for one in logs):
        raise EncodingError("logs is no list of objects")
    if len(logs) > LIMITS.receipt_logs:
        raise TooLargeError(f"receipt of {len(logs)} logs")
    version = integer_field(record, "version", 0, _NEWEST)
    return ReceiptV3(
        version,
        _text(record, "gas_used", _GAS),
        integer_field(record, "status", 0, _INT32),
        hex_field(record, "output"),
        _text(record if version else _UNPRICED, "effective_gas_price", _PRICE),
        tuple([_log(one) for one in logs]),
        integer_field(record, "block_number", 0, _LARGEST),
    )


def _log(record: Json) -> Log:
    return Log(
        hex_field(record, "address", _ADDRESS),
        hex_list(record, "topics", _TOPICS, _HASH),
        hex_field(record, "data"),
    )


def _text(record: Json, key: str, form: re.Pattern[str]) -> str:
    value = record.get(key)
    if not isinstance(value, str) or not form.fullmatch(value):
        raise EncodingError(f"{key} is not of the form {form.pattern}")
    return value
