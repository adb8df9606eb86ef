"""RSASSA-PSS-params: one digest for message and mask, a bounded salt, the trailer field 1."""

from contextlib import suppress

import pytest
from asn1crypto.algos import DigestAlgorithm, MaskGenAlgorithm, RSASSAPSSParams
from hypothesis import given
from hypothesis import strategies as st

from anchors.limits import LIMITS
from fixtures.der import NULL, algorithm, explicit, integer, oid, sequence
from verify.crypto.pss import PssParameters, decode_pss
from verify.errors import DecodeError

SHA1, SHA256 = "1.3.14.3.2.26", "2.16.840.1.101.3.4.2.1"
MGF1 = "1.2.840.113549.1.1.8"
DIGEST = explicit(0, algorithm(SHA256, null=True))
MASK = explicit(1, sequence(oid(MGF1), algorithm(SHA256, null=True)))


def _theirs(digest: str, salt: int) -> bytes:
    mask = MaskGenAlgorithm({"algorithm": "mgf1", "parameters": {"algorithm": digest}})
    return bytes(
        RSASSAPSSParams(
            {
                "hash_algorithm": DigestAlgorithm({"algorithm": digest}),
                "mask_gen_algorithm": mask,
                "salt_length": salt,
            }
        ).dump()
    )


@pytest.mark.parametrize("digest", ["sha1", "sha256", "sha384", "sha512"])
@pytest.mark.parametrize("salt", [0, 20, 32, 64, 222])
def test_parameters_of_another_encoder_are_read(digest: str, salt: int) -> None:
    assert decode_pss(_theirs(digest, salt)) == PssParameters(digest, salt)


def test_what_is_left_out_has_its_default() -> None:
    assert decode_pss(sequence()) == PssParameters("sha1", 20)


def test_a_default_that_is_written_out_is_read() -> None:
    assert decode_pss(sequence(DIGEST, MASK, explicit(3, integer(1)))) == PssParameters(
        "sha256", 20
    )


def test_a_salt_as_long_as_the_largest_modulus_is_read() -> None:
    longest = LIMITS.rsa_bits // 8
    assert decode_pss(sequence(DIGEST, MASK, explicit(2, integer(longest)))) == PssParameters(
        "sha256", longest
    )


@pytest.mark.parametrize(
    "parameters",
    [
        sequence(DIGEST),
        sequence(MASK),
        sequence(DIGEST, explicit(1, sequence(oid("2.999.1"), algorithm(SHA256, null=True)))),
        sequence(DIGEST, explicit(1, sequence(oid(MGF1), algorithm(SHA1)))),
        sequence(explicit(0, algorithm("2.999.1")), MASK),
        sequence(DIGEST, MASK, explicit(2, integer(-1))),
        sequence(DIGEST, MASK, explicit(2, integer(LIMITS.rsa_bits // 8 + 1))),
        sequence(DIGEST, MASK, explicit(3, integer(2))),
    ],
    ids=[
        "mask_of_the_default", "digest_of_the_default", "no_mgf1", "mask_of_another_digest",
        "unknown_digest", "negative_salt", "endless_salt", "other_trailer",
    ],
)  # fmt: skip
def test_well_formed_parameters_that_nobody_uses_are_not_known(parameters: bytes) -> None:
    assert decode_pss(parameters) is None


@pytest.mark.parametrize(
    "parameters",
    [
        b"",
        NULL,
        sequence(NULL),
        sequence(MASK, DIGEST),
        sequence(DIGEST, DIGEST, MASK),
        sequence(DIGEST, MASK, NULL),
        sequence(DIGEST, explicit(1, sequence(oid(MGF1)))),
        sequence(DIGEST, explicit(1, sequence(oid(MGF1), algorithm(SHA256), NULL))),
        sequence(DIGEST, MASK, explicit(2, NULL)),
        sequence(DIGEST, MASK) + b"\x00",
    ],
    ids=[
        "nothing", "null", "another_member", "wrong_order", "digest_twice", "one_too_many",
        "mgf1_without_digest", "mgf1_with_more", "salt_that_is_none", "octets_after_it",
    ],
)  # fmt: skip
def test_bytes_that_are_no_parameters_are_refused(parameters: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^asn1\."):
        decode_pss(parameters)


@given(st.binary(max_size=80))
def test_arbitrary_bytes_raise_nothing_else(data: bytes) -> None:
    for parameters in (data, sequence(data), sequence(DIGEST, data)):
        with suppress(DecodeError):
            decode_pss(parameters)
