"""SM2 in octets (GB/T 32918, GM/T 0009): keys, Z, and the two forms of a signature.

Pure: everything about SM2 but the arithmetic on the curve. What is not exactly in its one form is
refused before any library sees it.
"""

from functools import lru_cache

from anchors.digest import compute_digest
from anchors.errors import DigestUnsupportedError
from verify.asn1.der import SEQUENCE, children, decode_integer, expect, only_element
from verify.crypto.algorithms import Sm2Form
from verify.errors import DecodeError, UnsupportedError

__all__ = [
    "DIGEST_OCTETS", "LONGEST_ID", "SM2_CURVE", "message_digest", "named_key", "public_point",
    "strict_der", "user_digest",
]  # fmt: skip

SM2_CURVE = "1.2.156.10197.1.301"
DIGEST_OCTETS = 32

_SPKI = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d03420004")
"""id-ecPublicKey on the named curve (GM/T 0009 7.1), and the first octet of an uncompressed point.
"""
_SPKI_BY_CURVE = bytes.fromhex("305a301406082a811ccf5501822d06082a811ccf5501822d03420004")
"""The same with the curve's identifier for that of the algorithm, as some CAs write it."""
_POINT_OCTETS = 64
_ORDER = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
_CURVE = bytes.fromhex(
    "fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc"
    "28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93"
    "32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"
    "bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0"
)
"""a ‖ b ‖ xG ‖ yG (GB/T 32918.5 2)."""
LONGEST_ID = 0xFFFF // 8
"""Octets: ENTL counts bits in two octets (GB/T 32918.2 5.5)."""
_RAW_OCTETS = 64


def public_point(spki: bytes) -> bytes:
    """Return x ‖ y of a SubjectPublicKeyInfo.

    DER has one way to write an uncompressed point on the named curve; any other is refused.

    Raises:
        UnsupportedError: it is written otherwise.
    """
    if spki[:-_POINT_OCTETS] not in (_SPKI, _SPKI_BY_CURVE):
        raise UnsupportedError("SM2 key that is no uncompressed point")
    return spki[-_POINT_OCTETS:]


def named_key(point: bytes) -> bytes:
    """Return the SubjectPublicKeyInfo of a point with id-ecPublicKey, which every library reads."""
    return _SPKI + point


@lru_cache(maxsize=4096)
def user_digest(point: bytes, user_id: str) -> bytes:
    """Return Z of a key and a user id (GB/T 32918.2 5.5).

    Raises:
        UnsupportedError: the id is too long, or there is no SM3 here.
    """
    octets = user_id.encode("utf-8", "surrogatepass")
    if len(octets) > LONGEST_ID:
        raise UnsupportedError("SM2 user id too long")
    return _sm3((8 * len(octets)).to_bytes(2), octets, _CURVE, point)


def message_digest(prefix: bytes, message: bytes) -> bytes:
    """Return e of a message: SM3 over Z, where the form has it, and the message (6.1 A2).

    Raises:
        UnsupportedError: there is no SM3 here.
    """
    return _sm3(prefix, message)


def strict_der(signature: bytes, form: Sm2Form) -> bytes | None:
    """Return a signature of this form in DER; None where it is not exactly in it.

    Both numbers have to lie in [1, n - 1] (GB/T 32918.2 7.1 B1, B2).
    """
    if form.encoding == "raw":
        return _from_raw(signature)
    try:
        outer = expect(only_element(signature), SEQUENCE, "SM2Signature")
        numbers = [decode_integer(signature, one) for one in children(signature, *outer[2:])]
    except DecodeError:
        return None
    return signature if len(numbers) == 2 and _in_range(*numbers) else None


def _from_raw(signature: bytes) -> bytes | None:
    if len(signature) != _RAW_OCTETS:
        return None
    r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
    if not _in_range(r, s):
        return None
    body = _integer(r) + _integer(s)
    return bytes((SEQUENCE, len(body))) + body


def _integer(value: int) -> bytes:
    content = value.to_bytes(value.bit_length() // 8 + 1)
    return bytes((0x02, len(content))) + content


def _in_range(r: int, s: int) -> bool:
    return 1 <= r < _ORDER and 1 <= s < _ORDER


def _sm3(*parts: bytes) -> bytes:
    try:
        return compute_digest("sm3", b"".join(parts))
    except DigestUnsupportedError as error:
        raise UnsupportedError("SM3") from error
