"""What a path given to a command is: a package, a bag, a seal container, or another archive.

Told by names alone, without judging anything: what the answer promises is for the reader to check.
"""

import os
import re
from collections.abc import Iterable, Iterator
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
_MANIFEST = re.compile(rb"manifest-[a-z0-9-]+\.txt")
"""A bag that has lost its declaration is still one: a broken one."""
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
        found = _by_names(os.fsencode(entry.name) for entry in path.iterdir())
        return None if found == "archive" else found
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


def _by_names(names: Iterable[bytes]) -> PathKind:
    """Tell the kind by the members at the root or in the one base directory."""
    bag = False
    for name in names:
        base, _, below = name.rpartition(b"/")
        if name.startswith(_ASIC):
            return "asic"
        if name == _OFD:
            return "ofd"
        if b"/" not in base and below == _PACKAGE:
            return "package"
        if b"/" not in base and (below == _BAG or _MANIFEST.fullmatch(below)):
            bag = True
    return "bag" if bag else "archive"
