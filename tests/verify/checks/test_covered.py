"""What a proof covers is known by its digests, and never guessed where it is not."""

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.limits import LIMITS
from fixtures.der import NULL, oid, sequence, set_of, tlv
from verify.checks.covered import (
    ATTRIBUTES,
    Covered,
    CoveredDigest,
    CoveredFile,
    CoveredOctets,
)
from verify.model import ContentFacts, DigestSpec

CONTENT = b"contract"
SET_OF_ATTRIBUTE = set_of([sequence(oid("2.999.1"), tlv(0x31, NULL))])


def _facts(content: bytes = CONTENT, *, embedded: tuple[str, ...] = ()) -> ContentFacts:
    digests = {DigestSpec("sha256"): hashlib.sha256(content).digest()}
    return ContentFacts(len(content), digests, "application/pdf", embedded)


KINDS: list[Covered] = [
    CoveredFile(_facts()),
    CoveredOctets(CONTENT),
    CoveredDigest("sha256", hashlib.sha256(CONTENT).digest()),
]
IDS = ["file", "octets", "digest"]


@pytest.mark.parametrize("covered", KINDS, ids=IDS)
def test_the_digest_of_what_is_covered_is_known(covered: Covered) -> None:
    assert covered.digest("sha256") == hashlib.sha256(CONTENT).digest()


@pytest.mark.parametrize("covered", KINDS, ids=IDS)
def test_a_digest_of_an_unknown_name_is_not_known(covered: Covered) -> None:
    assert covered.digest("whirlpool") is None


@pytest.mark.parametrize("covered", KINDS, ids=IDS)
def test_the_content_itself_is_equal(covered: Covered) -> None:
    assert covered.equals(CONTENT) is True


@pytest.mark.parametrize("covered", KINDS, ids=IDS)
@pytest.mark.parametrize("other", [b"", b"contracT", CONTENT + b"\n"])
def test_another_content_is_not_equal(covered: Covered, other: bytes) -> None:
    assert covered.equals(other) is False


def test_a_digest_with_a_prefix_is_computed_of_octets_alone() -> None:
    expected = hashlib.sha256(b"Z" + CONTENT).digest()
    assert [one.digest("sha256", b"Z") for one in KINDS] == [None, expected, None]


def test_a_planned_digest_with_a_prefix_is_known_of_a_file() -> None:
    facts = ContentFacts(len(CONTENT), {DigestSpec("sm3", b"Z"): b"digest"}, "text/plain")
    assert CoveredFile(facts).digest("sm3", b"Z") == b"digest"
    assert CoveredFile(facts).digest("sm3") is None


def test_the_content_is_at_hand_of_octets_alone() -> None:
    assert [one.content for one in KINDS] == [None, CONTENT, None]


def test_the_content_of_a_file_is_at_hand_where_it_was_kept() -> None:
    assert CoveredFile(replace(_facts(), content=CONTENT)).content == CONTENT


@pytest.mark.parametrize(("size", "here"), [(0, True), (1, True), (2, False)])
def test_more_octets_than_the_limit_are_not_at_hand(size: int, here: bool) -> None:
    octets = bytes(LIMITS.inline_message - 1 + size)
    assert (CoveredOctets(octets).content is not None) is here


def test_the_digest_of_a_file_that_was_not_planned_is_not_known() -> None:
    assert CoveredFile(_facts()).digest("sm3") is None


def test_the_digest_of_a_file_with_a_prefix_is_not_that_of_the_file() -> None:
    facts = ContentFacts(8, {DigestSpec("sm3", b"Z"): bytes(32)}, "text/plain")
    assert CoveredFile(facts).digest("sm3") is None


@pytest.mark.parametrize("name", ["sha256", "sha512", "sha3_256", "sm3", "md5"])
def test_octets_are_digested_by_any_algorithm_that_is_asked_for(name: str) -> None:
    ours = name.replace("_", "-")
    assert CoveredOctets(CONTENT).digest(ours) == hashlib.new(name, CONTENT).digest()


def test_a_digest_says_nothing_of_another_algorithm() -> None:
    assert CoveredDigest("sm3", bytes(32)).digest("sha256") is None


def test_a_digest_that_cannot_be_computed_here_leaves_equality_open() -> None:
    assert CoveredDigest("whirlpool", bytes(64)).equals(CONTENT) is None


def test_a_file_seen_to_be_a_set_of_attributes_is_one() -> None:
    assert CoveredFile(_facts(embedded=(ATTRIBUTES,))).is_attributes is True


def test_a_file_with_another_signature_inside_is_no_set_of_attributes() -> None:
    assert CoveredFile(_facts(embedded=("pdf",))).is_attributes is False


def test_octets_that_are_a_set_of_attributes_are_one() -> None:
    assert CoveredOctets(SET_OF_ATTRIBUTE).is_attributes is True


def test_other_octets_are_no_set_of_attributes() -> None:
    assert CoveredOctets(CONTENT).is_attributes is False


def test_a_digest_does_not_tell_whether_it_is_of_attributes() -> None:
    digest = hashlib.sha256(SET_OF_ATTRIBUTE).digest()
    assert CoveredDigest("sha256", digest).is_attributes is None


@given(st.binary(max_size=40), st.binary(max_size=40))
def test_every_kind_agrees_on_equality(covered: bytes, content: bytes) -> None:
    same = covered == content
    digest = CoveredDigest("sha256", hashlib.sha256(covered).digest())
    assert CoveredFile(_facts(covered)).equals(content) is same
    assert CoveredOctets(covered).equals(content) is same
    assert digest.equals(content) is same
