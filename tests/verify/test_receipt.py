"""A receipt's fields by pointer, and the octets that its platform signed."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.errors import DecodeError
from verify.receipt import decode_receipt, signed_octets


def test_every_leaf_has_its_pointer() -> None:
    receipt = decode_receipt(b'{"a":{"b/c":"x","d~":["y",1,true,null]}}')
    assert receipt.fields == {"/a/b~1c": "x", "/a/d~0/0": "y", "/a/d~0/1": "1", "/a/d~0/2": "true"}


@pytest.mark.parametrize("number", ["840175805404174338", "1.50", "1e3", "-0"])
def test_a_number_is_the_text_it_was_written_in(number: str) -> None:
    assert decode_receipt(f'{{"n":{number}}}'.encode()).text("/n") == number


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"[]",
        b'{"a":1,"a":2}',
        b'{"a":NaN}',
        b'{"a":"\\ud800"}',
        b"\xff",
    ],
)
def test_what_two_programs_could_read_differently_is_refused(octets: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^receipt\.malformed"):
        decode_receipt(octets)


@pytest.mark.parametrize(
    "octets",
    [
        b"{" * 100_000,
        b'{"a":' * 20 + b"1" + b"}" * 20,
        b'{"a":"' + b"x" * 300_000 + b'"}',
        b'{"a":[' + b"1," * 3000 + b"1]}",
    ],
    ids=["brackets", "levels", "octets", "fields"],
)
def test_what_is_over_our_limits_is_told_from_broken_form(octets: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^receipt\.too_large"):
        decode_receipt(octets)


def test_a_byte_order_mark_says_nothing() -> None:
    assert decode_receipt(b'\xef\xbb\xbf{"a":1}') == decode_receipt(b'{"a":1}')


def test_a_second_byte_order_mark_is_no_json() -> None:
    with pytest.raises(DecodeError, match="malformed"):
        decode_receipt(b'\xef\xbb\xbf\xef\xbb\xbf{"a":1}')


@given(st.binary(max_size=300))
def test_arbitrary_octets_raise_nothing_else(octets: bytes) -> None:
    with suppress(DecodeError):
        assert decode_receipt(octets).fields is not None


def test_what_is_signed_names_every_field_in_declared_order() -> None:
    receipt = decode_receipt('{"b":"乙","a":"1"}'.encode())
    assert signed_octets(receipt, ("/b", "/a")) == '[["/b","乙"],["/a","1"]]'.encode()


def test_an_absent_field_signs_nothing() -> None:
    assert signed_octets(decode_receipt(b'{"a":"1"}'), ("/a", "/b")) is None
