"""Two pictures of one place, held against each other: what was said there and is hidden, or new.

A mark counts by how light it is (ITU-R BT.601) and by its colour: a stamp is clearly red or blue.
"""

import struct
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

__all__ = ["Picture", "Words", "hidden", "says", "words_of", "written"]

_SAID = 176
"""What is darker was said."""
_WHITE = 255
_LIGHTER, _DARKER = 96, 48
"""Shades by which a mark is gone, or new."""
_DEEP = 128
"""A colour that is no lighter than this leaves an edge where it covers a mark."""
_FEWEST = 3
"""Pixels that anybody sees: a full stop has four."""
_SQUARE = 16
"""Pixels of a square's side: less than a character of a contract."""
_CONTRAST = 24
"""Shades between a mark and what is around it, below which it cannot be read."""
_LONG = 30
"""Points: what runs on for as long is a rule of a table or of a form, and no character."""
_BESIDE, _LOW, _ABOVE = 9, 3, 1
"""Points: a character's width beside words; the least height of one; what is left over it."""
_KEPT = 4096
"""Pixels of which it is kept what they are: more than the shades of a few colours."""


Box = tuple[int, int, int, int]
"""Left, top, right, below, in pixels of a picture."""


class Picture(NamedTuple):
    """A region of a page, four octets a pixel: blue, green, red and one of no meaning."""

    width: int
    rows: tuple[bytes, ...]


class Words(NamedTuple):
    """Where words stand in a picture: of each row, its bits."""

    zone: list[int]
    """With what is beside figures: a digit put there makes another figure."""
    core: list[int]
    """The words themselves, from the first mark of a line to its last."""


def _pixels(row: bytes) -> tuple[int, ...]:
    """Return the pixels of a row; a page has few that differ, so what is told of one is kept."""
    return struct.unpack(f"<{len(row) // 4}I", row)


def _shades(row: bytes) -> bytes:
    return bytes(map(_shade, _pixels(row)))


@lru_cache(_KEPT)
def _shade(pixel: int) -> int:
    return (77 * (pixel >> 16 & 255) + 151 * (pixel >> 8 & 255) + 28 * (pixel & 255)) >> 8


def _is_coloured(pixel: int) -> bool:
    """Return whether a pixel is clearly red or blue, for how dark it is."""
    red, green, blue = pixel >> 16 & 255, pixel >> 8 & 255, pixel & 255
    strength = max(red, blue) - min(red, green, blue)
    return 2 * strength >= _WHITE - _shade(pixel) and green < max(red, blue)


def _darkest(row: bytes) -> int:
    """Return a shade that no pixel of a row is below: that of its least plane."""
    return min(min(row[plane::4], default=255) for plane in range(3))


