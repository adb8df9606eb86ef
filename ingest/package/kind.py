"""What a path given to a command is: a package, a bag, a seal container, or another archive.

Told by names alone, without judging anything: what the answer promises is for the reader to check.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from anchors.limits import LIMITS
from ingest.errors import MalformedError
from ingest.package.containers import container_kind, open_container
from ingest.package.faults import Faults

__all__ = ["PathKind", "sniff_container"]

PathKind = Literal["package", "bag", "ofd", "asic", "archive"]
"""What can be told of a container."""

_PACKAGE = b"package.json"
_BAG = b"bagit.txt"
_OFD = b"OFD.xml"
_ASIC = (b"META-INF/signature", b"META-INF/timestamp.tst", b"META-INF/ASiC", b"META-INF/asic")
"""Names of ETSI EN 319 162-1 4.3 and 4.4."""


def sniff_container(path: Path) -> PathKind | None:
    """Return what a path holds, or None where it is neither archive, package nor bag.

    A directory that is neither package nor bag is None: its files stand for themselves.

    Raises:
        OSError: there is no such path, or it may not be read.
    """
    kind = container_kind(path)
    if kind is None:
        return None
    if kind == "directory":
        here = {
            entry.name for entry in (path / "package.json", path / "bagit.txt") if entry.is_file()
        }
        if not here:
            return None
        return "package" if "package.json" in here else "bag"
    return _by_names(_names(path))


def _names(path: Path) -> Iterator[bytes]:
    """Yield the member names of an archive, as far as it can be read."""
    try:
        container = open_container(path, LIMITS)
    except MalformedError:
        return
    try:
        for member in container.scan(Faults(0)):
            yield member.path
    except MalformedError:
        return
    finally:
        container.close()


def _by_names(names: Iterator[bytes]) -> PathKind:
    """Tell the kind by the members at the root or in the one base directory."""
    found: set[bytes] = set()
    for name in names:
        if name.startswith(_ASIC):
            return "asic"
        base, _, below = name.rpartition(b"/")
        if below in {_PACKAGE, _BAG, _OFD} and b"/" not in base:
            found.add(below if below != _OFD or not base else b"")
        if _PACKAGE in found:
            break
    if found & {_PACKAGE, _BAG}:
        return "package" if _PACKAGE in found else "bag"
    return "ofd" if _OFD in found else "archive"
