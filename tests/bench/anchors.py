"""Merkle paths and receipt proofs, beside the libraries that do the same in this process.

Budgets are the ratios of chain-anchor measurements: a batch path in 0.65 of pymerkle's time, a
receipt proof with its log in 0.55 of py-trie's.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import sha256

import rlp
from pymerkle import InmemoryTree, verify_inclusion
from trie.hexary import HexaryTrie

from anchors.batch import batch_faults
from anchors.claim import decode_claim
from anchors.evm import prove_receipt
from anchors.evmclaim import EvmClaim
from anchors.evmprofile import evm_profile
from anchors.header import decode_header
from anchors.merkle import leaf_hash, root_from_path
from fixtures.batch import SHA256_TREE, Entry
from fixtures.ledger import Call
from fixtures.world import world
from tests.bench.row import Row, best_of

__all__ = ["anchor_rows"]

_ENTRIES = 1000
_TRANSACTIONS = 200
_AT = datetime(2024, 9, 1, tzinfo=UTC)


def anchor_rows() -> Iterator[Row]:
    """Yield what one anchor costs: its batch path, its receipt proof, and the whole claim."""
    entries = [
        Entry("sha256", sha256(bytes([n % 256, n // 256])).digest()) for n in range(_ENTRIES)
    ]
    ledger = world(1).new_ledger()
    call = Call(transactions=_TRANSACTIONS)
    claim = ledger.anchor_batch(entries, at=_AT, batch_id="bench", call=call)[_ENTRIES // 3]
    decoded = decode_claim(claim)
    assert isinstance(decoded, EvmClaim)
    profile = evm_profile(ledger.profile())
    batch = decoded.batch

    def path() -> None:
        leaf = leaf_hash(batch.tree, batch.alg, batch.digest)
        root_from_path(SHA256_TREE, leaf, batch.index, batch.size, batch.path)

    def receipt() -> None:
        assert not prove_receipt(
            decoded.header_rlp, decoded.tx_index, decoded.receipt_proof, decoded.log_index, profile
        ).faults

    proved = prove_receipt(
        decoded.header_rlp, decoded.tx_index, decoded.receipt_proof, decoded.log_index, profile
    )

    def whole() -> None:
        one = decode_claim(claim)
        assert isinstance(one, EvmClaim)
        assert not batch_faults(one.batch, proved.root, proved.meta)

    yield Row(f"batch path of {_ENTRIES}", best_of(path, times=2000), "us", _pymerkle(), 0.65)
    root = decode_header(decoded.header_rlp).receipts_root
    floor = best_of(_py_trie(root, decoded.tx_index, decoded.receipt_proof), times=300)
    name = f"receipt proof, block of {_TRANSACTIONS} transactions"
    yield Row(name, best_of(receipt, times=500), "us", floor, 0.55)
    yield Row("one claim of a batch, receipt known", best_of(whole, times=1000), "us")


def _pymerkle() -> float:
    tree = InmemoryTree(algorithm="sha256")
    for number in range(_ENTRIES):
        tree.append_entry(number.to_bytes(32, "big"))
    index = _ENTRIES // 3 + 1
    base, root, proof = tree.get_leaf(index), tree.get_state(), tree.prove_inclusion(index)
    return best_of(lambda: verify_inclusion(base, root, proof), times=2000)


def _py_trie(root: bytes, place: int, proof: tuple[bytes, ...]) -> Callable[[], object]:
    """Return py-trie's reading of the same proof, and rlp's of the receipt in it."""
    key = rlp.encode(place)

    def read() -> object:
        nodes = [rlp.decode(node) for node in proof]
        value = HexaryTrie.get_from_proof(root, key, nodes)  # type: ignore[no-untyped-call]
        return rlp.decode(value[1:] if value[0] < 0x80 else value)

    return read
