"""A signature verifies under its own key and scheme, and under nothing else."""

from collections.abc import Mapping
from contextlib import suppress
from hashlib import new, sha512

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, rsa
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from anchors.digest import DIGEST_ALGORITHMS
from anchors.limits import LIMITS
from fixtures.der import algorithm, integer, octet_string, oid, sequence, tlv
from fixtures.keys import ec_key, ed25519_key, rsa_key, sm2_key
from verify.crypto.algorithms import (
    SIGNATURE_OIDS,
    SIGNER_OIDS,
    SignatureScheme,
    signature_scheme,
)
from verify.crypto.keys import PublicKey, UnsupportedError, load_key

HASHES: Mapping[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
    "sha3-256": hashes.SHA3_256(),
    "sha3-512": hashes.SHA3_512(),
    "sha1": hashes.SHA1(),
    "md5": hashes.MD5(),
}
MESSAGE = b"contract"
SM2_PRIVATE = sm2_key(1, "test-keys")
RSA_PRIVATE = rsa_key("lender-rsa").private
EC_PRIVATE = ec_key(1, "test-keys").private
RSA = load_key(rsa_key("lender-rsa").spki)
P256 = load_key(ec_key(1, "test-keys").spki)
KEYS = {"rsa": RSA, "ecdsa": P256}
"""Families whose schemes run over any digest."""
ONE_DIGEST = {
    "ed25519": load_key(ed25519_key(1, "test-keys").spki),
    "sm2": load_key(SM2_PRIVATE.spki),
}
OTHERS = {
    "rsa": load_key(rsa_key("spare-rsa").spki),
    "ecdsa": load_key(ec_key(1, "test-other").spki),
    "ed25519": load_key(ed25519_key(1, "test-other").spki),
    "sm2": load_key(sm2_key(1, "test-other").spki),
}
EVERY = KEYS | ONE_DIGEST
USUAL = {"rsa": "sha256", "ecdsa": "sha256", "ed25519": "sha512", "sm2": "sm3"}
SCHEMES = [(family, digest) for family in KEYS for digest in HASHES]


def _sign(family: str, digest: str) -> bytes:
    if family == "rsa":
        assert isinstance(RSA_PRIVATE, rsa.RSAPrivateKey)
        return RSA_PRIVATE.sign(MESSAGE, PKCS1v15(), HASHES[digest])
    assert isinstance(EC_PRIVATE, ec.EllipticCurvePrivateKey)
    return EC_PRIVATE.sign(MESSAGE, ec.ECDSA(HASHES[digest]))


def _digest(name: str) -> bytes:
    return new(DIGEST_ALGORITHMS[name].libcrypto, MESSAGE, usedforsecurity=False).digest()


def _spki(public: rsa.RSAPublicKey | ec.EllipticCurvePublicKey | ed448.Ed448PublicKey) -> bytes:
    return public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _rsa_of(bits: int, exponent: int = 65537) -> bytes:
    """The public key of an odd modulus of so many bits; nobody needs its private key."""
    return _spki(rsa.RSAPublicNumbers(exponent, (1 << bits - 1) + 1).public_key())


SIGNED = {scheme: _sign(*scheme) for scheme in SCHEMES} | {
    ("ed25519", "sha512"): ed25519_key(1, "test-keys").sign(MESSAGE),
    ("sm2", "sm3"): SM2_PRIVATE.sign(MESSAGE),
}
ROWS = [
    (dotted, digest)
    for dotted, (family, own) in {**SIGNATURE_OIDS, **SIGNER_OIDS}.items()
    for one, digest in SIGNED
    if one == family and own in ("", digest)
]


@pytest.mark.parametrize(("dotted", "digest"), ROWS)
def test_a_signature_verifies_under_every_identifier_of_its_scheme(
    dotted: str, digest: str
) -> None:
    scheme = signature_scheme(algorithm(dotted), digest)
    assert scheme is not None
    assert EVERY[scheme.family].verify(scheme, SIGNED[scheme.family, digest], MESSAGE)


