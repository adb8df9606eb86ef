"""What a court's registry holds of a chain: its profile, and the headers pinned by the court.

A profile says what on which chain is an anchor, so that no claim brings its own word for it; each
kind of ledger has its own, and `chains` reads a record as the kind it names.
A pinned header is why a block is believed: court or checkpoint put it there, or so many operators
of nodes agreed on it. The files are append-only: one height has one hash.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, TypedDict

from anchors.errors import EncodingError, ProfileError
from anchors.jsontext import (
    Json,
    decode_object,
    hex_field,
    integer_field,
    text_field,
)
from anchors.limits import LIMITS

__all__ = [
    "ChainProfile", "CommonFields", "Finality", "PinnedHeader", "common_fields", "decode_headers",
    "finality_of", "instant_field", "is_operator", "one_of", "quorum_source",
]  # fmt: skip

_HASH = 32
_LARGEST = 1 << 53
_MOST_OPERATORS = 64
_SOURCE = re.compile(r"court|checkpoint|quorum:([^\s,][^,]*(?:,[^\s,][^,]*)*)")


class Finality(NamedTuple):
    """When a block of the chain counts as final."""

    rule: str
    """How whoever pins headers decides it; cited, not judged, offline."""
    operators: int
    """Distinct operators that must agree on a header that neither court nor checkpoint pinned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainProfile:
    """What every registered chain has; each kind of ledger adds its own."""

    id: str
    kind: str
    """A name in `chains.KINDS`."""
    tolerance: timedelta
    """How far block time may be off."""
    operator: str
    """Who runs the chain."""
    valid_from: datetime
    valid_to: datetime | None

    def in_force(self, at: datetime) -> bool:
        """Whether the profile holds at a time; its end is not part of it."""
        return self.valid_from <= at and (self.valid_to is None or at < self.valid_to)


class PinnedHeader(NamedTuple):
    """One block that the court holds for final."""

    height: int
    hash: bytes
    time: datetime
    source: str
    """`court`, `checkpoint`, or `quorum:` and the operators, with commas."""
    pinned_at: datetime

    @property
    def operators(self) -> frozenset[str] | None:
        """The operators that agreed, each once; None where court or checkpoint pinned it."""
        kind, _, names = self.source.partition(":")
        return frozenset(map(str.strip, names.split(","))) if kind == "quorum" else None


def is_operator(name: str) -> bool:
    """Whether a name can stand in a source: with a comma it would count as two operators."""
    return name.isprintable() and "," not in name and name == name.strip() != ""


def quorum_source(operators: Iterable[str]) -> str:
    """Return the source of a header that operators agreed on.

    Raises:
        ProfileError: one of them could be read as another, or as two.
    """
    names = tuple(operators)
    for name in names:
        if not is_operator(name):
            raise ProfileError(f"{name!r} is no name of an operator")
    return f"quorum:{','.join(names)}"


class CommonFields(TypedDict):
    """The fields of `ChainProfile`, for the constructor of a kind's own."""

    id: str
    kind: str
    tolerance: timedelta
    operator: str
    valid_from: datetime
    valid_to: datetime | None


def common_fields(record: Json) -> CommonFields:
    """Return what every profile has; raises `EncodingError` or `ProfileError`."""
    begin = instant_field(record, "from")
    end = None if record.get("to") is None else instant_field(record, "to")
    if end is not None and end <= begin:
        raise ProfileError("to is not after from")
    tolerance = integer_field(record, "tolerance_s", 0, LIMITS.tolerance_seconds)
    return CommonFields(
        id=text_field(record, "id"),
        kind=text_field(record, "kind"),
        tolerance=timedelta(seconds=tolerance),
        operator=text_field(record, "operator"),
        valid_from=begin,
        valid_to=end,
    )


def one_of(record: Json, key: str, known: tuple[str, ...] | Mapping[str, object]) -> str:
    """Return a text that is among those known; raises `ProfileError`."""
    value = text_field(record, key)
    if value not in known:
        raise ProfileError(f"{key} {value!r} is none of {', '.join(known)}")
    return value


def finality_of(value: object) -> Finality:
    """Return when a block is final; raises `EncodingError` or `ProfileError`."""
    if not isinstance(value, dict):
        raise ProfileError("finality is no object")
    return Finality(
        text_field(value, "rule"), integer_field(value, "operators", 1, _MOST_OPERATORS)
    )


def instant_field(record: Json, key: str) -> datetime:
    """Return a time with its zone; raises `ProfileError`."""
    try:
        instant = datetime.fromisoformat(text_field(record, key))
    except ValueError as error:
        raise ProfileError(f"{key} is no time") from error
    if instant.tzinfo is None:
        raise ProfileError(f"{key} has no zone")
    return instant


def decode_headers(jsonl: bytes) -> Mapping[bytes, PinnedHeader]:
    """Return the pinned headers of a chain by hash, one JSON object a line.

    Raises:
        ProfileError: a line is malformed, or a height or hash stands in two of them.
    """
    lines = jsonl.split(b"\n", LIMITS.pinned_headers)
    if lines.pop():
        raise ProfileError(f"a line without its end, or over {LIMITS.pinned_headers} lines")
    found: dict[bytes, PinnedHeader] = {}
    heights: set[int] = set()
    for number, line in enumerate(lines, 1):
        try:
            header = _pinned(decode_object(line, LIMITS.pinned_header_octets))
        except (EncodingError, ProfileError) as error:
            raise ProfileError(f"line {number}: {error}") from error
        if header.height in heights or header.hash in found:
            raise ProfileError(f"line {number}: height {header.height} or its hash stands twice")
        heights.add(header.height)
        found[header.hash] = header
    return found


def _pinned(record: Json) -> PinnedHeader:
    source = text_field(record, "source")
    if not _SOURCE.fullmatch(source):
        raise ProfileError("source is neither court, checkpoint nor a quorum")
    return PinnedHeader(
        integer_field(record, "height", 0, _LARGEST),
        hex_field(record, "hash", _HASH),
        instant_field(record, "time"),
        source,
        instant_field(record, "pinned_at"),
    )
