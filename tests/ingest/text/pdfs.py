"""PDFs written by hand: small, and wrong in one way each (ISO 32000-1)."""

import zlib
from collections.abc import Sequence

__all__ = [
    "annotated", "bomb", "chinese", "count_lies", "encrypted", "endless_form", "endless_pages",
    "endless_xref", "nested", "pdf", "text_pdf", "without_text",
]  # fmt: skip

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    b" /Resources << /Font << /F1 5 0 R >> /XObject << /X1 6 0 R >> >> >>"
)
HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
SONG = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
    b" /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>] >>"
)


def pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Return a file of these objects, numbered from 1; the first is the catalogue."""
    out, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
        + b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
        % (count, trailer, len(out))
    )


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def _pages(kids: bytes, count: int) -> bytes:
    return b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)


def _one_page(content: bytes, font: bytes = HELVETICA, *more: bytes, trailer: bytes = b"") -> bytes:
    return pdf([CATALOG, _pages(b"3 0 R", 1), PAGE, content, font, *more], trailer)


def _shown(lines: Sequence[str]) -> bytes:
    text = b"".join(b"<%s> Tj T* " % one.encode("utf-16-be").hex().encode() for one in lines)
    return b"BT /F1 12 Tf 14 TL 72 770 Td %s ET" % text


def text_pdf(text: str, *, created: str | None = None) -> bytes:
    """Return one page that says a Latin text, and when it says that it was made."""
    content = stream(b"BT /F1 12 Tf 72 770 Td (%s) Tj ET" % text.encode())
    if created is None:
        return _one_page(content)
    info = b"<< /CreationDate (%s) >>" % created.encode()
    return _one_page(content, HELVETICA, info, trailer=b"/Info 6 0 R")


def chinese(*lines: str, pages: int = 1) -> bytes:
    """Return pages that each say these lines in a font that is not embedded."""
    kids = b"3 0 R " * pages
    return pdf([CATALOG, _pages(kids, pages), PAGE, stream(_shown(lines)), SONG])


def without_text() -> bytes:
    """Return a page that shows a filled square, as a scan shows its image."""
    return _one_page(stream(b"0 0 100 100 re f"))


def annotated(text: str) -> bytes:
    """Return a page whose text stands in an annotation alone."""
    note = b"<< /Type /Annot /Subtype /FreeText /Rect [0 0 99 99] /Contents (%s) >>" % text.encode()
    page = PAGE.replace(b"/Contents", b"/Annots [6 0 R] /Contents")
    blank = stream(b"0 0 100 100 re f")
    return pdf([CATALOG, _pages(b"3 0 R", 1), page, blank, HELVETICA, note])


def encrypted() -> bytes:
    """Return a file under a password that nobody knows."""
    locks = b"/Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <%s> /U <%s>" % (
        b"11" * 32,
        b"22" * 32,
    )
    keys = b"/Encrypt << %s >> /ID [<%s> <%s>]" % (locks, b"33" * 16, b"33" * 16)
    return _one_page(stream(b"BT ET"), trailer=keys)


def count_lies(count: int) -> bytes:
    """Return a file that claims more pages than it has."""
    return pdf([CATALOG, _pages(b"3 0 R", count), PAGE, stream(b""), HELVETICA])


def endless_pages() -> bytes:
    """Return a page tree that holds itself."""
    return pdf([CATALOG, _pages(b"2 0 R 2 0 R", 100), PAGE, stream(b""), HELVETICA])


def endless_form() -> bytes:
    """Return a page that draws a form that draws itself, ten times each."""
    form = stream(
        b"/X1 Do " * 10,
        b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X1 6 0 R >> >>",
    )
    return _one_page(stream(b"/X1 Do"), HELVETICA, form)


def endless_xref() -> bytes:
    """Return a file whose table of references has itself as the one before."""
    whole = _one_page(stream(b"BT /F1 12 Tf (some text that is here) Tj ET"))
    table = whole.rindex(b"xref\n0")
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % table)


def nested(levels: int) -> bytes:
    """Return a catalogue whose value lies so many arrays deep."""
    deep = b"<< /Type /Catalog /Pages 2 0 R /Names " + b"[" * levels + b"]" * levels + b" >>"
    return pdf([deep, _pages(b"3 0 R", 1), PAGE, stream(b"[" * levels), HELVETICA])


def bomb(octets: int) -> bytes:
    """Return a page whose content grows to so many octets, all of it text to show."""
    packer = zlib.compressobj(1)
    line = b"(all work and no play makes jack a dull boy) Tj "
    packed = packer.compress(b"BT /F1 1 Tf ")
    packed += b"".join(packer.compress(line * 1000) for _ in range(octets // len(line) // 1000))
    return _one_page(stream(packed + packer.flush(), b"/Filter /FlateDecode"))
