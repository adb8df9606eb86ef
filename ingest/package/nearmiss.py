"""What would explain a digest mismatch: bounded trials beside the unchanged result (judgement 4).

Each trial undoes one thing that honest systems do to a file on its way. None of them changes what
the check found; they tell the sender where to look.
"""

import base64
import binascii
import hashlib
from collections.abc import Callable, Iterator

from anchors.digest import compute_digest
from anchors.limits import LIMITS

__all__ = ["explain_mismatch"]

_MARK = b"\xef\xbb\xbf"
_EOF = b"%%EOF"
_LINE_ENDS = (b"", b"\n", b"\r", b"\r\n")
_BLANKS = b" \t\r\n"


def explain_mismatch(data: bytes, wanted: frozenset[str]) -> dict[str, str]:
    """Return the trials whose SHA-256 is among those wanted, by name.

    Args:
        data: the whole original.
        wanted: SHA-256 digests in lower-case hex that it should have had.
    """
    found: dict[str, str] = {}
    for name, variant in _TRIALS if _may_be_text(data) else ():
        tried = variant(data)
        digest = compute_digest("sha256", tried).hex() if tried is not None else ""
        if digest in wanted:
            found[name] = digest
    for digest in _earlier_revisions(data) if data.startswith(b"%PDF-") else ():
        if digest in wanted:
            found["pdf_previous_revision"] = digest
    return found


def _may_be_text(data: bytes) -> bool:
    """Whether trials on text make sense: a NUL near the beginning says no."""
    return data.find(b"\0", 0, LIMITS.sniffed_octets) < 0


def _hex_text_decoded(data: bytes) -> bytes | None:
    try:
        return binascii.unhexlify(data.translate(None, _BLANKS))
    except binascii.Error:
        return None


def _base64_text_decoded(data: bytes) -> bytes | None:
    try:
        return base64.b64decode(data.translate(None, _BLANKS), validate=True)
    except binascii.Error:
        return None


def _bom_removed(data: bytes) -> bytes | None:
    return data[len(_MARK) :] if data.startswith(_MARK) else None


def _bom_added(data: bytes) -> bytes | None:
    return None if data.startswith(_MARK) else _MARK + data


def _crlf_to_lf(data: bytes) -> bytes | None:
    return data.replace(b"\r\n", b"\n")


def _lf_to_crlf(data: bytes) -> bytes | None:
    return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _recoded(before: str, after: str) -> Callable[[bytes], bytes | None]:
    def variant(data: bytes) -> bytes | None:
        try:
            return data.decode(before).encode(after)
        except UnicodeError:
            return None

    return variant


_TRIALS: tuple[tuple[str, Callable[[bytes], bytes | None]], ...] = (
    ("hex_text_decoded", _hex_text_decoded),
    ("base64_text_decoded", _base64_text_decoded),
    ("bom_removed", _bom_removed),
    ("bom_added", _bom_added),
    ("crlf_to_lf", _crlf_to_lf),
    ("lf_to_crlf", _lf_to_crlf),
    ("gbk_to_utf8", _recoded("gb18030", "utf-8")),
    ("utf8_to_gbk", _recoded("utf-8", "gb18030")),
)


def _earlier_revisions(data: bytes) -> Iterator[str]:
    """Yield the digests of what a PDF was before each of its last incremental updates.

    A revision ends with `%%EOF` and at most one line end (ISO 32000-1 7.5.5, 7.5.6).
    """
    ends: list[int] = []
    at = data.rfind(_EOF)
    while at >= 0 and len(ends) < LIMITS.near_miss_revisions:
        ends.append(at + len(_EOF))
        at = data.rfind(_EOF, 0, at)
    hasher = hashlib.sha256()
    view, start = memoryview(data), 0
    for stop in reversed(ends):
        hasher.update(view[start:stop])
        start = stop
        for line_end in _LINE_ENDS:
            if data.startswith(line_end, stop):
                revision = hasher.copy()
                revision.update(line_end)
                yield revision.hexdigest()
