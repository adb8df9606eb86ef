"""Where each revision of a PDF begins and ends, and what of its structure can be read in two ways.

A revision is what one save appended: objects, a cross-reference section, `startxref`, `%%EOF` (ISO
32000-1 7.5.6); a linearized file has two sections in its first (annex F). Readers that mend files
look for objects and for ends where no cross-reference points: whatever such a reader would see
otherwise is told as ambiguous.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ingest.signed.pdf.document import Document, Entry, Section
from ingest.signed.pdf.syntax import (
    SPACE,
    SPACE_OCTETS,
    Dictionary,
    PdfSyntaxError,
    skip_space,
    value_at,
)

__all__ = ["Revision", "ambiguities", "revisions_of"]

_TAIL = re.compile(
    rb"(?:[" + SPACE + rb"]++|%(?!%EOF)[^\r\n]*+)*+startxref[" + SPACE + rb"]+(\d{1,12})["
    + SPACE + rb"]+%%EOF"
)  # fmt: skip
_ENDS = re.compile(rb"startxref[" + SPACE + rb"]+\d{1,12}[" + SPACE + rb"]+%%EOF")
_ENDOBJ = re.compile(rb"(?:[" + SPACE + rb"]*endstream)?[" + SPACE + rb"]*endobj")
_WORD = re.compile(rb"obj(?![a-zA-Z])")
_NUMBERS = re.compile(rb"(?<![0-9A-Za-z])(\d{1,10})[" + SPACE + rb"]+\d{1,5}[" + SPACE + rb"]+\Z")
_NUMBERS_WITHIN = 256
_LINEARIZED = re.compile(rb"/Linearized[" + SPACE + rb"]")
_LINEARIZED_WITHIN = 1024


class Revision(NamedTuple):
    """What one save appended."""

    number: int
    """From 0."""
    sections: tuple[int, ...]
    start: int
    """Where the one before ends."""
    end: int
    """Just after `%%EOF`."""
    reach: int
    """Where the next octet stands that is no white space."""

    @property
    def section(self) -> int:
        """The section as of which the document is that of this revision."""
        return self.sections[-1]


class _End(NamedTuple):
    start: int
    """Where `startxref` stands."""
    end: int
    told: int
    """The place that it names."""


def revisions_of(document: Document) -> list[Revision]:
    """Return the revisions, oldest first.

    Raises:
        PdfSyntaxError: a section does not end as it has to, or stands before an older one.
    """
    octets, sections = document.octets, document.sections
    ends = [_end_of(octets, section) for section in sections]
    linear = len(sections) > 1 and sections[1].start < sections[0].start
    if linear and not _LINEARIZED.search(octets, 0, _LINEARIZED_WITHIN):
        raise PdfSyntaxError("a later cross-reference section before an earlier one")
    groups: list[tuple[int, ...]] = [(0, 1)] if linear else [(0,)]
    groups += [(number,) for number in range(2 if linear else 1, len(sections))]
    found: list[Revision] = []
    start = 0
    for number, group in enumerate(groups):
        end = max(ends[one].end for one in group)
        if sections[group[0]].start < start:
            raise PdfSyntaxError("cross-reference sections that are not in order")
        found.append(Revision(number, group, start, end, skip_space(octets, end)))
        start = end
    _hold_startxrefs(sections, groups, ends)
    return found


def _hold_startxrefs(
    sections: list[Section], groups: list[tuple[int, ...]], ends: list[_End]
) -> None:
    """Refuse a revision whose end names another section than its own."""
    for group in groups:
        last = max((ends[one] for one in group), key=lambda one: one.end)
        if last.told not in [sections[one].start for one in group]:
            raise PdfSyntaxError(f"startxref {last.told} names no section of its revision")


def _end_of(octets: bytes, section: Section) -> _End:
    if section.is_stream:
        closed = _ENDOBJ.match(octets, section.end)
        if closed is None:
            raise PdfSyntaxError("a cross-reference stream without an end")
        at = closed.end()
    else:
        trailer, at = value_at(octets, section.end)
        if not isinstance(trailer, Dictionary):
            raise PdfSyntaxError("no trailer")
    tail = _TAIL.match(octets, at)
    if tail is None:
        raise PdfSyntaxError(f"no startxref and end of file at {at}")
    return _End(tail.start(), tail.end(), int(tail[1]))


def ambiguities(document: Document, revisions: list[Revision], signed: int) -> Iterator[str]:
    """Yield what readers may read in two ways; the first of each kind.

    Args:
        document: to look at.
        revisions: of it.
        signed: the first revision with a signature.
    """
    octets = document.octets
    last = revisions[-1]
    if last.reach < len(octets):
        yield f"trailing {len(octets) - last.reach} octets after the last %%EOF"
    known = {_end_of(octets, section).end for section in document.sections}
    for found in _ENDS.finditer(octets):
        if found.end() not in known:
            yield f"startxref at {found.start()} outside the chain"
            break
    for number, section in enumerate(document.sections):
        if not section.is_stream and _listed_twice(octets[section.start : section.end]):
            yield f"a number twice in cross-reference section {number + 1}"
            break
    yield from _beside_tables(document)
    for revision in revisions[signed:]:
        # Office programs write them; a signature is never appended in this form (7.5.8.4).
        if any(document.sections[one].hybrid is not None for one in revision.sections):
            yield f"revision {revision.number + 1} for two kinds of readers"
            break
    yield from _misplaced(document, revisions[signed:])
    yield from _doubled(document, revisions)


def _listed_twice(table: bytes) -> bool:
    """Return whether a table lists a number twice, in use or free (7.5.4)."""
    words = table.split()[1:]
    seen: set[int] = set()
    at = 0
    while at + 1 < len(words) and words[at].isdigit() and words[at + 1].isdigit():
        first, count = int(words[at]), int(words[at + 1])
        if 3 * count > len(words):
            return True
        numbers = set(range(first, first + count))
        if numbers & seen:
            return True
        seen |= numbers
        at += 2 + 3 * count
    return False


def _beside_tables(document: Document) -> Iterator[str]:
    """Yield the first object that a reader of tables alone sees in another place (7.5.8.4)."""
    tabled: dict[int, Entry] = {}
    for section in document.sections:
        for number, entry in (section.hybrid or {}).items():
            seen = section.listed.get(number) or tabled.get(number)
            if entry is not None and seen is not None and seen != entry:
                yield f"object {number} in two places for two kinds of readers"
                return
        for number, entry in section.listed.items():
            if entry is None:
                tabled.pop(number, None)
            else:
                tabled[number] = entry


def _misplaced(document: Document, revisions: list[Revision]) -> Iterator[str]:
    """Yield the first entry that points out of its revision to what it was not before."""
    for revision in revisions:
        for number in revision.sections:
            before = document.maps[number - 1] if number else {}
            for one, entry in document.sections[number].entries.items():
                if entry is None or not isinstance(entry.location, int):
                    continue
                inside = revision.start <= entry.location < revision.end
                if not inside and before.get(one) != entry:
                    yield f"object {one} of revision {revision.number + 1} at {entry.location}"
                    return


def _objects(octets: bytes) -> Iterator[tuple[int, int]]:
    """Yield where the word of an object's beginning stands with its numbers, and which it is."""
    for word in _WORD.finditer(octets):
        if octets[word.start() - 1] not in SPACE_OCTETS:
            continue
        start = max(word.start() - _NUMBERS_WITHIN, 0)
        numbers = _NUMBERS.search(octets[start : word.start()])
        if numbers is not None:
            yield start + numbers.start(), int(numbers[1])


def _doubled(document: Document, revisions: list[Revision]) -> Iterator[str]:
    """Yield the first object that stands there beside the one that is listed under its number."""
    octets = document.octets
    listed = {
        (one, skip_space(octets, entry.location))
        for section in document.sections
        for one, entry in section.entries.items()
        if isinstance(entry, Entry) and isinstance(entry.location, int)
    }
    tables = {
        skip_space(octets, section.start) for section in document.sections if section.is_stream
    }
    at = 0
    for place, number in _objects(octets):
        while at < len(revisions) - 1 and place >= revisions[at].end:
            at += 1
        if (number, place) in listed or number not in document.maps[revisions[at].section]:
            continue
        if place not in tables and not document.in_data(place):
            yield f"object {number} at {place} beside the one that is listed"
            return
