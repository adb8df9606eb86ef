"""Batches that we anchor: the tree over their entries, and the claim of each entry (formats)."""

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from anchors.clients.proofs import ReceiptProof
from anchors.evmclaim import FORM
from anchors.merkle import leaf_hash, path_in_levels, tree_levels, tree_meta

__all__ = ["AnchorBatch", "Entry", "anchor_claims", "make_batch"]


class Entry(NamedTuple):
    """One digest, under the name of its algorithm in our formats."""

    alg: str
    digest: bytes


class AnchorBatch(NamedTuple):
    """Entries with the tree over them; what is anchored is `root` beside `meta`."""

    id: str
    tree: str
    entries: tuple[Entry, ...]
    levels: Sequence[Sequence[bytes]]
    """The tree, leaves first."""

    @property
    def root(self) -> bytes:
        """What all entries hash up to."""
        return self.levels[-1][0]

    @property
    def meta(self) -> bytes:
        """What says of which tree the root is."""
        return tree_meta(self.tree, len(self.entries), self.id)


def make_batch(batch_id: str, tree: str, entries: Sequence[Entry]) -> AnchorBatch:
    """Return the batch of these entries, of which there is at least one."""
    if not entries:
        raise ValueError("a batch of nothing has no root to anchor")
    leaves = [leaf_hash(tree, entry.alg, entry.digest) for entry in entries]
    return AnchorBatch(batch_id, tree, tuple(entries), tree_levels(tree, leaves))


def anchor_claims(batch: AnchorBatch, chain: str, proof: ReceiptProof) -> Iterator[bytes]:
    """Yield the claim of each entry, in canonical JSON.

    Args:
        batch: what was anchored.
        chain: id of the chain in the court's registry.
        proof: that the root is in a log of a block.
    """
    shared = {
        "v": 1,
        "form": FORM,
        "chain": chain,
        "header_rlp": proof.header_rlp.hex(),
        "tx_index": proof.tx_index,
        "receipt_proof": [node.hex() for node in proof.nodes],
        "log_index": proof.log_index,
    }
    for index, entry in enumerate(batch.entries):
        stated = {
            "id": batch.id,
            "tree": batch.tree,
            "size": len(batch.entries),
            "index": index,
            "path": [node.hex() for node in path_in_levels(batch.levels, index)],
            "entry": {"alg": entry.alg, "digest": entry.digest.hex()},
        }
        yield _canonical({**shared, "batch": stated})


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
