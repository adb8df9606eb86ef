"""Signatures of consensus nodes over a block's hash, by the node id, which is the public key.

secp256k1: r ‖ s ‖ v over the hash itself; v is not needed where the key is known. SM2: r ‖ s over
e = SM3(Z ‖ hash) with the default id, in version 2 with the key itself behind.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, encode_dss_signature

from verify.crypto.algorithms import Sm2Form
from verify.crypto.sm2 import Sm2PublicKey, load_sm2_key
from verify.crypto.sm2_octets import named_key, strict_der
from verify.errors import UnsupportedError

__all__ = ["seal_files", "verify_seal"]

_HALF, _POINT = 32, 64
_RECOVERABLE = 65
_RECOVERY_IDS = range(4)
_FORM = Sm2Form(encoding="raw")
# The hash is Keccak-256, which the library has not; of its length is all that it needs to know.
_ECDSA = ec.ECDSA(Prehashed(hashes.SHA256()))
_KEYS = 1024
_SECP256K1 = bytes.fromhex("3056301006072a8648ce3d020106052b8104000a03420004")
"""SubjectPublicKeyInfo of an uncompressed point (RFC 5480), up to x."""


def verify_seal(scheme: str, node_id: bytes, signature: bytes, digest: bytes) -> bool | None:
    """Return whether a signature over a block's hash is the node's; None: not computed here."""
    verify = _SCHEMES.get(scheme)
    return None if verify is None else verify(node_id, signature, digest)


def seal_files(scheme: str, node_id: bytes, signature: bytes) -> tuple[bytes, bytes] | None:
    """Return a node's SubjectPublicKeyInfo and its signature in DER, as other tools read them."""
    values = signature[:_POINT]
    if scheme == "secp256k1":
        r, s = (int.from_bytes(one, "big") for one in (values[:_HALF], values[_HALF:]))
        return _SECP256K1 + node_id, encode_dss_signature(r, s)
    der = strict_der(values, _FORM)
    return None if der is None else (named_key(node_id), der)


def _secp256k1(node_id: bytes, signature: bytes, digest: bytes) -> bool:
    if len(signature) != _RECOVERABLE or signature[-1] not in _RECOVERY_IDS:
        return False
    key = _ec_key(node_id)
    if key is None:
        return False
    r, s = (int.from_bytes(one, "big") for one in (signature[:_HALF], signature[_HALF:_POINT]))
    try:
        key.verify(encode_dss_signature(r, s), digest, _ECDSA)
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=_KEYS)
def _ec_key(point: bytes) -> ec.EllipticCurvePublicKey | None:
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256K1(), b"\x04" + point)
    except ValueError:
        return None


def _sm2(node_id: bytes, signature: bytes, digest: bytes) -> bool | None:
    if signature[_POINT:] not in (b"", node_id):
        return False
    try:
        return _sm2_key(node_id).verify(signature[:_POINT], digest, _FORM)
    except UnsupportedError:
        return None


@lru_cache(maxsize=_KEYS)
def _sm2_key(point: bytes) -> Sm2PublicKey:
    return load_sm2_key(named_key(point))


_SCHEMES: Mapping[str, Callable[[bytes, bytes, bytes], bool | None]] = {
    "secp256k1": _secp256k1,
    "sm2": _sm2,
}
