"""Keccak-256 is Ethereum's, not SHA-3."""

import pytest
from eth_hash.auto import keccak
from hypothesis import given
from hypothesis import strategies as st

from anchors.digest import compute_digest
from anchors.keccak import keccak256

KNOWN = {
    b"": "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
    b"\x80": "56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421",
    b"\xc0": "1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347",
}
"""Of nothing, of an empty trie and of an empty list of uncles (yellow paper, 4.4)."""


@pytest.mark.parametrize(("data", "value"), KNOWN.items())
def test_a_published_digest_is_computed(data: bytes, value: str) -> None:
    assert keccak256(data).hex() == value


@given(st.binary(max_size=700))
def test_the_digest_is_the_one_of_ethereums_library_and_not_sha3(data: bytes) -> None:
    assert keccak256(data) == keccak(data) != compute_digest("sha3-256", data)
