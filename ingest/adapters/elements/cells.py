"""One cell to the text that a case line has, or to what is wrong with it.

Text is taken as it stands, blanks around it aside. A number is taken only where no digit of it can
have been lost, a date only where a date belongs; a formula, an error, a truth value never. Days and
instants that begin with the year are written out as RFC 3339 has them.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from ingest.adapters.elements.spool import Cell
from verify.rules.elements.field import Kind

__all__ = ["SPACING", "UNSEEN", "CellFault", "cell_text", "shown_cell"]

_LARGEST = 10**13
"""Numbers from here on may have lost digits after their point in a spreadsheet."""
_BLANK = " \t\r\n\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}\N{ZERO WIDTH NO-BREAK SPACE}"
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\uffa0]"
)
"""Characters that draw nothing: two numbers that look alike may differ by one."""
_UNBROKEN = frozenset({
    Kind.IDENTITY_NO, Kind.CREDIT_CODE, Kind.MONEY, Kind.RATE, Kind.COUNT, Kind.REGION, Kind.DAY,
})  # fmt: skip
"""Kinds that have no blank inside."""
_NARROW = _UNBROKEN | {Kind.INSTANT, Kind.MOBILE, Kind.PHONE, Kind.EMAIL}
"""Kinds that are written in ASCII but for the words of a date."""
_ODD_BLANK = re.compile(r"\s")
_WIDE = re.compile("[\uff01-\uff5e\u3000]")
_PLAIN_MONEY = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9])?")
_DAY = re.compile(r"([12][0-9]{3})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_INSTANT = re.compile(
    _DAY.pattern + r"[T ]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}(?:\.[0-9]{1,6})?))?"
    r" ?(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_BEIJING = "+08:00"


UNSEEN, SPACING = "sheet.invisible_character", "sheet.number_spacing"


class CellFault(NamedTuple):
    """Why a cell gives no text."""

    code: str
    observed: str


def cell_text(kind: Kind, cell: Cell) -> str | CellFault | None:
    """Return the text of a cell under a column of this kind; None where it is blank."""
    if cell is None:
        return None
    if type(cell) is str:
        text = cell.strip(_BLANK)
        # Two tests that cost nothing, for the million cells that have neither.
        if not text.isascii() or " " in text or not text.isprintable():
            odd = _odd_character(kind, text)
            if odd is not None:
                return odd
        written = _WRITTEN.get(kind)
        return (written(text) if written is not None else text) or None
    if type(cell) is dict:
        (mark, value), *_ = cell.items()
        return _MARKED[mark](kind, value)
    if isinstance(cell, bool):
        return CellFault("sheet.cell_type", str(cell))
    if isinstance(cell, int | float):
        return _number(kind, cell)
    return CellFault("sheet.cell_type", shown_cell(cell))


def _odd_character(kind: Kind, text: str) -> CellFault | None:
    """Return the fault of a character that is not seen, or that no number is written with."""
    if unseen := _UNSEEN.search(text):
        return CellFault(UNSEEN, _whereabouts(unseen))
    odd = _ODD_BLANK.search(text) if kind in _UNBROKEN else None
    odd = odd or (_WIDE.search(text) if kind in _NARROW else None)
    return CellFault(SPACING, _whereabouts(odd)) if odd else None


def _whereabouts(unseen: re.Match[str]) -> str:
    """Return where a character stands, and which it is; not what is around it."""
    return f"第 {unseen.start() + 1} 个字符 U+{ord(unseen[0]):04X}"


def shown_cell(cell: Cell) -> str:
    """Return a cell as a person reads it."""
    if isinstance(cell, dict):
        return str(next(iter(cell.values())))
    return "" if cell is None else str(cell)


def _money(text: str) -> str:
    """Write an amount with two places where it says as much with fewer."""
    return f"{Decimal(text):.2f}" if _PLAIN_MONEY.fullmatch(text) else text


def _day(text: str) -> str:
    found = _DAY.fullmatch(text)
    return f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}" if found else text


def _instant(text: str) -> str:
    found = _INSTANT.fullmatch(text)
    if found is None:
        return _day(text)
    clock = f"{found[4]:0>2}:{found[5]}:{found[6] or '00'}"
    return f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}T{clock}{found[7] or _BEIJING}"


_WRITTEN: Mapping[Kind, Callable[[str], str]] = MappingProxyType(
    {Kind.MONEY: _money, Kind.DAY: _day, Kind.INSTANT: _instant}
)
_PLACES: Mapping[Kind, int] = MappingProxyType({
    Kind.MONEY: 2, Kind.RATE: 6, Kind.COUNT: 0, Kind.REGION: 0, Kind.CHOICE: 0,
})  # fmt: skip
"""Kinds that may stand as a number, with the decimal places that they may have."""
_DATED = frozenset({Kind.DAY, Kind.INSTANT})


def _number(kind: Kind, value: float) -> str | CellFault:
    places = _PLACES.get(kind)
    if places is None:
        code = "sheet.serial_date" if kind in _DATED else "sheet.number_as_text"
        return CellFault(code, repr(value))
    exact = Decimal(repr(value))
    if not exact.is_finite() or abs(exact) >= _LARGEST:
        return CellFault("sheet.number_inexact", repr(value))
    rounded = round(exact, places)
    if rounded != exact:
        return CellFault("sheet.number_inexact", repr(value))
    if kind is Kind.MONEY:
        return f"{rounded:.2f}"
    return f"{rounded.normalize():f}" if kind is Kind.RATE else f"{rounded:f}"


def _percentage(kind: Kind, value: object) -> str | CellFault:
    del kind
    return CellFault("sheet.percent_cell", str(value))


def _formula(kind: Kind, value: object) -> str | CellFault:
    del kind
    return CellFault("sheet.formula", str(value))


def _error(kind: Kind, value: object) -> str | CellFault:
    del kind
    return CellFault("sheet.cell_error", str(value))


def _date(kind: Kind, value: object) -> str | CellFault:
    # Under an instant the bare day goes on, for whoever reads instants to refuse it.
    return str(value) if kind in _DATED else CellFault("sheet.date_as_text", str(value))


def _moment(kind: Kind, value: object) -> str | CellFault:
    if kind is Kind.INSTANT:
        return f"{value}{_BEIJING}"
    # A day with a clock time is no day: whoever reads days refuses it.
    return str(value) if kind is Kind.DAY else CellFault("sheet.date_as_text", str(value))


_MARKED: Mapping[str, Callable[[Kind, object], str | CellFault]] = MappingProxyType(
    {"f": _formula, "e": _error, "p": _percentage, "D": _date, "d": _moment}
)
