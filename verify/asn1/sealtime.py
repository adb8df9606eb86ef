"""Instants inside electronic seals, which are seldom in the one form of DER.

GB/T 38540 has GeneralizedTime, GM/T 0031 UTCTime, or a BIT STRING that holds a UTCTime, a text or
a time-stamp token. Makers of seals write local time without a zone: it is read as +08:00, and that
is said. Fractions of a second are cut off.
"""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from verify.asn1.der import (
    BIT_STRING,
    GENERALIZED_TIME,
    OCTET_STRING,
    UTC_TIME,
    Element,
    decode_bits,
    malformed,
    only_element,
)
from verify.errors import DecodeError

__all__ = ["SealTime", "decode_seal_time", "decode_time_info", "decode_time_text"]

_BEIJING = timezone(timedelta(hours=8))
_SHAPE = re.compile(
    rb"(\d{4}|\d{2})[-/.]?(\d\d)[-/.]?(\d\d)[ T]?(\d\d):?(\d\d):?(\d\d)(?:[.,]\d{1,9})?"
    rb"(Z|[+-]\d\d:?\d\d)?"
)
_LONGEST = 40


class SealTime(NamedTuple):
    """One instant as it was read."""

    at: datetime
    """In UTC."""
    zone_assumed: bool
    """Whether it was written without a zone, and is taken to be of +08:00."""


def decode_seal_time(data: bytes, element: Element) -> SealTime:
    """Return a UTCTime or GeneralizedTime, with or without a zone.

    Raises:
        DecodeError: it is neither.
    """
    if element.tag not in (UTC_TIME, GENERALIZED_TIME):
        raise malformed("no time in the place of one")
    return _instant(data[element.start : element.stop], short=element.tag == UTC_TIME)


def decode_time_info(data: bytes, element: Element) -> SealTime | None:
    """Return the timeInfo of GM/T 0031; None where it is no time, but a time-stamp token.

    Raises:
        DecodeError: it is of another type, or a time that is none.
    """
    if element.tag in (UTC_TIME, GENERALIZED_TIME):
        return decode_seal_time(data, element)
    if element.tag == BIT_STRING:
        content, _ = decode_bits(data, element)
    elif element.tag == OCTET_STRING:
        content = data[element.start : element.stop]
    else:
        raise malformed("timeInfo of another type")
    if content[:4].isdigit():
        return _instant(content)
    try:
        return decode_seal_time(content, only_element(content))
    except DecodeError:
        return None


def decode_time_text(text: str) -> SealTime | None:
    """Return what a time in a text says, as documents write it; None where it is none."""
    try:
        return _instant(text.strip().encode("ascii", "replace"))
    except DecodeError:
        return None


def _instant(text: bytes, *, short: bool = False) -> SealTime:
    """Return what a time says; `short` where its year may have two digits."""
    shape = _SHAPE.fullmatch(text) if len(text) <= _LONGEST else None
    if shape is None:
        raise malformed("time of another form")
    year, zone = int(shape[1]), shape[7]
    if len(shape[1]) == 2:
        if not short:
            raise malformed("year of two digits")
        year += 1900 if year >= 50 else 2000
    month, day, hour, minute, second = [int(part) for part in shape.groups()[1:6]]
    try:
        local = datetime(year, month, day, hour, minute, second, tzinfo=_zone(zone))
        return SealTime(local.astimezone(UTC), zone is None)
    except (ValueError, OverflowError) as error:
        raise malformed("no such time") from error


def _zone(text: bytes | None) -> timezone:
    if text is None:
        return _BEIJING
    if text == b"Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[:1] == b"-" else offset)
