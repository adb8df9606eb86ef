"""Write a kit as a ZIP: the same bytes for the same kit, originals in blocks.

Members are stored in ascending order of their names, with one fixed date; the archive takes its
place only when it is whole. SHA256SUMS stands before what it lists: digests of originals are known
from the reading that verified them, and what is copied must have them.
"""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from ingest.errors import KitError
from ingest.kit.values import KitOriginal

__all__ = ["SUMS", "write_kit"]

SUMS = "SHA256SUMS"
_DATE = (2020, 1, 1, 0, 0, 0)
_REGULAR_0644 = 0o100644 << 16
_UNIX = 3

Reader = Callable[[KitOriginal], Iterator[memoryview]]


def write_kit(
    out: Path, files: Mapping[str, bytes], originals: Iterable[KitOriginal], read: Reader
) -> None:
    """Write the kit to `out`, whole or not at all.

    Args:
        out: where the archive goes; one that is there is replaced.
        files: name to content of what is held in memory.
        originals: what is copied.
        read: yields an original in blocks.

    Raises:
        KitError: an original is not what was verified.
        OSError: `out` cannot be written.
    """
    copied = {one.name: one for one in originals}
    members = {**files, SUMS: _sums(files, copied)}
    descriptor, name = tempfile.mkstemp(dir=out.parent, prefix=".kit-", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file, ZipFile(file, "w", ZIP_STORED) as archive:
            for path in sorted((*members, *copied)):
                octets = members.get(path)
                size = copied[path].size if octets is None else len(octets)
                with archive.open(_info(path, size), "w") as member:
                    if octets is None:
                        _copy(copied[path], read, member)
                    else:
                        member.write(octets)
        Path(name).chmod(0o644)
        Path(name).replace(out)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _sums(files: Mapping[str, bytes], copied: Mapping[str, KitOriginal]) -> bytes:
    """Return what `sha256sum -c` reads."""
    digests = {name: sha256(octets).hexdigest() for name, octets in files.items()}
    digests |= {name: one.sha256 for name, one in copied.items()}
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode()


def _info(name: str, size: int) -> ZipInfo:
    info = ZipInfo(name, _DATE)
    info.create_system = _UNIX
    info.external_attr = _REGULAR_0644
    info.file_size = size
    return info


def _copy(original: KitOriginal, read: Reader, member: IO[bytes]) -> None:
    """Copy one original in blocks, and hold it against what was verified."""
    hasher, size = sha256(), 0
    for block in read(original):
        hasher.update(block)
        size += len(block)
        member.write(block)
    if (size, hasher.hexdigest()) != (original.size, original.sha256):
        raise KitError(f"{original.source}: changed since it was verified")
