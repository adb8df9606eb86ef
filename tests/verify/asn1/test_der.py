"""DER is read strictly and within bounds; whatever else comes raises `DecodeError` alone."""

from contextlib import suppress

import pytest
from asn1crypto import core
from hypothesis import given
from hypothesis import strategies as st

from anchors.limits import LIMITS
from fixtures.der import NULL, integer, octet_string, sequence, tlv
from verify.asn1.der import (
    OCTET_STRING,
    SEQUENCE,
    Element,
    children,
    decode_integer,
    element_at,
    expect,
    only_element,
    rows,
)
from verify.errors import DecodeError, NotDerError


def test_an_element_is_a_place_in_the_bytes_that_were_received() -> None:
    assert only_element(b"\x04\x03abc") == Element(tag=OCTET_STRING, head=0, start=2, stop=5)


@pytest.mark.parametrize("length", [0, 0x7F, 0x80, 0xFF, 0x100, 0xFFFF, 0x10000])
def test_a_minimal_length_of_any_size_is_read(length: int) -> None:
    der = octet_string(bytes(length))
    element = only_element(der)
    assert der[element.start : element.stop] == bytes(length)


@pytest.mark.parametrize(
    "der",
    [
        b"\x04\x81\x01a",
        b"\x04\x81\x7f" + bytes(0x7F),
        b"\x04\x82\x00\x80" + bytes(0x80),
        b"\x04\x83\x00\x01\x00" + bytes(0x100),
        b"\x04\x81\x00",
    ],
    ids=["1_in_long_form", "127_in_long_form", "128_in_two", "256_in_three", "0_in_long_form"],
)
def test_a_length_that_is_not_minimal_is_refused(der: bytes) -> None:
    with pytest.raises(NotDerError, match=r"^asn1\.malformed: length not minimal"):
        only_element(der)


def test_an_indefinite_length_is_told_as_what_may_be_ber() -> None:
    with pytest.raises(NotDerError, match=r"^asn1\.malformed: indefinite length"):
        only_element(b"\x30\x80\x05\x00\x00\x00")


def test_an_indefinite_length_inside_is_refused_as_well() -> None:
    with pytest.raises(NotDerError, match=r"^asn1\.malformed: indefinite length"):
        children(b"\x30\x80\x00\x00", 0, 4)


@pytest.mark.parametrize(
    "der",
    [b"\x04\x85\x01\x00\x00\x00\x00", b"\x04\xff" + bytes(200), b"\x04\x84\x01", b"\x04\x82"],
    ids=["five_octets", "reserved_127_octets", "cut_off_in_the_length", "no_length_octet"],
)
def test_an_absurd_length_is_refused(der: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^asn1\.malformed: absurd length"):
        only_element(der)


@pytest.mark.parametrize("der", [b"", b"\x04"], ids=["nothing", "a_tag_alone"])
def test_an_element_without_tag_and_length_is_refused(der: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^asn1\.malformed: element cut off"):
        only_element(der)


@pytest.mark.parametrize("der", [b"\x04\x02a", b"\x04\x84\x7f\xff\xff\xffa"])
def test_a_length_beyond_the_end_is_refused(der: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^asn1\.malformed: element at offset 0 leaves"):
        only_element(der)


@pytest.mark.parametrize("tag", [0x1F, 0x3F, 0xBF])
def test_a_tag_of_several_octets_is_refused(tag: int) -> None:
    with pytest.raises(DecodeError, match=r"^asn1\.malformed"):
        only_element(bytes((tag, 0x81, 0x01, 0x00)))


def test_a_child_with_a_tag_of_several_octets_is_refused() -> None:
    with pytest.raises(DecodeError, match=r"^asn1\.malformed"):
        children(b"\x05\x00\xbf\x01\x00", 0, 5)


def test_octets_after_the_outer_element_are_refused_by_their_own_code() -> None:
    with pytest.raises(DecodeError, match=r"^asn1\.trailing_bytes: 2 octets"):
        only_element(NULL + b"\x00\x00")


def test_octets_that_follow_one_element_of_several_are_no_fault() -> None:
    assert element_at(NULL + b"\x00\x00", 0, 4) == Element(0x05, 0, 2, 2)


def test_an_element_at_an_offset_stays_inside_its_parent() -> None:
    with pytest.raises(DecodeError, match=r"^asn1\.malformed: element at offset 0 leaves"):
        element_at(b"\x04\x03abc", 0, 4)


def test_children_are_refused_where_the_last_one_leaves_its_parent() -> None:
    with pytest.raises(DecodeError, match=r"^asn1\.malformed: element at offset 2 leaves"):
        children(b"\x05\x00\x04\x03abc", 0, 5)


def test_children_are_refused_where_octets_are_left_over() -> None:
    with pytest.raises(DecodeError, match=r"^asn1\.malformed: element cut off at offset 2"):
        children(b"\x05\x00\x04", 0, 3)


def test_an_empty_structure_has_no_children() -> None:
    assert children(b"\x30\x00", 2, 2) == []


def test_an_unsorted_set_is_read_in_the_order_in_which_it_stands() -> None:
    der = tlv(0x31, integer(2) + integer(1))
    outer = only_element(der)
    found = [decode_integer(der, one) for one in children(der, outer.start, outer.stop)]
    assert found == [2, 1]


def test_as_many_elements_as_a_large_list_has_are_read() -> None:
    count = LIMITS.asn1_elements - 1
    assert len(rows(NULL * count, 0, 2 * count)) == count


def test_a_flood_of_elements_is_refused_by_its_own_code() -> None:
    count = LIMITS.asn1_elements + 1
    with pytest.raises(DecodeError, match=r"^asn1\.too_many_elements"):
        rows(NULL * count, 0, 2 * count)


def test_expect_gives_the_element_of_the_tag_back() -> None:
    element = only_element(NULL)
    assert expect(element, 0x05, "NULL") is element


def test_expect_says_what_was_expected() -> None:
    with pytest.raises(DecodeError, match="Certificate: tag 0x05 instead of 0x30"):
        expect(only_element(NULL), SEQUENCE, "Certificate")


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_the_children_of_another_encoders_sequence_tile_it(parts: list[bytes]) -> None:
    der = core.SequenceOf(parts, spec=core.OctetString).dump()
    outer = only_element(der)
    found = children(der, outer.start, outer.stop)
    assert [der[one.start : one.stop] for one in found] == parts
    assert b"".join(der[one.head : one.stop] for one in found) == der[outer.start :]


@given(st.binary(max_size=64))
def test_rows_and_children_are_the_same_places(octets: bytes) -> None:
    der = sequence(octet_string(octets), integer(1), NULL)
    outer = only_element(der)
    assert rows(der, outer.start, outer.stop) == children(der, outer.start, outer.stop)


@given(st.binary(max_size=200))
def test_arbitrary_bytes_raise_nothing_else(data: bytes) -> None:
    with suppress(DecodeError):
        only_element(data)
    with suppress(DecodeError):
        rows(data, 0, len(data))
