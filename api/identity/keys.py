"""Public keys of clients (RFC 7517): which kinds, how large, and what each may sign with."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, KeySet, OKPKey, RSAKey, import_key

from anchors.limits import LIMITS

__all__ = [
    "ALGORITHMS", "ASSERTION_TYPE", "KeyRefusedError", "PublicKey", "algorithms_of", "public_keys",
]  # fmt: skip

PublicKey = ECKey | OKPKey | RSAKey

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
"""What a token is asked for with, where a key is shown (RFC 7523)."""

ALGORITHMS: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType({
    ("EC", "P-256"): ("ES256",),
    ("EC", "P-384"): ("ES384",),
    ("OKP", "Ed25519"): ("EdDSA", "Ed25519"),
    ("RSA", ""): ("PS256", "RS256"),
})  # fmt: skip
"""Key type and curve to algorithms (RFC 7518, RFC 8037, RFC 9864): asymmetric ones alone."""
_LEAST_RSA_BITS = 2048


class KeyRefusedError(Exception):
    """A key is none that a client may sign with; the message says why."""


def public_keys(stated: Iterable[Mapping[str, Any]]) -> KeySet:
    """Return a client's keys.

    Raises:
        KeyRefusedError: one is private, weak, of another kind, or has no `kid` of its own.
    """
    keys: list[Key] = [_public_key(one) for one in stated]
    names = [key.kid for key in keys]
    if None in names or len(set(names)) != len(names):
        raise KeyRefusedError("every key needs a kid of its own")
    return KeySet(keys)


def _public_key(stated: Mapping[str, Any]) -> PublicKey:
    try:
        key = import_key(dict(stated))
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise KeyRefusedError(f"no key: {error}") from error
    if not isinstance(key, PublicKey) or key.is_private:
        raise KeyRefusedError("a public key is called for")
    algorithms_of(key)
    return key


def algorithms_of(key: PublicKey) -> tuple[str, ...]:
    """Return what a key may sign with.

    Raises:
        KeyRefusedError: nothing.
    """
    if isinstance(key, RSAKey):
        bits = key.raw_value.key_size
        if not _LEAST_RSA_BITS <= bits <= LIMITS.rsa_bits:
            raise KeyRefusedError(f"an RSA key of {bits} bits")
    found = ALGORITHMS.get((key.key_type, "" if isinstance(key, RSAKey) else key.curve_name))
    if found is None:
        raise KeyRefusedError(f"a key of kind {key.key_type} and this curve signs nothing here")
    return found
