"""Strict JSON objects from outside, and their fields by type (formats, preamble).

Refused: duplicate keys, floats, NaN and Infinity, integers beyond 2^53, lone surrogates, a byte
order mark, invalid UTF-8, nesting over the limit. Keys that nobody asks for are let pass. Hex is
lower-case, without 0x.
"""

import json
from collections.abc import Iterable, Mapping
from typing import NoReturn, cast

from anchors.errors import EncodingError, TooLargeError
from anchors.limits import LIMITS
from anchors.nesting import overwhelms

__all__ = ["Json", "decode_object", "hex_field", "integer_field", "octets_of_hex", "text_field"]

Json = Mapping[str, object]

_LARGEST = 1 << 53
_LONGEST = 17
"""Characters of an integer with its sign."""
_DEEPEST = LIMITS.json_depth


def decode_object(octets: bytes, most: int) -> Json:
    """Return the one object that a strict JSON text of at most `most` octets is.

    Raises:
        EncodingError: it is not one, or is over a limit.
    """
    if len(octets) > most:
        raise TooLargeError(f"{len(octets)} octets of JSON, {most} at most")
    if overwhelms(octets, _DEEPEST):
        raise TooLargeError(f"JSON nests deeper than {_DEEPEST} levels")
    try:
        text = octets.decode()
        value = _STRICT.decode(text)
    except (ValueError, RecursionError) as error:
        raise EncodingError(f"no JSON: {error}") from None
    if type(value) is not dict:
        raise EncodingError("JSON, but no object")
    _check_depth(value, _DEEPEST)
    if "\\" in text:
        _check_surrogates(value)
    return value


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise EncodingError("duplicate key")
    return found


def _integer(digits: str) -> int:
    if len(digits) > _LONGEST or not -_LARGEST <= int(digits) <= _LARGEST:
        raise EncodingError(f"integer {digits[:_LONGEST]} is beyond 2^53")
    return int(digits)


def _refuse(number: str) -> NoReturn:
    raise EncodingError(f"{number[:_LONGEST]} is no integer")


_STRICT = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_integer, parse_float=_refuse, parse_constant=_refuse
)


def _check_depth(value: Iterable[object], left: int) -> None:
    if not left:
        raise TooLargeError(f"JSON nests deeper than {_DEEPEST} levels")
    for item in value.values() if type(value) is dict else value:
        if type(item) is dict or type(item) is list:
            _check_depth(item, left - 1)


def _check_surrogates(value: object) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise EncodingError("a text holds half of a surrogate pair") from None


def integer_field(record: Json, key: str, least: int, most: int) -> int:
    """Return an integer within bounds; raises `EncodingError`."""
    value = record.get(key)
    if type(value) is not int:
        raise EncodingError(f"{key} is no integer")
    if value > most:
        raise TooLargeError(f"{key} is {value}, {most} at most")
    if value < least:
        raise EncodingError(f"{key} is {value}, {least} at least")
    return value


def text_field(record: Json, key: str) -> str:
    """Return a text that is not empty; raises `EncodingError`."""
    value = record.get(key)
    if type(value) is not str or not value:
        raise EncodingError(f"{key} is no text")
    if len(value) > LIMITS.anchor_name_characters:
        raise TooLargeError(f"{key} has {len(value)} characters")
    return value


def hex_field(record: Json, key: str, size: int | None = None) -> bytes:
    """Return the octets of a hex field, `size` of them where one is given; as `octets_of_hex`."""
    return octets_of_hex(record.get(key), key, size)


def octets_of_hex(value: object, key: str, size: int | None = None) -> bytes:
    """Return the octets of lower-case hex; raises `EncodingError`."""
    try:
        octets = bytes.fromhex(cast("str", value))
    except (TypeError, ValueError):
        raise EncodingError(f"{key} is no hex") from None
    if octets.hex() != value:
        raise EncodingError(f"{key} is no lower-case hex")
    if size is not None and len(octets) != size:
        raise EncodingError(f"{key} has {len(octets)} octets, not {size}")
    return octets
