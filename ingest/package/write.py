"""Write an evidence package: a BagIt 1.0 bag in a ZIP, a tar or a directory (formats, package 1-7).

Members are stored, never deflated; payload members and manifest lines stand in ascending byte
order, which is what the reader's one merge pass wants (formats, package 5). Nothing is taken from
the clock, so the same input gives the same bytes. Memory is constant: manifests and the central
directory are spooled to temporary files.

The writer closes a bag over whatever payload it is given; what a package must say is the reader's
matter. It imports nothing of ours but `anchors.limits`, so that `fixtures` may use it.
"""

import hashlib
import json
import struct
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple, Protocol, Self

from anchors.limits import LIMITS

__all__ = ["ChangedError", "Container", "PackageWriter", "canonical_json"]

Container = Literal["zip", "tar", "directory"]
"""The forms a package is carried in."""

_MODIFIED = datetime(2020, 1, 1, tzinfo=UTC)
_BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_BUFFER = LIMITS.read_buffer_octets

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_ZIP64_END = struct.Struct("<4sQ2H2I4Q")
_ZIP64_LOCATOR = struct.Struct("<4sIQI")
_END = struct.Struct("<4s4H2IH")
_U16 = 0xFFFF
_U32 = 0xFFFFFFFF
_ZIP64 = 45
_UTF8_NAME = 0x0800
_REGULAR_0644 = 0o100644 << 16
_MADE_BY_UNIX = 3 << 8


def canonical_json(value: object) -> bytes:
    """Return `value` as canonical JSON (RFC 8785), for values with ASCII keys and no floats.

    Raises:
        ValueError: a float is not finite, or a text holds a lone surrogate.
    """
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode()


class ChangedError(Exception):
    """A file is not what it was when its digests were taken; the message names its place."""


