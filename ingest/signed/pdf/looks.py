"""Whether what a field shows was put like paper over what the page says.

A signature that is added shows itself somewhere, and a seal may cross the words it stands by. What
no seal does is to paint a piece of the page white and write upon it: that is how a later signature
makes an amount another one (sneaky signature attack on certified documents). pdfium paints what the
fields show by itself, once on white and once on black; where the two agree it hides what is below.
Small squares of the page that said something, are hidden now and are light again, are papered over.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from pypdfium2 import raw

from ingest.text.pdf import UnreadableError, opened

__all__ = ["Looks"]

_SCALE = 2
"""Pixels of a point."""
_SQUARE = 12
"""Pixels of a square's side: six points, less than a character of a contract."""
_SAYS, _HIDDEN, _LIGHT = 0.10, 0.95, 0.20
"""Parts of a square: a digit's stroke; all but its edge; what paper leaves beside a character."""
_WHITE, _BLACK = 0xFFFFFFFF, 0xFF000000
_DARK = bytes(one < 128 for one in range(256))
_BRIGHT = bytes(one >= 192 for one in range(256))
_MOST_PIXELS = 4_000_000
_SAME = 16
"""Shades of grey between which nothing shines through."""

Box = tuple[float, float, float, float]


class _Region(NamedTuple):
    """A part of a page, in pixels of the whole page's picture."""

    left: int
    top: int
    width: int
    height: int
    whole: tuple[int, int]


class Looks:
    """A document before and after a revision, painted."""

    def __init__(self, before: bytes, after: bytes) -> None:
        self._before, self._after = before, after

    def papered(self, page: int, box: Box, *, over_fields: bool) -> bool:
        """Return whether anything that the page said in a box is papered over.

        Args:
            page: from 0.
            box: in the page's own measure.
            over_fields: whether what other fields and annotations showed there counts, too.

        Raises:
            UnreadableError: it cannot be painted.
        """
        with _page(self._before, page) as shown:
            region = _region(shown, box)
            if region is None:
                return False
            said = _painted(shown, region, _WHITE, fields=over_fields).translate(_DARK)
            if not any(said):
                return False
            before = _layer(shown, region)
        with _page(self._after, page) as shown:
            after = _layer(shown, region)
        pixels = zip(before.hides, before.shades, after.hides, after.shades, strict=True)
        new = bytes(
            hides and not (hid and abs(shade - old) <= _SAME) for hid, old, hides, shade in pixels
        )
        light = after.shades.translate(_BRIGHT)
        return any(_is_papered(square) for square in _squares(region, said, new, light))


def _is_papered(square: tuple[int, int, int, int]) -> bool:
    pixels, said, hidden, light = square
    return said >= _SAYS * pixels and hidden >= _HIDDEN * pixels and light >= _LIGHT * pixels


def _squares(region: _Region, *layers: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Yield of each square its pixels, and how many each layer has."""
    for top in range(0, region.height, _SQUARE):
        rows = range(top, min(top + _SQUARE, region.height))
        for left in range(0, region.width, _SQUARE):
            right = min(left + _SQUARE, region.width)
            spans = [(row * region.width + left, row * region.width + right) for row in rows]
            said, hidden, light = (
                sum(sum(layer[start:end]) for start, end in spans) for layer in layers
            )
            yield len(rows) * (right - left), said, hidden, light


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
    (left, right), (top, bottom) = (
        sorted(min(max(corner[axis], 0), whole[axis]) for corner in corners) for axis in (0, 1)
    )
    width, height = right - left, bottom - top
    if width <= 0 or height <= 0:
        return None
    if width * height > _MOST_PIXELS:
        raise UnreadableError("too_large")
    return _Region(left, top, width, height, whole)


def _device(page: raw.FPDF_PAGE, whole: tuple[int, int], x: float, y: float) -> tuple[int, int]:
    found = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, *whole, 0, x, y, *map(ctypes.byref, found))
    return found[0].value, found[1].value


class _Layer(NamedTuple):
    """What the fields of a page show by themselves, one octet a pixel."""

    hides: bytes
    """1 where nothing shines through."""
    shades: bytes
    """On black."""


def _layer(shown: _Shown, region: _Region) -> _Layer:
    """Return what the fields of a page show by themselves.

    The page is of no use for anything else afterwards: what it says itself is taken off.
    """
    page = shown.page
    for number in reversed(range(raw.FPDFPage_CountObjects(page))):
        held = raw.FPDFPage_GetObject(page, number)
        if held and raw.FPDFPage_RemoveObject(page, held):
            raw.FPDFPageObj_Destroy(held)
    white = _painted(shown, region, _WHITE, fields=True)
    black = _painted(shown, region, _BLACK, fields=True)
    hides = bytes(one - other <= _SAME for one, other in zip(white, black, strict=True))
    return _Layer(hides, black)


def _painted(shown: _Shown, region: _Region, ground: int, *, fields: bool) -> bytes:
    """Return the shades of grey of a region, painted on a ground."""
    width, height = region.width, region.height
    picture = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_Gray, None, 0)
    if not picture:
        raise UnreadableError("too_large")
    try:
        raw.FPDFBitmap_FillRect(picture, 0, 0, width, height, ground)
        flags = raw.FPDF_GRAYSCALE | (raw.FPDF_ANNOT if fields else 0)
        place = (-region.left, -region.top, *region.whole, 0, flags)
        raw.FPDF_RenderPageBitmap(picture, shown.page, *place)
        if fields:
            raw.FPDF_FFLDraw(shown.form, picture, shown.page, *place)
        stride = raw.FPDFBitmap_GetStride(picture)
        held = ctypes.string_at(raw.FPDFBitmap_GetBuffer(picture), stride * height)
        return b"".join(held[row * stride : row * stride + width] for row in range(height))
    finally:
        raw.FPDFBitmap_Destroy(picture)
