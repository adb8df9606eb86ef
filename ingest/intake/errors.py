"""Errors of taking in.

IngestError
├── ApartError            what ran in a process of its own did not answer
└── IntakeRefusedError    something is not taken in, and nothing of it is kept
"""

from collections.abc import Sequence
from typing import NamedTuple

from ingest.errors import IngestError
from verify.codes.table import CODES
from verify.findings import Finding

__all__ = ["ApartError", "IntakeFault", "IntakeRefusedError", "faults_of"]


class IntakeFault(NamedTuple):
    """One thing that is wrong, and where."""

    pointer: str
    """JSON pointer, name of a header, path or cell."""
    detail: str
    code: str | None = None
    """Of a finding."""


class ApartError(IngestError):
    """What ran in a process of its own did not answer: it died, or its time was over."""


class IntakeRefusedError(IngestError):
    """Something is not taken in, and nothing of it is kept; `code` is one of `http.*`."""

    def __init__(
        self,
        code: str,
        detail: str | None = None,
        faults: Sequence[IntakeFault] = (),
        *,
        retry_after: int | None = None,
        links: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
        self.faults = tuple(faults)
        self.retry_after = retry_after
        """Seconds, where asking again later helps."""
        self.links = tuple(links)
        """Relation and address of what was made for the sender to look at."""


def faults_of(findings: Sequence[Finding]) -> tuple[IntakeFault, ...]:
    """Return findings as faults: where, what is wrong, found and expected."""
    return tuple([_fault(one) for one in findings])


def _fault(one: Finding) -> IntakeFault:
    row = CODES[one.code]
    seen = "; ".join(
        f"{name} {text}"
        for name, text in (("found", one.observed), ("expected", one.expected))
        if text
    )
    return IntakeFault(one.subject, " ".join(filter(None, (row.zh, row.en, seen))), one.code)
