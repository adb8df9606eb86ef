"""Attachments of an element list: found by their folders or by a column of paths, never unpacked.

`<合同编号>/<01…10>…/<any name>`, nested as it may be; `<合同编号>/<借据编号>/<01…10>…/` where a
contract has several loans; `共用/<01…10>…/` for what all cases have. Names are UTF-8, or GBK as
Windows writes them. Archives are read by the strict reader of packages.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, Self

from anchors.limits import LIMITS, Limits
from ingest.adapters.elements.faults import FaultList, SheetRefusedError, file_fault
from ingest.errors import MalformedError
from ingest.package.directory import DirectoryTree
from ingest.package.faults import Faults
from ingest.package.member import Container, Member
from ingest.package.names import decode_name, is_inside, is_system_file, is_utf8
from ingest.package.ziparchive import ZipArchive
from verify.codes.table import CODES
from verify.findings import CheckStatus

__all__ = ["SHARED_FOLDER", "Attachment", "Attachments", "split_paths"]

SHARED_FOLDER = "共用"
_CATEGORY = re.compile(r"(0[1-9]|10)(?![0-9])")
_SEPARATORS = re.compile(r"[;；\r\n]+")
_LITTER = ("__MACOSX/",)
_LITTER_NAMES = ("._", "~$")
_Owners = Mapping[str, Collection[str]]


class Attachment(NamedTuple):
    """One file as it was sent."""

    path: str
    """As people see it, below the base."""
    member: Member
    inside: str
    """The same below the folder of its contract and loan, whose numbers are no categories."""

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.path.rpartition("/")[2]

    @property
    def category(self) -> int | None:
        """Category of Article 7 by the first folder, or the name, that begins with its number."""
        *folders, name = self.inside.split("/")
        stem = name.rpartition(".")[0] or name
        # `01.jpg` is the first of some pages, and says nothing of a category.
        worded = [stem] if any(map(str.isalpha, stem)) else []
        for part in (*folders, *worded):
            if found := _CATEGORY.match(part):
                return int(found[1])
        return None


def split_paths(text: str) -> list[str]:
    """Return the paths that a cell of the column of paths names."""
    parts = (part.strip().replace("\\", "/") for part in _SEPARATORS.split(text))
    return [_folded(part.removeprefix("./").strip("/")) for part in parts if part]


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path)


class Attachments:
    """A folder or ZIP of attachments, listed; it is closed by whoever opened it."""

    def __init__(self, container: Container, files: dict[str, Attachment]) -> None:
        self._container = container
        self._buffer = memoryview(bytearray(LIMITS.read_buffer_octets))
        self._files = files
        self._owners: dict[str, list[str]] = {}
        for path in sorted(files):
            self._owners.setdefault(path.partition("/")[0], []).append(path)

    @classmethod
    def open(cls, path: Path, owners: _Owners, faults: FaultList, limits: Limits = LIMITS) -> Self:
        """List a folder or ZIP.

        Args:
            path: the folder or ZIP.
            owners: contract numbers with those of their loans: where none of them is a folder at
                the top, and there is one folder alone, that is the base.
            faults: what is told of names.
            limits: bounds of the listing.

        Raises:
            SheetRefusedError: it cannot be read as a whole.
            OSError: it cannot be read at all.
        """
        container: Container | None = None
        if not path.is_dir() and not path.is_file():
            raise SheetRefusedError(file_fault("sheet.attachments_unreadable", path.name))
        try:
            container = (DirectoryTree if path.is_dir() else ZipArchive)(path, limits)
            return cls(container, _listed(container, owners, faults))
        except MalformedError as error:
            if container is not None:
                container.close()
            finding = error.finding
            observed = f"{CODES[finding.code].zh} {finding.observed or ''}".strip()
            fault = file_fault("sheet.attachments_unreadable", finding.subject, observed)
            raise SheetRefusedError(fault) from error
        except BaseException:
            if container is not None:
                container.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._container.close()

    def __iter__(self) -> Iterator[Attachment]:
        """Yield every file, in the order of its path."""
        return (self._files[path] for path in sorted(self._files))

    def shared(self) -> list[Attachment]:
        """Return what all cases have in common."""
        return [self._files[path] for path in self._owners.get(SHARED_FOLDER, ())]

    def of_loan(self, contract: str, loan: str, loans: set[str]) -> list[Attachment]:
        """Return the files in the folder of a contract that are this loan's, or all its loans'."""
        found = []
        for path in self._owners.get(_folded(contract), ()):
            second = path.split("/")[1] if "/" in path else ""
            if second == loan or second not in loans:
                found.append(self._files[path])
        return found

    def at(self, path: str) -> list[Attachment]:
        """Return the file at a path, or the files below it."""
        if path in self._files:
            return [self._files[path]]
        below = self._owners.get(path.partition("/")[0], ())
        return [self._files[one] for one in below if one.startswith(f"{path}/")]

    def chunks(self, attachment: Attachment) -> Iterator[bytes]:
        """Yield the bytes of a file, in pieces.

        Raises:
            MalformedError: it cannot be read.
        """
        place = self._container.locate(attachment.member)
        for piece in self._container.read(place, self._buffer):
            yield bytes(piece)


def _listed(container: Container, owners: _Owners, faults: FaultList) -> dict[str, Attachment]:
    """Return the files by their paths below the base."""
    scan = Faults(1)
    raw: dict[str, Member] = {}
    told = False
    for member in container.scan(scan):
        _raise_first(scan)
        if not told and not is_utf8(member.path):
            told = True
            faults.add(file_fault("sheet.attachment_name", decode_name(member.path)))
        name = decode_name(member.path)
        if container.kind == "zip":
            name = name.replace("\\", "/")
        if _is_litter(name):
            continue
        if not is_inside(name):
            raise SheetRefusedError(file_fault("sheet.attachments_unreadable", name, "path"))
        if name.endswith("/"):
            continue
        if (path := _folded(name)) in raw:
            raise SheetRefusedError(file_fault("sheet.attachments_unreadable", name, "twice"))
        raw[path] = member
    _raise_first(scan)
    named = {_folded(owner): {_folded(loan) for loan in owners[owner]} for owner in owners}
    named[SHARED_FOLDER] = set()
    base = len(_base(raw, set(named)))
    return {
        path[base:]: Attachment(path[base:], one, _inside(path[base:], named))
        for path, one in raw.items()
    }


def _inside(path: str, owners: Mapping[str, set[str]]) -> str:
    """Return a path below the folder of its contract, and of its loan, where it lies in one."""
    top, _, rest = path.partition("/")
    if not rest or top not in owners:
        return path
    second, _, below = rest.partition("/")
    return below if below and second in owners[top] else rest


def _raise_first(scan: Faults) -> None:
    for finding in scan.found():
        if finding.status is CheckStatus.FAILED:
            raise MalformedError(finding)


def _is_litter(name: str) -> bool:
    last = name.rpartition("/")[2]
    return name.startswith(_LITTER) or last.startswith(_LITTER_NAMES) or is_system_file(name)


def _base(paths: dict[str, Member], owners: set[str]) -> str:
    """Return the one folder that all files lie in, where it is nobody's own."""
    tops = {path.partition("/")[0] for path in paths}
    if len(tops) != 1 or tops & owners:
        return ""
    top = f"{tops.pop()}/"
    return top if all(path.startswith(top) for path in paths) else ""
