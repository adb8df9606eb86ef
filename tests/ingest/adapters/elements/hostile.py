"""Workbooks that somebody would harm a reader with, each named after what is in it."""

import os
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

from tests.ingest.adapters.elements.filled import Filled

__all__ = ["HOSTILE", "rewritten"]

CASES = "xl/worksheets/sheet2.xml"
CONTENT = "[Content_Types].xml"
HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
Change = Callable[[bytes], bytes]


def rewritten(
    folder: Path, changes: Mapping[str, Change] = {}, more: Mapping[str, bytes] = {}
) -> Path:
    """Return a good workbook with some parts changed and some added."""
    good = Filled().write_xlsx(folder / "good.xlsx")
    out = folder / "changed.xlsx"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as sink:
        for name in source.namelist():
            sink.writestr(name, changes.get(name, bytes)(source.read(name)))
        for name, data in more.items():
            sink.writestr(name, data)
    return out


def _sheet(rows: bytes) -> Change:
    body = HEAD + b"<worksheet " + MAIN + b"><sheetData>" + rows + b"</sheetData></worksheet>"
    return lambda _: body


def _in_rows(cell: bytes) -> Change:
    return lambda data: data.replace(b"<sheetData>", b'<sheetData><row r="1">' + cell + b"</row>")


def _sparse(folder: Path) -> Path:
    return rewritten(folder, {CASES: _sheet(
        b'<row r="1"><c r="A1"><v>1</v></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )})  # fmt: skip


def _far_column_escaped(folder: Path) -> Path:
    return rewritten(folder, {CASES: _in_rows(b'<c r="&#88;FD1"><v>1</v></c>')})


def _far_column_after_other_attributes(folder: Path) -> Path:
    return rewritten(folder, {CASES: _in_rows(b"<c t='n'  s=\"0\"\n r = 'XFD1' ><v>1</v></c>")})


def _far_column_after_a_bracket(folder: Path) -> Path:
    return rewritten(folder, {CASES: _in_rows(b'<c t="n>" r="XFD1"><v>1</v></c>')})


def _far_row_prefixed(folder: Path) -> Path:
    body = (
        HEAD + b'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<x:sheetData><x:row r="99999999999"><x:c><x:v>1</x:v></x:c></x:row></x:sheetData>'
        b"</x:worksheet>"
    )
    return rewritten(folder, {CASES: lambda _: body})


def _far_row_as_a_float(folder: Path) -> Path:
    return rewritten(folder, {CASES: _sheet(b'<row r="1e9"><c><v>1</v></c></row>')})


def _far_cell_at_a_border(folder: Path) -> Path:
    filler = b"<row><c/></row>" * 69_905
    pad = b" " * ((1 << 20) - 256 - len(filler))
    return rewritten(folder, {CASES: _sheet(filler + pad + b'<row r="9999999"/>' * 64)})


def _external_entity(folder: Path) -> Path:
    declared = HEAD + b'<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    return rewritten(folder, {CASES: lambda data: declared + data.partition(b"?>")[2]})


def _billion_laughs(folder: Path) -> Path:
    entities = b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"lol") for n in range(10)
    )
    declared = HEAD + b"<!DOCTYPE w [" + entities + b"]>"
    return rewritten(
        folder, {"xl/sharedStrings.xml": lambda data: declared + data.partition(b"?>")[2]}
    )


def _utf_16(folder: Path) -> Path:
    return rewritten(
        folder, {CASES: lambda data: data.decode().replace("UTF-8", "UTF-16").encode("utf-16")}
    )


def _declared_ebcdic(folder: Path) -> Path:
    return rewritten(folder, {CASES: lambda data: data.replace(b"UTF-8", b"cp037", 1)})


def _declaration_padded(folder: Path) -> Path:
    head = b'<?xml version="1.0"' + b" " * 2000 + b'encoding="cp037"?>'
    return rewritten(folder, {CASES: lambda data: head + data.partition(b"?>")[2]})


def _after_declaration(data: bytes) -> bytes:
    return data.partition(b"?>")[2]


def _doctype_after_blanks(folder: Path) -> Path:
    """A parser passes over blanks before the first tag, however many there are."""
    declared = b" " * 2000 + b'<!DOCTYPE w [<!ENTITY e "x">]>'
    return rewritten(
        folder, {"xl/sharedStrings.xml": lambda data: declared + _after_declaration(data)}
    )


def _far_column_after_blanks(folder: Path) -> Path:
    cell = _in_rows(b'<c r="XFD1"><v>1</v></c>')
    return rewritten(folder, {CASES: lambda data: b"\n" * 2000 + _after_declaration(cell(data))})


def _endless_blanks(folder: Path) -> Path:
    return rewritten(folder, {CASES: lambda data: b" " * (1 << 20) + _after_declaration(data)})


def _utf_16_after_blanks(folder: Path) -> Path:
    """Without a mark, a zero beside the first blank is what tells a parser of UTF-16."""
    return rewritten(folder, {
        CASES: lambda data: ("  " + _after_declaration(data).decode()).encode("utf-16-le")
    })  # fmt: skip


def _utf_32(folder: Path) -> Path:
    return rewritten(folder, {
        "xl/workbook.xml": lambda data: _after_declaration(data).decode().encode("utf-32-be")
    })  # fmt: skip


def _ebcdic(folder: Path) -> Path:
    return rewritten(folder, {
        "xl/styles.xml": lambda data: data.replace(b"UTF-8", b"cp037", 1).decode().encode("cp037")
    })  # fmt: skip


def _strict(folder: Path) -> Path:
    plain = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    return rewritten(folder, {"xl/workbook.xml": lambda data: data.replace(plain, strict)})


def _binary(folder: Path) -> Path:
    return rewritten(folder, more={"xl/workbook.bin": b"\x83\x01"})


def _pipe(folder: Path) -> Path:
    """What would be waited for, had somebody to write into it first."""
    os.mkfifo(folder / "pipe.xlsx")
    return folder / "pipe.xlsx"


def _empty(folder: Path) -> Path:
    (folder / "empty.xlsx").touch()
    return folder / "empty.xlsx"


def _bomb(folder: Path) -> Path:
    """Six hundred megabytes of blanks in six hundred kilobytes."""
    path = rewritten(folder)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/bomb.xml", "w") as part,
    ):
        for _ in range(600):
            part.write(b" " * (1 << 20))
    return path


