"""Public keys, and the one place where a signature is verified.

`load_key` parses a SubjectPublicKeyInfo once; `PublicKey.verify` says True, False or raises
`UnsupportedError` for what this build cannot compute: never a guess.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.serialization import load_der_public_key

from anchors.limits import LIMITS
from verify.asn1.der import OBJECT_IDENTIFIER, children, decode_oid, only_element
from verify.crypto.algorithms import DEFAULT_FORM, SignatureScheme, Sm2Form
from verify.crypto.identifiers import AlgorithmIdentifier, decode_identifier
from verify.crypto.pss import RSASSA_PSS, PssParameters, decode_pss
from verify.crypto.sm2 import Sm2PublicKey, load_sm2_key
from verify.crypto.sm2_octets import SM2_CURVE
from verify.errors import DecodeError, UnsupportedError

__all__ = ["PublicKey", "UnsupportedError", "load_key"]

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
_PKCS1 = PKCS1v15()
_ECDSA = {name: ec.ECDSA(algorithm) for name, algorithm in _HASHES.items()}
_ECDSA_PREHASHED = {name: ec.ECDSA(algorithm) for name, algorithm in _PREHASHED.items()}
_EXPONENT_BITS = 64
"""A public exponent as long as the modulus makes one verify take milliseconds (FIPS 186-5 A.1)."""
_CURVES = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)
_ED25519_BITS = 255


class _Claim(NamedTuple):
    """What is said to be signed, and how."""

    signature: bytes
    message: bytes
    scheme: SignatureScheme
    prehashed: bool
    """Whether the message is a digest."""
    form: Sm2Form


_Verify = Callable[[_Claim], bool | None]
"""False and `InvalidSignature` say that the signature is wrong."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """One public key with what the dated algorithm table needs to know of it."""

    family: str
    """rsa | ecdsa | ed25519 | sm2."""
    bits: int
    """Modulus or curve size."""
    _verify: _Verify
    _sm2: Sm2PublicKey | None = None

    def prefix(self, form: Sm2Form = DEFAULT_FORM) -> bytes:
        """Return what this key has digested before every message: Z for SM2, else nothing.

        Raises:
            UnsupportedError: Z cannot be computed here.
        """
        return b"" if self._sm2 is None else self._sm2.prefix(form)

    def verify(
        self,
        scheme: SignatureScheme,
        signature: bytes,
        message: bytes,
        *,
        prehashed: bool = False,
        form: Sm2Form = DEFAULT_FORM,
    ) -> bool:
        """Whether `signature` over `message` (or over the digest `message`) is this key's.

        A scheme of another family than the key's never verifies. The digest for SM2 is e, with
        `prefix` before the message; Ed25519 has no digest that could stand for its message.

        Raises:
            UnsupportedError: libcrypto here cannot compute the scheme.
        """
        if scheme.family != self.family:
            return False
        try:
            claim = _Claim(signature, message, scheme, prehashed, form)
            return self._verify(claim) is not False
        except InvalidSignature:
            return False
        except (KeyError, UnsupportedAlgorithm) as error:
            raise UnsupportedError(f"{scheme.family} with {scheme.digest}") from error
        except ValueError:  # a prehashed value of the wrong length
            return False


@lru_cache(maxsize=4096)
def load_key(spki: bytes) -> PublicKey:
    """Return the key of a SubjectPublicKeyInfo in DER.

    Raises:
        UnsupportedError: the algorithm, curve or size is not supported here, or the key is none.
    """
    try:
        identifier = _identifier(spki)
        loader = _LOADERS.get(identifier.oid)
        if loader is not None:
            return loader(spki, identifier)
    except (DecodeError, IndexError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UnsupportedError("public key of an unsupported or broken form") from error
    raise UnsupportedError("public key of an unsupported algorithm or curve")


def _identifier(spki: bytes) -> AlgorithmIdentifier:
    outer = only_element(spki)
    algorithm = children(spki, outer.start, outer.stop)[0]
    return decode_identifier(spki[algorithm.head : algorithm.stop])


def _load_rsa(spki: bytes, _identifier: AlgorithmIdentifier) -> PublicKey:
    key = _sized(load_der_public_key(spki))

    def verify(claim: _Claim) -> None:
        digest, salt = claim.scheme.digest, claim.scheme.salt
        padding = _PKCS1 if salt is None else _pss(digest, salt)
        table = _PREHASHED if claim.prehashed else _HASHES
        key.verify(claim.signature, claim.message, padding, table[digest])

    return PublicKey("rsa", key.key_size, verify)


def _load_pss(spki: bytes, identifier: AlgorithmIdentifier) -> PublicKey:
    """Load a key that may do nothing but PSS, as its own parameters allow (RFC 4055 1.2, 3.3)."""
    least = None
    if identifier.parameters is not None:
        least = decode_pss(identifier.parameters)
        if least is None:
            raise UnsupportedError("RSASSA-PSS key with unknown parameters")
    plain = _load_rsa(spki, identifier)

    def verify(claim: _Claim) -> bool | None:
        return _allowed(claim.scheme, least) and plain._verify(claim)  # noqa: SLF001

    return PublicKey("rsa", plain.bits, verify)


def _allowed(scheme: SignatureScheme, least: PssParameters | None) -> bool:
    """Whether a key with these parameters allows a scheme; without any, all of PSS."""
    if scheme.salt is None or least is None:
        return scheme.salt is not None
    return scheme.digest == least.digest and scheme.salt >= least.salt


@lru_cache(maxsize=256)
def _pss(digest: str, salt: int) -> PSS:
    return PSS(MGF1(_HASHES[digest]), salt)


def _sized(key: PublicKeyTypes) -> rsa.RSAPublicKey:
    """Return an RSA key whose verification is no denial of service."""
    if not isinstance(key, rsa.RSAPublicKey):
        raise UnsupportedError("RSA key of another kind")
    if key.key_size > LIMITS.rsa_bits:
        raise UnsupportedError(f"RSA key of {key.key_size} bits")
    if key.public_numbers().e.bit_length() > _EXPONENT_BITS:
        raise UnsupportedError("RSA key with an overlong public exponent")
    return key


def _load_ec(spki: bytes, identifier: AlgorithmIdentifier) -> PublicKey:
    curve = _named_curve(identifier)
    if curve == SM2_CURVE:
        return _load_sm2(spki, identifier)
    key = load_der_public_key(spki)
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, _CURVES):
        raise UnsupportedError("public key of an unsupported algorithm or curve")

    def verify(claim: _Claim) -> None:
        table = _ECDSA_PREHASHED if claim.prehashed else _ECDSA
        key.verify(claim.signature, claim.message, table[claim.scheme.digest])

    return PublicKey("ecdsa", key.key_size, verify)


def _named_curve(identifier: AlgorithmIdentifier) -> str:
    """Return the curve that a key names (RFC 5480 2.1.1): explicit parameters can be forged."""
    parameters = identifier.parameters
    if parameters is not None and len(children(parameters, 0, len(parameters))) == 1:
        element = only_element(parameters)
        if element.tag == OBJECT_IDENTIFIER:
            return decode_oid(parameters, element)
    raise UnsupportedError("elliptic curve given by explicit parameters")


def _load_sm2(spki: bytes, _identifier: AlgorithmIdentifier) -> PublicKey:
    key = load_sm2_key(spki)

    def verify(claim: _Claim) -> bool:
        check = key.verify_digest if claim.prehashed else key.verify
        return check(claim.signature, claim.message, claim.form)

    return PublicKey("sm2", 256, verify, key)


def _load_ed25519(spki: bytes, identifier: AlgorithmIdentifier) -> PublicKey:
    key = load_der_public_key(spki)
    if identifier.parameters is not None or not isinstance(key, ed25519.Ed25519PublicKey):
        raise UnsupportedError("Ed25519 key with parameters")

    def verify(claim: _Claim) -> bool | None:
        return False if claim.prehashed else key.verify(claim.signature, claim.message)

    return PublicKey("ed25519", _ED25519_BITS, verify)


_LOADERS: Mapping[str, Callable[[bytes, AlgorithmIdentifier], PublicKey]] = {
    "1.2.840.113549.1.1.1": _load_rsa,
    RSASSA_PSS: _load_pss,
    "1.2.840.10045.2.1": _load_ec,
    SM2_CURVE: _load_sm2,
    "1.3.101.112": _load_ed25519,
}
"""Key algorithm to its loader."""
