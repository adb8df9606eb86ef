"""Claims by an EVM receipt (formats, "Anchor claim"): strict JSON to a value.

What a claim says is believed of nobody: chain, contract, topic and layout come from the registry's
profile, `meta` and root are recomputed. Keys that are not known here change nothing.
"""

from typing import NamedTuple

from anchors.batch import Batch, Entry, decode_batch, hex_list, part_field
from anchors.errors import TooLargeError
from anchors.jsontext import Json, hex_field, integer_field, text_field
from anchors.limits import LIMITS

__all__ = ["FORM", "EvmClaim", "evm_claim"]

FORM = "evm-receipt/1"


class EvmClaim(NamedTuple):
    """That a digest is in a batch whose root a contract logged in a block of a chain."""

    form: str
    chain: str
    """Id of a chain in the court's registry."""
    header_rlp: bytes
    tx_index: int
    receipt_proof: tuple[bytes, ...]
    log_index: int
    """Place of the log among those of its own receipt."""
    batch: Batch

    @property
    def entry(self) -> Entry:
        """The digest that is claimed to be anchored."""
        return self.batch.entry

    @property
    def shared(self) -> tuple[object, ...]:
        """What thousands of claims of a batch have in common, equal where their octets are."""
        return self.chain, self.header_rlp, self.tx_index, self.receipt_proof, self.log_index

    @property
    def weight(self) -> int:
        """Octets that keeping the common part costs."""
        return sum(map(len, self.receipt_proof))


def evm_claim(record: Json) -> EvmClaim:
    """Return the claim of a decoded object; raises as `decode_claim` says."""
    header = hex_field(record, "header_rlp")
    if len(header) > LIMITS.block_header_octets:
        raise TooLargeError(f"header_rlp has {len(header)} octets")
    return EvmClaim(
        FORM,
        text_field(record, "chain"),
        header,
        integer_field(record, "tx_index", 0, LIMITS.block_transactions - 1),
        _receipt_proof(record),
        integer_field(record, "log_index", 0, LIMITS.receipt_logs - 1),
        decode_batch(part_field(record, "batch")),
    )


def _receipt_proof(record: Json) -> tuple[bytes, ...]:
    nodes = hex_list(record, "receipt_proof", LIMITS.proof_nodes)
    *above, last = nodes or (b"",)
    if any(len(node) > LIMITS.trie_node_octets for node in above):
        raise TooLargeError(f"a node before the last has over {LIMITS.trie_node_octets} octets")
    if len(last) > LIMITS.evm_receipt_octets:
        raise TooLargeError(f"the last node has {len(last)} octets")
    return nodes
