"""SM2 verification by the system's libcrypto: the one foreign function interface of the product.

Only EVP and what it needs, each function with its prototype declared. Key and signature are held
against their one strict form before libcrypto sees them (`sm2_octets`); nothing but the return
value 1 is success.

Before first use two known answers of GM/T 0003.5 are computed, one right and one wrong: a library
that fails either, or has no SM2, is as good as none, and SM2 is then unsupported, never valid.

A call releases the interpreter's lock. A context serves one call at a time: it is taken out of the
key's list before and put back after, so threads never share one.
"""

import ctypes
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple
from weakref import finalize

from verify.crypto.algorithms import DEFAULT_FORM, Sm2Form
from verify.crypto.sm2_octets import (
    DIGEST_OCTETS,
    message_digest,
    named_key,
    public_point,
    strict_der,
    user_digest,
)
from verify.errors import UnsupportedError

__all__ = ["Sm2PublicKey", "has_sm2", "load_sm2_key"]

_SONAMES = ("libcrypto.so.3", "libcrypto.3.dylib", "libcrypto.so.1.1")
_SUCCESS = 1
_SM2_TYPE = 1172
"""NID_sm2; OpenSSL 1.1.1 takes a key on the curve for an ECDSA key until told otherwise."""

_pointer, _octets = ctypes.c_void_p, ctypes.c_char_p
_PROTOTYPES: Mapping[str, tuple[Any, tuple[Any, ...]]] = {
    "d2i_PUBKEY": (_pointer, (_pointer, ctypes.POINTER(_octets), ctypes.c_long)),
    "EVP_PKEY_free": (None, (_pointer,)),
    "EVP_PKEY_CTX_new": (_pointer, (_pointer, _pointer)),
    "EVP_PKEY_CTX_free": (None, (_pointer,)),
    "EVP_PKEY_verify_init": (ctypes.c_int, (_pointer,)),
    "EVP_PKEY_verify": (
        ctypes.c_int,
        (_pointer, _octets, ctypes.c_size_t, _octets, ctypes.c_size_t),
    ),
    "ERR_clear_error": (None, ()),
}
"""Function to its result and arguments (openssl/evp.h, x509.h, err.h)."""
_ALIAS = (ctypes.c_int, (_pointer, ctypes.c_int))
"""EVP_PKEY_set_alias_type, of OpenSSL 1.1.1 alone."""


class _EvpKey:
    """An EVP_PKEY with its verification contexts; freed with the last reference to it."""

    __slots__ = ("__weakref__", "_contexts", "_key", "_libcrypto")

    def __init__(self, libcrypto: ctypes.CDLL, spki: bytes) -> None:
        """Load a key; raises `UnsupportedError` where libcrypto does not take it."""
        self._libcrypto = libcrypto
        self._contexts: list[int] = []
        self._key = libcrypto.d2i_PUBKEY(None, ctypes.byref(_octets(spki)), len(spki))
        if not self._key:
            libcrypto.ERR_clear_error()
            raise UnsupportedError("SM2 key that is no point on the curve")
        finalize(self, _free, libcrypto, self._key, self._contexts).atexit = False
        alias = getattr(libcrypto, "EVP_PKEY_set_alias_type", None)
        if alias is not None:
            alias(self._key, _SM2_TYPE)

    def verify(self, signature: bytes, digest: bytes) -> bool:
        """Whether a signature in DER over a digest of 32 octets is this key's."""
        libcrypto = self._libcrypto
        context = self._take_context()
        result = libcrypto.EVP_PKEY_verify(
            context, signature, len(signature), digest, DIGEST_OCTETS
        )
        if result == _SUCCESS:
            self._contexts.append(context)
            return True
        libcrypto.EVP_PKEY_CTX_free(context)
        libcrypto.ERR_clear_error()
        return False

    def _take_context(self) -> int:
        """Return a context that nobody else uses; making one costs a tenth of a verification."""
        try:
            return self._contexts.pop()
        except IndexError:
            pass
        libcrypto = self._libcrypto
        context: int | None = libcrypto.EVP_PKEY_CTX_new(self._key, None)
        if context and libcrypto.EVP_PKEY_verify_init(context) == _SUCCESS:
            return context
        libcrypto.EVP_PKEY_CTX_free(context)
        libcrypto.ERR_clear_error()
        raise UnsupportedError("libcrypto cannot verify with this key")


