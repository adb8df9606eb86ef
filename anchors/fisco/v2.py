"""FISCO BCOS 2.x: header, transaction and receipt in RLP, sixteen siblings a level.

The octets are hashed as they came and read strictly, so what was read is what was hashed. A header
names no chain and no group, a transaction does; its time is in milliseconds.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple, cast

from anchors.batch import hex_list
from anchors.errors import EncodingError, ProofError, TooLargeError
from anchors.fisco.evidence import FiscoCall, FiscoReceipt, HashedOctets
from anchors.fisco.merkle import Group, prove_in_groups
from anchors.fisco.profile import FiscoProfile
from anchors.fisco.seals import FiscoBlock, SealSignature
from anchors.fisco.suite import Suite
from anchors.jsontext import Json, hex_field
from anchors.limits import LIMITS
from anchors.receipt import Log, as_log
from anchors.rlp import RlpItem, decode_rlp
from anchors.shapes import as_integer, as_list, as_octets

__all__ = ["EvidenceV2", "evidence_v2", "instant_of"]

_HASH, _ADDRESS, _BLOOM, _NODE_ID, _WORD, _NUMBER = 32, 20, 256, 64, 32, 8
_HEADER_FIELDS, _TRANSACTION_FIELDS = 13, 13
_RECEIPT_FIELDS = (7, 8)
"""Without and, since 2.9, with the gas that remained before the logs."""
_SIBLINGS = 15
_SIBLING_OCTETS = 64
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = 253_402_300_799_999
"""The last millisecond of the year 9999."""


class EvidenceV2(NamedTuple):
    """The shared parts of a claim of form `fisco2/1`."""

    tx_index: int
    log_index: int
    signatures: tuple[SealSignature, ...]
    header_rlp: bytes
    transaction_rlp: bytes
    tx_proof: tuple[Group, ...]
    receipt_rlp: bytes
    receipt_proof: tuple[Group, ...]

    def block(self, suite: Suite) -> FiscoBlock:
        """Return the block of the header; raises `EncodingError`."""
        fields = as_list(decode_rlp(self.header_rlp), "header", _HEADER_FIELDS)
        roots = [as_octets(one, _HASH, "root") for one in fields[:5]]
        as_octets(fields[5], _BLOOM, "bloom")
        number, _, _, time = [as_integer(one, _NUMBER, "number") for one in fields[6:10]]
        for one in as_list(fields[10], "extra data"):
            as_octets(one, None, "extra data")
        as_integer(fields[11], _WORD, "sealer")
        sealers = tuple([as_octets(one, _NODE_ID, "sealer") for one in as_list(fields[12], "list")])
        if len(sealers) > LIMITS.fisco_sealers:
            raise TooLargeError(f"header of {len(sealers)} sealers")
        block_hash = suite.hash(self.header_rlp)
        return FiscoBlock(block_hash, number, instant_of(time), roots[2], roots[3], sealers, None)

    def call(self, block: FiscoBlock, profile: FiscoProfile) -> FiscoCall:
        """Return the transaction under the block's root; raises `ProofError`, `EncodingError`."""
        new = profile.suite.hash
        digest = new(self.transaction_rlp)
        prove_in_groups(block.txs_root, digest, self.tx_index, self.tx_proof, new)
        item = decode_rlp(self.transaction_rlp)
        fields = as_list(item, "transaction", _TRANSACTION_FIELDS)
        place = tuple(str(as_integer(one, _NUMBER, "chain or group")) for one in fields[7:9])
        if place != (profile.chain_id, profile.group_id):
            raise ProofError(f"transaction of chain {place[0]}, group {place[1]}")
        return FiscoCall(as_octets(fields[4], None, "to"), as_octets(fields[6], None, "input"))

    def receipt(self, block: FiscoBlock, suite: Suite) -> FiscoReceipt:
        """Return the receipt under the block's root; raises `ProofError`, `EncodingError`."""
        digest = suite.hash(self.receipt_rlp)
        prove_in_groups(block.receipts_root, digest, self.tx_index, self.receipt_proof, suite.hash)
        return _receipt(decode_rlp(self.receipt_rlp))

    def hashed(self, profile: FiscoProfile) -> HashedOctets:  # noqa: ARG002 - as of version 3
        """Return the octets that header, transaction and receipt are hashed from."""
        return HashedOctets(self.header_rlp, self.transaction_rlp, self.receipt_rlp)


def _receipt(item: RlpItem) -> FiscoReceipt:
    fields = as_list(item, "receipt")
    if len(fields) not in _RECEIPT_FIELDS:
        raise EncodingError(f"receipt of {len(fields)} fields")
    for place, size in ((0, _HASH), (2, _ADDRESS), (3, _BLOOM), (5, None)):
        as_octets(fields[place], size, f"field {place}")
    for place in (1, *range(6, len(fields) - 1)):
        as_integer(fields[place], _WORD, f"field {place}")
    status = as_integer(fields[4], _WORD, "status")
    logs: tuple[Log, ...] = tuple(map(as_log, as_list(fields[-1], "logs")))
    return FiscoReceipt(status, logs)


def instant_of(milliseconds: int) -> datetime:
    """Return the instant of a block; raises `EncodingError` where there is none."""
    if milliseconds > _LAST:
        raise EncodingError(f"timestamp {milliseconds} is no time in milliseconds")
    return _EPOCH + timedelta(milliseconds=milliseconds)


def evidence_v2(
    record: Json, tx_index: int, log_index: int, signatures: tuple[SealSignature, ...]
) -> EvidenceV2:
    """Return the shared parts of a decoded claim; raises `EncodingError`."""
    header = hex_field(record, "header_rlp")
    if len(header) > LIMITS.fisco_header_octets:
        raise TooLargeError(f"header_rlp has {len(header)} octets")
    return EvidenceV2(
        tx_index,
        log_index,
        signatures,
        header,
        hex_field(record, "transaction_rlp"),
        _groups(record, "tx_proof"),
        hex_field(record, "receipt_rlp"),
        _groups(record, "receipt_proof"),
    )


def _groups(record: Json, key: str) -> tuple[Group, ...]:
    listed = record.get(key)
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise EncodingError(f"{key} is no list of levels")
    if len(listed) > LIMITS.fisco_proof_levels:
        raise TooLargeError(f"{key} has {len(listed)} levels")
    return tuple(
        [Group(_side(one, "left"), _side(one, "right")) for one in cast("list[Json]", listed)]
    )


def _side(record: Json, key: str) -> tuple[bytes, ...]:
    found = hex_list(record, key, _SIBLINGS)
    if any(len(one) > _SIBLING_OCTETS for one in found):
        raise TooLargeError(f"a sibling has over {_SIBLING_OCTETS} octets")
    return found
