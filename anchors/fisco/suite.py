"""The two cryptographies of FISCO BCOS: Keccak-256 with secp256k1, and SM3 with SM2 (国密)."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from anchors.digest import compute_digest
from anchors.keccak import keccak256

__all__ = ["SUITES", "Suite"]


class Suite(NamedTuple):
    """One cryptography, for everything on its chains."""

    name: str
    digest: str
    """Name of the hash, as reports have it."""
    scheme: str
    """How sealers sign: secp256k1 | sm2."""
    hash: Callable[[bytes], bytes]
    """Raises `DigestUnsupportedError` where libcrypto lacks it."""


SUITES: Mapping[str, Suite] = {
    row.name: row
    for row in (
        Suite("keccak-secp256k1", "keccak256", "secp256k1", keccak256),
        Suite("sm3-sm2", "sm3", "sm2", partial(compute_digest, "sm3")),
    )
}
"""Name of a cryptography in chain profiles, to what it is."""
