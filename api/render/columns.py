"""Lines of a terminal: widths of wide characters, padding, cutting, wrapping."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate, takewhile

__all__ = ["cell_width", "clipped", "padded", "wrapped"]

_UNBROKEN = re.compile(r"(?:「[^」]*」|[!-~]+|.)[，。；：、）！？…]* *")
"""A quotation, a word, or one character of Chinese; with the signs that may not begin a line."""


def cell_width(text: str) -> int:
    """Columns the text fills: two for a wide character (UAX 11)."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def padded(text: str, columns: int) -> str:
    """The text and spaces up to the column, at least one."""
    return text + " " * max(columns - cell_width(text), 1)


def clipped(text: str, columns: int) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if cell_width(text) <= columns:
        return text
    fits = takewhile(lambda used: used < columns, accumulate(map(cell_width, text)))
    return text[: sum(1 for _ in fits)] + "…"


def wrapped(text: str, *, columns: int, indent: int = 0, hanging: int = 0) -> Iterator[str]:
    """Lines of at most `columns`; those after the first are indented by `hanging` more."""
    line = " " * indent
    blank = True
    for part in _UNBROKEN.findall(text):
        if not blank and cell_width(line) + cell_width(part.rstrip()) > columns:
            yield line.rstrip()
            line, blank = " " * (indent + hanging), True
        line += part
        blank = False
    if not blank:
        yield line.rstrip()
