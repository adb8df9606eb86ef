"""Public keys, and the one place where a signature is verified.

`load_key` parses a SubjectPublicKeyInfo once; `PublicKey.verify` says True, False or raises
`UnsupportedError` for what this build cannot compute: never a guess.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.serialization import load_der_public_key

from anchors.limits import LIMITS
from verify.asn1.der import OBJECT_IDENTIFIER, children, decode_oid, only_element
from verify.crypto.algorithms import SignatureScheme
from verify.errors import DecodeError, VerifyError

__all__ = ["PublicKey", "UnsupportedError", "load_key"]


class UnsupportedError(VerifyError):
    """The algorithm, curve or key size is not supported here: INDETERMINATE, never FAILED."""


_HASHES: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
    "sha3-256": hashes.SHA3_256(),
    "sha3-512": hashes.SHA3_512(),
    "sha1": hashes.SHA1(),  # noqa: S303 - real material is signed with it; the policy judges it
    "md5": hashes.MD5(),  # noqa: S303 - as above
}
_PREHASHED = {name: Prehashed(algorithm) for name, algorithm in _HASHES.items()}
_PADDING = PKCS1v15()
_ECDSA = {name: ec.ECDSA(algorithm) for name, algorithm in _HASHES.items()}
_ECDSA_PREHASHED = {name: ec.ECDSA(algorithm) for name, algorithm in _PREHASHED.items()}
_EXPONENT_BITS = 64
"""A public exponent as long as the modulus makes one verify take milliseconds (FIPS 186-5 A.1)."""
_EC_PUBLIC_KEY = "1.2.840.10045.2.1"
_CURVES = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)


_Verify = Callable[[bytes, bytes, str, bool], None]
"""Takes signature, message, digest name, whether the message is a digest; raises where wrong."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """One public key with what the dated algorithm table needs to know of it."""

    family: str
    """rsa | ecdsa."""
    bits: int
    """Modulus or curve size."""
    _verify: _Verify

    def verify(
        self, scheme: SignatureScheme, signature: bytes, message: bytes, *, prehashed: bool = False
    ) -> bool:
        """Whether `signature` over `message` (or over the digest `message`) is this key's.

        A scheme of another family than the key's never verifies.

        Raises:
            UnsupportedError: libcrypto here cannot compute the scheme.
        """
        if scheme.family != self.family:
            return False
        try:
            self._verify(signature, message, scheme.digest, prehashed)
        except InvalidSignature:
            return False
        except (KeyError, UnsupportedAlgorithm) as error:
            raise UnsupportedError(f"{scheme.family} with {scheme.digest}") from error
        except ValueError:  # a prehashed value of the wrong length
            return False
        return True


def _rsa(key: rsa.RSAPublicKey) -> _Verify:
    def verify(signature: bytes, message: bytes, digest: str, prehashed: bool) -> None:  # noqa: FBT001
        table = _PREHASHED if prehashed else _HASHES
        key.verify(signature, message, _PADDING, table[digest])

    return verify


def _ecdsa(key: ec.EllipticCurvePublicKey) -> _Verify:
    def verify(signature: bytes, message: bytes, digest: str, prehashed: bool) -> None:  # noqa: FBT001
        key.verify(signature, message, (_ECDSA_PREHASHED if prehashed else _ECDSA)[digest])

    return verify


@lru_cache(maxsize=4096)
def load_key(spki: bytes) -> PublicKey:
    """Return the key of a SubjectPublicKeyInfo in DER.

    Raises:
        UnsupportedError: the algorithm, curve or size is not supported here, or the key is none.
    """
    if not _names_its_curve(spki):
        raise UnsupportedError("elliptic curve given by explicit parameters")
    try:
        key = load_der_public_key(spki)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UnsupportedError("public key of an unsupported or broken form") from error
    if isinstance(key, rsa.RSAPublicKey):
        if key.key_size > LIMITS.rsa_bits:
            raise UnsupportedError(f"RSA key of {key.key_size} bits")
        if key.public_numbers().e.bit_length() > _EXPONENT_BITS:
            raise UnsupportedError("RSA key with an overlong public exponent")
        return PublicKey("rsa", key.key_size, _rsa(key))
    if isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, _CURVES):
        return PublicKey("ecdsa", key.key_size, _ecdsa(key))
    raise UnsupportedError("public key of an unsupported algorithm or curve")


def _names_its_curve(spki: bytes) -> bool:
    """Whether an EC key names its curve (RFC 5480 2.1.1): explicit parameters can be forged."""
    try:
        outer = only_element(spki)
        algorithm = children(spki, outer.start, outer.stop)[0]
        parts = children(spki, algorithm.start, algorithm.stop)
        if decode_oid(spki, parts[0]) != _EC_PUBLIC_KEY:
            return True
        return len(parts) == 2 and parts[1].tag == OBJECT_IDENTIFIER
    except (DecodeError, IndexError):
        return False
