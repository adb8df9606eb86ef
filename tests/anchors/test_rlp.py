"""RLP reads exactly what the `rlp` library reads strictly, and nothing over its bounds."""

import pytest
import rlp
from hypothesis import given
from hypothesis import strategies as st
from rlp.codec import length_prefix
from rlp.exceptions import DecodingError

from anchors.errors import EncodingError, TooLargeError
from anchors.limits import LIMITS
from anchors.rlp import RlpItem, decode_rlp, encode_rlp

items = st.recursive(
    st.binary(max_size=70),
    lambda inner: st.lists(inner, max_size=5),
    max_leaves=30,
)
almost = st.tuples(items, st.integers(0, 200), st.integers(0, 255))
NOT_CANONICAL = {
    "nothing": "",
    "two items": "0102",
    "octet with a length": "8101",
    "string cut off": "83aabb",
    "list cut off": "c3aabb",
    "item leaves its list": "c383aabb01",
    "length of a short string in octets": "b801aa",
    "length of 55 in octets": "b837" + "aa" * 55,
    "length with a leading zero": "b90038" + "aa" * 56,
    "length cut off": "b9ff",
    "length missing": "f8",
    "length of a list leaves it": "c2b838",
    "length of eight octets": "bfffffffffffffffff",
}


def _nested(levels: int) -> bytes:
    octets = b"\xc0"
    for _ in range(levels - 1):
        octets = length_prefix(len(octets), 0xC0) + octets
    return octets


def _ours(data: bytes) -> RlpItem | None:
    try:
        return decode_rlp(data)
    except EncodingError:
        return None


def _theirs(data: bytes) -> RlpItem | None:
    try:
        decoded: RlpItem = rlp.decode(data, strict=True)
    except DecodingError:
        return None
    return decoded


@given(items)
def test_an_item_is_what_was_encoded(item: RlpItem) -> None:
    assert decode_rlp(encode_rlp(item)) == item


@given(items)
def test_the_encoding_is_that_of_the_library(item: RlpItem) -> None:
    assert encode_rlp(item) == rlp.encode(item)


@given(st.binary(max_size=80))
def test_arbitrary_octets_read_as_the_library_reads_them(data: bytes) -> None:
    assert _ours(data) == _theirs(data)


@given(almost)
def test_octets_that_are_nearly_an_item_read_as_the_library_reads_them(
    changed: tuple[RlpItem, int, int],
) -> None:
    item, place, octet = changed
    data = bytearray(encode_rlp(item))
    data[place % len(data)] = octet
    assert _ours(bytes(data)) == _theirs(bytes(data))


@given(st.binary(max_size=80))
def test_what_reads_has_no_other_encoding(data: bytes) -> None:
    item = _ours(data)
    assert item is None or encode_rlp(item) == data


@pytest.mark.parametrize("length", [0, 1, 2, 55, 56, 57, 255, 256, 65_535, 65_536])
def test_a_string_of_every_form_of_length_reads(length: int) -> None:
    assert decode_rlp(rlp.encode(b"\xaa" * length)) == b"\xaa" * length


@pytest.mark.parametrize("octets", NOT_CANONICAL.values(), ids=NOT_CANONICAL)
def test_another_encoding_is_refused(octets: str) -> None:
    with pytest.raises(EncodingError):
        decode_rlp(bytes.fromhex(octets))


def test_the_deepest_nesting_reads() -> None:
    assert encode_rlp(decode_rlp(_nested(LIMITS.rlp_depth))) == _nested(LIMITS.rlp_depth)


def test_deeper_nesting_is_refused() -> None:
    with pytest.raises(TooLargeError, match="deeper"):
        decode_rlp(_nested(LIMITS.rlp_depth + 1))


def test_a_flood_of_lists_is_refused() -> None:
    with pytest.raises(TooLargeError, match="deeper"):
        decode_rlp(_nested(900))


def test_more_items_than_the_limit_are_refused() -> None:
    with pytest.raises(TooLargeError, match="items"):
        decode_rlp(rlp.encode([b""] * LIMITS.rlp_items))


def test_as_many_items_as_the_limit_read() -> None:
    assert decode_rlp(rlp.encode([b""] * (LIMITS.rlp_items - 1))) == [b""] * (LIMITS.rlp_items - 1)


def test_more_octets_than_a_receipt_has_are_refused() -> None:
    with pytest.raises(TooLargeError, match="octets"):
        decode_rlp(bytes(LIMITS.evm_receipt_octets + 1))
