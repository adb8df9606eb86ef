"""Fields of a decoded JSON object, read one by one, with the path of whatever is wrong.

A reader takes an object and a key and returns the typed value. Faults travel up as
`FieldFaultError`, each level putting its own key in front, so that nothing is spent on paths
while everything is right. Unknown fields are ignored: later versions may add some.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import NoReturn, TypeVar

from anchors.digest import DIGEST_ALGORITHMS
from anchors.limits import LIMITS
from ingest.package.faults import quoted

__all__ = [
    "FieldFaultError",
    "Object",
    "read_choice",
    "read_date",
    "read_digests",
    "read_each",
    "read_id",
    "read_ids",
    "read_integer",
    "read_object",
    "read_optional",
    "read_part",
    "read_text",
    "read_time",
    "read_uscc",
]  # fmt: skip

Object = dict[str, object]
"""A JSON object."""

_Value = TypeVar("_Value")

_LONGEST_TEXT = LIMITS.text_characters
_LARGEST = 1 << 53
IDENTIFIER = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}"
USCC = "[0-9A-Z]{18}"
TIME = (
    r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(\.[0-9]{1,6})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
)
DATE = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"

_REMEMBERED = 4096
_is_identifier = lru_cache(_REMEMBERED)(re.compile(IDENTIFIER).fullmatch)
"""Cases of one sender use the same evidence ids and proof ids over and over."""
_is_uscc = re.compile(USCC).fullmatch
_is_time = re.compile(TIME).fullmatch
_is_date = re.compile(DATE).fullmatch
_find_control = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff]").search
"""C0 and C1 controls, DEL, and halves of a surrogate pair."""
_HEX = {
    name: re.compile(f"[0-9a-f]{{{2 * row.size}}}").fullmatch
    for name, row in DIGEST_ALGORITHMS.items()
}
_HEX_DIGITS = re.compile("[0-9a-f]*").fullmatch


class FieldFaultError(Exception):
    """A field is absent, of another type, or has a value it may not have; the key may be empty."""

    def __init__(self, code: str, key: str, observed: str | None, expected: str) -> None:
        super().__init__(code, key)
        self.code = code
        self.path = f"/{quoted(key)}" if key else ""
        self.observed = observed
        self.expected = expected

    def within(self, key: str | int) -> "FieldFaultError":
        """Return itself, one level up."""
        self.path = f"/{key}{self.path}"
        return self


def _wrong(found: Object, key: str, wanted: type, expected: str) -> NoReturn:
    """Raise for a field that is absent, of another type, or of another value."""
    if key not in found:
        raise FieldFaultError("json.field_missing", key, None, expected)
    value = found[key]
    if type(value) is not wanted:
        raise FieldFaultError("json.field_type", key, type(value).__name__, expected)
    raise FieldFaultError("json.field_value", key, quoted(str(value)), expected)


def read_text(found: Object, key: str, least: int = 1) -> str:
    """Return a text of bounded length, which no terminal takes for a command.

    Marks that turn the direction of writing stay: whatever shows a text shows their code points.
    """
    value = found.get(key)
    if type(value) is str and least <= len(value) <= _LONGEST_TEXT and _is_text(value):
        return value
    _wrong(found, key, str, f"{least} to {_LONGEST_TEXT} characters, no controls")


def _is_text(value: str) -> bool:
    return value.isprintable() or not _find_control(value)


def read_id(found: Object, key: str) -> str:
    """Return an identifier (formats, package 3)."""
    value = found.get(key)
    if type(value) is str and _is_identifier(value):
        return value
    _wrong(found, key, str, IDENTIFIER)


def read_uscc(found: Object, key: str) -> str:
    """Return a unified social credit code by its form (GB 32100)."""
    value = found.get(key)
    if type(value) is str and _is_uscc(value):
        return value
    _wrong(found, key, str, USCC)


def read_time(found: Object, key: str) -> str:
    """Return an RFC 3339 time with its zone, as written."""
    value = found.get(key)
    if type(value) is str and _is_time(value) and _is_in_calendar(value):
        return value
    _wrong(found, key, str, "RFC 3339 with zone")


def read_date(found: Object, key: str) -> str:
    """Return an RFC 3339 full-date, as written."""
    value = found.get(key)
    if type(value) is str and _is_date(value) and _is_in_calendar(value):
        return value
    _wrong(found, key, str, "YYYY-MM-DD")


def _is_in_calendar(text: str) -> bool:
    """Whether the day exists in its month; the pattern has seen to everything else."""
    if text[8:10] <= "28":
        return not text.startswith("0000")
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True


def read_integer(found: Object, key: str, least: int = 0, largest: int = _LARGEST) -> int:
    """Return an integer within bounds."""
    value = found.get(key)
    if type(value) is int and least <= value <= largest:
        return value
    _wrong(found, key, int, f"{least} to {largest}")


def read_choice(found: Object, key: str, choices: dict[str, _Value]) -> _Value:
    """Return what a table holds for a text."""
    value = found.get(key)
    if type(value) is str and value in choices:
        return choices[value]
    _wrong(found, key, str, " | ".join(choices))


def read_object(found: Object, key: str) -> Object:
    """Return an object."""
    value = found.get(key)
    if type(value) is dict:
        return value
    _wrong(found, key, dict, "object")


def read_part(found: Object, key: str, decode: Callable[[Object], _Value]) -> _Value:
    """Return what `decode` makes of the object in a field."""
    part = read_object(found, key)
    try:
        return decode(part)
    except FieldFaultError as fault:
        raise fault.within(key) from None


def read_optional(found: Object, key: str, read: Callable[[Object, str], _Value]) -> _Value | None:
    """Return what `read` reads, or None where the field is absent or null."""
    return None if found.get(key) is None else read(found, key)


def read_each(
    found: Object, key: str, decode: Callable[[Object], _Value], longest: int
) -> tuple[_Value, ...]:
    """Return the objects of a list, decoded."""
    rows = found.get(key)
    if type(rows) is not list or len(rows) > longest:
        _wrong(found, key, list, f"list of at most {longest} objects")
    decoded: list[_Value] = []
    try:
        for row in rows:
            # Its length is the number of the row that a fault is about.
            decoded.append(decode(row if type(row) is dict else _no_object(row)))  # noqa: PERF401
    except FieldFaultError as fault:
        raise fault.within(len(decoded)).within(key) from None
    return tuple(decoded)


def _no_object(value: object) -> NoReturn:
    raise FieldFaultError("json.field_type", "", type(value).__name__, "object")


def read_ids(found: Object, key: str, longest: int) -> tuple[str, ...]:
    """Return a list of identifiers."""
    values = found.get(key)
    if type(values) is not list or len(values) > longest:
        _wrong(found, key, list, f"list of at most {longest} ids")
    for number, value in enumerate(values):
        if type(value) is not str or not _is_identifier(value):
            fault = FieldFaultError("json.field_value", str(number), quoted(str(value)), IDENTIFIER)
            raise fault.within(key)
    return tuple(values)


def read_digests(found: Object, key: str) -> dict[str, str]:
    """Return digests by algorithm: lower-case hex, of full length where the algorithm is known."""
    digests = found.get(key)
    if type(digests) is not dict:
        _wrong(found, key, dict, "object")
    for name, value in digests.items():
        if type(value) is not str or not _HEX.get(name, _HEX_DIGITS)(value):
            fault = FieldFaultError("json.field_value", name, quoted(str(value)), "lower-case hex")
            raise fault.within(key)
    return digests
