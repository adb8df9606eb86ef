"""A header is its 80 octets, and shows the work for the target that it states."""

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.bitcoin import decode_bitcoin_header
from anchors.errors import EncodingError
from fixtures.ots import BEGIN, BitcoinChain

GENESIS = bytes.fromhex(
    "01000000"
    + "00" * 32
    + "3ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a"
    + "29ab5f49ffff001d1dac2b7c"
)
"""The first header of Bitcoin, of 2009-01-03."""


def with_bits(bits: str) -> bytes:
    return GENESIS[:72] + bytes.fromhex(bits)[::-1] + GENESIS[76:]


def test_the_genesis_block_has_its_known_hash_time_and_work() -> None:
    header = decode_bitcoin_header(GENESIS)
    assert header.hash.hex() == "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"
    assert header.time == datetime(2009, 1, 3, 18, 15, 5, tzinfo=UTC)
    assert (header.previous, header.work) == (bytes(32), 0x100010001)


def test_a_header_names_the_hash_of_the_one_before() -> None:
    chain = BitcoinChain(1)
    chain.grow(1)
    first, second = map(decode_bitcoin_header, chain.octets)
    assert (second.previous, first.time) == (first.hash, BEGIN)


@pytest.mark.parametrize("size", [0, 79, 81, 160])
def test_a_header_of_another_size_is_refused(size: int) -> None:
    with pytest.raises(EncodingError, match="octets"):
        decode_bitcoin_header(GENESIS.ljust(160, b"\0")[:size])


@pytest.mark.parametrize(
    "bits", ["00000000", "1d000000", "1d800001", "23000100", "ff123456", "01003456", "00ffffff"]
)
def test_what_states_no_target_is_refused(bits: str) -> None:
    with pytest.raises(EncodingError, match="no target"):
        decode_bitcoin_header(with_bits(bits))


def test_a_harder_target_than_the_hash_meets_is_refused() -> None:
    with pytest.raises(EncodingError, match="above its target"):
        decode_bitcoin_header(with_bits("1c00ffff"))


@given(st.integers(0, 71), st.integers(1, 255))
def test_no_other_header_shows_the_work_of_this_one(place: int, change: int) -> None:
    octets = bytearray(GENESIS)
    octets[place] ^= change
    with pytest.raises(EncodingError):
        decode_bitcoin_header(bytes(octets))


@given(st.binary(min_size=80, max_size=80))
def test_octets_are_a_header_or_an_encoding_error(octets: bytes) -> None:
    with contextlib.suppress(EncodingError):
        assert decode_bitcoin_header(octets).work >= 1
