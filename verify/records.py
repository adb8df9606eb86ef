"""Registry records as strict JSON: the readers that every part of a trust directory shares.

Anything of another shape refuses the whole store: `TrustError` names the file.
"""

from datetime import datetime
from typing import cast

from anchors.errors import EncodingError
from anchors.jsontext import Json, decode_object
from anchors.limits import LIMITS
from verify.errors import TrustError

__all__ = [
    "Json",
    "instant_in",
    "json_object",
    "list_of",
    "mapping_of",
    "only_members",
    "term_in",
    "text_in",
]


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
    """Return the strict JSON object of a file."""
    try:
        return decode_object(data, LIMITS.json_octets)
    except EncodingError as error:
        raise TrustError(f"{path}: {error}") from error


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


def only_members(record: Json, path: str, *names: str) -> None:
    """Refuse a member of another name: a misspelt one would silently mean its default."""
    for name in record:
        if name not in names:
            raise TrustError(f"{path}: {name} is no member here")


def term_in(record: Json, path: str) -> tuple[datetime | None, datetime | None]:
    """Return `from` and `to`; null is open, and `to` has to be there and after `from`."""
    begin, end = instant_in(record, "from", path), instant_in(record, "to", path)
    if "to" not in record:
        raise TrustError(f"{path}: to is absent; null is open")
    if begin is not None and end is not None and end <= begin:
        raise TrustError(f"{path}: to is not after from")
    return begin, end
