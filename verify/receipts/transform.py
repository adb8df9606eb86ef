"""Texts of receipts as values: digests, times, labels; whatever is written otherwise is no value.

A digest's writing is told by its characters alone: what is all hexadecimal is never base64. A time
is plausible from 2009, before which no deposit platform stood, to 2100: seconds read as
milliseconds lie in 1970, milliseconds read as seconds in the year 50,000.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from anchors.digest import DIGEST_ALGORITHMS
from verify.instants import stated_instant

__all__ = ["algorithm_of", "has_zone", "instant_of", "octets_of", "span_of"]

_HEX = re.compile(r"(?:0[xX])?([0-9a-fA-F]+)")
_NUMBER = re.compile(r"[0-9]{1,19}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST, _LAST = datetime(2009, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
_CLOCK = re.compile(
    r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}.[0-9]{2}(?P<minutes>:?[0-9]{2})?(?P<seconds>:?[0-9]{2}[.,0-9]*)?"
    r"(?:[Zz]|[+-].*)?"
)
_WEEK = re.compile("[Ww]")
"""A week of ISO 8601: no deposit states its time so, and a week is no time of one."""
_UNITS = {"s": 1000, "ms": 1}
"""Milliseconds of a unit."""
_ZONE = re.compile(r"(?:[Zz]|[+-][0-9]{2}:?(?:[0-9]{2})?(?::?[0-9]{2})?)$")
_NAMES = {name.replace("-", ""): name for name in DIGEST_ALGORITHMS}


def octets_of(text: str) -> bytes | None:
    """Return the octets of a text in hex, with or without 0x, or in base64; None for any other."""
    written = _HEX.fullmatch(text)
    if written is not None:
        digits = written[1]
        return bytes.fromhex(digits) if len(digits) % 2 == 0 else None
    try:
        octets = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return octets or None


def instant_of(text: str, unit: str) -> datetime | None:
    """Return the instant that a text states; None where it states none that can be a deposit's."""
    if _NUMBER.fullmatch(text):
        scale = _UNITS.get(unit)
        if scale is None:
            return None
        try:
            instant = _EPOCH + timedelta(milliseconds=int(text) * scale)
        except OverflowError:
            return None
    else:
        found = stated_instant(text)
        if found is None or _WEEK.search(text):
            return None
        instant = found
    return instant if _FIRST <= instant < _LAST else None


def span_of(text: str) -> timedelta:
    """Return how much later than its instant a text may mean: a day that is stated is all of it."""
    if _NUMBER.fullmatch(text):
        return timedelta()
    if len(text) <= len("2021-03-26"):
        return timedelta(days=1)
    written = _CLOCK.fullmatch(text)
    if written is None or written["seconds"]:
        return timedelta()
    return timedelta(minutes=1) if written["minutes"] else timedelta(hours=1)


def has_zone(text: str) -> bool:
    """Whether a text states an instant whatever the place: a number does, a zone does."""
    clock = text[10:]
    return _NUMBER.fullmatch(text) is not None or _ZONE.search(clock) is not None


def algorithm_of(label: str, labels: Mapping[str, str]) -> str | None:
    """Return our name of an algorithm by the platform's own label for it; None where unknown."""
    own = labels.get(label)
    return own or _NAMES.get(label.lower().replace("-", "").replace("_", ""))
