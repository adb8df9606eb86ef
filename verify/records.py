"""Registry records as strict JSON: the readers that every part of a trust directory shares.

Anything of another shape refuses the whole store: `TrustError` names the file.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import cast

from anchors.limits import LIMITS
from anchors.nesting import overwhelms
from verify.errors import TrustError

__all__ = ["Json", "instant_in", "json_object", "list_of", "mapping_of", "text_in"]

Json = Mapping[str, object]


def instant_in(record: Json, key: str, path: str) -> datetime | None:
    """Return the instant of a field, with its zone; None where it is absent or null."""
    value = record.get(key)
    if value is None:
        return None
    try:
        instant = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise TrustError(f"{path}: {key} is no time") from error
    if instant.tzinfo is None:
        raise TrustError(f"{path}: {key} has no zone")
    return instant


def json_object(data: bytes, path: str) -> Json:
    """Return the JSON object of a file: no key twice, no float."""
    if len(data) > LIMITS.json_octets:
        raise TrustError(f"{path}: over {LIMITS.json_octets} octets")
    if overwhelms(data, LIMITS.json_depth):
        raise TrustError(f"{path}: nests deeper than {LIMITS.json_depth} levels")
    try:
        value = json.loads(data, object_pairs_hook=_unique, parse_float=_no_float)
    except (ValueError, RecursionError) as error:
        raise TrustError(f"{path}: {error}") from error
    return mapping_of(value, path)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate key")
    return found


def _no_float(text: str) -> object:
    raise ValueError(f"float {text[:20]}")


def mapping_of(value: object, path: str) -> Json:
    """Return a value that has to be an object."""
    if not isinstance(value, dict):
        raise TrustError(f"{path}: not an object where one is called for")
    return cast("Json", value)


def list_of(value: object, path: str) -> list[object]:
    """Return a value that has to be a list."""
    if not isinstance(value, list):
        raise TrustError(f"{path}: not a list where one is called for")
    return value


def text_in(record: Json, key: str, path: str) -> str:
    """Return the text of a field."""
    value = record.get(key)
    if not isinstance(value, str):
        raise TrustError(f"{path}: {key} is no text")
    return value
