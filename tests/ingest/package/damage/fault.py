"""One fault: the code it yields, and how its findings are had in an empty directory."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.ingest.package.forging import Draft, good, read_all, reseal
from verify.findings import Finding


class Fault(NamedTuple):
    """What is wrong with a package, and the code that says so."""

    code: str
    find: Callable[[Path], Sequence[Finding]]


def drafted(code: str, change: Callable[[Draft], object], *, shards: int = 1) -> Fault:
    """Return a fault of a package that is written after `change`."""

    def find(folder: Path) -> Sequence[Finding]:
        draft = good(shards)
        change(draft)
        return read_all(draft.write(folder / "p.zip"))

    return Fault(code, find)


def unpacked(
    code: str,
    change: Callable[[Path], object],
    *,
    manifests: tuple[str, ...] = ("sha256",),
    sealed: bool = True,
) -> Fault:
    """Return a fault of a package in a directory that is changed after it was written."""

    def find(folder: Path) -> Sequence[Finding]:
        package = good().write(folder / "p", "directory", manifests=manifests)
        change(package)
        if sealed:
            reseal(package)
        return read_all(package)

    return Fault(code, find)


def packed(code: str, change: Callable[[bytes], bytes], *, base: str = "") -> Fault:
    """Return a fault of a ZIP whose octets are changed after it was written."""

    def find(folder: Path) -> Sequence[Finding]:
        package = good().write(folder / "p.zip", base=base)
        package.write_bytes(change(package.read_bytes()))
        return read_all(package)

    return Fault(code, find)


def edit(name: str, old: bytes, new: bytes) -> Callable[[Path], object]:
    """Return a change that replaces octets of one file."""

    def change(package: Path) -> object:
        path = package / name
        assert old in path.read_bytes()
        return path.write_bytes(path.read_bytes().replace(old, new))

    return change


def append(name: str, data: bytes) -> Callable[[Path], object]:
    """Return a change that appends to a file, which need not be there."""

    def change(package: Path) -> object:
        path = package / name
        before = path.read_bytes() if path.exists() else b""
        return path.write_bytes(before + data)

    return change


def delete(name: str) -> Callable[[Path], object]:
    """Return a change that deletes one file."""
    return lambda package: (package / name).unlink()
