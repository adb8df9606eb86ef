"""Values as nodes write them in JSON: quantities and data, in hex after 0x (execution-apis)."""

import re
from collections.abc import Mapping, Sequence

from anchors.clients.errors import MalformedAnswerError

__all__ = ["as_data", "as_members", "as_object", "as_quantity", "quantity", "written"]

_QUANTITY = re.compile("0x[0-9a-fA-F]{1,64}")
_DATA = re.compile("0x(?:[0-9a-fA-F]{2})*")


def quantity(value: int) -> str:
    """Write an integer."""
    return hex(value)


def written(data: bytes) -> str:
    """Write octets."""
    return f"0x{data.hex()}"


def as_quantity(value: object) -> int:
    """Read an integer of 256 bits at most; raises `MalformedAnswerError`."""
    if not isinstance(value, str) or not _QUANTITY.fullmatch(value):
        raise MalformedAnswerError("a quantity is not one")
    return int(value, 16)


def as_data(value: object, size: int | None = None) -> bytes:
    """Read octets, of one size where it is given; raises `MalformedAnswerError`."""
    if not isinstance(value, str) or not _DATA.fullmatch(value):
        raise MalformedAnswerError("data is not hex")
    data = bytes.fromhex(value[2:])
    if size not in (None, len(data)):
        raise MalformedAnswerError(f"data of {len(data)} octets, not {size}")
    return data


def as_object(value: object) -> Mapping[str, object]:
    """Read an object; raises `MalformedAnswerError`."""
    if not isinstance(value, dict):
        raise MalformedAnswerError("no object")
    return value


def as_members(value: object) -> Sequence[object]:
    """Read a list; raises `MalformedAnswerError`."""
    if not isinstance(value, list):
        raise MalformedAnswerError("no list")
    return value
