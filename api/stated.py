"""Days and instants as requests state them: written out (RFC 3339), never a number of seconds."""

import re
from datetime import date, datetime
from typing import Annotated

from pydantic import AwareDatetime, BeforeValidator

__all__ = ["StatedDay", "StatedInstant"]

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


StatedDay = Annotated[date, BeforeValidator(_day)]
StatedInstant = Annotated[AwareDatetime, BeforeValidator(_instant)]
