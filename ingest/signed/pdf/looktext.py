"""What the look of a field holds: whether it writes, and the text that it shows.

A look may draw on further forms (ISO 32000-1 8.10); all that it leads to is looked through. Its
text is read by pdfium from a page that shows nothing else, which is appended to a copy.
"""

import re
import unicodedata
from collections.abc import Iterator

from ingest.signed.pdf.document import View
from ingest.signed.pdf.fields import Field, Node, text_of
from ingest.signed.pdf.syntax import PdfSyntaxError, Ref, Stream, Value
from ingest.text.pdf import UnreadableError, pdf_text

__all__ = ["shows_other", "writes"]

_TEXT = re.compile(rb"(?<![A-Za-z0-9])(?:BT|Tj|TJ)(?![A-Za-z0-9])|[)>]\s*['\"]")
_LAST = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF")
_MOST_STREAMS = 64
_MOST_CHARACTERS = 10_000


def writes(view: View, widget: Node) -> bool:
    """Return whether a widget's look has an operator that shows text, itself or in a form.

    Raises:
        PdfSyntaxError: it cannot be read.
    """
    return any(_TEXT.search(view.decoded(one)) for one in _streams(view, widget.entries.get("AP")))


def _streams(view: View, look: Value) -> Iterator[Stream]:
    """Yield every stream of content that a look leads to, images left out."""
    seen: set[Ref] = set()
    stack: list[Value] = [look]
    found = 0
    while stack:
        value = stack.pop()
        if isinstance(value, Ref):
            if value in seen:
                continue
            seen.add(value)
            value = view.object(value)
        if isinstance(value, Stream):
            kind = view.get(value, "Subtype")
            found += 1
            if found > _MOST_STREAMS:
                raise PdfSyntaxError("a look of too many parts")
            if kind != "Image" and kind not in ("CIDFontType0C", "Type1C", "OpenType"):
                yield value
            resources = view.get(value, "Resources")
            for category in ("XObject", "Pattern"):
                held = view.get(resources, category)
                stack.extend(held.values() if isinstance(held, dict) else ())
        elif isinstance(value, dict):
            stack.extend(value.values())


def shows_other(view: View, octets: bytes, field: Field) -> bool:
    """Return whether a field of text or of choice shows another text than its value.

    Args:
        view: the revision.
        octets: the file up to its end.
        field: that was filled in.

    Raises:
        PdfSyntaxError: its look cannot be read.
    """
    if field.kind not in ("Tx", "Ch"):
        return False
    meant = set(_meant(view, field))
    for widget in field.widgets:
        if widget.entries.get("AP") is not None:
            shown = _shown_text(view, octets, widget)
            if shown is None or _plain(shown) not in meant:
                return True
    return False


def _meant(view: View, field: Field) -> Iterator[str]:
    """Yield what the value of a field is shown as: of a choice, by the option's own words."""
    value = view.deref(field.value)
    values = value if isinstance(value, list) else [value]
    texts = [text_of(one) for one in map(view.deref, values) if isinstance(one, bytes)]
    yield _plain("".join(texts))
    options = next(
        (node.entries["Opt"] for node in (field.own, *field.above) if "Opt" in node.entries), None
    )
    for option in view.array(options):
        pair = [view.deref(one) for one in view.array(option)]
        words = [text_of(one) for one in pair if isinstance(one, bytes)]
        if len(words) == len(pair) == 2 and words[:1] == texts:
            yield _plain(words[1])


def _plain(text: str) -> str:
    kept = (one for one in unicodedata.normalize("NFKC", text) if not one.isspace())
    return "".join(one for one in kept if unicodedata.category(one) != "Cc")


def _shown_text(view: View, octets: bytes, widget: Node) -> str | None:
    """Return the text that a widget shows; None where it has no look that can be read."""
    look = view.dictionary(widget.entries.get("AP"))
    normal = look.get("N") if look is not None else None
    root = view.trailer.get("Root")
    pages = view.catalog.get("Pages")
    last = list(_LAST.finditer(octets))
    if not all(isinstance(one, Ref) for one in (normal, root, pages)) or not last:
        return None
    if not isinstance(normal, Ref) or not isinstance(root, Ref):
        return None
    try:
        copied = _alone(view, octets, normal, root, int(last[-1][1]))
        return pdf_text(copied, most_pages=1, most_characters=_MOST_CHARACTERS).text
    except UnreadableError:
        return None


def _alone(view: View, octets: bytes, normal: Ref, root: Ref, before: int) -> bytes:
    """Return the file with a revision whose one page shows one form and nothing else."""
    number = max(view.entries, default=0) + 1
    box = b"[-5000 -5000 5000 5000]"
    content = b"/Look Do"
    bodies = {
        root: b"<< /Type /Catalog /Pages %d 0 R >>" % number,
        Ref(number, 0): b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 1),
        Ref(number + 1, 0): b"<< /Type /Page /Parent %d 0 R /MediaBox %s /Contents %d 0 R"
        b" /Resources << /XObject << /Look %d %d R >> >> >>"
        % (number, box, number + 2, normal.number, normal.generation),
        Ref(number + 2, 0): b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    }
    out = octets + b"\n"
    rows = b""
    for ref, body in bodies.items():
        rows += b"%d 1\n%010d %05d n \n" % (ref.number, len(out), ref.generation)
        out += b"%d %d obj\n%s\nendobj\n" % (ref.number, ref.generation, body)
    stated = number + 3, root.number, root.generation, before
    trailer = b"<< /Size %d /Root %d %d R /Prev %d >>" % stated
    return out + b"xref\n%strailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (rows, trailer, len(out))