def hidden(before: Picture, after: Picture) -> bool:
    """Return whether marks that were there are gone, or lost in what covers them."""
    gone = 0
    squares: dict[tuple[int, int], list[int]] = {}
    blank = [_darkest(row) >= _SAID for row in before.rows]
    for number, (old, new) in enumerate(zip(before.rows, after.rows, strict=True)):
        band = slice(number - number % _SQUARE, number - number % _SQUARE + _SQUARE)
        if all(blank[band]) or before.rows[band] == after.rows[band]:
            continue
        was, now = _shades(old), _shades(new)
        for place, (one, other, pixel) in enumerate(zip(was, now, _pixels(new), strict=True)):
            if one < _SAID:
                covered = other <= _DEEP and _is_coloured(pixel)
                gone += other - one >= _LIGHTER and not covered
            square = squares.setdefault((number // _SQUARE, place // _SQUARE), [0] * 5)
            side = 0 if one < _SAID else 2
            square[side] += 1
            square[side + 1] += other
            square[4] += one < _SAID and one != other
    return gone >= _FEWEST or any(map(_is_lost, squares.values()))


def _is_lost(square: list[int]) -> bool:
    """Return whether no mark of a square can be told from what is around it any more."""
    marks, shades, around, other_shades, changed = square
    least = _SQUARE * _SQUARE // 10
    if marks < least or around < least or 2 * changed < marks:
        return False
    return abs(other_shades / around - shades / marks) < _CONTRAST


def written(before: Picture, after: Picture, words: Words, scale: int, *, any_colour: bool) -> bool:
    """Return whether anything is new where words stood, of a colour that no stamp has.

    A long rule beside words is the frame of a stamp.
    """
    rows = [
        0 if old == new else _new_in(old, new, any_colour=any_colour)
        for old, new in zip(before.rows, after.rows, strict=True)
    ]
    rules = _rules(rows, scale)
    found = sum(
        (row & (core | (zone & ~rule))).bit_count()
        for row, zone, core, rule in zip(rows, words.zone, words.core, rules, strict=True)
    )
    return found >= _FEWEST


def _new_in(old: bytes, new: bytes, *, any_colour: bool) -> int:
    if not any_colour and _darkest(new) > _WHITE - _DARKER:
        return 0
    pixels = zip(_pixels(old), _pixels(new), strict=True)
    return _row_of(one != other and _is_new(one, other, any_colour) for one, other in pixels)


def _rules(rows: list[int], scale: int) -> list[int]:
    """Return what of these rows runs on for longer than any character, along or down."""
    long = _LONG * scale
    upright = _grown_down(_worn_down(rows, long), long)
    return [_grown(_worn(row, long), long) | rule for row, rule in zip(rows, upright, strict=True)]


@lru_cache(_KEPT)
def _is_new(pixel: int, other: int, any_colour: bool) -> bool:  # noqa: FBT001  a key
    was, now = _shade(pixel), _shade(other)
    if any_colour:
        return abs(was - now) >= _DARKER // 2
    return was >= _SAID and was - now >= _DARKER and not _is_coloured(other)


def words_of(picture: Picture, scale: int, letters: list[Box]) -> Words:
    """Return where words stand, and a character's width beside all that are no letters.

    Rules of tables and of forms are no words, and neither is a dotted line.

    Args:
        picture: of a region.
        scale: pixels of a point.
        letters: left, top, right, below of what is known to be part of no figure.
    """
    everywhere = (1 << picture.width) - 1
    said = [
        0 if _darkest(row) >= _SAID else _row_of(one < _SAID for one in _shades(row))
        for row in picture.rows
    ]
    marks = [row & ~rule for row, rule in zip(said, _rules(said, scale), strict=True)]
    beside = _BESIDE * scale + 1
    wide = [(_grown(row, beside) | _grown_back(row, beside)) & everywhere for row in marks]
    tall = _grown_down(_worn_down(wide, _LOW * scale), _LOW * scale)
    core = [_worn(_grown(row, beside), beside) for row in marks]
    figures = [row & ~known for row, known in zip(marks, _boxed(picture, letters), strict=True)]
    zone = [
        (_grown(row, beside) | _grown_back(row, beside) | held) & held_tall
        for row, held, held_tall in zip(figures, core, tall, strict=True)
    ]
    core = [row & held for row, held in zip(core, tall, strict=True)]
    over = _ABOVE * scale
    return Words(_thickened(zone, over), _thickened(core, over))


def _thickened(rows: list[int], over: int) -> list[int]:
    return [_any_of(rows[max(row - over, 0) : row + over + 1]) for row in range(len(rows))]


def _boxed(picture: Picture, boxes: list[Box]) -> list[int]:
    """Return of each row the bits that lie in any of these boxes."""
    found = [0] * len(picture.rows)
    for left, top, right, below in boxes:
        columns = _columns(picture, left, right)
        for row in range(max(top, 0), min(below, len(found))):
            found[row] |= columns
    return found


def _columns(picture: Picture, left: int, right: int) -> int:
    everywhere = (1 << picture.width) - 1
    first, end = (min(max(one, 0), picture.width) for one in (left, right))
    return everywhere >> first & ~(everywhere >> end)


def says(picture: Picture, words: list[int], box: Box) -> bool:
    """Return whether any mark of words stands in a box: left, top, right, below."""
    left, top, right, below = box
    columns = _columns(picture, left, right)
    found = 0
    for row in range(max(top, 0), min(below, len(picture.rows))):
        if words[row] & columns:
            said = _row_of(one < _SAID for one in _shades(picture.rows[row]))
            found += (said & words[row] & columns).bit_count()
    return found >= _FEWEST


def _row_of(marks: Iterator[bool]) -> int:
    return int("".join("1" if one else "0" for one in marks) or "0", 2)


def _any_of(rows: list[int]) -> int:
    found = 0
    for row in rows:
        found |= row
    return found


def _steps(length: int) -> Iterator[int]:
    """Yield shifts that come to a run of this length, each at most what is there already."""
    held = 1
    while held < length:
        step = min(held, length - held)
        yield step
        held += step


def _worn(row: int, length: int) -> int:
    """Return the last bits of runs of at least this length."""
    for step in _steps(length):
        row &= row >> step
    return row


def _grown(row: int, length: int) -> int:
    for step in _steps(length):
        row |= row << step
    return row


def _grown_back(row: int, length: int) -> int:
    for step in _steps(length):
        row |= row >> step
    return row


def _worn_down(rows: list[int], length: int) -> list[int]:
    for step in _steps(length):
        below = [*rows[step:], *[0] * min(step, len(rows))]
        rows = [one & other for one, other in zip(rows, below, strict=True)]
    return rows


def _grown_down(rows: list[int], length: int) -> list[int]:
    for step in _steps(length):
        above = [*[0] * min(step, len(rows)), *rows[: len(rows) - step]]
        rows = [one | other for one, other in zip(rows, above[: len(rows)], strict=True)]
    return rows
