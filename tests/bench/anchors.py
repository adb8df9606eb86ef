"""Merkle paths and receipt proofs, beside the libraries that do the same in this process.

Budgets are the ratios of chain-anchor measurements: a batch path in 0.65 of pymerkle's time, a
receipt proof with its log in 0.55 of py-trie's. A FISCO BCOS proof with its header is beside the
raw signatures in it: 1.5 of their time, for a block whose claim was never seen.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count

import rlp
from pymerkle import InmemoryTree, verify_inclusion
from trie.hexary import HexaryTrie

from anchors.batch import batch_faults
from anchors.claim import decode_claim
from anchors.evm import prove_receipt
from anchors.evmclaim import EvmClaim
from anchors.evmprofile import evm_profile
from anchors.fisco.claim import FiscoClaim
from anchors.fisco.profile import fisco_profile
from anchors.header import decode_header
from anchors.merkle import leaf_hash, root_from_path
from fixtures.batch import SHA256_TREE, Entry
from fixtures.fisco import FiscoCall, FiscoLedger
from fixtures.ledger import Call
from fixtures.world import world
from tests.bench.row import Row, best_of
from verify.crypto.sealers import verify_seal
from verify.ledger import LedgerBook

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
    for national in (True, False):
        yield from _fisco_rows(entries, national=national)


def _fisco_rows(entries: list[Entry], *, national: bool) -> Iterator[Row]:
    """Yield what a claim on FISCO BCOS costs: the first of its block, and one more of its batch."""
    ledger = FiscoLedger(1, ("depositor",), national=national)
    call = FiscoCall(transactions=_TRANSACTIONS)
    octets = ledger.anchor_batch(entries, at=_AT, batch_id="bench", call=call)[_ENTRIES // 3]
    profile = fisco_profile(ledger.profile())
    known = LedgerBook({profile.id: profile}, {})
    evidence = _fisco(octets).evidence
    block = evidence.block(profile.suite)

    def raw() -> None:
        for one in evidence.signatures:
            node_id = block.sealers[one.sealer]
            assert verify_seal(profile.suite.scheme, node_id, one.octets, block.hash)

    # A key that nobody asks for makes every claim another text, so that nothing of it is known.
    unseen = (b'{"n":%d,' % number + octets[1:] for number in count())

    def first() -> None:
        fresh = LedgerBook({profile.id: profile}, {})
        assert not fresh.receipt(_fisco(next(unseen)), profile).faults

    def another() -> None:
        claim = _fisco(octets)
        proved = known.receipt(claim, profile)
        assert not batch_faults(claim.batch, proved.root, proved.meta)

    name = f"FISCO BCOS proof and header, {profile.suite.scheme}"
    yield Row(name, best_of(first, times=300), "us", best_of(raw, times=300), 1.5)
    yield Row(f"{name}, block known", best_of(another, times=1000), "us")


def _fisco(octets: bytes) -> FiscoClaim:
    claim = decode_claim(octets)
    assert isinstance(claim, FiscoClaim)
    return claim


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
