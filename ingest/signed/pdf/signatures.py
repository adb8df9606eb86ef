"""Every signature dictionary of a document, of every revision (ISO 32000-1 12.8.1).

Found through the signature fields and `/Perms` of each revision, so that one which a later revision
removed or replaced is still there. A `/ByteRange` in the file that belongs to none of them is told:
somebody signed something that no revision shows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.signed.pdf.document import Document, View
from ingest.signed.pdf.fields import fields_of
from ingest.signed.pdf.revisions import Revision
from ingest.signed.pdf.syntax import Dictionary, PdfSyntaxError, Ref, Value

__all__ = ["Held", "removed_in", "signatures_of", "unaccounted"]

_RANGE = re.compile(rb"/ByteRange(?![A-Za-z0-9])")


@dataclass(slots=True)
class Held:
    """One signature dictionary."""

    name: str
    """Of its field; of one that only `/Perms` names, that entry's."""
    entries: Dictionary
    view: View
    """Of the revision that has it first."""
    place: tuple[int, int]
    """Where the object stands whose part it is."""
    seen: list[int] = field(default_factory=list)
    """The revisions that have it in that field."""
    in_field: bool = True
    lock: Dictionary | None = None
    """The field's `/Lock` (12.7.4.5)."""


def signatures_of(document: Document, revisions: list[Revision], most: int) -> list[Held]:
    """Return the signatures of every revision, in the order of the file; at most `most` + 1."""
    found: dict[tuple[int, int, str], Held] = {}
    for revision in revisions:
        view = document.view(revision.section)
        for held in _of(view):
            start = held.entries.contents[0] if held.entries.contents else -1
            kept = found.setdefault((held.place[0], start, held.name), held)
            kept.seen.append(revision.number)
            if len(found) > most:
                break
    return _once(sorted(found.values(), key=lambda one: (one.place, one.name)))


def _once(found: list[Held]) -> list[Held]:
    """Leave out what `/Perms` names where a field holds it."""
    in_fields = {one.place for one in found if one.in_field}
    return [one for one in found if one.in_field or one.place not in in_fields]


def removed_in(held: Held, revisions: list[Revision]) -> int | None:
    """Return the first later revision that has a signature no more."""
    first = held.seen[0]
    return next((one.number for one in revisions[first:] if one.number not in held.seen), None)


def _of(view: View) -> Iterator[Held]:
    for one in fields_of(view).values():
        if one.kind == "Sig" or _ranged(view, one.value):
            held = _held(view, one.name, one.value, one.holder.ref)
            if held is not None:
                held.lock = view.dictionary(one.own.entries.get("Lock"))
                yield held
    permissions = view.dictionary(view.catalog.get("Perms"))
    for key, value in (permissions or {}).items():
        held = _held(view, key, value, None)
        if held is not None:
            held.in_field = False
            yield held


def _ranged(view: View, value: Value) -> bool:
    found = view.deref(value)
    return isinstance(found, Dictionary) and "ByteRange" in found


def _held(view: View, name: str, value: Value, holder: Ref | None) -> Held | None:
    ref = value if isinstance(value, Ref) else holder
    entries = view.dictionary(value)
    if entries is None:
        return None
    place = view.location(ref) if ref is not None else None
    if ref is None or not isinstance(place, int):
        # In an object stream, or in the catalog: no byte range can leave out its contents.
        return Held(name, entries, view, (-1, -1))
    return Held(name, entries, view, (place, view.document.end_of(ref, place)))


def unaccounted(document: Document, found: list[Held]) -> list[int]:
    """Return where byte ranges stand that belong to none of the signatures found."""
    places = [one.place for one in found]
    lost = []
    for match in _RANGE.finditer(document.octets):
        at = match.start()
        if any(start <= at < end for start, end in places):
            continue
        try:
            if document.in_data(at):
                continue
        except PdfSyntaxError:
            pass
        lost.append(at)
        if len(lost) > 8:
            break
    return lost
