"""From the text of one cell to its value: one reader for each kind.

A reader takes text and returns the value, or None where the text has not the form. Money is cents,
a rate is in parts of `RATE_UNIT`, an instant is in UTC. What repeats over a batch is read once.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType

from anchors.limits import LIMITS
from verify.instants import stated_instant
from verify.rules.elements.field import Field, Kind
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

Cell = str | int | date
"""A value: an instant is a datetime, which is a date."""
Reader = Callable[[str], Cell | None]

_BLANK = " \N{IDEOGRAPHIC SPACE}"
SHORT = 254
"""Characters beyond which no kind with a pattern has a value: RFC 5321 gives an address 254."""
_PER_CENT = RATE_UNIT // 100
_RATE_PLACES = 6


def absent(stated: object) -> bool:
    """Return whether nothing is stated: no value, null, or a cell left blank."""
    return stated is None or (isinstance(stated, str) and not stated.strip(_BLANK))


def reader_of(field: Field) -> Reader:
    """Return the reader of a field's cells; a list of rows has none."""
    if field.kind is Kind.CHOICE:
        return MappingProxyType({choice: choice for choice in field.choices}).get
    return _READERS[field.kind]


def _free(pattern: str) -> Reader:
    wrong = re.compile(pattern).search

    def read(text: str) -> str | None:
        if len(text) > LIMITS.text_characters or not (text.isprintable() or wrong(text) is None):
            return None
        return text.strip(_BLANK) or None

    return read


def _formed(kind: Kind, convert: Callable[[str], Cell | None]) -> Reader:
    form = re.compile(PATTERNS[kind]).fullmatch

    @lru_cache(maxsize=LIMITS.element_readings)
    def kept(text: str) -> Cell | None:
        return convert(text) if form(text) else None

    def read(text: str) -> Cell | None:
        return kept(text) if len(text) <= SHORT else None

    return read


def _cents(text: str) -> int:
    return int(text.replace(".", ""))


def _rate(text: str) -> int:
    whole, _, places = text.partition(".")
    return int(whole) * _PER_CENT + int(places.ljust(_RATE_PLACES, "0") or "0")


def _instant(text: str) -> datetime | None:
    return stated_instant(text)


def _credit_code(text: str) -> str | None:
    return text if credit_code_fits(text) else None


_READERS: Mapping[Kind, Reader] = MappingProxyType({
    Kind.TEXT: _free(CONTROL),
    Kind.CLAUSE: _free(CONTROL_BUT_LINES),
    Kind.MONEY: _formed(Kind.MONEY, _cents),
    Kind.RATE: _formed(Kind.RATE, _rate),
    Kind.DAY: _formed(Kind.DAY, date.fromisoformat),
    Kind.INSTANT: _formed(Kind.INSTANT, _instant),
    Kind.COUNT: _formed(Kind.COUNT, int),
    Kind.REGION: _formed(Kind.REGION, str),
    Kind.CREDIT_CODE: _formed(Kind.CREDIT_CODE, _credit_code),
    Kind.IDENTITY_NO: _formed(Kind.IDENTITY_NO, str),
    Kind.PHONE: _formed(Kind.PHONE, str),
    Kind.MOBILE: _formed(Kind.MOBILE, mobile_number),
    Kind.EMAIL: _formed(Kind.EMAIL, str),
})  # fmt: skip
