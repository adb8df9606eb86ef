"""RSA-PSS: the salt stated is the salt there is, and a key for PSS alone does nothing else."""

from collections.abc import Mapping

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15

from anchors.limits import LIMITS
from fixtures.der import algorithm, explicit, integer, oid, sequence, tlv
from fixtures.keys import rsa_key
from verify.crypto.algorithms import SignatureScheme
from verify.crypto.keys import UnsupportedError, load_key

HASHES: Mapping[str, hashes.HashAlgorithm] = {
    "sha1": hashes.SHA1(),
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
MESSAGE = b"contract"
KEY = rsa_key("lender-rsa")
PLAIN = load_key(KEY.spki)
RSA_PSS, MGF1_OID = "1.2.840.113549.1.1.10", "1.2.840.113549.1.1.8"
SHA256 = algorithm("2.16.840.1.101.3.4.2.1", null=True)


def _sign(digest: str, salt: int) -> bytes:
    assert isinstance(KEY.private, rsa.RSAPrivateKey)
    return KEY.private.sign(MESSAGE, PSS(MGF1(HASHES[digest]), salt), HASHES[digest])


def _parameters(salt: int) -> bytes:
    mask = sequence(oid(MGF1_OID), SHA256)
    return sequence(explicit(0, SHA256), explicit(1, mask), explicit(2, integer(salt)))


def _restricted(*parameters: bytes) -> bytes:
    """The same key, its algorithm RSASSA-PSS."""
    assert isinstance(KEY.private, rsa.RSAPrivateKey)
    numbers = KEY.private.public_key().public_numbers()
    octets = sequence(integer(numbers.n), integer(numbers.e))
    return sequence(sequence(oid(RSA_PSS), *parameters), tlv(0x03, b"\x00" + octets))


SIGNATURE = _sign("sha256", 32)
SCHEME = SignatureScheme("rsa", "sha256", salt=32)


@pytest.mark.parametrize("digest", HASHES)
@pytest.mark.parametrize("salt", [0, 20, 32, 64])
def test_a_signature_verifies_with_the_salt_that_is_stated(digest: str, salt: int) -> None:
    scheme = SignatureScheme("rsa", digest, salt=salt)
    assert PLAIN.verify(scheme, _sign(digest, salt), MESSAGE)


@pytest.mark.parametrize("salt", [0, 20, 31, 33, 222, 223, LIMITS.rsa_bits // 8])
def test_a_signature_never_verifies_with_another_salt(salt: int) -> None:
    scheme = SignatureScheme("rsa", "sha256", salt=salt)
    assert not PLAIN.verify(scheme, SIGNATURE, MESSAGE)


def test_a_signature_verifies_over_the_digest_of_its_message() -> None:
    hasher = hashes.Hash(hashes.SHA256())
    hasher.update(MESSAGE)
    assert PLAIN.verify(SCHEME, SIGNATURE, hasher.finalize(), prehashed=True)


def test_a_signature_never_verifies_without_the_scheme_of_pss() -> None:
    assert not PLAIN.verify(SignatureScheme("rsa", "sha256"), SIGNATURE, MESSAGE)


@pytest.mark.parametrize(
    "parameters",
    [(), (_parameters(0),), (_parameters(16),), (_parameters(32),)],
    ids=["none", "any_salt", "shorter_salt", "same_salt"],
)
def test_a_key_for_pss_alone_verifies_what_its_parameters_allow(
    parameters: tuple[bytes, ...],
) -> None:
    key = load_key(_restricted(*parameters))
    assert (key.family, key.bits) == ("rsa", 2048)
    assert key.verify(SCHEME, SIGNATURE, MESSAGE)


def test_a_key_for_pss_alone_never_verifies_a_shorter_salt_than_it_allows() -> None:
    assert not load_key(_restricted(_parameters(33))).verify(SCHEME, SIGNATURE, MESSAGE)


def test_a_key_for_pss_alone_never_verifies_another_digest_than_its_own() -> None:
    key = load_key(_restricted(_parameters(16)))
    scheme = SignatureScheme("rsa", "sha512", salt=32)
    assert not key.verify(scheme, _sign("sha512", 32), MESSAGE)


@pytest.mark.parametrize("parameters", [(), (_parameters(32),)], ids=["none", "some"])
def test_a_key_for_pss_alone_never_verifies_pkcs1(parameters: tuple[bytes, ...]) -> None:
    assert isinstance(KEY.private, rsa.RSAPrivateKey)
    signature = KEY.private.sign(MESSAGE, PKCS1v15(), hashes.SHA256())
    scheme = SignatureScheme("rsa", "sha256")
    assert PLAIN.verify(scheme, signature, MESSAGE)
    assert not load_key(_restricted(*parameters)).verify(scheme, signature, MESSAGE)


@pytest.mark.parametrize(
    "parameters",
    [b"\x05\x00", sequence(explicit(0, SHA256)), sequence(explicit(3, integer(2)))],
    ids=["null", "mask_of_another_digest", "other_trailer"],
)
def test_a_key_for_pss_alone_with_unknown_parameters_is_unsupported(parameters: bytes) -> None:
    with pytest.raises(UnsupportedError):
        load_key(_restricted(parameters))
