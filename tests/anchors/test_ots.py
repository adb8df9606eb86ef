"""A detached file is read strictly: one spelling, every bound, no way to make it cost more."""

import hashlib
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opentimestamps.core.serialize import BytesDeserializationContext, DeserializationError
from opentimestamps.core.timestamp import DetachedTimestampFile

from anchors.errors import ClaimError
from anchors.keccak import keccak256
from anchors.limits import LIMITS
from anchors.ots import MAGIC, Notary, OtsProof, decode_ots
from fixtures import ots
from fixtures.ots import append, bitcoin, fork, litecoin, ots_file, pending, prepend, unknown

DIGEST = hashlib.sha256(b"an original").digest()
TAG = bytes.fromhex("0102030405060708")


def read(tree: bytes, digest: bytes = DIGEST, alg: str = "sha256") -> OtsProof:
    return decode_ots(ots_file(digest, tree, alg))


def code(octets: bytes) -> str:
    with pytest.raises(ClaimError) as raised:
        decode_ots(octets)
    return raised.value.code


def message(tree: bytes) -> bytes:
    return read(tree + pending()).attestations[0].message


def test_the_digest_and_its_algorithm_are_those_of_the_document() -> None:
    assert read(pending())[:2] == ("sha256", DIGEST)
    assert read(pending(), bytes(20), "sha1")[:2] == ("sha1", bytes(20))
    assert read(pending(), bytes(20), "ripemd160")[:2] == ("ripemd160", bytes(20))


