"""A node's signature over a block's hash is good in the one form of its cryptography."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.fiscoblock import Node, node, sign_bare
from verify.crypto.sealers import verify_seal

DIGEST = sha256(b"a block").digest()
EC, SM = node("ec", national=False), node("sm", national=True)
SCHEMES = [("secp256k1", EC), ("sm2", SM)]


@pytest.mark.parametrize(("scheme", "signer"), SCHEMES)
def test_a_node_s_signature_is_good(scheme: str, signer: Node) -> None:
    assert verify_seal(scheme, signer.point, signer.sign(DIGEST), DIGEST) is True


@pytest.mark.parametrize(("scheme", "signer"), SCHEMES)
def test_it_is_good_over_no_other_hash_and_of_no_other_node(scheme: str, signer: Node) -> None:
    signature, other = signer.sign(DIGEST), node("other", national=scheme == "sm2")
    assert verify_seal(scheme, signer.point, signature, bytes(32)) is False
    assert verify_seal(scheme, other.point, signature, DIGEST) is False


def test_the_key_may_stand_behind_an_sm2_signature_and_no_other_may() -> None:
    signature = SM.sign(DIGEST)
    found = [verify_seal("sm2", SM.point, signature + key, DIGEST) for key in (SM.point, EC.point)]
    assert found == [True, False]


def test_an_sm2_signature_over_the_bare_hash_is_not_good() -> None:
    assert verify_seal("sm2", SM.point, sign_bare(SM, DIGEST), DIGEST) is False


@pytest.mark.parametrize("last", [0, 1, 2, 3])
def test_what_serves_to_recover_the_key_is_not_needed(last: int) -> None:
    signature = EC.sign(DIGEST)[:64] + bytes((last,))
    assert verify_seal("secp256k1", EC.point, signature, DIGEST) is True


@pytest.mark.parametrize("signature", [b"", bytes(64), bytes(65), EC.sign(DIGEST)[:64] + b"\x04"])
def test_what_is_no_signature_is_not_good(signature: bytes) -> None:
    assert verify_seal("secp256k1", EC.point, signature, DIGEST) is False
    assert verify_seal("sm2", SM.point, signature, DIGEST) is False


def test_a_point_off_the_curve_is_no_key() -> None:
    assert verify_seal("secp256k1", bytes(64), EC.sign(DIGEST), DIGEST) is False
    assert verify_seal("sm2", bytes(64), SM.sign(DIGEST), DIGEST) is not True


def test_another_scheme_is_not_computed() -> None:
    assert verify_seal("bls", EC.point, EC.sign(DIGEST), DIGEST) is None


@pytest.mark.parametrize(("scheme", "signer"), SCHEMES)
@given(st.integers(0, 63), st.integers(0, 7))
def test_no_changed_bit_is_good(scheme: str, signer: Node, at: int, bit: int) -> None:
    signature = bytearray(signer.sign(DIGEST))
    signature[at] ^= 1 << bit
    assert verify_seal(scheme, signer.point, bytes(signature), DIGEST) is False


def test_a_digest_of_another_size_is_not_good() -> None:
    for scheme, signer in SCHEMES:
        assert verify_seal(scheme, signer.point, signer.sign(DIGEST), DIGEST[:20]) is False


@given(st.binary(max_size=140), st.binary(max_size=40))
def test_no_octets_raise(signature: bytes, digest: bytes) -> None:
    for scheme, signer in SCHEMES:
        assert verify_seal(scheme, signer.point, signature, digest) is False