class PackageWriter:
    """Writes one package to `out`; payload through `add`, the rest by `finish`.

    As a context manager it closes its files; a package that was not finished stays incomplete.
    """

    def __init__(
        self,
        out: Path,
        *,
        container: Container = "zip",
        base: str = "",
        manifests: tuple[str, ...] = ("sha256",),
        modified: datetime = _MODIFIED,
    ) -> None:
        """Open `out`; `base` is the one directory that all members lie in, none if empty."""
        self._base = f"{base}/" if base else ""
        self._sink = _SINKS[container](out, modified)
        self._manifests = {name: _Spool() for name in sorted(manifests)}
        self._last = b""
        self._octets = 0
        self._files = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every file that is open; once is enough."""
        for spool in self._manifests.values():
            spool.file.close()
        self._sink.close()

    def add(self, path: str, data: bytes) -> None:
        """Write one payload file, `data/…`.

        Raises:
            ValueError: the path is not under `data/`, or not after the one before it.
        """
        digests = {
            name: hashlib.new(name.replace("-", "_"), data, usedforsecurity=False).hexdigest()
            for name in self._manifests
        }
        self.add_chunks(path, len(data), zlib.crc32(data), digests, (data,))

    def add_chunks(
        self,
        path: str,
        size: int,
        crc: int,
        digests: Mapping[str, str],
        chunks: Iterable[bytes],
    ) -> None:
        """Write one payload file whose size, CRC-32 and digests were taken before.

        Raises:
            ValueError: the path is not under `data/`, or not after the one before it.
            ChangedError: the octets have another size or CRC-32; what was written is of no use.
        """
        name = path.encode()
        if not name.startswith(b"data/") or name <= self._last:
            raise ValueError(f"payload paths ascend under data/: {path!r} after {self._last!r}")
        self._last = name
        for algorithm, spool in self._manifests.items():
            spool.write(f"{digests[algorithm]}  {path}\n".encode())
        self._octets += size
        self._files += 1
        self._sink.member(self._base + path, size, crc, _held(chunks, path, size, crc))

    def finish(
        self,
        head: Mapping[str, object],
        *,
        cases: int,
        items: int,
        sign: Callable[[bytes], bytes] | None = None,
        timestamp: Callable[[bytes], bytes] | None = None,
    ) -> None:
        """Write the tag files and close the package.

        Args:
            head: `package.json` without its `counts`.
            cases: the number of case lines.
            items: the number of evidence rows in them.
            sign: gives `signature.p7s` over the exact bytes of `tagmanifest-sha256.txt`.
            timestamp: gives `signature.tsr` for the bytes of `signature.p7s`.
        """
        tags = self._tag_files(head, cases=cases, items=items)
        tagmanifest = "".join(f"{tags[name].sha256.hexdigest()}  {name}\n" for name in sorted(tags))
        closing = {"tagmanifest-sha256.txt": tagmanifest.encode()}
        if sign is not None:
            closing["signature.p7s"] = sign(tagmanifest.encode())
        if sign is not None and timestamp is not None:
            closing["signature.tsr"] = timestamp(closing["signature.p7s"])
        tags |= {name: _spooled(data) for name, data in closing.items()}
        for name in sorted(tags):
            spool = tags[name]
            self._sink.member(self._base + name, spool.size, spool.crc, spool.chunks())
            spool.file.close()
        self._sink.finish()
        self.close()

    def _tag_files(
        self, head: Mapping[str, object], *, cases: int, items: int
    ) -> dict[str, "_Spool"]:
        counts = {"cases": cases, "items": items, "bytes": self._octets}
        labels = {
            "BagIt-Profile-Identifier": head["profile"],
            "External-Identifier": head["package_id"],
            "Environment": head["environment"],
            "Payload-Oxum": f"{self._octets}.{self._files}",
        }
        bag_info = "".join(f"{label}: {value}\n" for label, value in labels.items())
        return {
            "bag-info.txt": _spooled(bag_info.encode()),
            "bagit.txt": _spooled(_BAGIT),
            "package.json": _spooled(canonical_json({**head, "counts": counts})),
            **{f"manifest-{name}.txt": spool for name, spool in self._manifests.items()},
        }


def _held(chunks: Iterable[bytes], path: str, size: int, crc: int) -> Iterator[bytes]:
    """Yield the chunks of a file, and hold them against what was stated of it."""
    octets = found = 0
    for chunk in chunks:
        octets += len(chunk)
        found = zlib.crc32(chunk, found)
        yield chunk
    if (octets, found) != (size, crc):
        raise ChangedError(path)


class _Spool:
    """A file being built: its octets in a temporary file, its size, CRC and digest at hand."""

    def __init__(self) -> None:
        # Closed by the writer, which outlives this call.
        self.file = tempfile.SpooledTemporaryFile(max_size=_BUFFER)  # noqa: SIM115
        self.size = 0
        self.crc = 0
        self.sha256 = hashlib.sha256()

    def write(self, data: bytes) -> None:
        self.file.write(data)
        self.size += len(data)
        self.crc = zlib.crc32(data, self.crc)
        self.sha256.update(data)

    def chunks(self) -> Iterator[bytes]:
        self.file.seek(0)
        while data := self.file.read(_BUFFER):
            yield data


def _spooled(data: bytes) -> _Spool:
    spool = _Spool()
    spool.write(data)
    return spool


class _Sink(Protocol):
    """What a container does with members."""

    def __init__(self, out: Path, modified: datetime) -> None: ...

    def member(self, name: str, size: int, crc: int, chunks: Iterable[bytes]) -> None: ...

    def finish(self) -> None: ...

    def close(self) -> None: ...


class _ZipMember(NamedTuple):
    name: bytes
    size: int
    crc: int
    offset: int
    flags: int


class _ZipSink:
    """A ZIP (APPNOTE 6.3.10) of stored members; zip64 records only where a value needs them."""

    def __init__(self, out: Path, modified: datetime) -> None:
        self._file: BinaryIO = out.open("wb")
        self._central = _Spool()
        self._offset = 0
        self._members = 0
        self._time = modified.hour << 11 | modified.minute << 5 | modified.second // 2
        self._date = (modified.year - 1980) << 9 | modified.month << 5 | modified.day

    def member(self, name: str, size: int, crc: int, chunks: Iterable[bytes]) -> None:
        flags = 0 if name.isascii() else _UTF8_NAME
        entry = _ZipMember(name.encode(), size, crc, self._offset, flags)
        self._central.write(self._central_header(entry))
        self._members += 1
        self._put(self._local_header(entry))
        for chunk in chunks:
            self._put(chunk)

    def finish(self) -> None:
        start, size, members = self._offset, self._central.size, self._members
        for chunk in self._central.chunks():
            self._put(chunk)
        if members >= _U16 or size >= _U32 or start >= _U32:
            at = self._offset
            counts = (members, members, size, start)
            end64 = (b"PK\x06\x06", 44, _MADE_BY_UNIX | _ZIP64, _ZIP64, 0, 0, *counts)
            self._put(_ZIP64_END.pack(*end64))
            self._put(_ZIP64_LOCATOR.pack(b"PK\x06\x07", 0, at, 1))
        count = min(members, _U16)
        sizes = (min(size, _U32), min(start, _U32))
        self._put(_END.pack(b"PK\x05\x06", 0, 0, count, count, *sizes, 0))

    def close(self) -> None:
        self._central.file.close()
        self._file.close()

    def _put(self, data: bytes) -> None:
        self._file.write(data)
        self._offset += len(data)

    def _local_header(self, entry: _ZipMember) -> bytes:
        large = entry.size >= _U32
        extra = struct.pack("<2H2Q", 1, 16, entry.size, entry.size) if large else b""
        size = _U32 if large else entry.size
        version = _ZIP64 if large else 20
        stamp = (version, entry.flags, 0, self._time, self._date)
        sizes = (entry.crc, size, size, len(entry.name), len(extra))
        return _LOCAL.pack(b"PK\x03\x04", *stamp, *sizes) + entry.name + extra

    def _central_header(self, entry: _ZipMember) -> bytes:
        large, far = entry.size >= _U32, entry.offset >= _U32
        values = [entry.size, entry.size] * large + [entry.offset] * far
        extra = struct.pack(f"<2H{len(values)}Q", 1, 8 * len(values), *values) if values else b""
        size = _U32 if large else entry.size
        version = _ZIP64 if values else 20
        stamp = (_MADE_BY_UNIX | version, version, entry.flags, 0, self._time, self._date)
        sizes = (entry.crc, size, size, len(entry.name), len(extra), 0, 0, 0)
        place = (_REGULAR_0644, _U32 if far else entry.offset)
        return _CENTRAL.pack(b"PK\x01\x02", *stamp, *sizes, *place) + entry.name + extra


class _TarSink:
    """A tar in pax form (POSIX.1-2001), uncompressed, ending with two zero blocks."""

    def __init__(self, out: Path, modified: datetime) -> None:
        self._file: BinaryIO = out.open("wb")
        self._modified = int(modified.timestamp())

    def member(self, name: str, size: int, crc: int, chunks: Iterable[bytes]) -> None:
        del crc
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size, self._modified, 0o644
        self._file.write(info.tobuf(tarfile.PAX_FORMAT, "utf-8"))
        for chunk in chunks:
            self._file.write(chunk)
        self._file.write(bytes(-size % tarfile.BLOCKSIZE))

    def finish(self) -> None:
        self._file.write(bytes(2 * tarfile.BLOCKSIZE))

    def close(self) -> None:
        self._file.close()


class _DirectorySink:
    """Plain files below a directory that need not be there yet."""

    def __init__(self, out: Path, modified: datetime) -> None:
        del modified
        self._root = out
        self._made = {out}
        out.mkdir(parents=True, exist_ok=True)

    def member(self, name: str, size: int, crc: int, chunks: Iterable[bytes]) -> None:
        del size, crc
        target = self._root / name
        if target.parent not in self._made:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(target.parent)
        with target.open("wb") as file:
            file.writelines(chunks)

    def finish(self) -> None: ...

    def close(self) -> None: ...


_SINKS: dict[Container, type[_Sink]] = {
    "zip": _ZipSink,
    "tar": _TarSink,
    "directory": _DirectorySink,
}