def test_every_signature_identifier_is_verified_by() -> None:
    assert {dotted for dotted, _ in ROWS} == {*SIGNATURE_OIDS, *SIGNER_OIDS}


@pytest.mark.parametrize(("family", "digest"), SCHEMES)
def test_a_signature_verifies_over_the_digest_of_its_message(family: str, digest: str) -> None:
    scheme = SignatureScheme(family, digest)
    signature = SIGNED[family, digest]
    assert KEYS[family].verify(scheme, signature, _digest(digest), prehashed=True)


@pytest.mark.parametrize(("family", "digest"), SCHEMES)
@pytest.mark.parametrize("length", [0, 1, 15, 65])
def test_a_digest_of_the_wrong_length_never_verifies(family: str, digest: str, length: int) -> None:
    scheme = SignatureScheme(family, digest)
    assert not KEYS[family].verify(scheme, SIGNED[family, digest], bytes(length), prehashed=True)


@pytest.mark.parametrize(("family", "digest"), SCHEMES)
def test_the_message_in_place_of_its_digest_never_verifies(family: str, digest: str) -> None:
    scheme = SignatureScheme(family, digest)
    assert not KEYS[family].verify(scheme, SIGNED[family, digest], MESSAGE, prehashed=True)


@pytest.mark.parametrize(
    ("family", "made", "claimed"),
    [(family, made, claimed) for family, made in SCHEMES for claimed in HASHES if claimed != made],
)
def test_a_signature_never_verifies_under_another_digest(
    family: str, made: str, claimed: str
) -> None:
    scheme = SignatureScheme(family, claimed)
    assert not KEYS[family].verify(scheme, SIGNED[family, made], MESSAGE)


@pytest.mark.parametrize(
    ("family", "other"), [(one, other) for one in EVERY for other in EVERY if one != other]
)
def test_a_scheme_of_another_family_never_verifies(family: str, other: str) -> None:
    scheme = SignatureScheme(other, USUAL[other])
    assert not EVERY[family].verify(scheme, SIGNED[family, USUAL[family]], MESSAGE)


def test_a_scheme_of_no_known_family_never_verifies() -> None:
    assert not RSA.verify(SignatureScheme("dsa", "sha256"), SIGNED["rsa", "sha256"], MESSAGE)


@pytest.mark.parametrize("family", EVERY)
def test_a_signature_verifies_under_its_own_key(family: str) -> None:
    scheme = SignatureScheme(family, USUAL[family])
    assert EVERY[family].verify(scheme, SIGNED[family, USUAL[family]], MESSAGE)


@pytest.mark.parametrize("family", EVERY)
def test_a_signature_never_verifies_under_another_key(family: str) -> None:
    scheme = SignatureScheme(family, USUAL[family])
    assert not OTHERS[family].verify(scheme, SIGNED[family, USUAL[family]], MESSAGE)


@pytest.mark.parametrize("message", [MESSAGE, sha512(MESSAGE).digest()], ids=["whole", "digest"])
def test_no_digest_stands_for_the_message_of_ed25519(message: bytes) -> None:
    scheme = SignatureScheme("ed25519", "sha512")
    signature = ed25519_key(1, "test-keys").sign(message)
    assert not EVERY["ed25519"].verify(scheme, signature, message, prehashed=True)


@pytest.mark.parametrize("family", ["rsa", "ecdsa", "ed25519"])
def test_sm2_alone_has_something_digested_before_the_message(family: str) -> None:
    assert (EVERY[family].prefix(), len(EVERY["sm2"].prefix())) == (b"", 32)


@pytest.mark.parametrize("family", KEYS)
def test_a_digest_that_the_scheme_cannot_run_over_is_unsupported(family: str) -> None:
    with pytest.raises(UnsupportedError, match=f"^{family} with sm3$"):
        KEYS[family].verify(SignatureScheme(family, "sm3"), SIGNED[family, "sha256"], MESSAGE)


