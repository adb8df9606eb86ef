"""Where the octets that a signature inside an original covers stand in that original.

A PDF has them in pieces that a tool compares in place; a ZIP has them as one member. A member's
name is a sender's text: one that a shell or `unzip` could read in another way is left out.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ingest.errors import MalformedError
from ingest.kit.values import KitSpan
from ingest.signed.container import open_members

__all__ = ["CoveredOctets", "find_all"]

_ZIP = b"PK\x03\x04"
_PDF = "application/pdf"
_BLOCK = 1 << 16
_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._/-]*", re.ASCII)


class CoveredOctets(NamedTuple):
    """What one signature covers, and where that stands in the original."""

    octets: bytes
    spans: tuple[KitSpan, ...] = ()
    """Pieces of a PDF; empty where they were not found."""
    member: str = ""
    """The member of a ZIP that is these octets; empty where none with a plain name is."""


def find_all(covered: Iterable[bytes], media_type: str, original: bytes) -> list[CoveredOctets]:
    """Return what each signature covers with its place in the original."""
    if media_type == _PDF:
        return [CoveredOctets(one, tuple(_spans(one, original))) for one in covered]
    members = _members(original)
    return [CoveredOctets(one, member=members.get(one, "")) for one in covered]


def _spans(covered: bytes, original: bytes) -> Iterator[KitSpan]:
    """Yield the octets before the signature's own value, and those after it."""
    first = _common(covered, original)
    rest = covered[first:]
    at = original.find(rest, first)
    if at < 0 or not first:
        return
    yield KitSpan(0, 0, first)
    if rest:
        yield KitSpan(first, at, len(rest))


def _common(one: bytes, other: bytes) -> int:
    """Return how many octets two begin with alike."""
    most, at = min(len(one), len(other)), 0
    while at < most and one[at : at + _BLOCK] == other[at : at + _BLOCK]:
        at += _BLOCK
    while at < most and one[at] == other[at]:
        at += 1
    return min(at, most)


def _members(original: bytes) -> dict[bytes, str]:
    """Return the members of a ZIP that can be named in a command, by their octets."""
    if not original.startswith(_ZIP):
        return {}
    try:
        members = open_members(original)
    except MalformedError:
        return {}
    return {octets: name for name, octets in members.items() if _PLAIN.fullmatch(name)}
