"""Days and instants as requests state them: written out (RFC 3339), never a number of seconds."""

import re
from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BeforeValidator

__all__ = ["StatedDay", "StatedInstant", "is_usable"]

_YEARS = range(1900, 2200)
"""Of instants that are taken: with these any term can be added, and any zone left."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}.*", re.ASCII)


def _day(value: object) -> object:
    return _written(value, _DAY)


def _instant(value: object) -> object:
    return _written(value, _INSTANT)


def _written(value: object, form: re.Pattern[str]) -> object:
    if isinstance(value, date | datetime) or value is None:
        return value
    if not isinstance(value, str) or form.fullmatch(value) is None:
        raise ValueError("RFC 3339")
    return value


def is_usable(stated: datetime) -> bool:
    """Whether an instant is far from both ends of the calendar."""
    return stated.year in _YEARS


def _usable(stated: datetime) -> datetime:
    if not is_usable(stated):
        raise ValueError(f"a year from {_YEARS.start} to {_YEARS.stop - 1}")
    return stated.astimezone(UTC)


StatedDay = Annotated[date, BeforeValidator(_day)]
StatedInstant = Annotated[AwareDatetime, BeforeValidator(_instant), AfterValidator(_usable)]
