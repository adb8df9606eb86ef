"""Looks at a workbook before a library does: what could harm whoever reads it is refused.

The archive is read by the strict reader of packages. Every part that is XML is inflated once, in
bounded pieces that are cut before a `<`, so that no tag is ever split, and searched with patterns
that need no parser: a `<` stands in no text and no attribute value, so a tag's name cannot hide.
Whatever is odd is refused rather than understood: references that are not letters and digits,
encodings other than UTF-8, document types, tags that do not end.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from anchors.limits import LIMITS, Limits
from ingest.adapters.elements.faults import SheetRefusedError, file_fault
from ingest.errors import MalformedError
from ingest.package.faults import Faults
from ingest.package.member import Member
from ingest.package.names import decode_name
from ingest.package.ziparchive import ZipArchive
from verify.codes.table import CODES

__all__ = ["PartMarks", "guard_workbook"]

_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK"
_BOM = b"\xef\xbb\xbf"
_BEFORE_TAG = b" \t\r\n\0\xef\xbb\xbf\xff\xfe"
"""Blanks, zeros and the octets of byte order marks: what can stand before the first tag."""
_XML_NAMES = (".xml", ".rels", ".vml")
_BINARY = "xl/workbook.bin"
_STRICT = b"http://purl.oclc.org/ooxml/"
"""Namespaces of ISO 29500 strict, under which our reader finds no sheet."""
_NAMED = (
    (re.compile(r"vba|macrosheet|\.xlm|dialogsheet", re.IGNORECASE), "sheet.macro"),
    (re.compile(r"externallink|(?:^|/)connections\.xml|querytable", re.IGNORECASE),
     "sheet.external_link"),
    (re.compile(r"embedding|activex|ctrlprop|oleobject", re.IGNORECASE), "sheet.embedded_object"),
)  # fmt: skip
"""Names of parts that no filled template has, and what they are."""

_ENCODING = re.compile(rb"^<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']*)[\"']")
_MACRO_TYPE = re.compile(rb"macroenabled", re.IGNORECASE)
_ODD_REFERENCE = re.compile(rb"\sr\s*=\s*(?![\"'][A-Za-z]{0,2}[0-9]{1,6}[\"'])[^>]{0,32}")
"""A reference that is not of columns A to ZZ and rows to 999,999, plainly written."""
_TAG = re.compile(rb"<[^\s<>\"'=/]+(?:\s+[^\s=<>\"'/]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*")
_MOST_LOOK_ALIKES = 256
"""Texts of one block that look like a reference: a person writes one, a flood is refused."""
_ROW = re.compile(rb"[<:]row\s")
_FORMULA = re.compile(rb"<(?:[^\s<>/:]+:)?f[\s/>]")
_MERGED = re.compile(rb"<(?:[^\s<>/:]+:)?mergeCell\s[^<]*?ref\s*=\s*[\"']([A-Za-z0-9:]{1,20})[\"']")
_HIDDEN_ROW = re.compile(
    rb"<(?:[^\s<>/:]+:)?row(?=\s)(?=[^<>]*?\shidden\s*=\s*[\"'](?:1|true)[\"'])"
    rb"[^<>]*?\sr\s*=\s*[\"']([0-9]{1,6})[\"']"
)
_HIDDEN_COLUMN = re.compile(
    rb"<(?:[^\s<>/:]+:)?col(?=\s)(?=[^<>]*?\shidden\s*=\s*[\"'](?:1|true)[\"'])"
    rb"[^<>]*?\smin\s*=\s*[\"']([0-9]{1,5})[\"']"
)


@dataclass(slots=True)
class PartMarks:
    """What the look at one part found that its reader will not say."""

    merged: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[int] = field(default_factory=list)
    """The first of each run of hidden columns, from 1."""
    formulas: bool = False


def guard_workbook(path: Path, limits: Limits = LIMITS) -> dict[str, PartMarks]:
    """Return what was seen of every part that has rows, by the part's name.

    Raises:
        SheetRefusedError: the workbook is not to be read.
        OSError: the file cannot be read.
    """
    _check_head(path, limits)
    try:
        archive = ZipArchive(path, limits)
    except MalformedError as error:
        raise _unsafe(error) from error
    try:
        members = _members(archive, limits)
        return _look(archive, members, limits)
    except MalformedError as error:
        raise _unsafe(error) from error
    finally:
        archive.close()


def _refused(code: str, subject: str, observed: str | None = None, expected: str | None = None
             ) -> SheetRefusedError:  # fmt: skip
    return SheetRefusedError(file_fault(code, subject, observed, expected))


def _unsafe(error: MalformedError) -> SheetRefusedError:
    finding = error.finding
    observed = f"{CODES[finding.code].zh} {finding.observed or ''}".strip()
    return _refused("sheet.archive_unsafe", finding.subject, observed)


def _check_head(path: Path, limits: Limits) -> None:
    if not path.is_file():
        raise _refused("sheet.not_a_workbook", path.name)
    octets = path.stat().st_size
    if octets > limits.workbook_octets:
        raise _refused("sheet.limit_exceeded", path.name, str(octets), str(limits.workbook_octets))
    with path.open("rb") as file:
        head = file.read(4)
    if not head:
        raise _refused("sheet.not_a_workbook", path.name, "0")
    if head == _OLE:
        raise _refused("sheet.old_or_encrypted", path.name)
    if not head.startswith(_ZIP):
        raise _refused("sheet.not_a_workbook", path.name)


def _members(archive: ZipArchive, limits: Limits) -> list[tuple[str, Member]]:
    """Return the parts by their names, none of them of a kind that is refused."""
    faults = Faults(1)
    found: list[tuple[str, Member]] = []
    total = 0
    for member in archive.scan(faults):
        for finding in faults.found():
            raise MalformedError(finding)
        name = decode_name(member.path)
        for pattern, code in _NAMED:
            if pattern.search(name):
                raise _refused(code, name)
        total += member.size
        if len(found) >= limits.workbook_members or total > limits.workbook_inflated_octets:
            most = f"{limits.workbook_members}, {limits.workbook_inflated_octets}"
            raise _refused("sheet.limit_exceeded", name, f"{len(found)}, {total}", most)
        found.append((name, member))
    for finding in faults.found():
        raise MalformedError(finding)
    names = [name.casefold().lstrip("/") for name, _ in found]
    if len(set(names)) != len(names):
        raise _refused("sheet.archive_unsafe", "names", "a part stands twice")
    if _BINARY in names:
        raise _refused("sheet.not_a_workbook", _BINARY, ".xlsb")
    if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise _refused("sheet.not_a_workbook", "[Content_Types].xml")
    return found


def _look(
    archive: ZipArchive, members: Iterable[tuple[str, Member]], limits: Limits
) -> dict[str, PartMarks]:
    buffer = memoryview(bytearray(limits.read_buffer_octets))
    seen: dict[str, PartMarks] = {}
    cells = 0
    for name, member in members:
        if not member.size or name.endswith("/"):
            continue
        marks, count, odd = PartMarks(), 0, b""
        rows = False
        pieces = archive.read(archive.locate(member), buffer)
        for block in _blocks(name, pieces, limits):
            _check_block(name, block)
            rows = rows or (b"row" in block and _ROW.search(block) is not None)
            count += block.count(b"<c") + block.count(b":c")
            odd = odd or _odd_reference(block)
            _mark(block, marks, limits)
        if rows and odd:
            raise _refused("sheet.reference_outside", name, odd.decode("utf-8", "replace"))
        cells += count if rows else 0
        if cells > limits.workbook_cells:
            raise _refused("sheet.limit_exceeded", name, str(cells), str(limits.workbook_cells))
        if rows:
            seen[name] = marks
    return seen


def _blocks(name: str, pieces: Iterable[memoryview], limits: Limits) -> Iterator[bytes]:
    """Yield a part that is XML in blocks, each cut before a `<`; nothing of another part."""
    held = b""
    first = True
    for piece in pieces:
        held += bytes(piece)
        if first:
            if not _is_xml(name, held, limits):
                return
            first = False
        cut = held.rfind(b"<")
        if cut > 0:
            yield _without_gaps(name, held[:cut], limits)
            held = held[cut:]
        if len(held) > limits.workbook_tag_octets:
            raise _refused("sheet.limit_exceeded", name, "a tag without end")
    yield held


def _is_xml(name: str, head: bytes, limits: Limits) -> bool:
    """Whether a part is XML in UTF-8; what is XML in another encoding is refused.

    Blanks may stand before the first tag: a parser passes over them, and takes zeros between them
    for UTF-16.
    """
    start = head.lstrip(_BEFORE_TAG)
    before = head[: len(head) - len(start)]
    if len(before) > limits.workbook_tag_octets:
        raise _refused("sheet.limit_exceeded", name, "a text without end")
    if not start.startswith(b"<"):
        if name.casefold().endswith(_XML_NAMES):
            raise _refused("sheet.xml_encoding", name, "no XML in UTF-8")
        return False
    if before.removeprefix(_BOM).strip() or b"\0" in start[:4]:
        raise _refused("sheet.xml_encoding", name, "UTF-16")
    _check_declaration(name, start)
    return True


def _check_declaration(name: str, start: bytes) -> None:
    if start.startswith(b"<?xml") and b"?>" not in start[:1024]:
        raise _refused("sheet.xml_encoding", name, "a declaration without end")
    declared = _ENCODING.match(start)
    if declared is not None and declared[1].lower() not in {b"utf-8", b"utf8"}:
        raise _refused("sheet.xml_encoding", name, declared[1].decode("ascii", "replace"))


def _without_gaps(name: str, block: bytes, limits: Limits) -> bytes:
    step = limits.workbook_tag_octets
    for start in range(0, len(block) - step + 1, step):
        if block.find(b"<", start, start + step) < 0:
            raise _refused("sheet.limit_exceeded", name, "a text without end", str(step))
    return block


def _check_block(name: str, block: bytes) -> None:
    if b"<!D" in block or b"<!E" in block:
        raise _refused("sheet.document_type", name)
    if name.casefold() == "[content_types].xml" and _MACRO_TYPE.search(block):
        raise _refused("sheet.macro", name)
    if _STRICT in block and name.casefold() == "xl/workbook.xml":
        raise _refused("sheet.strict_form", name)


def _odd_reference(block: bytes) -> bytes:
    """Return the first odd reference of a block that stands in a tag, and not in a text."""
    for number, hit in enumerate(_ODD_REFERENCE.finditer(block)):
        start = max(block.rfind(b"<", 0, hit.start()), 0)
        tag = _TAG.match(block, start)
        inside = tag is not None and not block[tag.end() : hit.start()].strip()
        if inside or number >= _MOST_LOOK_ALIKES:
            return hit[0]
    return b""


def _mark(block: bytes, marks: PartMarks, limits: Limits) -> None:
    """Remember what the reader of rows does not say; each search has a cheap test before it."""
    most = limits.workbook_marks
    if b"mergeCell" in block:
        found = (match[1].decode() for match in _MERGED.finditer(block))
        marks.merged.extend(ref for ref, _ in zip(found, range(most), strict=False))
        del marks.merged[most:]
    if b"hidden" in block:
        for match in _HIDDEN_ROW.finditer(block):
            if len(marks.hidden_rows) < most:
                marks.hidden_rows.add(int(match[1]))
        for match in _HIDDEN_COLUMN.finditer(block):
            if len(marks.hidden_columns) < most:
                marks.hidden_columns.append(int(match[1]))
    if b"<f" in block or b":f" in block:
        marks.formulas = marks.formulas or _FORMULA.search(block) is not None
