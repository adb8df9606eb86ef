"""What a court's registry holds of a chain: its profile, and the headers pinned by the court.

A profile says which log on which chain is an anchor, so that no claim brings its own word for it.
A pinned header is why a block is believed: court or checkpoint put it there, or so many operators
of nodes agreed on it. The files are append-only: one height has one hash.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NamedTuple, cast

from anchors.errors import EncodingError, ProfileError
from anchors.jsontext import (
    Json,
    decode_object,
    hex_field,
    integer_field,
    octets_of_hex,
    text_field,
)
from anchors.layout import LAYOUTS
from anchors.limits import LIMITS

__all__ = [
    "ChainProfile", "Finality", "PinnedHeader", "decode_headers", "decode_profile", "is_operator",
    "quorum_source",
]  # fmt: skip

_HASH, _ADDRESS = 32, 20
_LARGEST = 1 << 53
_MOST_OPERATORS = 64
_FIRST_WRITE = ("contract", "none")
_SOURCE = re.compile(r"court|checkpoint|quorum:([^\s,][^,]*(?:,[^\s,][^,]*)*)")


class Finality(NamedTuple):
    """When a block of the chain counts as final."""

    rule: str
    """How whoever pins headers decides it; cited, not judged, offline."""
    operators: int
    """Distinct operators that must agree on a header that neither court nor checkpoint pinned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainProfile:
    """One registered chain and the one contract on it."""

    id: str
    kind: Literal["evm"]
    chain_id: int
    genesis: bytes
    """Hash of the first block."""
    contract: bytes
    """Address of the anchor contract."""
    code_hash: bytes
    """Keccak-256 of the contract's code; checked when the profile is registered."""
    topic: bytes
    """First topic of the anchor log."""
    layout: str
    """A name in `layout.LAYOUTS`: what stands where in the log."""
    submitters: frozenset[bytes] | None
    """Addresses permitted to anchor; None where none are listed."""
    first_write: Literal["contract", "none"]
    """Whether the contract refuses a second anchor of one root."""
    finality: Finality
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


def decode_profile(record: Mapping[str, object]) -> ChainProfile:
    """Return the profile that a registry record is.

    Raises:
        ProfileError: a field is missing, of another type, or names what we do not know.
    """
    try:
        return _profile(record)
    except EncodingError as error:
        raise ProfileError(str(error)) from error


def _profile(record: Json) -> ChainProfile:
    begin = _instant(record, "from")
    end = None if record.get("to") is None else _instant(record, "to")
    if end is not None and end <= begin:
        raise ProfileError("to is not after from")
    tolerance = integer_field(record, "tolerance_s", 0, LIMITS.tolerance_seconds)
    return ChainProfile(
        id=text_field(record, "id"),
        kind=cast("Literal['evm']", _one_of(record, "kind", ("evm",))),
        chain_id=integer_field(record, "chain_id", 1, _LARGEST),
        genesis=hex_field(record, "genesis", _HASH),
        contract=hex_field(record, "contract", _ADDRESS),
        code_hash=hex_field(record, "code_hash", _HASH),
        topic=hex_field(record, "topic", _HASH),
        layout=_one_of(record, "layout", LAYOUTS),
        submitters=_submitters(record.get("submitters")),
        first_write=cast(
            "Literal['contract', 'none']", _one_of(record, "first_write", _FIRST_WRITE)
        ),
        finality=_finality(record.get("finality")),
        tolerance=timedelta(seconds=tolerance),
        operator=text_field(record, "operator"),
        valid_from=begin,
        valid_to=end,
    )


def _one_of(record: Json, key: str, known: tuple[str, ...] | Mapping[str, object]) -> str:
    value = text_field(record, key)
    if value not in known:
        raise ProfileError(f"{key} {value!r} is none of {', '.join(known)}")
    return value


def _submitters(value: object) -> frozenset[bytes] | None:
    if value is None:
        return None
    if not isinstance(value, list):
        raise ProfileError("submitters is neither a list nor null")
    return frozenset(octets_of_hex(one, "submitters", _ADDRESS) for one in value)


def _finality(value: object) -> Finality:
    if not isinstance(value, dict):
        raise ProfileError("finality is no object")
    return Finality(
        text_field(value, "rule"), integer_field(value, "operators", 1, _MOST_OPERATORS)
    )


def _instant(record: Json, key: str) -> datetime:
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
        _instant(record, "time"),
        source,
        _instant(record, "pinned_at"),
    )
