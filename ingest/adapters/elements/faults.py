"""What is wrong with an element list: by sheet, cell, code; a bounded number kept, all counted."""

from collections.abc import Iterator
from typing import NamedTuple

from anchors.limits import LIMITS
from ingest.errors import IngestError
from ingest.package.faults import quoted
from verify.codes.table import CODES
from verify.findings import CheckStatus, Finding

__all__ = ["FaultList", "SheetFault", "SheetRefusedError", "fault_json", "file_fault"]

_LISTED = frozenset({"element.choice_form"})
_FILES = ""
"""The sheet of a fault that is about a file or an attachment."""


class SheetFault(NamedTuple):
    """One thing that is wrong, or told, where a person finds it."""

    sheet: str
    """The sheet; empty where it is about a file."""
    cell: str
    """`D7`, `7` for a row, `D` for a column; the file's name where it is about a file."""
    code: str
    observed: str | None = None
    expected: str | None = None
    label: str = ""
    """The label of the column or item."""

    @property
    def place(self) -> str:
        """Where it is: `案件!D7`."""
        return "!".join(part for part in (self.sheet, self.cell) if part)

    @property
    def told(self) -> bool:
        """Whether it is only told, and stops nothing."""
        return CODES[self.code].statuses[0] is CheckStatus.PASSED

    @property
    def refuses(self) -> bool:
        """Whether it refuses a whole file."""
        return CODES[self.code].statuses[0] is CheckStatus.FAILED

    @property
    def by_example(self) -> bool:
        """Whether `expected` shows the form by an example, and is no value to write there."""
        return self.code.endswith("_form") and self.code not in _LISTED

    @property
    def finding(self) -> Finding:
        """The same as a finding."""
        status = CODES[self.code].statuses[0]
        return Finding(self.code, status, self.place, self.observed, self.expected)


class SheetRefusedError(IngestError):
    """A file that is not read at all; `fault` says why."""

    def __init__(self, fault: SheetFault) -> None:
        super().__init__(f"{fault.code}: {fault.place}: {fault.observed}")
        self.fault = fault


def file_fault(
    code: str, name: str, observed: str | None = None, expected: str | None = None
) -> SheetFault:
    """Return a fault about a file or an attachment."""
    return SheetFault(_FILES, quoted(name), code, observed and quoted(observed), expected)


class FaultList:
    """Faults in the order they were found; one that says the same of the same place once."""

    def __init__(self, most: int = LIMITS.sheet_faults) -> None:
        self._most = most
        self._kept: dict[tuple[str, str, str, str | None], SheetFault] = {}
        self._dropped = {True: 0, False: 0}
        self.errors = 0
        """Faults that have to be corrected, kept or not."""

    def add(self, fault: SheetFault) -> None:
        """Keep one fault, or count it where the limit is reached."""
        key = (fault.sheet, fault.cell, fault.code, fault.observed)
        if key in self._kept:
            return
        self.errors += not fault.told
        if len(self._kept) < self._most:
            self._kept[key] = fault
        else:
            self._dropped[fault.told] += 1

    def stop(self) -> bool:
        """Whether there is anything that has to be corrected first."""
        return self.errors > 0

    def __len__(self) -> int:
        """Return how many were found, kept or not."""
        return len(self._kept) + sum(self._dropped.values())

    def __iter__(self) -> Iterator[SheetFault]:
        """Yield those that were kept, and what counts the others."""
        yield from self._kept.values()
        if dropped := sum(self._dropped.values()):
            yield SheetFault(_FILES, "", "sheet.more_faults", str(dropped), str(self._most))


def fault_json(fault: SheetFault) -> dict[str, object]:
    """Return a fault as `--json` prints it."""
    row = CODES[fault.code]
    return {
        "sheet": fault.sheet or None,
        "cell": fault.cell or None,
        "label": fault.label or None,
        "code": fault.code,
        "status": row.statuses[0].value,
        "observed": fault.observed,
        "expected": fault.expected,
        "words": {"zh": row.zh, "en": row.en},
        "cure": {"zh": row.cure_zh, "en": row.cure_en} if row.curable else None,
    }
