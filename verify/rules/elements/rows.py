"""Element lists as read: values by key, each in the type of its kind, or None."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from verify.findings import Finding
from verify.instants import BEIJING
from verify.rules.elements.cells import Cell

__all__ = ["ElementList", "ElementRow"]


@dataclass(frozen=True, slots=True)
class ElementRow:
    """The values of one row; what is absent, unknown or of the wrong form reads as None."""

    stated: Mapping[str, object]
    """What the sender stated, untouched."""
    cells: Mapping[str, Cell]
    """What was read of it."""

    def text(self, key: str) -> str | None:
        """Return a text: numbers of documents in official writing, amounts and days as stated."""
        cell = self.cells.get(key)
        if cell is None or isinstance(cell, str):
            return cell
        return str(self.stated[key])

    def said(self, key: str, value: str) -> bool:
        """Return whether exactly this is stated."""
        return self.text(key) == value

    def money(self, key: str) -> int | None:
        """Return an amount in cents."""
        return self._number(key)

    def rate(self, key: str) -> int | None:
        """Return a rate in parts of `RATE_UNIT`, which is 1.0: 12.00 per cent is 12,000,000."""
        return self._number(key)

    def count(self, key: str) -> int | None:
        """Return a whole number."""
        return self._number(key)

    def day(self, key: str) -> date | None:
        """Return a day; of an instant, its day in Beijing."""
        cell = self.cells.get(key)
        if isinstance(cell, datetime):
            return cell.astimezone(BEIJING).date()
        return cell if isinstance(cell, date) else None

    def instant(self, key: str) -> datetime | None:
        """Return a time, in UTC; one stated without zone is of Beijing."""
        cell = self.cells.get(key)
        return cell if isinstance(cell, datetime) else None

    def _number(self, key: str) -> int | None:
        cell = self.cells.get(key)
        return cell if isinstance(cell, int) else None


@dataclass(frozen=True, slots=True)
class ElementList(ElementRow):
    """The element list of one case."""

    lists: Mapping[str, tuple[ElementRow, ...]]
    """Its lists of rows by key."""
    faults: tuple[Finding, ...]
    """What is missing, malformed or told; the subject is a key, or `i_ledger/3/amount`."""

    def rows(self, key: str) -> tuple[ElementRow, ...]:
        """Return the rows of a list, in their order; of one absent or unreadable, none."""
        return self.lists.get(key, ())
