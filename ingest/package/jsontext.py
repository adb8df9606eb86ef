"""Strict JSON (RFC 8259), for documents that two programs must never read differently.

Refused with the path of the field: duplicate keys, floats, NaN and Infinity, integers beyond
2^53, lone surrogates, nesting and size over the limits, a byte order mark, invalid UTF-8.
Amounts are decimal strings (formats, preamble), so no float is ever meant.
"""

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple, NoReturn

from anchors.limits import LIMITS, Limits
from anchors.nesting import overwhelms
from ingest.errors import MalformedError
from ingest.package.faults import malformed, quoted

__all__ = ["decode_json"]

_LARGEST = 1 << 53
_LONGEST_INTEGER = 17
_DEEPEST = LIMITS.json_depth
_Trail = tuple[str | int, ...]


class _RefusedError(Exception):
    """Something a strict document does not hold, seen by a hook that does not know where."""


def decode_json(data: bytes, subject: str, limits: Limits, *, longest: int | None = None) -> object:
    """Return the value of one JSON document.

    Args:
        data: the whole document.
        subject: what to call it in a finding; the path of the field is appended.
        limits: depth, and size where `longest` gives none.
        longest: octets the document may have.

    Raises:
        MalformedError: it is not strict JSON.
    """
    longest = limits.json_octets if longest is None else longest
    if len(data) > longest:
        raise malformed("json.too_large", subject, str(len(data)), str(longest))
    if overwhelms(data, limits.json_depth):
        raise _too_deep(subject, limits)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise malformed("json.malformed", subject, quoted(str(error))) from None
    try:
        value = _STRICT.decode(text)
        if type(value) is dict or type(value) is list:
            _walk(value, limits.json_depth)
    except (_RefusedError, ValueError):
        raise _located(text, subject, limits) from None
    except RecursionError:
        raise _too_deep(subject, limits) from None
    if "\\u" in text:
        _check_surrogates(value, subject)
    return value


def _too_deep(subject: str, limits: Limits) -> MalformedError:
    return malformed("json.too_deep", subject, None, str(limits.json_depth))


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _RefusedError
    return found


def _refuse(_: str) -> NoReturn:
    raise _RefusedError


_STRICT = json.JSONDecoder(object_pairs_hook=_object, parse_float=_refuse, parse_constant=_refuse)


def _walk(value: Iterable[object], left: int) -> None:
    """Refuse integers that other programs round, and nesting deeper than `left` levels."""
    if not left:
        raise RecursionError
    for item in value.values() if type(value) is dict else value:
        kind = type(item)
        if kind is str:
            continue
        if kind is dict or kind is list:
            _walk(item, left - 1)  # type: ignore[arg-type]
        elif kind is int and not -_LARGEST <= item <= _LARGEST:  # type: ignore[operator]
            raise _RefusedError


def _check_surrogates(value: object, subject: str) -> None:
    """Refuse texts that cannot be written as UTF-8: half of a pair, written as an escape."""
    for trail, item in _leaves(value, ()):
        if isinstance(item, str) and not _is_utf8(item):
            raise malformed("json.lone_surrogate", _path(subject, trail), quoted(item))


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class _Refused(NamedTuple):
    """Stands in the second reading where the first one stopped."""

    code: str
    observed: str


class _Pairs(list[tuple[str, object]]):
    """An object with its keys as often as they stand there."""


def _integer(digits: str) -> object:
    if len(digits) > _LONGEST_INTEGER or abs(int(digits)) > _LARGEST:
        return _Refused("json.integer_too_large", digits)
    return int(digits)


_LOCATING = json.JSONDecoder(
    object_pairs_hook=_Pairs,
    parse_float=lambda digits: _Refused("json.float", digits),
    parse_int=_integer,
    parse_constant=lambda name: _Refused("json.malformed", name),
)


def _located(text: str, subject: str, limits: Limits) -> MalformedError:
    """Read again to say where: the first thing refused, with its path."""
    try:
        for trail, item in _leaves(_LOCATING.decode(text), ()):
            if isinstance(item, _Refused):
                return malformed(item.code, _path(subject, trail), quoted(item.observed))
    except RecursionError:
        return _too_deep(subject, limits)
    except ValueError as error:
        return malformed("json.malformed", subject, quoted(str(error)))
    return malformed("json.malformed", subject)


def _path(subject: str, trail: _Trail) -> str:
    return subject + "".join(f"/{quoted(str(key))}" for key in trail)


def _leaves(value: object, trail: _Trail) -> Iterator[tuple[_Trail, object]]:
    """Yield every key and every value that holds no others, with the way to it.

    Raises:
        RecursionError: it nests deeper than any document of ours.
    """
    if len(trail) > _DEEPEST:
        raise RecursionError
    if isinstance(value, _Pairs):
        seen: set[str] = set()
        for key, item in value:
            if key in seen:
                yield (*trail, key), _Refused("json.duplicate_key", key)
            seen.add(key)
            yield from _leaves(item, (*trail, key))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield (*trail, key), key
            yield from _leaves(item, (*trail, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _leaves(item, (*trail, number))
    else:
        yield trail, value
