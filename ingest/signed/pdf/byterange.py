"""What a byte range covers: all of a revision but the one hex string that is its own `/Contents`.

ISO 32000-1 12.8.1, ETSI EN 319 142-1 5.3. Wider gaps hold what nobody signed (signature wrapping);
an end short of a revision's own leaves octets out; both are faults of form whatever the
digest says.
"""

from itertools import pairwise
from typing import NamedTuple

from ingest.signed.pdf.revisions import Revision
from ingest.signed.pdf.syntax import Value

__all__ = ["Range", "range_of"]

_SHOWN = 100


class Range(NamedTuple):
    """What is covered, and what is wrong with it."""

    pieces: tuple[tuple[int, int], ...]
    """From and to: those that lie in the file."""
    revision: Revision | None
    """The revision whose end it reaches; None where it reaches none's."""
    faults: tuple[tuple[str, str], ...]
    """Code and what was seen."""

    @property
    def sound(self) -> bool:
        """Whether it covers a revision and nothing but its own contents is left out."""
        return not self.faults

    def covers(self, start: int, end: int) -> bool:
        """Return whether octets are covered."""
        return any(begin <= start and end <= stop for begin, stop in self.pieces)


def range_of(
    value: Value,
    contents: tuple[int, int] | None,
    place: tuple[int, int],
    size: int,
    revisions: list[Revision],
) -> Range:
    """Judge a byte range.

    Args:
        value: of `/ByteRange`.
        contents: where the hex string of the same dictionary stands; None where there is none.
        place: where the object with the dictionary stands.
        size: octets of the file.
        revisions: of the file.
    """
    shown = repr(value)[:_SHOWN]
    if not isinstance(value, list) or not value or not all(type(one) is int for one in value):
        return Range((), None, (("pdf.byterange_malformed", shown),))
    numbers = [one for one in value if isinstance(one, int)]
    spans = [
        (at, at + length) for at, length in zip(numbers[::2], numbers[1::2], strict=False)
    ]  # fmt: skip
    inside = tuple((at, to) for at, to in spans if 0 <= at <= to <= size)
    ordered = all(one[1] <= other[0] for one, other in pairwise(inside))
    if len(numbers) != 4 or len(inside) != 2 or not ordered:
        return Range(inside if ordered else (), None, (("pdf.byterange_malformed", shown),))
    faults = []
    (start, gap_start), (gap_end, end) = inside
    if start != 0 or (gap_start, gap_end) != contents:
        expected = "no hex string" if contents is None else f"[0 {contents[0]} {contents[1]} …]"
        faults.append(("pdf.byterange_gap", f"{shown}; {expected}"))
    revision = next((one for one in revisions if one.end <= end <= one.reach), None)
    if revision is None or not revision.start <= place[0] < revision.end:
        ends = ", ".join(str(one.end) for one in revisions[:8])
        faults.append(("pdf.byterange_end", f"{end}; {ends}"))
        revision = None
    return Range(inside, revision, tuple(faults))
