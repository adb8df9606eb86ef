"""The text layer of a PDF, by pdfium (ISO 32000-1).

What it says is what the page's content says, in its order: whether a person sees it (white on
white, behind an image) is not told. Text of annotations and form fields is not of the contract's
page and is left out. No script runs: this build of pdfium has none.
"""

import ctypes
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from pypdfium2 import raw

from ingest.text.font import placeholder_font
from ingest.text.pdfdate import pdf_instant

__all__ = ["PdfText", "UnreadableError", "opened", "pdf_text"]

_FONT = placeholder_font()
_FONT_HANDLE = 1
_LATIN = re.compile(rb"Helvetica|Arial|Times|Courier|Symbol|Dingbats")
"""Families whose measures pdfium has itself (ISO 32000-1 9.6.2.2)."""
_ENCRYPTED = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
_DATE_OCTETS = 128


class UnreadableError(Exception):
    """The file cannot be read; `state` is what to say of it."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class PdfText(NamedTuple):
    """What a PDF says."""

    pages: int
    text: str
    created_at: str | None


def pdf_text(octets: bytes, *, most_pages: int, most_characters: int) -> PdfText:
    """Return the text of every page.

    Raises:
        UnreadableError: it cannot be read, or has more pages or characters than these.
    """
    with opened(octets) as document:
        pages = raw.FPDF_GetPageCount(document)
        if pages > most_pages:
            raise UnreadableError("too_large")
        if pages < 1:
            raise UnreadableError("unreadable")
        found: list[str] = []
        for number in range(pages):
            found.append(_page_text(document, number, most_characters))
            most_characters -= len(found[-1])
        return PdfText(pages, "\n".join(found), _created_at(document))


@contextmanager
def opened(octets: bytes) -> Iterator[raw.FPDF_DOCUMENT]:
    """Open a document for as long as it is needed.

    Raises:
        UnreadableError: it cannot be.
    """
    document = raw.FPDF_LoadMemDocument64(octets, len(octets), None)
    if not document:
        locked = raw.FPDF_GetLastError() in _ENCRYPTED
        raise UnreadableError("encrypted" if locked else "unreadable")
    try:
        yield document
    finally:
        raw.FPDF_CloseDocument(document)


def _page_text(document: raw.FPDF_DOCUMENT, number: int, most: int) -> str:
    page = raw.FPDF_LoadPage(document, number)
    if not page:
        raise UnreadableError("unreadable")
    text = raw.FPDFText_LoadPage(page)
    try:
        units = raw.FPDFText_CountChars(text)
        if units < 0:
            raise UnreadableError("unreadable")
        if units > most:
            raise UnreadableError("too_large")
        buffer = (ctypes.c_ushort * (units + 1))()
        written = raw.FPDFText_GetText(text, 0, units, buffer)
        return bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
    finally:
        raw.FPDFText_ClosePage(text)
        raw.FPDF_ClosePage(page)


def _created_at(document: raw.FPDF_DOCUMENT) -> str | None:
    """Return when the file says that it was made, in RFC 3339, if it says an instant."""
    buffer = ctypes.create_string_buffer(_DATE_OCTETS)
    octets = raw.FPDF_GetMetaText(document, b"CreationDate", buffer, _DATE_OCTETS)
    if octets > _DATE_OCTETS:
        return None
    return pdf_instant(buffer.raw[: max(octets - 2, 0)].decode("utf-16-le", "replace"))


def _map_font(*asked: object) -> int | None:
    """Return our font for every family that pdfium does not measure itself."""
    face = ctypes.cast(asked[5], ctypes.c_char_p).value  # type: ignore[arg-type]
    return None if face is not None and _LATIN.search(face) else _FONT_HANDLE


def _font_data(*asked: object) -> int:
    """Copy the font where it is asked for whole; of single tables there are none."""
    _, _, table, buffer, size = asked
    if table != 0:
        return 0
    if buffer and isinstance(size, int) and size >= len(_FONT):
        ctypes.memmove(buffer, _FONT, len(_FONT))  # type: ignore[arg-type]
    return len(_FONT)


def _none(*_: object) -> None:
    return None


def _zero(*_: object) -> int:
    return 0


_CALLS: dict[str, Callable[..., int | None]] = {
    "Release": _none,
    "EnumFonts": _none,
    "MapFont": _map_font,
    "GetFont": lambda *_: _FONT_HANDLE,
    "GetFontData": _font_data,
    "GetFaceName": _zero,
    "GetFontCharset": _zero,
    "DeleteFont": _none,
}


def _font_source() -> object:
    """Return the structure by which pdfium asks for fonts; it has to outlive every call."""
    source = raw.FPDF_SYSFONTINFO()
    source.version = 1
    kinds = dict(raw.FPDF_SYSFONTINFO._fields_)
    for name, call in _CALLS.items():
        setattr(source, name, kinds[name](call))
    return source


_SOURCE = _font_source()
raw.FPDF_SetSystemFontInfo(ctypes.byref(_SOURCE))  # type: ignore[arg-type]