def _long_text(folder: Path) -> Path:
    comment = b"<!--" + b" " * (1 << 20) + b"-->"
    return rewritten(folder, {"docProps/app.xml": lambda data: data + comment})


def _macro(folder: Path) -> Path:
    return rewritten(folder, more={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def _macro_type(folder: Path) -> Path:
    plain = b"spreadsheetml.sheet.main"
    macro = b"sheet.macroEnabled.main"
    return rewritten(folder, {CONTENT: lambda data: data.replace(plain, macro)})


def _external_link(folder: Path) -> Path:
    return rewritten(folder, more={"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})


def _connection(folder: Path) -> Path:
    return rewritten(folder, more={"xl/connections.xml": b"<connections/>"})


def _embedded(folder: Path) -> Path:
    return rewritten(folder, more={"xl/embeddings/oleObject1.bin": b"\0"})


def _truncated(folder: Path) -> Path:
    path = rewritten(folder)
    path.write_bytes(path.read_bytes()[:-100])
    return path


def _appended(folder: Path) -> Path:
    path = rewritten(folder)
    path.write_bytes(path.read_bytes() + b"PK")
    return path


def _part_twice(folder: Path) -> Path:
    return rewritten(folder, more={CASES.upper(): b"<x/>"})


def _old(folder: Path) -> Path:
    path = folder / "old.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    return path


def _no_zip(folder: Path) -> Path:
    path = folder / "text.xlsx"
    path.write_bytes(b"hello")
    return path


def _other_zip(folder: Path) -> Path:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", b"a")
    path = folder / "other.xlsx"
    path.write_bytes(buffer.getvalue())
    return path


def _malformed_xml(folder: Path) -> Path:
    return rewritten(folder, {CASES: lambda data: data[: len(data) // 2]})


HOSTILE: Mapping[str, tuple[Callable[[Path], Path], str]] = {
    "sparse_a1_and_xfd1048576": (_sparse, "sheet.reference_outside"),
    "far_column_escaped": (_far_column_escaped, "sheet.reference_outside"),
    "far_column_after_other_attributes": (
        _far_column_after_other_attributes, "sheet.reference_outside",
    ),
    "far_column_after_a_bracket": (_far_column_after_a_bracket, "sheet.reference_outside"),
    "far_row_prefixed": (_far_row_prefixed, "sheet.reference_outside"),
    "far_row_as_a_float": (_far_row_as_a_float, "sheet.reference_outside"),
    "far_cell_at_a_border": (_far_cell_at_a_border, "sheet.reference_outside"),
    "external_entity": (_external_entity, "sheet.document_type"),
    "billion_laughs": (_billion_laughs, "sheet.document_type"),
    "utf_16": (_utf_16, "sheet.xml_encoding"),
    "declared_ebcdic": (_declared_ebcdic, "sheet.xml_encoding"),
    "declaration_padded": (_declaration_padded, "sheet.xml_encoding"),
    "doctype_after_blanks": (_doctype_after_blanks, "sheet.document_type"),
    "far_column_after_blanks": (_far_column_after_blanks, "sheet.reference_outside"),
    "endless_blanks": (_endless_blanks, "sheet.limit_exceeded"),
    "utf_16_after_blanks": (_utf_16_after_blanks, "sheet.xml_encoding"),
    "utf_32": (_utf_32, "sheet.xml_encoding"),
    "ebcdic": (_ebcdic, "sheet.xml_encoding"),
    "strict_open_xml": (_strict, "sheet.strict_form"),
    "xlsb_renamed": (_binary, "sheet.not_a_workbook"),
    "pipe": (_pipe, "sheet.not_a_workbook"),
    "empty": (_empty, "sheet.not_a_workbook"),
    "zip_bomb": (_bomb, "sheet.limit_exceeded"),
    "long_text": (_long_text, "sheet.limit_exceeded"),
    "macro": (_macro, "sheet.macro"),
    "macro_type": (_macro_type, "sheet.macro"),
    "external_link": (_external_link, "sheet.external_link"),
    "connection": (_connection, "sheet.external_link"),
    "embedded_object": (_embedded, "sheet.embedded_object"),
    "truncated": (_truncated, "sheet.archive_unsafe"),
    "appended": (_appended, "sheet.archive_unsafe"),
    "part_twice": (_part_twice, "sheet.archive_unsafe"),
    "old_or_encrypted": (_old, "sheet.old_or_encrypted"),
    "no_zip": (_no_zip, "sheet.not_a_workbook"),
    "other_zip": (_other_zip, "sheet.not_a_workbook"),
}  # fmt: skip
"""Maker and code by name."""
