"""JSON from outside is strict: what two programs could read differently is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.errors import EncodingError, TooLargeError
from anchors.jsontext import decode_object, hex_field, integer_field, octets_of_hex, text_field
from anchors.limits import LIMITS

MOST = 100_000
REFUSED = {
    "nothing": b"",
    "list": b"[]",
    "text": b'"a"',
    "null": b"null",
    "cut_off": b'{"a":',
    "two_values": b"{}{}",
    "byte_order_mark": b"\xef\xbb\xbf{}",
    "utf_16": '{"a":1}'.encode("utf-16"),
    "not_utf_8": b'{"a":"\xff"}',
    "surrogate_in_utf_8": b'{"a":"\xed\xa0\x80"}',
    "lone_surrogate": b'{"a":"\\ud800"}',
    "lone_surrogate_in_a_key": b'{"\\udfff":1}',
    "duplicate_key": b'{"a":1,"a":1}',
    "duplicate_key_inside": b'{"b":{"a":1,"\\u0061":1}}',
    "float": b'{"a":1.0}',
    "exponent": b'{"a":1e2}',
    "nan": b'{"a":NaN}',
    "infinity": b'{"a":-Infinity}',
    "beyond_2_53": b'{"a":9007199254740993}',
    "below_minus_2_53": b'{"a":-9007199254740993}',
    "five_thousand_digits": b'{"a":' + b"1" * 5000 + b"}",
    "control_character": b'{"a":"\x01"}',
    "single_quotes": b"{'a':1}",
    "flood_of_brackets": b'{"a":' + b"[" * 50_000,
}
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@pytest.mark.parametrize("octets", REFUSED.values(), ids=REFUSED)
def test_what_is_not_strict_json_is_refused(octets: bytes) -> None:
    with pytest.raises(EncodingError):
        decode_object(octets, MOST)


@given(st.dictionaries(st.text(), values, max_size=5))
def test_an_object_is_read_as_it_was_written(value: dict[str, object]) -> None:
    assert decode_object(json.dumps(value).encode(), MOST) == value


@given(st.binary(max_size=40))
def test_no_octets_raise_anything_else(octets: bytes) -> None:
    with pytest.raises(EncodingError):
        decode_object(octets.strip(b"{"), MOST)


def test_more_octets_than_are_allowed_are_refused() -> None:
    with pytest.raises(TooLargeError, match="8 octets of JSON, 7 at most"):
        decode_object(b'{"a": 1}', 7)


def test_the_deepest_nesting_is_read() -> None:
    inside = LIMITS.json_depth - 1
    assert decode_object(b'{"a":' + b"[" * inside + b"]" * inside + b"}", MOST)


def test_deeper_nesting_is_refused() -> None:
    inside = LIMITS.json_depth
    with pytest.raises(TooLargeError, match="nests deeper"):
        decode_object(b'{"a":' + b"[" * inside + b"]" * inside + b"}", MOST)


@pytest.mark.parametrize("value", [None, True, "1", [], {}])
def test_an_integer_is_nothing_else(value: object) -> None:
    with pytest.raises(EncodingError, match="n is no integer"):
        integer_field({"n": value}, "n", 0, 9)


def test_an_integer_below_its_bound_is_malformed() -> None:
    with pytest.raises(EncodingError, match="-1, 0 at least"):
        integer_field({"n": -1}, "n", 0, 9)


def test_an_integer_above_its_bound_is_too_large() -> None:
    with pytest.raises(TooLargeError, match="10, 9 at most"):
        integer_field({"n": 10}, "n", 0, 9)


@pytest.mark.parametrize("value", [None, "", 1, [], True])
def test_a_text_is_nothing_else(value: object) -> None:
    with pytest.raises(EncodingError, match="t is no text"):
        text_field({"t": value}, "t")


def test_a_text_longer_than_a_name_is_refused() -> None:
    with pytest.raises(TooLargeError, match="t has 257 characters"):
        text_field({"t": "字" * (LIMITS.anchor_name_characters + 1)}, "t")


@pytest.mark.parametrize("value", [None, 1, b"00", "0", "0x00", "AB", "0 0", "00 ", "gg", "００"])
def test_octets_are_lower_case_hex_alone(value: object) -> None:
    with pytest.raises(EncodingError, match="hex"):
        octets_of_hex(value, "h")


def test_octets_of_another_number_are_refused() -> None:
    with pytest.raises(EncodingError, match="h has 2 octets, not 3"):
        hex_field({"h": "abcd"}, "h", 3)


@given(st.binary(max_size=50))
def test_hex_is_read(octets: bytes) -> None:
    assert hex_field({"h": octets.hex()}, "h") == octets
