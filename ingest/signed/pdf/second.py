"""A second opinion: what pyHanko's difference analysis says of the revisions after one.

It never makes anything better. Where it finds more than form filling and we find less, one of the
two is wrong, and what changed is unknown. It may be told of references to nothing, which are nulls
(ISO 32000-1 7.3.10): the reader it is given passes over them, ours has been strict before.
"""

import re
from collections.abc import Iterator
from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader, RawPdfPath
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    CatalogModificationRule,
    DocInfoRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    ReferenceUpdate,
    StandardDiffPolicy,
    SuspiciousModification,
    WhitelistRule,
    XrefStreamRule,
)
from pyhanko.sign.diff_analysis.rules_api import Context

from ingest.signed.pdf.document import PYHANKO_FAULTS

__all__ = ["SecondReader"]

_SHOWN = 150
_STORE_DEPTH = 5
"""From the store by its entries of each signature to the elements of their arrays."""
_HEX = re.compile(rb"<([0-9A-Fa-f\x00\t\n\x0c\r ]*)>")


def _hex_string(stream: BytesIO) -> generic.ByteStringObject | generic.TextStringObject:
    """Read a hex string as pyHanko does, in one piece: it takes 30 ms for a signature's digits."""
    at = stream.tell()
    found = _HEX.match(stream.getbuffer(), at)
    if found is None:
        return _digit_by_digit(stream)
    stream.seek(found.end())
    digits = found[1].translate(None, b"\0\t\n\x0c\r ")
    return generic.pdf_string(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()))


_digit_by_digit = generic.read_hex_string_from_stream
generic.read_hex_string_from_stream = _hex_string


class _Reader(PdfFileReader):
    """pyHanko's reader, which reads the head of an object stream once, not for each object."""

    def __init__(self, octets: bytes) -> None:
        self._packs: dict[int, tuple[bytes, dict[int, int]]] = {}
        super().__init__(BytesIO(octets), strict=False)

    def _get_object_from_stream(self, idnum: int, stmnum: int, _: int) -> generic.PdfObject:
        if stmnum not in self._packs:
            stream = generic.Reference(stmnum, 0, self).get_object()
            if not isinstance(stream, generic.StreamObject):
                raise PdfReadError("no object stream")
            data, first = stream.read_data(DecodePurpose.OBJECT_STREAM), int(stream["/First"])
            heads = [int(head) for head in data[:first].split()]
            places = {
                number: first + place
                for number, place in zip(heads[::2], heads[1::2], strict=True)
            }  # fmt: skip
            self._packs[stmnum] = data, places
        data, places = self._packs[stmnum]
        held = BytesIO(data)
        held.seek(places[idnum])
        return generic.read_object(held, generic.Reference(idnum, 0, self))


class _StoreRule(WhitelistRule):
    """Passes over what the security store leads to, on the ways that lead through it alone.

    pyHanko's own rule takes an entry of the store that is written anew for a suspicious one, as it
    is where validation data are renewed (ETSI EN 319 142-1 5.4.2). A store draws nothing.
    """

    def apply(self, old: HistoricalResolver, new: HistoricalResolver) -> Iterator[ReferenceUpdate]:
        """Yield what both revisions reach through it."""
        for revision in (old, new):
            if "/DSS" in revision.root:
                store = revision.root.raw_get("/DSS")
                for ref, path in _led_to(store, RawPdfPath("/Root", "/DSS"), 0):
                    yield ReferenceUpdate(ref, context_checked=Context.from_absolute(old, path))


class _StructureRule(WhitelistRule):
    """Passes over the tree of a tagged document: it draws nothing (ISO 32000-1 14.7)."""

    def apply(self, old: HistoricalResolver, new: HistoricalResolver) -> Iterator[ReferenceUpdate]:
        """Yield its nodes, which nothing else can be."""
        for ref in new.explicit_refs_in_revision():
            if old.is_ref_unassignable(ref):
                continue
            if _is_structure(old(ref)) and _is_structure(new(ref)):
                yield ReferenceUpdate(ref, context_checked=None)


def _is_structure(value: generic.PdfObject) -> bool:
    """Return whether an object is a node of the tree that names itself as one."""
    if not isinstance(value, generic.DictionaryObject) or isinstance(value, generic.StreamObject):
        return False
    return value.get("/Type") in ("/StructTreeRoot", "/StructElem")


def _led_to(
    value: generic.PdfObject, path: RawPdfPath, depth: int
) -> Iterator[tuple[generic.Reference, RawPdfPath]]:
    """Yield the references below a value with the way to each; streams lead nowhere."""
    if isinstance(value, generic.IndirectObject):
        yield value.reference, path
        value = value.get_object()
    if depth > _STORE_DEPTH or isinstance(value, generic.StreamObject):
        return
    if isinstance(value, generic.DictionaryObject):
        for key in value:
            yield from _led_to(value.raw_get(key), path + key, depth + 1)
    elif isinstance(value, generic.ArrayObject):
        for number in range(len(value)):
            yield from _led_to(value.raw_get(number), path + number, depth + 1)


_POLICY = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(),
        *(
            rule.as_qualified(ModificationLevel.LTA_UPDATES)
            for rule in (
                DocInfoRule(), XrefStreamRule(), ObjectStreamRule(), _StoreRule(),
                _StructureRule(), MetadataUpdateRule(),
            )
        ),
    ],
    form_rule=DEFAULT_DIFF_POLICY.form_rule,
)  # fmt: skip


class SecondReader:
    """pyHanko's own reading of a document, begun when it is first asked."""

    def __init__(self, octets: bytes, most_objects: int) -> None:
        """Read `octets`, as long as all that it is asked about has no more objects."""
        self._octets, self._left = octets, most_objects
        self._reader: _Reader | None = None

    def doubt(self, before: int, after: int, objects: int) -> str | None:
        """Return what it finds suspicious between two sections; None for nothing.

        That it was not asked is a doubt as well.
        """
        self._left -= objects
        if self._left < 0:
            # Whoever fills a document up to here is not the one to gain by it.
            return "pyHanko: not asked, too many objects"
        try:
            if self._reader is None:
                self._reader = _Reader(self._octets)
            return _doubt(self._reader, before, after)
        except PYHANKO_FAULTS as error:
            return f"pyHanko: {type(error).__name__}: {error}"[:_SHOWN]


def _doubt(reader: PdfFileReader, before: int, after: int) -> str | None:
    old, new = reader.get_historical_resolver(before), reader.get_historical_resolver(after)
    try:
        result = _POLICY.apply(old, new)
    except SuspiciousModification as word:
        return f"pyHanko: {word}"[:_SHOWN]
    if result.modification_level > ModificationLevel.FORM_FILLING:
        return f"pyHanko: {result.modification_level.name}"
    return None
