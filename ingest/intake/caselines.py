"""Case lines of what arrives, looked through for real people's numbers before a sandbox takes it.

What is there is looked at, not what is said to be there: the first lines, as many as a shard has.
Whatever cannot be read hides no more than itself. Later lines are for the judgement to look at,
which refuses the package with `package.not_synthetic`.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from anchors.limits import LIMITS, Limits
from ingest.errors import MalformedError
from ingest.intake.synthetic import real_numbers
from ingest.package.faults import quoted
from ingest.package.jsontext import decode_json

__all__ = ["CaseFile", "is_case_file", "real_cases"]

_CASES = b"/cases.jsonl"
_PAYLOAD = b"data/"
_SHARED = b"data/shared/"


class CaseFile(NamedTuple):
    """A file of case lines."""

    path: bytes
    pieces: Iterator[bytes | memoryview]
    """Its content; may raise `MalformedError`."""


def is_case_file(path: bytes) -> bool:
    """Whether case lines stand at a path."""
    return path.endswith(_CASES) and path.startswith(_PAYLOAD) and not path.startswith(_SHARED)


def real_cases(files: Iterable[CaseFile], limits: Limits = LIMITS) -> tuple[str, ...]:
    """Return where the first case lines hold a real person's number."""
    lines = islice(_lines(files, limits), limits.intake_cases_read)
    return tuple(f"{place}#{name}" for place, line in lines for name in _real_numbers(line, limits))


def _real_numbers(line: bytes, limits: Limits) -> list[str]:
    try:
        value = decode_json(line, "case", limits)
    except MalformedError:
        return []
    elements = value.get("elements") if isinstance(value, dict) else None
    return real_numbers(elements) if isinstance(elements, dict) else []


def _lines(files: Iterable[CaseFile], limits: Limits) -> Iterator[tuple[str, bytes]]:
    """Yield place and content of every line."""
    for file in files:
        try:
            for number, line in enumerate(_split(file.pieces, limits.line_octets), 1):
                yield f"{quoted(file.path)}:{number}", line
        except MalformedError:
            continue


def _split(pieces: Iterator[bytes | memoryview], longest: int) -> Iterator[bytes]:
    """Yield the lines of a file; of one that is too long, so much that it is no JSON."""
    rest = bytearray()
    for piece in pieces:
        first, *others = bytes(piece).split(b"\n")
        rest += first[: max(0, longest + 1 - len(rest))]
        for line in others:
            yield bytes(rest)
            rest = bytearray(line[: longest + 1])
    if rest:
        yield bytes(rest)
