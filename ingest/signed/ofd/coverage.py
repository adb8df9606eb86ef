"""Which parts of an OFD one signature covers: its references, recomputed (GB/T 33190 18.2.1)."""

from collections.abc import Mapping
from typing import NamedTuple

from anchors.errors import DigestUnsupportedError
from ingest.signed.ofd.description import Description
from ingest.signed.ofd.parts import OutsideError, Parts
from verify.crypto.identifiers import DIGEST_OIDS

__all__ = ["Coverage", "check_references", "digest_called"]

_NAMES: Mapping[str, str] = {
    "MD5": "md5", "SHA1": "sha1", "SHA": "sha1", "SHA256": "sha256", "SHA384": "sha384",
    "SHA512": "sha512", "SHA3256": "sha3-256", "SHA3512": "sha3-512", "SM3": "sm3",
}  # fmt: skip
"""Digests as CheckMethod calls them, without hyphens: GB/T 33190 has names, GM/T 0099 OIDs."""


class Coverage(NamedTuple):
    """What became of one signature's references."""

    digest: str | None
    """Of the parts; None where it is not known here, and nothing could be compared."""
    intact: frozenset[str] = frozenset()
    """Parts that are what they were."""
    changed: tuple[str, ...] = ()
    """Parts that are not, in the order of the references."""
    absent: tuple[str, ...] = ()
    """Paths as written that lead to no part."""
    outside: tuple[str, ...] = ()
    """Paths as written that lead out of the document."""
    twice: tuple[str, ...] = ()
    """Parts with two different digests."""
    locked: tuple[str, ...] = ()
    """Lists of signatures that are not what they were because signatures have been added."""


def digest_called(written: str) -> str | None:
    """Return our name of the digest that a CheckMethod means; None where it is not known here."""
    text = written.strip()
    return DIGEST_OIDS.get(text) or _NAMES.get(text.upper().replace("-", "").replace("_", ""))


def check_references(description: Description, path: str, parts: Parts) -> Coverage:
    """Return what became of the parts that the Signature.xml at `path` refers to."""
    digest = digest_called(description.check)
    values: dict[str, bytes] = {}
    absent, outside, twice = [], [], []
    for one in description.references:
        try:
            name = parts.locate(one.location, path)
        except OutsideError:
            outside.append(one.location)
            continue
        if name is None:
            absent.append(one.location)
        elif values.setdefault(name, one.value) != one.value:
            twice.append(name)
    changed: tuple[str, ...] = ()
    intact: frozenset[str] = frozenset()
    try:
        if digest is not None:
            changed = tuple([n for n, value in values.items() if parts.digest(n, digest) != value])
            intact = frozenset(values.keys() - set(changed) - set(twice))
    except DigestUnsupportedError:
        digest = None
    lost = tuple(absent), tuple(outside), tuple(dict.fromkeys(twice))
    return Coverage(digest, intact, changed, *lost)
