"""PDFs with signatures, written by hand: what reads them here looks at no key and no certificate.

A `Draft` knows what its catalog, its page and its form say, and appends one revision after the
other; `contents` stands where a message would.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from anchors.limits import LIMITS, Limits
from ingest.signed.pdf.call import PdfCall, read_signatures

__all__ = [
    "CATALOG", "CONTENT", "MESSAGE", "PAGE", "WIDGET", "Draft", "call", "changes", "codes", "facts",
    "findings", "signatures", "stream",
]  # fmt: skip

MESSAGE = bytes.fromhex("300b06092a864886f70d010702")
"""A ContentInfo of SignedData without its content."""
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
CONTENT = b"BT /F1 12 Tf 72 770 Td (amount 10,000) Tj ET"
WIDGET = b"/Type /Annot /Subtype /Widget /FT /Sig"
CATALOG, PAGES, PAGE, TEXT, HELVETICA, INFO = range(1, 7)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


@dataclass
class Draft:
    """A document in the making."""

    octets: bytes = b""
    catalog: dict[bytes, bytes] = field(default_factory=dict)
    page: dict[bytes, bytes] = field(default_factory=dict)
    form: dict[bytes, bytes] = field(default_factory=dict)
    fields: list[int] = field(default_factory=list)
    annotations: list[int] = field(default_factory=list)
    size: int = INFO + 1
    more: dict[int, bytes] = field(default_factory=dict)
    """Objects of the next revision."""

    def begun(self) -> "Draft":
        """Write the first revision."""
        self.more |= {
            PAGES: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            TEXT: stream(CONTENT),
            HELVETICA: FONT,
            INFO: b"<< /Producer (by hand) >>",
        }
        self.octets = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
        return self.saved(CATALOG, PAGE)

    def add(self, body: bytes) -> int:
        """Put a new object into the next revision; return its number."""
        number = self.size
        self.size += 1
        self.more[number] = body
        return number

    def field_of(self, body: bytes, *, shown: bool = True) -> int:
        """Add a field that is its own widget, and list it."""
        number = self.add(body)
        self.fields.append(number)
        if shown:
            self.annotations.append(number)
        return number

    def saved(self, *which: int, free: tuple[int, ...] = (), trailer: bytes = b"") -> "Draft":
        """Append a revision: what was added, and the catalog or the page as they are now."""
        objects = dict(self.more)
        self.more = {}
        if CATALOG in which:
            objects[CATALOG] = self._catalog()
        if PAGE in which:
            objects[PAGE] = self._page()
        self.octets = self._appended(objects, free, trailer)
        return self

    def signed(self, name: bytes = b"Signature1", **more: bytes) -> "Draft":
        """Append a revision with a signature in a field of its own, its byte range right."""
        entries = b" ".join(b"/%s %s" % (key.encode(), value) for key, value in more.items())
        held = self.held()
        self.field_of(b"<< %s /T (%s) /V %d 0 R /P 3 0 R /F 132 %s >>" % (
            WIDGET, name, held, entries if b"/Rect" in entries else b"/Rect [0 0 0 0] " + entries,
        ))  # fmt: skip
        return self.sealed(CATALOG, PAGE)

    def held(self, entries: bytes = b"", message: bytes = MESSAGE) -> int:
        """Add a signature dictionary whose byte range is still to be stated."""
        filters = b"" if b"/SubFilter" in entries else b"/SubFilter /ETSI.CAdES.detached"
        return self.add(
            b"<< /Type /Sig /Filter /Adobe.PPKLite %s %s /M (D:20250102030405+08'00')"
            b" /ByteRange [0 1111111111 2222222222 3333333333] /Contents <%s> >>"
            % (filters, entries, message.hex().encode().ljust(64, b"0"))
        )

    def sealed(self, *which: int) -> "Draft":
        """Append the revision, and state the byte range of the one signature in it."""
        self.saved(*which)
        start = self.octets.index(b"/Contents <", self.octets.index(b"1111111111")) + 10
        end = self.octets.index(b">", start) + 1
        stated = b"[0 %d %d %d]" % (start, end, len(self.octets) - end)
        place = b"[0 1111111111 2222222222 3333333333]"
        self.octets = self.octets.replace(place, stated.ljust(len(place)))
        return self

    def _catalog(self) -> bytes:
        form = {b"Fields": _listed(self.fields), b"SigFlags": b"3"} | self.form
        entries = {b"Type": b"/Catalog", b"Pages": b"2 0 R"} | self.catalog
        if self.fields or self.form:
            entries[b"AcroForm"] = _dictionary(form)
        return _dictionary(entries)

    def _page(self) -> bytes:
        entries = {
            b"Type": b"/Page", b"Parent": b"2 0 R", b"MediaBox": b"[0 0 595 842]",
            b"Contents": b"4 0 R", b"Resources": b"<< /Font << /F1 5 0 R >> >>",
        }  # fmt: skip
        if self.annotations:
            entries[b"Annots"] = _listed(self.annotations)
        return _dictionary(entries | self.page)

    def _appended(self, objects: dict[int, bytes], free: tuple[int, ...], trailer: bytes) -> bytes:
        out, rows = self.octets, {}
        for number, body in objects.items():
            rows[number] = b"%010d 00000 n \n" % len(out)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        rows |= dict.fromkeys(free, b"0000000000 00001 f \n")
        before = re.findall(rb"startxref\n(\d+)\n%%EOF\n", out)
        if before:
            trailer += b" /Prev %s" % before[-1]
        else:
            rows[0] = b"0000000000 65535 f \n"
        table = b"".join(b"%d 1\n%s" % (number, rows[number]) for number in sorted(rows))
        entries = b"/Size %d /Root 1 0 R /Info 6 0 R %s" % (self.size, trailer)
        return out + b"xref\n%strailer\n<< %s >>\nstartxref\n%d\n%%%%EOF\n" % (
            table, entries, len(out),
        )  # fmt: skip


def _listed(numbers: list[int]) -> bytes:
    return b"[%s]" % b" ".join(b"%d 0 R" % one for one in numbers)


def _dictionary(entries: dict[bytes, bytes]) -> bytes:
    return b"<< %s >>" % b" ".join(b"/%s %s" % one for one in entries.items())


def call(octets: bytes, limits: Limits = LIMITS) -> PdfCall:
    return PdfCall(
        octets, limits.inner_signatures, limits.pdf_revisions, limits.pdf_stored,
        limits.pdf_stored_octets, limits.pdf_objects, limits.pdf_second_objects,
        limits.pdf_overlay_percent,
    )  # fmt: skip


def facts(octets: bytes, limits: Limits = LIMITS) -> dict[str, object]:
    """Return what the child's function says, in this process."""
    return read_signatures(call(octets, limits))


def signatures(octets: bytes) -> list[dict[str, Any]]:
    """Return the signatures as the child's function tells them."""
    found: Any = facts(octets)["signatures"]
    return list(found)


def findings(octets: bytes) -> list[tuple[str, str, str]]:
    """Return code, subject and what was seen of whatever is wrong."""
    found: Any = facts(octets)["findings"]
    return list(found)


def changes(octets: bytes) -> list[object]:
    """Return what was changed after each signature."""
    return [one["change"] for one in signatures(octets)]


def codes(octets: bytes) -> set[str]:
    """Return the codes of what is wrong."""
    return {one[0] for one in findings(octets)}
