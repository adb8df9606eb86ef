"""Algorithm identifiers resolve to one digest or one signature scheme, or to none."""

from contextlib import suppress

import pytest
from asn1crypto import algos
from hypothesis import given
from hypothesis import strategies as st

from anchors.digest import DIGEST_ALGORITHMS
from fixtures.der import NULL, algorithm, integer, oid, sequence, tlv
from verify.crypto.algorithms import (
    DIGEST_OIDS,
    SIGNATURE_OIDS,
    SignatureScheme,
    digest_name,
    signature_scheme,
)
from verify.errors import DecodeError

RSA, EC_KEY = "1.2.840.113549.1.1.1", "1.2.840.10045.2.1"
SHA256_RSA, SHA256_ECDSA = "1.2.840.113549.1.1.11", "1.2.840.10045.4.3.2"
BY_DIGEST = {RSA: "rsa", EC_KEY: "ecdsa"}
NAMED = {dotted: row for dotted, row in SIGNATURE_OIDS.items() if dotted not in BY_DIGEST}
THEIR_DIGESTS = {
    "md5": "md5",
    "sha1": "sha1",
    "sha256": "sha256",
    "sha384": "sha384",
    "sha512": "sha512",
    "sha3_256": "sha3-256",
    "sha3_512": "sha3-512",
}
THEIR_SCHEMES = {
    "md5_rsa": ("rsa", "md5"),
    "sha1_rsa": ("rsa", "sha1"),
    "sha256_rsa": ("rsa", "sha256"),
    "sha384_rsa": ("rsa", "sha384"),
    "sha512_rsa": ("rsa", "sha512"),
    "sha1_ecdsa": ("ecdsa", "sha1"),
    "sha256_ecdsa": ("ecdsa", "sha256"),
    "sha384_ecdsa": ("ecdsa", "sha384"),
    "sha512_ecdsa": ("ecdsa", "sha512"),
}
NO_IDENTIFIERS = [b"", NULL, sequence(NULL), tlv(0x31, oid(RSA)), sequence(oid(RSA)) + b"\x00"]


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
    assert digest_name(sequence(oid("2.16.840.1.101.3.4.2.1"), parameters)) is None


@pytest.mark.parametrize(("dotted", "row"), NAMED.items())
@pytest.mark.parametrize("null", [False, True])
def test_a_scheme_that_names_its_digest_needs_no_other(
    dotted: str, row: tuple[str, str], null: bool
) -> None:
    assert signature_scheme(algorithm(dotted, null=null)) == SignatureScheme(*row)


@pytest.mark.parametrize(("theirs", "row"), THEIR_SCHEMES.items())
def test_signature_identifiers_of_another_encoder_are_resolved(
    theirs: str, row: tuple[str, str]
) -> None:
    raw = algos.SignedDigestAlgorithm({"algorithm": theirs}).dump()
    assert signature_scheme(raw) == SignatureScheme(*row)


def test_every_scheme_that_names_its_digest_is_held_against_another_encoder() -> None:
    assert sorted(THEIR_SCHEMES.values()) == sorted(NAMED.values())


@pytest.mark.parametrize(("dotted", "row"), NAMED.items())
def test_the_same_digest_beside_a_scheme_agrees(dotted: str, row: tuple[str, str]) -> None:
    assert signature_scheme(algorithm(dotted), row[1]) == SignatureScheme(*row)


@pytest.mark.parametrize("dotted", NAMED)
def test_another_digest_beside_a_scheme_does_not_agree(dotted: str) -> None:
    assert signature_scheme(algorithm(dotted), "sm3") is None


@pytest.mark.parametrize(("dotted", "family"), BY_DIGEST.items())
@pytest.mark.parametrize("name", DIGEST_OIDS.values())
def test_a_key_identifier_takes_the_digest_beside_it(dotted: str, family: str, name: str) -> None:
    assert signature_scheme(algorithm(dotted), name) == SignatureScheme(family, name)


@pytest.mark.parametrize("dotted", BY_DIGEST)
def test_a_key_identifier_with_no_digest_beside_it_is_no_scheme(dotted: str) -> None:
    assert signature_scheme(algorithm(dotted)) is None


@pytest.mark.parametrize(
    "dotted",
    ["1.2.840.113549.1.1.10", "1.2.156.10197.1.501", "1.3.101.112", "2.999.1"],
    ids=["rsa_pss", "sm2_with_sm3", "ed25519", "nonsense"],
)
def test_a_scheme_that_is_not_known_is_none(dotted: str) -> None:
    assert signature_scheme(algorithm(dotted), "sha256") is None


@pytest.mark.parametrize("dotted", [RSA, SHA256_RSA, SHA256_ECDSA])
def test_a_scheme_with_other_parameters_is_none(dotted: str) -> None:
    assert signature_scheme(sequence(oid(dotted), sequence()), "sha256") is None


@pytest.mark.parametrize("raw", NO_IDENTIFIERS)
def test_bytes_that_are_no_identifier_name_no_digest(raw: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^asn1\."):
        digest_name(raw)


@pytest.mark.parametrize("raw", NO_IDENTIFIERS)
def test_bytes_that_are_no_identifier_name_no_scheme(raw: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^asn1\."):
        signature_scheme(raw)


def test_an_identifier_without_an_oid_names_nothing() -> None:
    assert (digest_name(sequence()), signature_scheme(sequence(), "sha256")) == (None, None)


@given(st.binary(max_size=60))
def test_arbitrary_bytes_raise_nothing_else(data: bytes) -> None:
    with suppress(DecodeError):
        digest_name(data)
    with suppress(DecodeError):
        signature_scheme(sequence(data), "sha256")