def test_a_signature_with_pss_padding_never_verifies_as_pkcs1() -> None:
    assert isinstance(RSA_PRIVATE, rsa.RSAPrivateKey)
    signature = RSA_PRIVATE.sign(MESSAGE, PSS(MGF1(hashes.SHA256()), 32), hashes.SHA256())
    assert not RSA.verify(SignatureScheme("rsa", "sha256"), signature, MESSAGE)


def test_an_rsa_key_tells_its_size() -> None:
    assert (RSA.family, RSA.bits) == ("rsa", 2048)


def test_a_weak_rsa_key_is_loaded_for_the_policy_to_judge() -> None:
    assert load_key(rsa_key("weak-rsa-1024").spki).bits == 1024


@pytest.mark.parametrize(
    ("curve", "bits"), [(ec.SECP256R1(), 256), (ec.SECP384R1(), 384), (ec.SECP521R1(), 521)]
)
def test_a_curve_of_nist_is_loaded_with_its_size(curve: ec.EllipticCurve, bits: int) -> None:
    key = load_key(_spki(ec.derive_private_key(3, curve).public_key()))
    assert (key.family, key.bits) == ("ecdsa", bits)


@pytest.mark.parametrize(
    ("curve", "digest"), [(ec.SECP384R1(), "sha384"), (ec.SECP521R1(), "sha512")]
)
def test_a_signature_on_a_larger_curve_verifies(curve: ec.EllipticCurve, digest: str) -> None:
    private = ec.derive_private_key(5, curve)
    signature = private.sign(MESSAGE, ec.ECDSA(HASHES[digest]))
    key = load_key(_spki(private.public_key()))
    assert key.verify(SignatureScheme("ecdsa", digest), signature, MESSAGE)


@pytest.mark.parametrize("curve", [ec.SECP256K1(), ec.SECP224R1(), ec.BrainpoolP256R1()])
def test_a_curve_that_is_not_ours_is_unsupported(curve: ec.EllipticCurve) -> None:
    spki = _spki(ec.derive_private_key(3, curve).public_key())
    with pytest.raises(UnsupportedError):
        load_key(spki)


def test_a_key_of_another_algorithm_is_unsupported() -> None:
    spki = _spki(ed448.Ed448PrivateKey.from_private_bytes(bytes(57)).public_key())
    with pytest.raises(UnsupportedError):
        load_key(spki)


@pytest.mark.parametrize(("family", "bits"), [("ed25519", 255), ("sm2", 256)])
def test_a_key_of_one_curve_tells_its_size(family: str, bits: int) -> None:
    assert (EVERY[family].family, EVERY[family].bits) == (family, bits)


def test_an_ed25519_key_with_parameters_is_unsupported() -> None:
    point = tlv(0x03, b"\x00" + ed25519_key(1, "test-keys").spki[-32:])
    with pytest.raises(UnsupportedError):
        load_key(sequence(algorithm("1.3.101.112", null=True), point))


def test_a_point_that_is_not_on_the_curve_of_sm2_is_unsupported() -> None:
    identifier = sequence(oid(EC_KEY), oid("1.2.156.10197.1.301"))
    with pytest.raises(UnsupportedError, match="no point on the curve"):
        load_key(sequence(identifier, POINT))


def test_an_rsa_key_as_large_as_the_limit_is_loaded() -> None:
    assert load_key(_rsa_of(LIMITS.rsa_bits)).bits == LIMITS.rsa_bits


@pytest.mark.parametrize("bits", [LIMITS.rsa_bits + 1, 2 * LIMITS.rsa_bits])
def test_an_oversized_rsa_key_is_unsupported(bits: int) -> None:
    with pytest.raises(UnsupportedError, match=f"^RSA key of {bits} bits$"):
        load_key(_rsa_of(bits))


@pytest.mark.parametrize("exponent", [3, 65537, 2**32 + 1])
def test_an_rsa_key_with_a_usual_exponent_is_loaded(exponent: int) -> None:
    assert load_key(_rsa_of(2048, exponent)).bits == 2048


