"""Chains of work, as a court's registry holds them: profile, listed headers, and their standing.

Every line of headers/<id>.jsonl carries the raw header, so hash, time and work are its own. A line
counts if the court pinned it (`court`, `checkpoint`); if a pinned one descends from it by the hash
that each header has of the one before; or if it descends so from a pinned one, with as many blocks
and as much work on it as the profile calls for. Any other header could have been made by anybody.
The work is what keeps a cheap branch out: targets are not held against Bitcoin's own adjustment.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from anchors.bitcoin import BitcoinHeader, decode_bitcoin_header
from anchors.errors import EncodingError, ProfileError
from anchors.jsontext import Json, decode_object, hex_field, integer_field
from anchors.limits import LIMITS
from anchors.profile import ChainProfile, common_fields, instant_field, one_of

__all__ = [
    "BitcoinProfile", "ListedHeader", "Standing", "bitcoin_profile", "decode_bitcoin_headers",
]  # fmt: skip

_HASH = 32
_SOURCES = ("court", "checkpoint", "work")
"""Who put a header there: the court, a published checkpoint, or nobody but the work in it."""
_RULES = ("work",)


@dataclass(frozen=True, slots=True, kw_only=True)
class BitcoinProfile(ChainProfile):
    """A chain whose blocks count by the work in them."""

    genesis: bytes
    """Hash of the first block, as explorers print it."""
    confirmations: int
    """Blocks from a header to the last one listed above it, itself among them."""
    least_work: int
    """Work that these have to have together."""


class Standing(StrEnum):
    """Why a listed header counts, or why it does not."""

    PINNED = "pinned"
    LINKED = "linked"
    UNLINKED = "unlinked"
    """No chain of hashes connects it with a pinned one."""
    SHALLOW = "shallow"
    """It descends from a pinned one with too few blocks, or too little work, on it."""

    @property
    def counts(self) -> bool:
        """Whether what the header says may be relied on."""
        return self in {Standing.PINNED, Standing.LINKED}


class ListedHeader(NamedTuple):
    """One header as the registry lists it, and what stands above it there."""

    height: int
    header: BitcoinHeader
    octets: bytes
    source: str
    linked: bool = False
    """Whether a pinned one is among those that it is linked with."""
    below: bool = False
    """Whether one that is pinned is it, or descends from it."""
    blocks: int = 1
    """Headers from it to the last one linked above it, itself among them."""
    work: int = 0
    """Work of those."""

    @property
    def pinned(self) -> bool:
        """Whether the court itself, or a checkpoint, says that it is on the chain."""
        return self.source != "work"

    def standing(self, profile: BitcoinProfile) -> Standing:
        """Return whether it counts under the profile of its chain."""
        if self.pinned:
            return Standing.PINNED
        if not self.linked:
            return Standing.UNLINKED
        deep = self.blocks >= profile.confirmations and self.work >= profile.least_work
        return Standing.LINKED if self.below or deep else Standing.SHALLOW


def bitcoin_profile(record: Json) -> BitcoinProfile:
    """Return the profile of a registry record; raises as `decode_profile` says."""
    finality = record.get("finality")
    if not isinstance(finality, dict):
        raise ProfileError("finality is no object")
    one_of(finality, "rule", _RULES)
    return BitcoinProfile(
        **common_fields(record),
        genesis=hex_field(record, "genesis", _HASH),
        confirmations=integer_field(finality, "confirmations", 1, LIMITS.pinned_headers),
        least_work=int.from_bytes(hex_field(finality, "least_work", _HASH), "big"),
    )


def decode_bitcoin_headers(jsonl: bytes) -> Mapping[int, ListedHeader]:
    """Return the listed headers of a chain by height, one JSON object a line.

    Raises:
        ProfileError: a line is malformed or says of its header what that does not, a header shows
            no work, or a height stands in two lines.
    """
    found: dict[int, ListedHeader] = {}
    lines = jsonl.split(b"\n", LIMITS.pinned_headers)
    if lines.pop():
        raise ProfileError(f"a line without its end, or over {LIMITS.pinned_headers} lines")
    for number, line in enumerate(lines, 1):
        try:
            one = _listed(decode_object(line, LIMITS.pinned_header_octets))
        except (EncodingError, ProfileError) as error:
            raise ProfileError(f"line {number}: {error}") from error
        if one.height in found:
            raise ProfileError(f"line {number}: height {one.height} stands twice")
        found[one.height] = one
    return {one.height: one for run in _runs(sorted(found.values())) for one in _linked(run)}


def _listed(record: Json) -> ListedHeader:
    octets = hex_field(record, "header")
    header = decode_bitcoin_header(octets)
    if hex_field(record, "hash", _HASH) != header.hash:
        raise EncodingError("hash is not the header's")
    if instant_field(record, "time") != header.time:
        raise EncodingError("time is not the header's")
    instant_field(record, "pinned_at")
    height = integer_field(record, "height", 0, (1 << 35) - 1)
    return ListedHeader(height, header, octets, one_of(record, "source", _SOURCES))


def _runs(rising: Sequence[ListedHeader]) -> Iterator[list[ListedHeader]]:
    """Yield the headers in runs each of which has, in every header, the hash of the one before."""
    run: list[ListedHeader] = []
    for one in rising:
        if run and (run[-1].height + 1, run[-1].header.hash) != (one.height, one.header.previous):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _linked(run: Sequence[ListedHeader]) -> Iterator[ListedHeader]:
    """Yield the headers of a run from above, each with what it is linked with."""
    linked = any(one.pinned for one in run)
    below, work = False, 0
    for blocks, one in enumerate(reversed(run), 1):
        below, work = below or one.pinned, work + one.header.work
        yield one._replace(linked=linked, below=below, blocks=blocks, work=work)
