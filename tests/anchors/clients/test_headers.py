"""A header is believed where it hashes to what is said of it, and final where the chain says so."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.clients.errors import (
    AbsentError,
    MalformedAnswerError,
    MismatchedAnswerError,
    NoAnswerError,
    NotFinalError,
)
from anchors.clients.headers import (
    Standing,
    confirmations_of,
    decode_block,
    fetch_header,
    fetch_header_by_hash,
    final_height,
    standing,
)
from anchors.keccak import keccak256
from fixtures.nodes import FIELDS, NodeChain
from tests.anchors.clients.doubles import ChainNode

CHAIN = NodeChain().grow(9)
NODE = ChainNode(CHAIN)


def _block(height: int) -> dict[str, object]:
    block = CHAIN.answer("eth_getBlockByNumber", (hex(height), False))
    assert isinstance(block, dict)
    return block


def test_a_header_is_the_octets_that_hash_to_its_hash() -> None:
    found = fetch_header(NODE, 5)
    assert found.rlp == CHAIN.header(5)
    assert found.header.hash == keccak256(CHAIN.header(5))


def test_a_header_has_height_and_time() -> None:
    header = fetch_header(NODE, 5).header
    assert (header.number, header.time) == (5, datetime(2024, 6, 1, 0, 1, tzinfo=UTC))


def test_a_header_is_found_by_its_hash() -> None:
    assert fetch_header_by_hash(NODE, keccak256(CHAIN.header(5))).rlp == CHAIN.header(5)


def test_a_height_that_the_node_lacks_is_absent() -> None:
    with pytest.raises(AbsentError):
        fetch_header(NODE, 10)


def test_a_hash_that_the_node_lacks_is_absent() -> None:
    with pytest.raises(AbsentError):
        fetch_header_by_hash(NODE, bytes(32))


@pytest.mark.parametrize("name", sorted(set(FIELDS)))
def test_a_field_that_differs_is_noticed(name: str) -> None:
    value = str(_block(5)[name])
    other = value[:-1] + ("1" if value.endswith("0") else "0")
    with pytest.raises(MismatchedAnswerError):
        decode_block({**_block(5), name: other})


@pytest.mark.parametrize("value", [None, 5, "0x", "0xzz", "", True, [], "0x" + "f" * 65])
@pytest.mark.parametrize("name", ["number", "timestamp", "parentHash", "logsBloom", "hash"])
def test_a_field_of_another_type_is_malformed(name: str, value: object) -> None:
    with pytest.raises(MalformedAnswerError):
        decode_block({**_block(5), name: value})


@given(st.dictionaries(st.sampled_from([*FIELDS, "hash"]), st.none() | st.text() | st.integers()))
def test_no_block_makes_anything_but_no_answer(fields: dict[str, object]) -> None:
    with pytest.raises(NoAnswerError):
        decode_block(fields)


def test_a_field_that_is_not_known_yet_is_in_the_raw_header() -> None:
    later = NodeChain(knows_raw_headers=True, hides=frozenset({"requestsHash"})).grow(3)
    assert fetch_header(ChainNode(later), 2).rlp == later.header(2)


def test_fields_that_lack_one_are_no_header_where_the_node_has_no_raw_one() -> None:
    later = NodeChain(hides=frozenset({"requestsHash"})).grow(3)
    with pytest.raises(MismatchedAnswerError):
        fetch_header(ChainNode(later), 2)


def test_what_is_final_is_the_node_s_finalized_block() -> None:
    assert final_height(NODE) == (7, True)


def test_a_chain_without_the_tag_is_final_by_confirmations_with_less_trust() -> None:
    untagged = ChainNode(NodeChain(lag=None).grow(9))
    assert final_height(untagged, confirmations=6) == (3, False)


def test_confirmations_do_not_count_where_the_chain_has_the_tag() -> None:
    assert final_height(NODE, confirmations=1) == (7, True)


def test_a_chain_without_the_tag_is_not_final_where_confirmations_do_not_count() -> None:
    with pytest.raises(NotFinalError):
        final_height(ChainNode(NodeChain(lag=None)))


@pytest.mark.parametrize(
    ("rule", "blocks"),
    [
        ("confirmations:12", 12),
        ("finalized", None),
        ("confirmations:0", None),
        ("confirmations:", None),
        ("confirmations:-1", None),
        ("confirmations:9999999", None),
    ],
)
def test_a_rule_names_the_confirmations_it_allows(rule: str, blocks: int | None) -> None:
    assert confirmations_of(rule) == blocks


def test_a_block_that_is_still_there_stands() -> None:
    assert standing(NODE, 5, keccak256(CHAIN.header(5))) is Standing.STANDS


def test_a_block_that_was_taken_back_is_replaced() -> None:
    chain = NodeChain().grow(5)
    read = fetch_header(ChainNode(chain), 5).header
    chain.reorganise(1)
    assert standing(ChainNode(chain), 5, read.hash) is Standing.REPLACED


def test_a_block_above_a_chain_is_unknown() -> None:
    assert standing(NODE, 11, bytes(32)) is Standing.UNKNOWN
