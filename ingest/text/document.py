"""What a child process does with a document: read its text and look for what was asked."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import NamedTuple

from verify.documents import normal_text

__all__ = ["DocumentCall", "read_document"]

_LEAST = 10
"""Characters of a text layer: fewer are page numbers on scanned pages."""
_ENCODINGS = ("utf-8-sig", "gb18030")


class DocumentCall(NamedTuple):
    """One document to read."""

    media_type: str
    octets: bytes
    asked: Mapping[str, tuple[str, ...]]
    """Name to what has to stand in the text, in any of these wordings, each normalised."""
    pages: int
    """The most pages that are read."""
    characters: int
    """The most characters that are read."""


class _Read(NamedTuple):
    state: str
    text: str = ""
    pages: int = 0
    created_at: str | None = None


def read_document(call: DocumentCall) -> dict[str, object]:
    """Return the fields of `DocumentFacts`, as JSON."""
    read = _READERS[call.media_type](call)
    normal = normal_text(read.text)
    state = read.state
    if len(normal.text) > call.characters:
        state = "too_large"
    elif state == "text" and len(normal.text) < _LEAST:
        state = "no_text"
    if state != "text":
        return _facts(state, read, "", {})
    found = {name: normal.holds_any(wordings) for name, wordings in call.asked.items()}
    return _facts(state, read, normal.text, found)


def _facts(state: str, read: _Read, text: str, found: Mapping[str, bool]) -> dict[str, object]:
    return {
        "state": state,
        "pages": read.pages,
        "characters": len(text),
        "text_digest": sha256(text.encode(errors="surrogatepass")).hexdigest() if text else "",
        "found": found,
        "created_at": read.created_at,
    }


def _read_pdf(call: DocumentCall) -> _Read:
    # The library is loaded in the child alone.
    from ingest.text.pdf import UnreadableError, pdf_text  # noqa: PLC0415

    try:
        found = pdf_text(call.octets, most_pages=call.pages, most_characters=call.characters)
    except UnreadableError as error:
        return _Read(error.state)
    return _Read("text", found.text, found.pages, found.created_at)


def _read_plain(call: DocumentCall) -> _Read:
    for encoding in _ENCODINGS:
        try:
            text = call.octets.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _Read("text" if len(text) <= call.characters else "too_large", text, 1)
    return _Read("unreadable")


_READERS: dict[str, Callable[[DocumentCall], _Read]] = {
    "application/pdf": _read_pdf,
    "text/plain": _read_plain,
}