@pytest.mark.parametrize("exponent", [2**64 + 1, 2**2046 + 1])
def test_an_rsa_key_with_an_overlong_exponent_is_unsupported(exponent: int) -> None:
    with pytest.raises(UnsupportedError):
        load_key(_rsa_of(2048, exponent))


_P = 2**256 - 2**224 + 2**192 + 2**96 - 1
_B = "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"
_G = (
    "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
    "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"
)
_N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
EC_KEY, PRIME_FIELD = "1.2.840.10045.2.1", "1.2.840.10045.1.1"
EXPLICIT = sequence(
    integer(1),
    sequence(oid(PRIME_FIELD), integer(_P)),
    sequence(octet_string((_P - 3).to_bytes(32, "big")), octet_string(bytes.fromhex(_B))),
    octet_string(bytes.fromhex(_G)),
    integer(_N),
    integer(1),
)
"""P-256 written out (SEC 1 C.2): what a forger would change one number of."""
POINT = tlv(0x03, b"\x00" + bytes.fromhex(_G))


@pytest.mark.parametrize(
    "identifier",
    [
        sequence(oid(EC_KEY), EXPLICIT),
        sequence(oid(EC_KEY), b"\x05\x00"),
        sequence(oid(EC_KEY)),
        sequence(oid(EC_KEY), oid("1.2.840.10045.3.1.7"), b"\x05\x00"),
    ],
    ids=["explicit", "inherited", "none", "something_more"],
)
def test_a_curve_that_is_not_given_by_name_alone_is_unsupported(identifier: bytes) -> None:
    with pytest.raises(UnsupportedError, match="explicit parameters"):
        load_key(sequence(identifier, POINT))


def test_the_same_point_on_the_named_curve_is_loaded() -> None:
    named = sequence(oid(EC_KEY), oid("1.2.840.10045.3.1.7"))
    assert load_key(sequence(named, POINT)).bits == 256


@pytest.mark.parametrize(
    "spki",
    [
        b"",
        sequence(),
        sequence(sequence()),
        sequence(algorithm("1.2.840.113549.1.1.1", null=True), tlv(0x03, b"\x00")),
        sequence(algorithm("2.999.1"), POINT),
        sequence(sequence(oid(EC_KEY), oid("1.2.840.10045.3.1.7")), tlv(0x03, b"\x00\x04")),
        sequence(sequence(oid(EC_KEY), oid("1.2.840.10045.3.1.7")), POINT[:-1] + b"\x00"),
        rsa_key("lender-rsa").spki + b"\x00",
    ],
    ids=[
        "nothing", "empty", "no_algorithm", "rsa_without_key", "nonsense", "no_point",
        "point_not_on_the_curve", "octets_after_it",
    ],
)  # fmt: skip
def test_bytes_that_are_no_key_are_unsupported(spki: bytes) -> None:
    with pytest.raises(UnsupportedError):
        load_key(spki)


@given(st.sampled_from(sorted(EVERY)), st.integers(0, 2047))
def test_a_signature_with_one_bit_flipped_never_verifies(family: str, bit: int) -> None:
    value = bytearray(SIGNED[family, USUAL[family]])
    octet, place = divmod(bit % (8 * len(value)), 8)
    value[octet] ^= 1 << place
    scheme = SignatureScheme(family, USUAL[family])
    assert not EVERY[family].verify(scheme, bytes(value), MESSAGE)


@given(st.sampled_from(sorted(EVERY)), st.binary(max_size=300))
def test_an_arbitrary_signature_never_verifies(family: str, signature: bytes) -> None:
    key: PublicKey = EVERY[family]
    assert not key.verify(SignatureScheme(family, USUAL[family]), signature, MESSAGE)


@given(st.binary(max_size=120))
def test_arbitrary_bytes_raise_nothing_else(data: bytes) -> None:
    with suppress(UnsupportedError):
        load_key(data)
    with suppress(UnsupportedError):
        load_key(sequence(algorithm("1.2.840.113549.1.1.1", null=True), tlv(0x03, b"\x00" + data)))
