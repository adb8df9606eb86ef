"""Algorithm identifiers resolve to one signature scheme, or to none."""

from contextlib import suppress

import pytest
from asn1crypto import algos
from cryptography.x509 import ObjectIdentifier
from cryptography.x509.oid import SignatureAlgorithmOID
from hypothesis import given
from hypothesis import strategies as st

from fixtures.der import NULL, algorithm, explicit, integer, oid, sequence, tlv
from verify.crypto.algorithms import (
    DIGEST_OIDS,
    SIGNATURE_OIDS,
    SIGNER_OIDS,
    SignatureScheme,
    signature_scheme,
)
from verify.errors import DecodeError

RSA, EC_KEY = "1.2.840.113549.1.1.1", "1.2.840.10045.2.1"
SHA256_RSA, SHA256_ECDSA = "1.2.840.113549.1.1.11", "1.2.840.10045.4.3.2"
RSA_PSS, ED25519 = "1.2.840.113549.1.1.10", "1.3.101.112"
SM2_SM3 = "1.2.156.10197.1.501"
BY_DIGEST = {RSA: "rsa", EC_KEY: "ecdsa"}
NAMED = {dotted: row for dotted, row in SIGNATURE_OIDS.items() if dotted not in BY_DIGEST}
WITH_NULL = {dotted: row for dotted, row in NAMED.items() if dotted != ED25519}
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
    "sha3_256_ecdsa": ("ecdsa", "sha3-256"),
    "sha3_512_ecdsa": ("ecdsa", "sha3-512"),
    "ed25519": ("ed25519", "sha512"),
}
THEIR_NUMBERS = {
    SignatureAlgorithmOID.RSA_WITH_SHA3_256: ("rsa", "sha3-256"),
    SignatureAlgorithmOID.RSA_WITH_SHA3_512: ("rsa", "sha3-512"),
}
NO_IDENTIFIERS = [b"", NULL, sequence(NULL), tlv(0x31, oid(RSA)), sequence(oid(RSA)) + b"\x00"]
PSS = sequence(
    oid(RSA_PSS),
    sequence(
        explicit(0, algorithm("2.16.840.1.101.3.4.2.1", null=True)),
        explicit(
            1,
            sequence(oid("1.2.840.113549.1.1.8"), algorithm("2.16.840.1.101.3.4.2.1", null=True)),
        ),
        explicit(2, integer(32)),
    ),
)


@pytest.mark.parametrize(("dotted", "row"), NAMED.items())
def test_a_scheme_that_names_its_digest_needs_no_other(dotted: str, row: tuple[str, str]) -> None:
    assert signature_scheme(algorithm(dotted)) == SignatureScheme(*row)


@pytest.mark.parametrize(("dotted", "row"), WITH_NULL.items())
def test_null_parameters_are_as_good_as_none(dotted: str, row: tuple[str, str]) -> None:
    assert signature_scheme(algorithm(dotted, null=True)) == SignatureScheme(*row)


def test_ed25519_with_null_parameters_is_none() -> None:
    assert signature_scheme(algorithm(ED25519, null=True), "sha512") is None


@pytest.mark.parametrize(("theirs", "row"), THEIR_SCHEMES.items())
def test_signature_identifiers_of_another_encoder_are_resolved(
    theirs: str, row: tuple[str, str]
) -> None:
    raw = algos.SignedDigestAlgorithm({"algorithm": theirs}).dump()
    assert signature_scheme(raw) == SignatureScheme(*row)


@pytest.mark.parametrize(("theirs", "row"), THEIR_NUMBERS.items())
def test_signature_identifiers_of_another_library_are_resolved(
    theirs: ObjectIdentifier, row: tuple[str, str]
) -> None:
    assert signature_scheme(algorithm(theirs.dotted_string)) == SignatureScheme(*row)


def test_every_scheme_but_sm2_is_held_against_another_encoder() -> None:
    others = [row for row in NAMED.values() if row[0] != "sm2"]
    assert sorted([*THEIR_SCHEMES.values(), *THEIR_NUMBERS.values()]) == sorted(others)


