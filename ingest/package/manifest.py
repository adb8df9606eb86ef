"""Manifest lines, read as a stream (RFC 8493 2.1.3; formats, package 5 and 7).

A line is a digest in lower-case hex, blanks, and a native path; it ends in LF. The manifest lies
where the package put it, stored, or in a temporary file where it had to be inflated or sorted.
"""

import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from anchors.digest import DIGEST_ALGORITHMS
from anchors.limits import LIMITS
from anchors.units import MIB
from ingest.errors import MalformedError
from ingest.package.faults import malformed, quoted
from ingest.package.spill import sort_records

__all__ = [
    "ManifestFile",
    "ManifestLine",
    "OpenManifest",
    "is_native_path",
    "sort_manifest",
    "true_and_false",
]

_BLOCK = MIB
_LONGEST = LIMITS.manifest_line_octets
_PATH = rb"(?!/)[a-z0-9._/-]+(?<!/)"
_OTHER_PATH = re.compile(rb"[0-9a-f]{32,128}[ \t]+(data/[^\0]+)")
_DOTS = re.compile(rb"(?:^|/)\.{0,2}(?:/|$)")


class ManifestFile(NamedTuple):
    """Where the lines of one manifest lie."""

    algorithm: str
    name: str
    """The tag file it came as, for findings."""
    file: str | None
    """A temporary file; None for the container itself."""
    offset: int
    size: int


class ManifestLine(NamedTuple):
    """One line, and where it lies."""

    path: bytes
    digest: bytes
    start: int
    stop: int


def is_native_path(path: bytes, longest: int) -> bool:
    """Whether a path is ASCII `[a-z0-9._/-]` without empty or dotted segments (formats 4)."""
    return len(path) <= longest and _native().fullmatch(path) is not None and not _dotted(path)


@cache
def _native() -> re.Pattern[bytes]:
    return re.compile(_PATH)


def _dotted(path: bytes) -> bool:
    return (b"/." in path or b"//" in path or path.startswith(b".")) and bool(_DOTS.search(path))


@cache
def _line_pattern(algorithm: str) -> re.Pattern[bytes]:
    octets = DIGEST_ALGORITHMS[algorithm].size
    return re.compile(rb"([0-9a-f]{%d})[ \t]+(%s)" % (2 * octets, _PATH))


class OpenManifest:
    """One manifest, open for reading any range of its lines."""

    def __init__(self, manifest: ManifestFile, container: Path) -> None:
        self.manifest = manifest
        self._pattern = _line_pattern(manifest.algorithm)
        self._descriptor = os.open(manifest.file or container, os.O_RDONLY | os.O_CLOEXEC)

    def lines(self, start: int = 0, stop: int | None = None) -> Iterator[ManifestLine]:
        """Yield the lines from one offset in the manifest to another.

        Raises:
            MalformedError: a line is not one.
        """
        stop = self.manifest.size if stop is None else stop
        at, block, base = 0, b"", start
        while base + at < stop:
            end = block.find(b"\n", at)
            if end < 0:
                base, at = base + at, 0
                octets = min(_BLOCK, stop - base)
                block = os.pread(self._descriptor, octets, self.manifest.offset + base)
                end = block.find(b"\n")
            found = self._pattern.fullmatch(block, at, end) if end - at <= _LONGEST else None
            if end < 0 or found is None or _dotted(found[2]):
                raise self._malformed(block[at : at + _LONGEST], base + at)
            yield ManifestLine(found[2], found[1], base + at, base + end + 1)
            at = end + 1

    def _malformed(self, rest: bytes, at: int) -> MalformedError:
        """Return what is wrong with a line: its path, or everything."""
        line = rest.partition(b"\n")[0]
        other = _OTHER_PATH.fullmatch(line)
        if other is not None:
            return malformed("package.path_not_native", quoted(other[1]), self.manifest.name)
        return malformed("package.manifest_malformed", f"{self.manifest.name}@{at}", quoted(line))

    def close(self) -> None:
        """Close the descriptor."""
        os.close(self._descriptor)


def sort_manifest(manifest: OpenManifest, target: Path) -> ManifestFile:
    """Write the lines of a manifest to `target` in ascending byte order of their paths."""
    records = (line.path + b"\0" + line.digest for line in manifest.lines())
    size = 0
    with target.open("wb") as file:
        for record in sort_records(records):
            path, _, digest = record.partition(b"\0")
            size += file.write(b"%s  %s\n" % (digest, path))
    return manifest.manifest._replace(file=str(target), offset=0, size=size)


def true_and_false(
    lines: Mapping[str, str], digests: Mapping[str, bytes]
) -> tuple[list[str], list[str]]:
    """Return the algorithms whose lines for one file are true, and those whose are false.

    Where both lists hold something, the lines cannot all be true of any file (formats 7).
    """
    right: list[str] = []
    wrong: list[str] = []
    for algorithm, digest in digests.items():
        stated = lines.get(algorithm)
        if stated is not None:
            (right if stated == digest.hex() else wrong).append(algorithm)
    return right, wrong
