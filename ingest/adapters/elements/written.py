"""A workbook that is written: what stands in its cells is text and numbers, never run or linked."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter import Workbook

__all__ = ["written_workbook"]

_INERT = {"strings_to_formulas": False, "strings_to_urls": False}


@contextmanager
def written_workbook(out: Path, **options: object) -> Iterator["Workbook"]:
    """Give a new workbook, which is written to a file when the block ends.

    Raises:
        OSError: it cannot be written.
    """
    import xlsxwriter  # noqa: PLC0415 - 11 MB, of which a server that writes none has no use

    with out.open("wb") as file, xlsxwriter.Workbook(file, {**_INERT, **options}) as book:
        yield book
