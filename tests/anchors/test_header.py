"""Headers are read by position, of every fork, and hashed as they came."""

from datetime import UTC, datetime

import pytest
import rlp
from eth_hash.auto import keccak
from hypothesis import given
from hypothesis import strategies as st

from anchors.errors import EncodingError, TooLargeError
from anchors.header import decode_header
from anchors.limits import LIMITS
from anchors.rlp import RlpItem

LONDON: list[RlpItem] = [
    b"\x01" * 32, b"\x02" * 32, b"\x03" * 20, b"\x04" * 32, b"\x05" * 32, b"\x06" * 32,
    bytes(256), b"", (1_540_800).to_bytes(3, "big"), b"\x01", b"\x01",
    (1_704_067_200).to_bytes(4, "big"), b"geth", b"\x07" * 32, bytes(8), b"\x07",
]  # fmt: skip
"""Sixteen fields; block 1,540,800 at the beginning of 2024."""


def changed(at: int, item: RlpItem) -> bytes:
    encoded: bytes = rlp.encode([*LONDON[:at], item, *LONDON[at + 1 :]])
    return encoded


def test_what_an_anchor_needs_is_read() -> None:
    header = decode_header(rlp.encode(LONDON))
    assert (header.parent_hash, header.receipts_root) == (LONDON[0], LONDON[5])
    assert (header.number, header.time) == (1_540_800, datetime(2024, 1, 1, tzinfo=UTC))


def test_the_hash_is_that_of_the_octets() -> None:
    assert decode_header(rlp.encode(LONDON)).hash == keccak(rlp.encode(LONDON))


@pytest.mark.parametrize("fields", range(15, 31))
def test_fields_of_later_forks_are_let_pass(fields: int) -> None:
    longer = [*LONDON, *[b"\x09" * 32] * 15][:fields]
    assert decode_header(rlp.encode(longer)).number == 1_540_800


@pytest.mark.parametrize("fields", [0, 1, 14, 31])
def test_another_number_of_fields_is_refused(fields: int) -> None:
    longer = [*LONDON, *[b""] * 15][:fields]
    with pytest.raises(EncodingError, match=f"header of {fields} fields"):
        decode_header(rlp.encode(longer))


@pytest.mark.parametrize("at", [0, 1, 2, 3, 4, 5, 6, 13, 14])
def test_a_field_of_another_size_is_refused(at: int) -> None:
    with pytest.raises(EncodingError, match=f"field {at} "):
        decode_header(changed(at, b"\x01" * 31))


@pytest.mark.parametrize("at", [7, 8, 9, 10, 11])
@pytest.mark.parametrize("item", [b"\x00", b"\x00\x01", b"\x01" * 33])
def test_an_integer_that_is_not_minimal_or_too_long_is_refused(at: int, item: bytes) -> None:
    with pytest.raises(EncodingError, match=f"field {at} is no integer"):
        decode_header(changed(at, item))


@pytest.mark.parametrize("at", range(16))
def test_a_list_in_the_place_of_a_string_is_refused(at: int) -> None:
    with pytest.raises(EncodingError, match=f"field {at} "):
        decode_header(changed(at, []))


@pytest.mark.parametrize("timestamp", [253_402_300_800, 1_704_067_200_000, 2**64 - 1])
def test_a_timestamp_beyond_the_year_9999_is_refused(timestamp: int) -> None:
    with pytest.raises(EncodingError, match="no time in seconds"):
        decode_header(changed(11, timestamp.to_bytes(8, "big").lstrip(b"\0")))


def test_the_last_second_of_the_calendar_is_read() -> None:
    header = decode_header(changed(11, (253_402_300_799).to_bytes(5, "big")))
    assert header.time == datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


def test_a_string_is_no_header() -> None:
    with pytest.raises(EncodingError, match="header is no list"):
        decode_header(rlp.encode(b"header"))


def test_more_octets_than_a_header_has_are_refused() -> None:
    with pytest.raises(TooLargeError, match="header of"):
        decode_header(changed(12, bytes(LIMITS.block_header_octets)))


@given(st.binary(max_size=80))
def test_no_octets_raise_anything_else(octets: bytes) -> None:
    with pytest.raises(EncodingError):
        decode_header(octets)