def _free(libcrypto: ctypes.CDLL, key: int, contexts: list[int]) -> None:
    for context in contexts:
        libcrypto.EVP_PKEY_CTX_free(context)
    libcrypto.EVP_PKEY_free(key)


class Sm2PublicKey(NamedTuple):
    """A public key on the SM2 curve."""

    point: bytes
    """x ‖ y, 64 octets."""
    evp: _EvpKey

    def prefix(self, form: Sm2Form) -> bytes:
        """Return what is digested before the message: Z, or nothing where the form has none."""
        return user_digest(self.point, form.id) if form.z else b""

    def verify(self, signature: bytes, message: bytes, form: Sm2Form) -> bool:
        """Whether a signature over a message is this key's, in the one form given."""
        return self.verify_digest(signature, message_digest(self.prefix(form), message), form)

    def verify_digest(self, signature: bytes, digest: bytes, form: Sm2Form) -> bool:
        """Whether a signature over e is this key's; what comes before the message is in e."""
        strict = strict_der(signature, form)
        if strict is None or len(digest) != DIGEST_OCTETS:
            return False
        return self.evp.verify(strict, digest)


def load_sm2_key(spki: bytes) -> Sm2PublicKey:
    """Return the key of a SubjectPublicKeyInfo on the SM2 curve.

    Raises:
        UnsupportedError: it is not in the one form, no point on the curve, or SM2 is lacking here.
    """
    point = public_point(spki)
    libcrypto = _libcrypto()
    if libcrypto is None:
        raise UnsupportedError("SM2: no libcrypto here computes it")
    return Sm2PublicKey(point, _EvpKey(libcrypto, named_key(point)))


def has_sm2() -> bool:
    """Whether there is a libcrypto here that SM2 is verified with."""
    return _libcrypto() is not None


@cache
def _libcrypto() -> ctypes.CDLL | None:
    """Return the first libcrypto that gives the known answers; None where none does."""
    return next((found for found in map(_open, _SONAMES) if found and _knows_sm2(found)), None)


def _open(soname: str) -> ctypes.CDLL | None:
    """Return a library with every prototype declared; None where it or a function is absent."""
    try:
        libcrypto = ctypes.CDLL(soname)
        for name, prototype in _PROTOTYPES.items():
            _declare(getattr(libcrypto, name), *prototype)
    except (OSError, AttributeError):
        return None
    alias = getattr(libcrypto, "EVP_PKEY_set_alias_type", None)
    if alias is not None:
        _declare(alias, *_ALIAS)
    return libcrypto


def _declare(function: Any, result: Any, arguments: tuple[Any, ...]) -> None:  # noqa: ANN401
    function.restype, function.argtypes = result, arguments


def _knows_sm2(libcrypto: ctypes.CDLL) -> bool:
    """Whether the known answers come out, and a wrong one does not."""
    try:
        key = Sm2PublicKey(public_point(_KNOWN_KEY), _EvpKey(libcrypto, _KNOWN_KEY))
        good = key.verify(_KNOWN_SIGNATURE, b"message digest", DEFAULT_FORM)
        bad = key.verify(_KNOWN_SIGNATURE, b"message digesu", DEFAULT_FORM)
    except UnsupportedError:
        return False
    return good and not bad


_KNOWN_KEY = bytes.fromhex(
    "3059301306072a8648ce3d020106082a811ccf5501822d03420004"
    "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
    "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
)
_KNOWN_SIGNATURE = bytes.fromhex(
    "3046022100f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
    "022100b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"
)
"""GM/T 0003.5 annex A.2: message "message digest", the default user id."""