@pytest.mark.parametrize(("dotted", "row"), NAMED.items())
def test_the_same_digest_beside_a_scheme_agrees(dotted: str, row: tuple[str, str]) -> None:
    assert signature_scheme(algorithm(dotted), row[1]) == SignatureScheme(*row)


@pytest.mark.parametrize("dotted", [*NAMED, *SIGNER_OIDS])
def test_another_digest_beside_a_scheme_does_not_agree(dotted: str) -> None:
    assert signature_scheme(algorithm(dotted), "sha224") is None


@pytest.mark.parametrize(("dotted", "family"), BY_DIGEST.items())
@pytest.mark.parametrize("name", DIGEST_OIDS.values())
def test_a_key_identifier_takes_the_digest_beside_it(dotted: str, family: str, name: str) -> None:
    assert signature_scheme(algorithm(dotted), name) == SignatureScheme(family, name)


@pytest.mark.parametrize("dotted", BY_DIGEST)
def test_a_key_identifier_with_no_digest_beside_it_is_no_scheme(dotted: str) -> None:
    assert signature_scheme(algorithm(dotted)) is None


@pytest.mark.parametrize("dotted", [SM2_SM3, *SIGNER_OIDS])
@pytest.mark.parametrize("null", [False, True])
def test_three_identifiers_beside_sm3_mean_sm2_with_sm3(dotted: str, null: bool) -> None:
    found = signature_scheme(algorithm(dotted, null=null), "sm3")
    assert found == SignatureScheme("sm2", "sm3")


@pytest.mark.parametrize("dotted", SIGNER_OIDS)
def test_what_only_a_signer_info_may_say_is_no_scheme_of_a_certificate(dotted: str) -> None:
    assert signature_scheme(algorithm(dotted)) is None


@pytest.mark.parametrize("digest", [None, "sha256"])
def test_pss_takes_digest_and_salt_from_its_parameters(digest: str | None) -> None:
    assert signature_scheme(PSS, digest) == SignatureScheme("rsa", "sha256", salt=32)


def test_pss_beside_another_digest_does_not_agree() -> None:
    assert signature_scheme(PSS, "sha512") is None


@pytest.mark.parametrize("raw", [algorithm(RSA_PSS), algorithm("2.999.1")], ids=["pss", "nonsense"])
def test_a_scheme_that_is_not_known_is_none(raw: bytes) -> None:
    assert signature_scheme(raw, "sha1") is None


@pytest.mark.parametrize("dotted", [RSA, SHA256_RSA, SHA256_ECDSA, SM2_SM3, ED25519, *SIGNER_OIDS])
@pytest.mark.parametrize("digest", ["sha256", "sha512", "sm3"])
def test_a_scheme_with_other_parameters_is_none(dotted: str, digest: str) -> None:
    assert signature_scheme(sequence(oid(dotted), sequence()), digest) is None


@pytest.mark.parametrize(
    ("family", "whole"), [("rsa", False), ("ecdsa", False), ("sm2", False), ("ed25519", True)]
)
def test_ed25519_alone_needs_the_whole_message(family: str, whole: bool) -> None:
    assert SignatureScheme(family, "sha512").whole_message is whole


@pytest.mark.parametrize("raw", NO_IDENTIFIERS)
def test_bytes_that_are_no_identifier_name_no_scheme(raw: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^asn1\."):
        signature_scheme(raw)


def test_an_identifier_without_an_oid_names_nothing() -> None:
    assert signature_scheme(sequence(), "sha256") is None


@given(st.binary(max_size=60), st.sampled_from([RSA, RSA_PSS, SM2_SM3, ED25519]))
def test_arbitrary_bytes_raise_nothing_else(data: bytes, dotted: str) -> None:
    for raw in (data, sequence(data), sequence(oid(dotted), data)):
        with suppress(DecodeError):
            signature_scheme(raw, "sha256")
