"""Digests have the values that their standards publish."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.digest import DIGEST_ALGORITHMS, compute_digest, digests_of_size, new_hasher
from anchors.errors import DigestUnsupportedError

ABC = {
    "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "sha384": "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
    "8086072ba1e7cc2358baeca134c825a7",
    "sha512": "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
    "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
    "sha3-256": "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532",
    "sha3-512": "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e"
    "10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0",
    "sm3": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    "md5": "900150983cd24fb0d6963f7d28e17f72",
    "sha1": "a9993e364706816aba3e25717850c26c9cd0d89d",
}
"""Over "abc": FIPS 180-4, FIPS 202, RFC 1321, and GB/T 32905-2016 annex A.1."""


@pytest.mark.parametrize(("name", "value"), ABC.items())
def test_the_published_digest_of_abc_is_computed(name: str, value: str) -> None:
    assert compute_digest(name, b"abc").hex() == value


def test_the_second_published_digest_of_sm3_is_computed() -> None:
    value = "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
    assert compute_digest("sm3", b"abcd" * 16).hex() == value


def test_every_algorithm_has_a_known_answer() -> None:
    assert set(ABC) == set(DIGEST_ALGORITHMS)


@pytest.mark.parametrize("name", DIGEST_ALGORITHMS)
def test_a_digest_has_the_octets_that_its_row_says(name: str) -> None:
    assert len(compute_digest(name, b"")) == DIGEST_ALGORITHMS[name].size


@pytest.mark.parametrize(
    ("size", "names"),
    [
        (16, ("md5",)), (20, ("sha1",)), (32, ("sha256", "sha3-256", "sm3")),
        (48, ("sha384",)), (64, ("sha512", "sha3-512")), (0, ()), (31, ()),
    ],
)  # fmt: skip
def test_a_size_has_its_digests_with_sha2_first(size: int, names: tuple[str, ...]) -> None:
    assert digests_of_size(size) == names


@pytest.mark.parametrize("name", ["", "SHA256", "sha-256", "sha3_256", "sha224", "crc32"])
def test_an_unknown_name_is_refused(name: str) -> None:
    with pytest.raises(DigestUnsupportedError, match=f"^{name}$"):
        compute_digest(name, b"abc")


def test_an_unknown_name_has_no_hasher() -> None:
    with pytest.raises(DigestUnsupportedError):
        new_hasher("whirlpool")


def test_two_hashers_of_one_algorithm_do_not_mix() -> None:
    one, other = new_hasher("sm3"), new_hasher("sm3")
    other.update(b"xyz")
    one.update(b"abc")
    assert one.digest().hex() == ABC["sm3"]


@given(st.sampled_from(sorted(DIGEST_ALGORITHMS)), st.lists(st.binary(max_size=200), max_size=8))
def test_octets_taken_in_pieces_have_the_digest_of_the_whole(name: str, parts: list[bytes]) -> None:
    hasher = new_hasher(name)
    for part in parts:
        hasher.update(part)
    assert hasher.digest() == compute_digest(name, b"".join(parts))


@given(st.binary(max_size=200))
def test_a_view_is_digested_as_its_octets_are(data: bytes) -> None:
    hasher = new_hasher("sha256")
    hasher.update(memoryview(data))
    assert hasher.digest() == hashlib.sha256(data).digest()
