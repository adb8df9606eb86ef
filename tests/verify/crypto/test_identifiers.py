"""An AlgorithmIdentifier resolves to one digest, or to none."""

from contextlib import suppress

import pytest
from asn1crypto import algos
from hypothesis import given
from hypothesis import strategies as st

from anchors.digest import DIGEST_ALGORITHMS
from fixtures.der import NULL, algorithm, integer, oid, sequence, tlv
from verify.crypto.identifiers import DIGEST_OIDS, decode_identifier, digest_name
from verify.errors import DecodeError

SHA256 = "2.16.840.1.101.3.4.2.1"
THEIR_DIGESTS = {
    "md5": "md5",
    "sha1": "sha1",
    "sha256": "sha256",
    "sha384": "sha384",
    "sha512": "sha512",
    "sha3_256": "sha3-256",
    "sha3_512": "sha3-512",
}
NO_IDENTIFIERS = [
    b"", NULL, sequence(NULL), tlv(0x31, oid(SHA256)), sequence(oid(SHA256)) + b"\x00",
]  # fmt: skip


def test_absent_parameters_are_told_from_null() -> None:
    made = [decode_identifier(algorithm(SHA256, null=null)) for null in (False, True)]
    assert [(one.oid, one.parameters, one.plain) for one in made] == [
        (SHA256, None, True),
        (SHA256, NULL, True),
    ]


def test_parameters_are_kept_as_received() -> None:
    found = decode_identifier(sequence(oid(SHA256), sequence(integer(1)), NULL))
    assert (found.parameters, found.plain) == (sequence(integer(1)) + NULL, False)


@pytest.mark.parametrize(("dotted", "name"), DIGEST_OIDS.items())
@pytest.mark.parametrize("null", [False, True])
def test_a_digest_is_named_with_and_without_null_parameters(
    dotted: str, name: str, null: bool
) -> None:
    assert digest_name(algorithm(dotted, null=null)) == name


def test_every_digest_that_is_computed_has_an_identifier() -> None:
    assert sorted(DIGEST_OIDS.values()) == sorted(DIGEST_ALGORITHMS)


@pytest.mark.parametrize(("theirs", "ours"), THEIR_DIGESTS.items())
def test_digest_identifiers_of_another_encoder_are_named(theirs: str, ours: str) -> None:
    assert digest_name(algos.DigestAlgorithm({"algorithm": theirs}).dump()) == ours


def test_sm3_is_named_by_the_identifier_of_gm_t_0006() -> None:
    assert digest_name(algorithm("1.2.156.10197.1.401")) == "sm3"


def test_an_unknown_digest_has_no_name() -> None:
    assert digest_name(algorithm("2.999.1")) is None


@pytest.mark.parametrize(
    "parameters",
    [integer(1), sequence(), b"\x05\x01\x00", NULL + NULL],
    ids=["integer", "sequence", "null_with_content", "two_nulls"],
)
def test_a_digest_with_other_parameters_has_no_name(parameters: bytes) -> None:
    assert digest_name(sequence(oid(SHA256), parameters)) is None


@pytest.mark.parametrize("raw", NO_IDENTIFIERS)
def test_bytes_that_are_no_identifier_name_no_digest(raw: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^asn1\."):
        digest_name(raw)


def test_an_identifier_without_an_oid_names_nothing() -> None:
    assert digest_name(sequence()) is None


@given(st.binary(max_size=60))
def test_arbitrary_bytes_raise_nothing_else(data: bytes) -> None:
    with suppress(DecodeError):
        digest_name(data)
