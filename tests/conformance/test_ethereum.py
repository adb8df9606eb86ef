"""A recorded test chain: every header, every transaction, the state of genesis, block 3's receipts.

Tries are built by `py-trie` and blocks encoded by `rlp`; proofs from them are verified by ours
against the roots that the recorded headers state.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from typing import Any

import pytest
import rlp
from eth_hash.auto import keccak
from rlp.codec import consume_length_prefix
from trie.hexary import HexaryTrie

from anchors.errors import EncodingError
from anchors.header import BlockHeader, decode_header
from anchors.receipt import decode_receipt
from anchors.rlp import RlpItem, decode_rlp, encode_rlp
from anchors.trie import prove_inclusion
from tests.conformance.material import DATA, Vector, vectors

FOLDER = DATA / "ethereum/execution-apis"
VECTORS = vectors("ethereum")
HEIGHTS = range(1, 55)
RECORDED = 3
"""The block whose header, body and receipts nodes were asked for."""
HASH = 32

DEVIATIONS = {
    "debug_getRawReceipts-get-block-n.io": (
        "2026-11-22",
        "before Byzantium",
        "their receipts have a state root and no status: inclusion is proved, success is not",
    ),
}
"""Name of the file to: since when, what is said instead, and why."""


@cache
def blocks() -> dict[int, list[Any]]:
    """Header, transactions and what follows, of every block by its number."""
    return dict(zip(HEIGHTS, (rlp.decode(one) for one in _one_by_one()), strict=True))


def _one_by_one() -> Iterator[bytes]:
    data, at = (FOLDER / "chain.rlp").read_bytes(), 0
    while at < len(data):
        _, _, length, begin = consume_length_prefix(data, at)
        yield data[at : begin + length]
        at = begin + length


@cache
def header_octets(height: int) -> bytes:
    octets: bytes = rlp.encode(blocks()[height][0])
    return octets


@cache
def header(height: int) -> BlockHeader:
    return decode_header(header_octets(height))


def transactions(height: int) -> list[bytes]:
    """Octets of each: typed ones are strings in a block, legacy ones lists (EIP-2718)."""
    listed = blocks()[height][1]
    return [one if isinstance(one, bytes) else rlp.encode(one) for one in listed]


def answer(name: str) -> Any:
    """The result of a recorded exchange."""
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    (answered,) = (line for line in lines if line.startswith("<< "))
    return json.loads(answered.removeprefix("<< "))["result"]


def octets_of(text: str) -> bytes:
    return bytes.fromhex(text.removeprefix("0x"))


def grow(values: dict[bytes, bytes]) -> HexaryTrie:
    trie = HexaryTrie({})
    for key, value in values.items():
        trie[key] = value
    return trie


def by_index(values: Sequence[bytes]) -> dict[bytes, bytes]:
    return {rlp.encode(index): value for index, value in enumerate(values)}


def proved(trie: HexaryTrie, root: bytes, keys: Sequence[bytes]) -> list[bytes]:
    """What our verifier reads at each key, from the proof as a node gives it."""
    return [prove_inclusion(root, key, _proof(trie, key)) for key in keys]


def _proof(trie: HexaryTrie, key: bytes) -> list[bytes]:
    root, *others = (rlp.encode(node) for node in trie.get_proof(key))  # type: ignore[no-untyped-call]
    return [root, *(node for node in others if len(node) >= HASH)]


@cache
def receipts() -> list[bytes]:
    return [octets_of(one) for one in answer("debug_getRawReceipts-get-block-n.io")]


@cache
def genesis() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / "genesis.json").read_text("utf-8"))
    return found


@cache
def accounts() -> dict[bytes, bytes]:
    """The state of genesis as its trie holds it: hashed address to account (yellow paper 4.1)."""
    return {keccak(octets_of(name)): _account(held) for name, held in genesis()["alloc"].items()}


def _account(held: dict[str, Any]) -> bytes:
    slots = {
        keccak(octets_of(slot).rjust(HASH, b"\0")): rlp.encode(octets_of(value).lstrip(b"\0"))
        for slot, value in held.get("storage", {}).items()
    }
    code = keccak(octets_of(held.get("code", "0x")))
    numbers = [int(held.get(name, "0x0"), 16) for name in ("nonce", "balance")]
    encoded: bytes = rlp.encode([*numbers, grow(slots).root_hash, code])
    return encoded


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.name)
def test_the_file_is_the_one_of_the_index(vector: Vector) -> None:
    assert sha256(vector.path.read_bytes()).hexdigest() == vector.sha256


def test_no_file_is_left_out() -> None:
    assert {one.path for one in VECTORS} == {path for path in FOLDER.iterdir() if path.is_file()}


@pytest.mark.parametrize("height", HEIGHTS[1:])
def test_a_header_names_the_one_before_it(height: int) -> None:
    assert header(height).parent_hash == header(height - 1).hash


@pytest.mark.parametrize("height", HEIGHTS)
def test_number_and_time_of_a_header_are_read(height: int) -> None:
    assert header(height).number == height
    assert header(height).time == datetime.fromtimestamp(10 * height, UTC)


@pytest.mark.parametrize("height", HEIGHTS)
def test_a_header_reads_and_writes_to_the_same_octets(height: int) -> None:
    assert encode_rlp(decode_rlp(header_octets(height))) == header_octets(height)


def test_headers_of_every_fork_are_there() -> None:
    fields = {len(blocks()[height][0]) for height in HEIGHTS}
    assert fields == {15, 16, 17, 20, 21}


def test_transactions_of_every_type_are_there() -> None:
    firsts = {one[0] for height in HEIGHTS for one in transactions(height)}
    assert {1, 2, 3, 4} == {first for first in firsts if first < 0xC0}


@pytest.mark.parametrize("height", HEIGHTS)
def test_every_transaction_of_a_block_is_proved(height: int) -> None:
    listed = by_index(transactions(height))
    root = blocks()[height][0][4]
    assert proved(grow(listed), root, list(listed)) == list(listed.values())


def test_the_raw_header_is_the_one_of_the_chain() -> None:
    assert octets_of(answer("debug_getRawHeader-get-block-n.io")) == header_octets(RECORDED)


def test_the_raw_block_is_the_one_of_the_chain() -> None:
    assert rlp.decode(octets_of(answer("debug_getRawBlock-get-block-n.io"))) == blocks()[RECORDED]


def test_the_recorded_receipts_have_the_root_of_the_header() -> None:
    assert grow(by_index(receipts())).root_hash == header(RECORDED).receipts_root


def test_every_recorded_receipt_is_proved() -> None:
    listed = by_index(receipts())
    found = proved(grow(listed), header(RECORDED).receipts_root, list(listed))
    assert found == receipts()


@pytest.mark.parametrize("name", DEVIATIONS)
def test_a_deviation_is_one(name: str) -> None:
    _, said, _ = DEVIATIONS[name]
    assert answer(name)
    for one in answer(name):
        with pytest.raises(EncodingError, match=said):
            decode_receipt(octets_of(one))


def test_receipts_of_the_same_block_with_a_status_are_read() -> None:
    fields: list[list[RlpItem]] = [rlp.decode(one) for one in receipts()]
    read = [decode_receipt(rlp.encode([b"\x01", *one[1:]])) for one in fields]
    assert [len(one.logs) for one in read] == [len(one[3]) for one in fields]


def test_every_account_of_genesis_is_proved() -> None:
    state = grow(accounts())
    assert proved(state, state.root_hash, list(accounts())) == list(accounts().values())


def test_genesis_is_the_parent_of_the_first_block() -> None:
    stated = genesis()
    fields = [
        bytes(HASH),
        keccak(rlp.encode([])),
        octets_of(stated["coinbase"]),
        grow(accounts()).root_hash,
        *[grow({}).root_hash] * 2,
        bytes(256),
        *(int(stated[key], 16) for key in ("difficulty", "number", "gasLimit", "gasUsed")),
        int(stated["timestamp"], 16),
        octets_of(stated["extraData"]),
        octets_of(stated["mixHash"]),
        int(stated["nonce"], 16).to_bytes(8, "big"),
    ]
    assert decode_header(rlp.encode(fields)).hash == header(1).parent_hash
