"""Making a package of an element list, in a process of its own.

Apart from `ingest.intake.elements`, so that this process loads what packing needs and no more.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from anchors.limits import LIMITS
from ingest.adapters.elements.faults import SheetFault
from ingest.adapters.elements.pack import PackOptions, pack_elements
from ingest.intake.arrival import Arrival, look_at_archive

__all__ = ["MARKED_FILE", "PACKAGE_FILE", "ListSent", "PackedList", "pack_list"]

PACKAGE_FILE, MARKED_FILE = "package.zip", "marked.xlsx"


class ListSent(NamedTuple):
    """What was sent, on local disk."""

    list: Path
    """A workbook, or a folder of CSV."""
    attachments: Path | None
    """A ZIP."""
    digests: tuple[str, ...]
    """SHA-256 of every file and field, which tell one sending from another."""
    octets: int
    stage: str = "诉前"
    filing_date: date | None = None
    """None for the day of receipt."""


class PackedList(NamedTuple):
    """What came of packing, small enough to pass between processes."""

    faults: tuple[SheetFault, ...]
    marked: bool
    arrival: Arrival | None
    """None where there is something to correct."""


def pack_list(sent: ListSent, folder: Path, options: PackOptions) -> PackedList:
    """Make the package and the marked list in a folder, and look at every case line."""
    out = folder / PACKAGE_FILE
    mark = folder / MARKED_FILE
    outcome = pack_elements(sent.list, sent.attachments, out, options, mark=mark)
    faults, marked = tuple(outcome.faults), outcome.marked is not None
    if outcome.package is None:
        return PackedList(faults, marked, None)
    every = replace(LIMITS, intake_cases_read=LIMITS.package_cases)
    return PackedList(faults, marked, look_at_archive(out, every))
