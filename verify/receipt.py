"""A platform's own receipt as it came: strict JSON of any shape, read through declared pointers.

What a field means is in the platform's registry record (`ReceiptMapping`), never in the receipt.
Numbers are kept as the text they were written in (formats, preamble). A pointer is RFC 6901.
"""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple, NoReturn

from anchors.limits import LIMITS
from anchors.nesting import overwhelms
from verify.canonical import canonical_json
from verify.errors import DecodeError

__all__ = ["SignedReceipt", "decode_receipt", "signed_octets"]


class SignedReceipt(NamedTuple):
    """One receipt with its fields by JSON pointer."""

    fields: Mapping[str, str]
    """Pointer of every leaf to its text; null is absent."""

    def text(self, pointer: str | None) -> str | None:
        """Return the text at a pointer; None where there is none."""
        return None if pointer is None else self.fields.get(pointer)


def decode_receipt(octets: bytes) -> SignedReceipt:
    """Return a receipt.

    Raises:
        DecodeError: it is no strict JSON object, or over the limits.
    """
    if len(octets) > LIMITS.receipt_octets:
        raise DecodeError("receipt.too_large", f"over {LIMITS.receipt_octets} octets")
    if overwhelms(octets, LIMITS.json_depth):
        raise DecodeError("receipt.too_large", "too deep, or too many fields")
    try:
        # RFC 8259 8.1 lets a parser pass over a byte order mark, which editors on Windows write.
        value = _STRICT.decode(octets.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise DecodeError("receipt.malformed", str(error)[:200]) from error
    if not isinstance(value, dict):
        raise DecodeError("receipt.malformed", "not an object")
    fields: dict[str, str] = {}
    _collect(value, "", fields, LIMITS.json_depth)
    return SignedReceipt(fields)


def signed_octets(receipt: SignedReceipt, pointers: Sequence[str]) -> bytes | None:
    """Return what the platform signed: canonical JSON of [pointer, text] in declared order.

    None where a field that should be signed is absent.
    """
    pairs = [[pointer, receipt.fields.get(pointer)] for pointer in pointers]
    if any(text is None for _, text in pairs):
        return None
    return canonical_json(pairs)


def _collect(value: object, pointer: str, fields: dict[str, str], left: int) -> None:
    """Put every leaf below `value` into `fields` by its pointer."""
    if not left or len(fields) > LIMITS.receipt_fields or len(pointer) > LIMITS.receipt_pointer:
        raise DecodeError("receipt.too_large", "too deep, too many fields, or a name too long")
    if isinstance(value, dict):
        for name, member in value.items():
            escaped = name.replace("~", "~0").replace("/", "~1")
            _collect(member, f"{pointer}/{escaped}", fields, left - 1)
    elif isinstance(value, list):
        for place, member in enumerate(value):
            _collect(member, f"{pointer}/{place}", fields, left - 1)
    elif isinstance(value, bool):
        fields[pointer] = "true" if value else "false"
    elif isinstance(value, str):
        if any("\ud800" <= one <= "\udfff" for one in value):
            raise DecodeError("receipt.malformed", f"lone surrogate at {pointer[:100]}")
        fields[pointer] = value


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a field stands twice")
    return found


def _refuse(text: str) -> NoReturn:
    raise ValueError(f"{text} is no JSON")


_STRICT = json.JSONDecoder(
    object_pairs_hook=_unique, parse_int=str, parse_float=str, parse_constant=_refuse
)