OPERATIONS = {
    "append": (append(b"tail"), DIGEST + b"tail"),
    "prepend": (prepend(b"head"), b"head" + DIGEST),
    "reverse": (ots.REVERSE, DIGEST[::-1]),
    "hexlify": (ots.HEXLIFY, DIGEST.hex().encode()),
    "sha1": (ots.SHA1, hashlib.sha1(DIGEST).digest()),
    "ripemd160": (ots.RIPEMD160, hashlib.new("ripemd160", DIGEST).digest()),
    "sha256": (ots.SHA256, hashlib.sha256(DIGEST).digest()),
    "keccak256": (ots.KECCAK256, keccak256(DIGEST)),
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_leads_to_its_result(name: str) -> None:
    tree, expected = OPERATIONS[name]
    assert message(tree) == expected


def test_every_digest_on_the_path_is_named_once_and_in_order() -> None:
    tree = ots.RIPEMD160 + ots.SHA256 + append(b"x") + ots.SHA1 + ots.SHA256 + pending()
    assert read(tree).attestations[0].algorithms == ("sha256", "ripemd160", "sha1")


def test_every_operation_of_a_path_is_kept() -> None:
    tree = fork(append(b"x") + pending(), ots.REVERSE + prepend(b"y") + ots.SHA1 + pending())
    assert [one.steps for one in read(tree).attestations] == [
        (("append", b"x"),),
        (("reverse", b""), ("prepend", b"y"), ("sha1", b"")),
    ]


def test_an_attestation_is_kept_as_it_stands() -> None:
    tree = fork(bitcoin(358391), litecoin(7), pending("https://a.invalid"), unknown(TAG, b"word"))
    one, two, three, four = read(tree).attestations
    assert (one.notary, one.height, one.uri) == (Notary.BITCOIN, 358391, None)
    assert (two.notary, two.height, two.uri) == (Notary.LITECOIN, 7, None)
    assert (three.notary, three.height, three.uri) == (Notary.PENDING, None, "https://a.invalid")
    assert (four.notary, four.tag, four.payload) == (Notary.UNKNOWN, TAG, b"word")


def test_a_fork_is_come_back_to_with_the_message_and_the_digests_it_had() -> None:
    inner = fork(ots.SHA1 + pending(), append(b"in") + pending())
    found = read(fork(append(b"a") + inner, append(b"b") + pending())).attestations
    assert [one.message for one in found] == [
        hashlib.sha1(DIGEST + b"a").digest(),
        DIGEST + b"a" + b"in",
        DIGEST + b"b",
    ]
    assert [one.algorithms for one in found] == [("sha256", "sha1"), ("sha256",), ("sha256",)]


MALFORMED = {
    "empty": b"",
    "no_magic": b"\0OpenTimestamps\0\0Proof\0" + bytes(60),
    "magic_alone": MAGIC,
    "cut_in_the_digest": ots_file(DIGEST, b"")[:-1],
    "no_attestation": ots_file(DIGEST, b""),
    "operation_and_no_more": ots_file(DIGEST, ots.SHA256),
    "fork_and_no_more": ots_file(DIGEST, b"\xff" + pending()),
    "cut_in_an_operand": ots_file(DIGEST, b"\xf0\x05abcd"),
    "operand_of_no_octets": ots_file(DIGEST, b"\xf0\x00" + pending()),
    "operand_length_not_minimal": ots_file(DIGEST, b"\xf0\x81\x00x" + pending()),
    "number_without_end": ots_file(DIGEST, b"\xf0" + b"\xff" * 12),
    "cut_in_a_tag": ots_file(DIGEST, b"\0" + TAG[:7]),
    "cut_in_a_payload": ots_file(DIGEST, unknown(TAG, b"word")[:-1]),
    "trailing_octet": ots_file(DIGEST, pending()) + b"\0",
    "a_second_attestation_without_a_fork": ots_file(DIGEST, pending() + pending()),
    "height_of_no_octets": ots_file(DIGEST, unknown(bitcoin(1)[1:9], b"")),
    "height_not_minimal": ots_file(DIGEST, unknown(bitcoin(1)[1:9], b"\x81\x00")),
    "height_over_35_bits": ots_file(DIGEST, unknown(bitcoin(1)[1:9], b"\xff" * 5 + b"\x01")),
    "octets_after_a_height": ots_file(DIGEST, unknown(bitcoin(1)[1:9], b"\x01\x01")),
    "octets_after_an_address": ots_file(DIGEST, unknown(pending()[1:9], b"\x01a\x01")),
    "address_with_a_query": ots_file(DIGEST, pending("https://a.invalid/?x=1")),
    "address_with_a_login": ots_file(DIGEST, pending("https://me@a.invalid")),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_not_of_the_form_is_malformed(name: str) -> None:
    assert code(MALFORMED[name]) == "ots.malformed"


UNSUPPORTED = {
    "version_2": MAGIC + b"\x02\x08" + DIGEST + pending(),
    "version_0": MAGIC + b"\x00\x08" + DIGEST + pending(),
    "document_digest_keccak": MAGIC + b"\x01\x67" + DIGEST + pending(),
    "document_digest_append": MAGIC + b"\x01\xf0" + DIGEST + pending(),
    "operation_of_another_time": ots_file(DIGEST, b"\x09" + pending()),
    "fork_of_a_fork": ots_file(DIGEST, b"\xff\xff" + pending() + pending() + pending()),
}


@pytest.mark.parametrize("name", UNSUPPORTED)
def test_what_is_of_another_time_is_unsupported(name: str) -> None:
    assert code(UNSUPPORTED[name]) == "ots.unsupported"


LONG = append(bytes(4096 - 32))
TOO_LARGE = {
    "octets": ots_file(DIGEST, pending()).ljust(LIMITS.ots_octets + 1, b"\0"),
    "attestations": ots_file(DIGEST, fork(*[pending()] * 65)),
    "forks_that_nest": ots_file(DIGEST, b"\xff\x08" * 64 + pending()),
    "twenty_thousand_forks": ots_file(DIGEST, b"\xff\x08" * 20_000 + pending()),
    "depth": ots_file(DIGEST, ots.SHA256 * 257 + pending()),
    "depth_by_turning": ots_file(DIGEST, ots.REVERSE * 60_000),
    "operations": ots_file(DIGEST, fork(*[ots.SHA256 * 100 + pending()] * 11)),
    "operand": ots_file(DIGEST, b"\xf0\x81\x20" + bytes(4097) + pending()),
    "message_appended_to": ots_file(DIGEST, LONG + append(b"x") + pending()),
    "message_in_hex": ots_file(DIGEST, append(bytes(2017)) + ots.HEXLIFY + pending()),
    "payload": ots_file(DIGEST, unknown(TAG, bytes(8193))),
    "address": ots_file(DIGEST, pending("h" * 1001)),
}


@pytest.mark.parametrize("name", TOO_LARGE)
def test_what_is_over_a_limit_is_too_large(name: str) -> None:
    assert code(TOO_LARGE[name]) == "ots.too_large"


AT_THE_LIMIT = {
    "attestations": fork(*[pending()] * 64),
    "forks_that_nest": b"\xff\x08" * 63 + pending() * 64,
    "depth": ots.SHA256 * 256 + pending(),
    "message": LONG + pending(),
    "message_in_hex": append(bytes(2016)) + ots.HEXLIFY + pending(),
    "payload": unknown(TAG, bytes(8192)),
    "address": pending("h" * 1000),
}


@pytest.mark.parametrize("name", AT_THE_LIMIT)
def test_what_is_at_a_limit_is_read(name: str) -> None:
    assert read(AT_THE_LIMIT[name]).digest == DIGEST


OPERATION = st.one_of(
    st.sampled_from([ots.SHA1, ots.RIPEMD160, ots.SHA256, ots.KECCAK256, ots.REVERSE]),
    st.binary(min_size=1, max_size=40).map(append),
    st.binary(min_size=1, max_size=40).map(prepend),
)
LEAF = st.one_of(
    st.integers(0, 2**34).map(bitcoin),
    st.integers(0, 2**34).map(litecoin),
    st.text("abc./:-_", max_size=20).map(pending),
    st.tuples(st.binary(min_size=8, max_size=8), st.binary(max_size=30)).map(lambda t: unknown(*t)),
)
TREE = st.recursive(
    LEAF,
    lambda below: st.one_of(
        st.tuples(OPERATION, below).map(b"".join),
        st.lists(st.tuples(OPERATION, below).map(b"".join), min_size=2, max_size=3).map(
            lambda branches: fork(*branches)
        ),
    ),
    max_leaves=12,
)


def by_reference(octets: bytes) -> set[tuple[bytes, bytes]] | None:
    """What the reference implementation reads: messages with attestations; None for no proof."""
    context = BytesDeserializationContext(octets)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PendingDeprecationWarning)
            found = DetachedTimestampFile.deserialize(context)
    except (DeserializationError, ValueError, AssertionError):
        return None
    return {(message, one.TAG) for message, one in found.timestamp.all_attestations()}


def by_us(octets: bytes) -> set[tuple[bytes, bytes]]:
    return {(one.message, one.tag) for one in decode_ots(octets).attestations}


@given(TREE)
def test_nothing_that_the_reference_implementation_reads_is_missed(tree: bytes) -> None:
    """Of two branches with the same first operation it keeps one; we keep both."""
    octets = ots_file(DIGEST, tree)
    reference = by_reference(octets)
    assert reference
    assert reference <= by_us(octets)


@given(st.binary(max_size=400))
def test_octets_are_a_proof_or_a_claim_error(data: bytes) -> None:
    for octets in (data, MAGIC + data, ots_file(DIGEST, data)):
        try:
            decode_ots(octets)
        except ClaimError as error:
            assert error.code.startswith("ots.")  # noqa: PT017


@given(TREE, st.integers(0, 10_000), st.integers(1, 255))
def test_what_is_read_after_a_change_is_what_the_reference_reads(
    tree: bytes, place: int, change: int
) -> None:
    octets = bytearray(ots_file(DIGEST, tree))
    octets[place % len(octets)] ^= change
    try:
        found = by_us(bytes(octets))
    except ClaimError:
        return
    assert (by_reference(bytes(octets)) or set()) <= found
