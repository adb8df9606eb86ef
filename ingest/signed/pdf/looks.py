"""Whether what a field shows takes away from, or adds to, the words that an earlier signer signed.

A signature that is added shows itself somewhere, and a seal may cross the words it stands by. What
no seal does is to cover an amount and write another one upon it, or to put a digit before it: that
is how a later signature changes what a document says (sneaky signature attack on certified
documents). pdfium paints the page as it was and as it is. Where words stood, marks of them may not
be gone or lost in what covers them, and nothing grey or black may be new; what is put there is
coloured as a stamp is.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from pypdfium2 import raw

from ingest.signed.pdf.marks import Picture, hidden, says, words_of, written
from ingest.text.pdf import UnreadableError, opened

__all__ = ["Looks"]

_SCALE = 2
"""Pixels of a point."""
_AROUND = 10
"""Points beside a box that are looked at, too: words that stand next to it."""
_WHITE = 0xFFFFFFFF
_OF_FIGURES = "元圆角分整正%\uff05\u2030$\u00a5\uffe5"
"""What stands with numerals in an amount or a rate: beside it another digit may be put."""
_MOST_CHARACTERS = 20_000
"""Of a page; with more of them none is known."""
_MOST_PIXELS = 4_000_000

Box = tuple[float, float, float, float]


class _Region(NamedTuple):
    """A part of a page, in pixels of the whole page's picture."""

    left: int
    top: int
    width: int
    height: int
    whole: tuple[int, int]
    inner: tuple[int, int, int, int]
    """The box itself in it: left, top, right, below."""


class Looks:
    """A document before and after a revision, painted."""

    def __init__(self, before: bytes, after: bytes) -> None:
        self._before, self._after = before, after

    def papered(self, page: int, box: Box, *, writes: bool) -> bool:
        """Return whether anything that the page said in a box is hidden now, or written to.

        Args:
            page: from 0.
            box: in the page's own measure.
            writes: whether what is shown there now holds text: of any colour it is writing.

        Raises:
            UnreadableError: it cannot be painted.
        """
        with _page(self._before, page) as shown:
            region = _region(shown, box)
            if region is None:
                return False
            before = _painted(shown, region)
            known = list(_letters(shown.page, region))
        with _page(self._after, page) as shown:
            after = _painted(shown, region)
        words = words_of(before, _SCALE, known)
        # Fonts that are not in the file are not painted as a reader has them: text upon text may
        # look the same here, and another amount there.
        if writes and says(before, words.core, region.inner):
            return True
        if before == after:
            return False
        return hidden(before, after) or written(before, after, words, _SCALE, any_colour=writes)


class _Shown(NamedTuple):
    """A page of an open document, and what paints its fields."""

    page: raw.FPDF_PAGE
    form: raw.FPDF_FORMHANDLE


@contextmanager
def _page(octets: bytes, number: int) -> Iterator[_Shown]:
    with opened(octets) as document:
        calls = raw.FPDF_FORMFILLINFO(version=2)
        form = raw.FPDFDOC_InitFormFillEnvironment(document, ctypes.byref(calls))
        page = raw.FPDF_LoadPage(document, number) if form else None
        try:
            if not page:
                raise UnreadableError("unreadable")
            raw.FPDF_RemoveFormFieldHighlight(form)
            yield _Shown(page, form)
        finally:
            if page:
                raw.FPDF_ClosePage(page)
            if form:
                raw.FPDFDOC_ExitFormFillEnvironment(form)


def _region(shown: _Shown, box: Box) -> _Region | None:
    """Return where a box lies in the picture of a page; None where it does not."""
    page = shown.page
    whole = (
        round(raw.FPDF_GetPageWidthF(page) * _SCALE), round(raw.FPDF_GetPageHeightF(page) * _SCALE)
    )  # fmt: skip
    corners = [_device(page, whole, box[0], box[1]), _device(page, whole, box[2], box[3])]
    around = _AROUND * _SCALE
    (x, to_x), (y, to_y) = (sorted(corner[axis] for corner in corners) for axis in (0, 1))
    (left, right), (top, bottom) = (
        (min(max(low - around, 0), most), min(max(high + around, 0), most))
        for low, high, most in ((x, to_x, whole[0]), (y, to_y, whole[1]))
    )
    width, height = right - left, bottom - top
    if width <= 0 or height <= 0:
        return None
    if width * height > _MOST_PIXELS:
        raise UnreadableError("too_large")
    inner = x - left, y - top, to_x - left, to_y - top
    return _Region(left, top, width, height, whole, inner)


def _letters(page: raw.FPDF_PAGE, region: _Region) -> Iterator[tuple[int, int, int, int]]:
    """Yield where a region has characters that are part of no figure, if its font says so."""
    text = raw.FPDFText_LoadPage(page)
    try:
        count = raw.FPDFText_CountChars(text)
        for index in range(count if count <= _MOST_CHARACTERS else 0):
            one = chr(raw.FPDFText_GetUnicode(text, index) or 0)
            doubtful = raw.FPDFText_HasUnicodeMapError(text, index)
            if doubtful or one.isnumeric() or one in _OF_FIGURES or not one.isprintable():
                continue
            sides = [ctypes.c_double() for _ in range(4)]
            if not raw.FPDFText_GetCharBox(text, index, *map(ctypes.byref, sides)):
                continue
            left, right, below, above = (side.value for side in sides)
            corners = [_device(page, region.whole, left, above)]
            corners.append(_device(page, region.whole, right, below))
            (x, to_x), (y, to_y) = (sorted(corner[axis] for corner in corners) for axis in (0, 1))
            box = x - region.left - 1, y - region.top - 1, to_x - region.left, to_y - region.top
            if box[2] >= 0 and box[0] < region.width and box[3] >= 0 and box[1] < region.height:
                yield box[0], box[1], box[2] + 1, box[3] + 1
    finally:
        raw.FPDFText_ClosePage(text)


def _device(page: raw.FPDF_PAGE, whole: tuple[int, int], x: float, y: float) -> tuple[int, int]:
    found = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, *whole, 0, x, y, *map(ctypes.byref, found))
    return found[0].value, found[1].value


def _painted(shown: _Shown, region: _Region) -> Picture:
    """Return a region as a reader shows it, fields and annotations on it."""
    width, height = region.width, region.height
    picture = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_BGRx, None, 0)
    if not picture:
        raise UnreadableError("too_large")
    try:
        raw.FPDFBitmap_FillRect(picture, 0, 0, width, height, _WHITE)
        place = (-region.left, -region.top, *region.whole, 0, raw.FPDF_ANNOT)
        raw.FPDF_RenderPageBitmap(picture, shown.page, *place)
        raw.FPDF_FFLDraw(shown.form, picture, shown.page, *place)
        stride = raw.FPDFBitmap_GetStride(picture)
        held = ctypes.string_at(raw.FPDFBitmap_GetBuffer(picture), stride * height)
        rows = [held[row * stride : row * stride + 4 * width] for row in range(height)]
        return Picture(width, tuple(rows))
    finally:
        raw.FPDFBitmap_Destroy(picture)
