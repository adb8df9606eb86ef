"""Personal data in columns: AES-256-GCM, each value under a named key, bound to its place.

A value is key id, nonce and ciphertext; table, column and row are its associated data, so that one
that is moved elsewhere does not open. Keys are added and never taken away while a row names them:
new values take the first one.
"""

import os
from collections.abc import Mapping
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ingest.errors import SealedColumnError

__all__ = ["ColumnCipher", "Place"]

_VERSION = b"\x01"
_NONCE = 12
_KEY = 32


class Place(NamedTuple):
    """Where a value stands."""

    table: str
    column: str
    row: str


class ColumnCipher:
    """Seals and opens values of columns."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        """Take keys of 32 octets by their ids; new values are sealed with the first.

        Raises:
            SealedColumnError: there is none, or one is no key of 256 bits.
        """
        if not keys or any(len(key) != _KEY for key in keys.values()):
            raise SealedColumnError("a key of 32 octets is called for")
        if any(not 0 < len(name.encode()) < 256 for name in keys):
            raise SealedColumnError("a key id of 1 to 255 octets is called for")
        self._keys = {name: AESGCM(key) for name, key in keys.items()}
        self._first = next(iter(keys))

    def seal(self, value: bytes, place: Place) -> bytes:
        """Return a value as its column keeps it."""
        name, nonce = self._first.encode(), os.urandom(_NONCE)
        head = _VERSION + bytes((len(name),)) + name
        sealed = self._keys[self._first].encrypt(nonce, value, head + _bound(place))
        return head + nonce + sealed

    def open(self, stored: bytes, place: Place) -> bytes:
        """Return a value out of its column.

        Raises:
            SealedColumnError: no key of this name, another place, or altered.
        """
        if len(stored) < 2 or stored[:1] != _VERSION:
            raise SealedColumnError(f"{place.table}.{place.column}: no sealed value")
        start = 2 + stored[1]
        name = stored[2:start].decode("utf-8", "replace")
        key = self._keys.get(name)
        if key is None:
            raise SealedColumnError(f"{place.table}.{place.column}: no key {name!r}")
        nonce, sealed = stored[start : start + _NONCE], stored[start + _NONCE :]
        try:
            return key.decrypt(nonce, sealed, stored[:start] + _bound(place))
        except (InvalidTag, ValueError) as error:
            raise SealedColumnError(f"{place.table}.{place.column}: does not open") from error


def _bound(place: Place) -> bytes:
    """Return associated data of which no two places have the same."""
    return b"".join(len(part.encode()).to_bytes(4) + part.encode() for part in place)
