"""A PDF as its cross-references say it is, at the end and as it was at every earlier revision.

pyHanko reads the cross-references (strictly: it is told to mend nothing) and says what each of them
adds (ISO 32000-1 7.5.4 to 7.5.8). From there on objects are read here: a `View` resolves references
as a reader did that had the file up to one revision alone. An object stream is taken as that
revision has it, too.
"""

import struct
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import NamedTuple, TypeAlias

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from ingest.signed.pdf.syntax import (
    Dictionary,
    Name,
    PdfSyntaxError,
    Ref,
    Stream,
    Value,
    object_at,
    stream_end,
    value_at,
)

__all__ = [
    "PYHANKO_FAULTS", "Document", "Entry", "Location", "Packed", "Section", "View", "opened",
]  # fmt: skip


PYHANKO_FAULTS = (
    PdfError, AttributeError, ArithmeticError, AssertionError, LookupError, NotImplementedError,
    RecursionError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
"""What pyHanko raises over broken files; it promises the first alone."""


class Packed(NamedTuple):
    """An object in an object stream: the stream's number, and its place in there."""

    stream: int
    place: int


Location: TypeAlias = int | Packed


class Entry(NamedTuple):
    """What a cross-reference says of a number."""

    generation: int
    location: Location


class Section(NamedTuple):
    """One cross-reference section, in the order in which they were made."""

    entries: Mapping[int, Entry | None]
    """None where it frees the number."""
    start: int
    """As the one after it, or the file's end, names it."""
    end: int
    """Of a stream, where its data ends; of a table, where its trailer begins."""
    hybrid: Mapping[int, Entry | None] | None
    """What a stream beside its table says, which readers of tables alone do not see."""
    trailer: Dictionary
    """Of all sections up to this one, the later key first (7.5.6)."""
    is_stream: bool
    listed: Mapping[int, Entry | None]
    """What it says itself, without a stream beside it."""


class Document:
    """A PDF with its sections; the views of it share what was read."""

    def __init__(self, octets: bytes, sections: list[Section]) -> None:
        self.octets = octets
        self.sections = sections
        self.maps: list[dict[int, Entry]] = []
        """What each number is, by section."""
        known: dict[int, Entry] = {}
        for section in sections:
            known = dict(known)
            for number, entry in section.entries.items():
                if entry is None:
                    known.pop(number, None)
                else:
                    known[number] = entry
            self.maps.append(known)
        self._read: dict[tuple[Ref, int], tuple[Value, int]] = {}
        self._packs: dict[tuple[int, int], _Pack] = {}
        self._extents: list[tuple[int, int]] | None = None

    def view(self, section: int) -> "View":
        """Return the document as it was when a section was the last."""
        return View(self, section)

    def at(self, ref: Ref, place: int) -> Value:
        """Return the object that stands at a place of the file."""
        key = ref, place
        if key not in self._read:
            self._read[key] = object_at(self.octets, place, ref)
        return self._read[key][0]

    def end_of(self, ref: Ref, place: int) -> int:
        """Return where the object that stands at a place ends; of a stream, where data begins."""
        self.at(ref, place)
        return self._read[ref, place][1]

    def extents(self) -> list[tuple[int, int]]:
        """Return where the data of every stream stands that any section lists."""
        if self._extents is None:
            found = set()
            for number in range(len(self.sections)):
                view = self.view(number)
                for one, entry in self.sections[number].entries.items():
                    if entry is None or not isinstance(entry.location, int):
                        continue
                    value = self.at(Ref(one, entry.generation), entry.location)
                    if isinstance(value, Stream):
                        found.add((value.start, value.start + len(view.raw(value))))
            self._extents = sorted(found)
        return self._extents

    def in_data(self, place: int) -> bool:
        """Return whether a place lies in the data of a stream: what is there is not the file's."""
        extents = self.extents()
        at = bisect_right(extents, (place, len(self.octets) + 1)) - 1
        return at >= 0 and extents[at][0] <= place < extents[at][1]

    def pack(self, view: "View", number: int, place: int) -> "_Pack":
        """Return an object stream that stands at a place."""
        key = number, place
        if key not in self._packs:
            stream = self.at(Ref(number, 0), place)
            if not isinstance(stream, Stream) or stream.entries.get("Type") != Name("ObjStm"):
                raise PdfSyntaxError(f"object {number} is no object stream")
            self._packs[key] = _pack_of(view, stream)
        return self._packs[key]


class View:
    """A document as it was at one revision."""

    def __init__(self, document: Document, section: int) -> None:
        self.document = document
        self.section = section
        self.entries = document.maps[section]
        self.trailer = document.sections[section].trailer

    def location(self, ref: Ref) -> Location | None:
        """Return where an object stands; None where there is none: a null (7.3.10)."""
        entry = self.entries.get(ref.number)
        return entry.location if entry and entry.generation == ref.generation else None

    def object(self, ref: Ref) -> Value:
        """Return what a reference stands for.

        Raises:
            PdfSyntaxError: it cannot be read.
        """
        location = self.location(ref)
        if location is None:
            return None
        if isinstance(location, int):
            return self.document.at(ref, location)
        place = self.location(Ref(location.stream, 0))
        if not isinstance(place, int):
            raise PdfSyntaxError(f"no object stream {location.stream}")
        return self.document.pack(self, location.stream, place).value(ref.number, location.place)

    def deref(self, value: Value) -> Value:
        """Return a value, or what it refers to; a reference to a reference is refused."""
        if not isinstance(value, Ref):
            return value
        found = self.object(value)
        if isinstance(found, Ref):
            raise PdfSyntaxError(f"object {value.number} is a reference")
        return found

    def get(self, holder: Value, key: str) -> Value:
        """Return what a dictionary, or a stream's, has under a key."""
        if isinstance(holder, Stream):
            holder = holder.entries
        return self.deref(holder.get(key)) if isinstance(holder, dict) else None

    def dictionary(self, value: Value) -> Dictionary | None:
        """Return the dictionary that a value is or refers to."""
        found = self.deref(value)
        return found if isinstance(found, Dictionary) else None

    def array(self, value: Value) -> list[Value]:
        """Return the elements of the array that a value is or refers to, else none."""
        found = self.deref(value)
        return found if isinstance(found, list) else []

    @property
    def catalog(self) -> Dictionary:
        """The document catalog.

        Raises:
            PdfSyntaxError: there is none.
        """
        found = self.dictionary(self.trailer.get("Root"))
        if found is None:
            raise PdfSyntaxError("no catalog")
        return found

    def raw(self, stream: Stream) -> memoryview:
        """Return the data of a stream as it stands."""
        length = self.deref(stream.entries.get("Length"))
        if not isinstance(length, int) or isinstance(length, bool):
            raise PdfSyntaxError(f"the stream at {stream.start} has no length")
        end = stream_end(self.document.octets, stream, length)
        return memoryview(self.document.octets)[stream.start : end]

    def decoded(self, stream: Stream, purpose: DecodePurpose = DecodePurpose.GENERIC) -> bytes:
        """Return the data of a stream without its filters, within pyHanko's limits."""
        kept = {
            generic.NameObject(f"/{key}"): _plain(self, stream.entries.get(key))
            for key in ("Filter", "DecodeParms")
            if stream.entries.get(key) is not None
        }
        made = generic.StreamObject(kept, encoded_data=bytes(self.raw(stream)))
        try:
            return bytes(made.read_data(purpose))
        except PYHANKO_FAULTS as error:
            raise PdfSyntaxError(f"a stream that cannot be decoded: {error}") from error


class _Pack(NamedTuple):
    """An object stream, its filters undone."""

    data: bytes
    places: tuple[tuple[int, int], ...]
    """Number and place of each object."""

    def value(self, number: int, index: int) -> Value:
        if not 0 <= index < len(self.places) or self.places[index][0] != number:
            raise PdfSyntaxError(f"object {number} is not in its object stream")
        return value_at(self.data, self.places[index][1])[0]


def _pack_of(view: View, stream: Stream) -> _Pack:
    count, first = view.get(stream, "N"), view.get(stream, "First")
    if not isinstance(count, int) or not isinstance(first, int) or count < 0 or first < 0:
        raise PdfSyntaxError("an object stream without its counts")
    data = view.decoded(stream, DecodePurpose.OBJECT_STREAM)
    heads = data[:first].replace(b"\0", b" ").split()
    if len(heads) != 2 * count or not all(map(bytes.isdigit, heads)):
        raise PdfSyntaxError("an object stream with another head")
    numbers = [int(head) for head in heads]
    places = tuple(
        (numbers[at], first + numbers[at + 1]) for at in range(0, len(numbers), 2)
    )  # fmt: skip
    if len({number for number, _ in places}) != len(places):
        raise PdfSyntaxError("an object stream with a number twice")
    return _Pack(data, places)


def opened(octets: bytes, most_revisions: int) -> Document:
    """Read the cross-references of a PDF.

    Raises:
        PdfSyntaxError: they are broken, or more than `most_revisions`.
    """
    try:
        reader = PdfFileReader(BytesIO(octets), strict=True)
        count = reader.xrefs.total_revisions
        if count > most_revisions:
            raise PdfSyntaxError(f"{count} cross-reference sections")
        return Document(octets, list(_sections(reader, count)))
    except PYHANKO_FAULTS as error:
        raise PdfSyntaxError(f"{type(error).__name__}: {error}") from error


def _sections(reader: PdfFileReader, count: int) -> Iterator[Section]:
    for number in range(count):
        data, meta = (
            reader.xrefs.get_xref_data(number),
            reader.xrefs.get_xref_container_info(number),
        )
        beside = None if data.hybrid is None else _entries(data.hybrid.xref_data)
        tabled = _entries(data)
        entries = dict(beside or {})
        for one, entry in tabled.items():
            # Numbers that a table frees may be those that it hides for its stream (7.5.8.4).
            if entry is not None or one not in entries:
                entries[one] = entry
        yield Section(
            entries, int(meta.declared_startxref), meta.end_location, beside,
            _trailer(reader, number), meta.stream_ref is not None and beside is None, tabled,
        )  # fmt: skip


def _entries(data: object) -> dict[int, Entry | None]:
    """Return what one section says; its lists are pyHanko's."""
    found: dict[int, Entry | None] = dict.fromkeys(data.freed)  # type: ignore[attr-defined]
    for number, (generation, place) in data.standard_xrefs.items():  # type: ignore[attr-defined]
        found[number] = Entry(generation, place)
    for number, packed in data.xrefs_in_objstm.items():  # type: ignore[attr-defined]
        if isinstance(found.get(number), Entry):
            raise PdfSyntaxError(f"object {number} in two places")
        found[number] = Entry(0, Packed(packed.obj_stream_id, packed.ix_in_stream))
    return found


def _trailer(reader: PdfFileReader, number: int) -> Dictionary:
    made = Dictionary()
    made.contents = None
    for key, value in reader.trailer.flatten(number).items():
        made[str(key)[1:]] = _own(value)
    return made


def _own(value: object) -> Value:
    """Return a value of pyHanko's as one of ours."""
    if isinstance(value, generic.IndirectObject):
        return Ref(value.idnum, value.generation)
    if isinstance(value, dict):
        made = Dictionary({str(key)[1:]: _own(one) for key, one in value.items()})
        made.contents = None
        return made
    if isinstance(value, list):
        return [_own(list.__getitem__(value, at)) for at in range(len(value))]
    if isinstance(value, generic.NameObject):
        return Name(value[1:])
    if isinstance(value, generic.TextStringObject):
        return bytes(value.original_bytes)
    if isinstance(value, bytes):
        return bytes(value)
    if isinstance(value, generic.BooleanObject):
        return bool(value)
    if isinstance(value, int):
        return int(value)
    return None if isinstance(value, generic.NullObject) else float(str(value))


def _plain(view: View, value: Value) -> object:
    """Return a filter's name or parameters as pyHanko's."""
    value = view.deref(value)
    if isinstance(value, Name):
        return generic.NameObject(f"/{value}")
    if isinstance(value, dict):
        return generic.DictionaryObject(
            {generic.NameObject(f"/{key}"): _plain(view, one) for key, one in value.items()}
        )
    if isinstance(value, list):
        return generic.ArrayObject(_plain(view, one) for one in value)
    if isinstance(value, bool):
        return generic.BooleanObject(value)
    if isinstance(value, int):
        return generic.NumberObject(value)
    if value is None:
        return generic.NullObject()
    raise PdfSyntaxError("a filter with another parameter")
