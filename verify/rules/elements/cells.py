"""From the text of one cell to its value: one reader for each kind.

A reader gives for a text the value, or None where the text has not the form. Money is cents, a rate
is in parts of `RATE_UNIT`, an instant is in UTC. A batch states the same thousands of times: what is
short is kept as read, so that a reader is a dictionary that reads what it does not yet hold.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from anchors.limits import LIMITS
from verify.instants import stated_instant
from verify.rules.elements.field import Field, Kind, Sheet
from verify.rules.elements.formats import (
    CONTROL,
    CONTROL_BUT_LINES,
    PATTERNS,
    credit_code_fits,
    mobile_number,
)

__all__ = ["RATE_UNIT", "SHORT", "Cell", "Reader", "absent", "reader_of"]

RATE_UNIT = 100_000_000
"""A rate of 1.0, that is of 100 per cent: 12.00 per cent is 12,000,000."""
SHORT = 254
"""Characters beyond which no kind with a pattern has a value: RFC 5321 gives an address 254."""

Cell = str | int | date
"""A value: an instant is a datetime, which is a date."""
_Convert = Callable[[str], Cell | None]

_BLANK = " \N{IDEOGRAPHIC SPACE}"
_PER_CENT = RATE_UNIT // 100
_RATE_PLACES = 6
_MOST = LIMITS.element_readings


class Reader(dict[str, Cell | None]):
    """The values of the texts read so far; asked for another, it reads that."""

    __slots__ = ("_read",)

    def __init__(self, read: _Convert) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Cell | None:
        cell = self._read(text)
        if len(text) <= SHORT:
            if len(self) >= _MOST:
                self.clear()
            self[text] = cell
        return cell


class _PassingReader(Reader):
    """A reader of what is another in every case: it keeps nothing, and its memory stays small."""

    __slots__ = ()

    def __missing__(self, text: str) -> Cell | None:
        return self._read(text)


def absent(stated: object) -> bool:
    """Return whether nothing is stated: no value, null, or a cell left blank."""
    return stated is None or (isinstance(stated, str) and not stated.strip(_BLANK))


def reader_of(field: Field) -> Reader:
    """Return the reader of a field's cells; a list of rows has none."""
    if field.kind is Kind.CHOICE:
        return Reader({choice: choice for choice in field.choices}.get)
    repeats = field.sheet is Sheet.BATCH or field.kind in _REPEATING
    return (_READERS if repeats else _PASSING)[field.kind]


def _free(pattern: str) -> _Convert:
    wrong = re.compile(pattern).search
    most = LIMITS.text_characters

    def read(text: str) -> str | None:
        if len(text) > most or not (text.isprintable() or wrong(text) is None):
            return None
        return text.strip(_BLANK) or None

    return read


def _formed(kind: Kind) -> _Convert:
    form = re.compile(PATTERNS[kind]).fullmatch
    convert = _CONVERT.get(kind, str)

    def read(text: str) -> Cell | None:
        return convert(text) if len(text) <= SHORT and form(text) else None

    return read


def _cents(text: str) -> int:
    return int(text.replace(".", ""))


def _rate(text: str) -> int:
    whole, _, places = text.partition(".")
    return int(whole) * _PER_CENT + int(places.ljust(_RATE_PLACES, "0"))


def _credit_code(text: str) -> str | None:
    return text if credit_code_fits(text) else None


_CONVERT: Mapping[Kind, _Convert] = MappingProxyType({
    Kind.MONEY: _cents,
    Kind.RATE: _rate,
    Kind.DAY: date.fromisoformat,
    Kind.INSTANT: stated_instant,
    Kind.COUNT: int,
    Kind.CREDIT_CODE: _credit_code,
    Kind.MOBILE: mobile_number,
})  # fmt: skip
"""What becomes of a text that has the form of its kind; any other kind stays as it is written."""

_REPEATING = frozenset({Kind.RATE, Kind.DAY, Kind.COUNT, Kind.REGION})
"""Kinds of which a batch has few values, whatever the field."""
_READ: Mapping[Kind, _Convert] = MappingProxyType({
    Kind.TEXT: _free(CONTROL),
    Kind.CLAUSE: _free(CONTROL_BUT_LINES),
    **{kind: _formed(kind) for kind in PATTERNS},
})  # fmt: skip
_READERS = {kind: Reader(read) for kind, read in _READ.items()}
_PASSING = {kind: _PassingReader(read) for kind, read in _READ.items()}
_PASSING[Kind.MONEY]["0.00"] = 0  # the one amount that every list has many times
