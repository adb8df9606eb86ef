"""Rows as they were read, as JSON lines, in one stream out of a child and in one file a sheet here.

A cell is null, text, a number, a truth value, or an object of one member that says what else it
was: {"f": formula}, {"d": date and time}, {"D": day}, {"p": number shown as a percentage},
{"e": error}. A line is [row, [cells]].
"""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from anchors.limits import LIMITS
from ingest.adapters.elements.faults import SheetRefusedError, file_fault

__all__ = ["Cell", "SheetFile", "SheetNotes", "SpooledSheets", "StreamWriter", "unpack_stream"]

Cell = str | int | float | bool | dict[str, object] | None
"""One cell as it was read."""


@dataclass(slots=True)
class SheetNotes:
    """What is known of a sheet beside its rows."""

    merged: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    hidden: bool = False


class StreamWriter:
    """Writes lines into one compressed stream, which a child answers with."""

    def __init__(self) -> None:
        self._packer = zlib.compressobj(1)
        self._parts: list[bytes] = []
        self._octets = 0

    def line(self, value: object) -> bool:
        """Write one line; whether there is room for more."""
        data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "replace"
        )
        self._octets += len(data) + 1
        self._parts.append(self._packer.compress(data + b"\n"))
        return self._octets <= LIMITS.workbook_text_octets

    def finish(self) -> bytes:
        """Return the whole stream."""
        self._parts.append(self._packer.flush())
        return b"".join(self._parts)


@dataclass(slots=True)
class SheetFile:
    """The rows of one sheet in a file."""

    name: str
    path: Path
    notes: SheetNotes = field(default_factory=SheetNotes)

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Yield every row with its number."""
        with self.path.open("rb") as file:
            for line in file:
                number, cells = json.loads(line)
                yield number, cells

    def placed(self) -> Iterator[tuple[int, int, list[Cell]]]:
        """Yield where each row lies, its number and its cells."""
        offset = 0
        with self.path.open("rb") as file:
            for line in file:
                number, cells = json.loads(line)
                yield offset, number, cells
                offset += len(line)


@dataclass(slots=True)
class SpooledSheets:
    """All that was read of one element list."""

    sheets: dict[str, SheetFile]
    unknown: list[str]
    """Sheets that are none of the template's."""
    version: str | None = None
    """What the workbook's own property says; a CSV has none."""


def unpack_stream(stream: bytes, folder: Path, name: str) -> SpooledSheets:
    """Write the stream of a child into one file a sheet, and return them.

    Raises:
        SheetRefusedError: the stream is longer than it may be, or no such stream.
    """
    found = SpooledSheets({}, [])
    out = None
    try:
        for line in _lines(stream, name):
            if line.startswith(b"["):
                if out is not None:
                    out.write(line)
                continue
            said = json.loads(line)
            if "sheet" in said:
                if out is not None:
                    out.close()
                sheet = SheetFile(said["sheet"], folder / f"{len(found.sheets)}.jsonl")
                found.sheets[sheet.name] = sheet
                out = sheet.path.open("wb")
            elif "notes" in said:
                found.sheets[said["notes"]].notes = SheetNotes(*said["marks"])
            else:
                found.unknown, found.version = said["unknown"], said["version"]
    except (ValueError, KeyError, TypeError, zlib.error) as error:
        raise SheetRefusedError(file_fault("sheet.unreadable", name, str(error))) from error
    finally:
        if out is not None:
            out.close()
    return found


def _lines(stream: bytes, name: str) -> Iterator[bytes]:
    """Yield the lines of a stream, never more than were allowed to be written."""
    unpacker = zlib.decompressobj()
    held, octets = b"", 0
    while not unpacker.eof:
        piece = unpacker.decompress(stream, LIMITS.read_buffer_octets)
        stream = unpacker.unconsumed_tail
        octets += len(piece)
        if octets > LIMITS.workbook_text_octets + LIMITS.read_buffer_octets:
            raise SheetRefusedError(file_fault("sheet.limit_exceeded", name, str(octets)))
        *whole, held = (held + piece).split(b"\n")
        for line in whole:
            yield line + b"\n"
        if not piece and not stream:
            return
