"""Which container a path is, told by its first octets, and how each is opened."""

import os
from collections.abc import Callable
from pathlib import Path

from anchors.limits import Limits
from ingest.package.directory import DirectoryTree
from ingest.package.faults import malformed
from ingest.package.member import Container, ContainerKind
from ingest.package.tararchive import TarArchive
from ingest.package.ziparchive import ZipArchive

__all__ = ["container_kind", "open_container"]

_HEAD = 512
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
"""A local header, or the end record of a ZIP without members."""
_TAR_MAGIC = (b"ustar\x0000", b"ustar  \x00")

_OPENERS: dict[ContainerKind, Callable[[Path, Limits], Container]] = {
    "zip": ZipArchive,
    "tar": TarArchive,
    "directory": DirectoryTree,
}


def container_kind(path: Path) -> ContainerKind | None:
    """Return the kind of container by its first octets, or None where it is none of ours."""
    if path.is_dir():
        return "directory"
    if not path.is_file():
        # A pipe or device is not waited for; a path that is not there is the caller's error.
        path.stat()
        return None
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        head = os.pread(descriptor, _HEAD, 0)
    finally:
        os.close(descriptor)
    if head.startswith(_ZIP_MARKS):
        return "zip"
    return "tar" if head[257:265] in _TAR_MAGIC else None


def open_container(path: Path, limits: Limits) -> Container:
    """Open a container of any kind.

    Raises:
        MalformedError: it is none, or its form cannot be read.
        OSError: there is no such path, or it may not be read.
    """
    kind = container_kind(path)
    if kind is None:
        raise malformed("package.not_a_package", "archive", "neither ZIP, tar nor directory")
    if kind != "directory" and path.stat().st_size > limits.package_octets:
        size, limit = str(path.stat().st_size), str(limits.package_octets)
        raise malformed("package.limit_exceeded", "archive", size, limit)
    return _OPENERS[kind](path, limits)
