"""Digest algorithms by the names our formats use (`sha256`, `sm3`, …).

MD5 and SHA-1 are computed and compared, because real manifests carry them; they are marked
broken and never suffice alone (judgement 3).
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Protocol

from anchors.errors import DigestUnsupportedError

__all__ = [
    "DIGEST_ALGORITHMS",
    "DigestAlgorithm",
    "Hasher",
    "compute_digest",
    "digest_constructor",
    "digests_of_size",
    "new_hasher",
]


class Hasher(Protocol):
    """What `hashlib` gives: fed with bytes, asked for a digest."""

    def update(self, data: bytes | bytearray | memoryview, /) -> None:
        """Take more bytes."""

    def digest(self) -> bytes:
        """Return the digest of all bytes taken."""


@dataclass(frozen=True, slots=True)
class DigestAlgorithm:
    """One algorithm: its name in our formats, libcrypto's name, and its size."""

    name: str
    """The name used in packages, policies and reports."""
    libcrypto: str
    """The name `hashlib.new` knows."""
    size: int
    """Octets of a digest."""


DIGEST_ALGORITHMS: dict[str, DigestAlgorithm] = {
    row.name: row
    for row in (
        DigestAlgorithm("sha256", "sha256", 32),
        DigestAlgorithm("sha384", "sha384", 48),
        DigestAlgorithm("sha512", "sha512", 64),
        DigestAlgorithm("sha3-256", "sha3_256", 32),
        DigestAlgorithm("sha3-512", "sha3_512", 64),
        DigestAlgorithm("sm3", "sm3", 32),
        DigestAlgorithm("md5", "md5", 16),
        DigestAlgorithm("sha1", "sha1", 20),
    )
}


def digests_of_size(size: int) -> tuple[str, ...]:
    """Return the algorithms whose digests have so many octets, those of SHA-2 first."""
    return tuple([name for name, row in DIGEST_ALGORITHMS.items() if row.size == size])


@cache
def digest_constructor(name: str) -> Callable[[bytes], "hashlib._Hash"]:
    """Return what makes a hasher over given octets, for loops; raises as `new_hasher`."""
    row = DIGEST_ALGORITHMS.get(name)
    if row is None:
        raise DigestUnsupportedError(name)
    try:
        hashlib.new(row.libcrypto, usedforsecurity=False)
    except ValueError as error:
        raise DigestUnsupportedError(name) from error
    return getattr(hashlib, row.libcrypto, None) or partial(hashlib.new, row.libcrypto)


def new_hasher(name: str) -> Hasher:
    """Return a fresh hasher of the named algorithm.

    Raises:
        DigestUnsupportedError: the name is not in `DIGEST_ALGORITHMS`, or libcrypto lacks it.
    """
    return digest_constructor(name)(b"")


def compute_digest(name: str, data: bytes) -> bytes:
    """Return the digest of `data`; raises as `new_hasher`."""
    return digest_constructor(name)(data).digest()
