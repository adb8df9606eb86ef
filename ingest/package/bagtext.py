"""The text forms of a bag's tag files (RFC 8493 2.1, 2.2; versions 0.93 to 0.97 and 1.0).

`Label: value` with continuation lines, manifest lines, and lines of `fetch.txt`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["BagVersion", "Declaration", "Label", "ManifestEntry", "read_declaration",
           "read_entries", "read_labels", "read_targets"]  # fmt: skip

BagVersion = tuple[int, int]
_DECLARATION = re.compile(
    rb"BagIt-Version: ([0-9]+)\.([0-9]+)[ \t]*(?:\r\n|\r|\n)"
    rb"Tag-File-Character-Encoding: ([!-~]+)[ \t]*(?:\r\n|\r|\n)?"
)
_VERSIONS = frozenset({(0, 93), (0, 94), (0, 95), (0, 96), (0, 97), (1, 0)})
_ENTRY = re.compile(r"([0-9a-fA-F]+)[ \t]+(\*?)(.+)")
_ESCAPES = {"%0a": "\n", "%0d": "\r", "%25": "%"}
_ESCAPE = re.compile("%0[aAdD]|%25")


class Declaration(NamedTuple):
    """`bagit.txt`."""

    version: BagVersion
    encoding: str


class Label(NamedTuple):
    """One metadata element of `bag-info.txt`."""

    name: str
    value: str


class ManifestEntry(NamedTuple):
    """One line of a manifest; with neither digest nor path, where it is none."""

    path: str
    digest: str
    line: str
    unusual: bool
    """Written as md5sum does or with a leading `./`: read, and told."""


def read_declaration(raw: bytes) -> Declaration | None:
    """Return what `bagit.txt` declares; None where it is malformed or of another version."""
    match = _DECLARATION.fullmatch(raw)
    version = (int(match[1]), int(match[2])) if match and len(match[0]) < 200 else None
    if match is None or version not in _VERSIONS or version is None:
        return None
    return Declaration(version, match[3].decode())


def read_labels(text: str) -> Iterator[Label | str]:
    """Yield the metadata elements in order; a line that is none is yielded as it stands.

    A line that begins with a blank continues the value before it.
    """
    pending: Label | None = None
    for line in _lines(text):
        if pending is not None and line[:1] in {" ", "\t"}:
            pending = Label(pending.name, f"{pending.value} {line.strip()}")
            continue
        if pending is not None:
            yield pending
            pending = None
        name, colon, value = line.partition(":")
        if colon and name.strip():
            pending = Label(name.strip(), value.strip())
        elif line.strip():
            yield line
    if pending is not None:
        yield pending


def read_entries(text: str, version: BagVersion) -> Iterator[ManifestEntry]:
    """Yield the lines of a manifest; only CR, LF and, from 1.0 on, `%` are ever escaped."""
    for line in _lines(text):
        if not line:
            continue
        match = _ENTRY.fullmatch(line)
        if match is None:
            yield ManifestEntry("", "", line, unusual=False)
            continue
        path = _unescaped(match[3], version)
        dotted = path.startswith("./")
        unusual = bool(match[2]) or dotted
        yield ManifestEntry(path[2:] if dotted else path, match[1].lower(), line, unusual)


def read_targets(text: str, version: BagVersion) -> Iterator[str]:
    """Yield the paths of `fetch.txt`; the addresses are never looked at."""
    for line in _lines(text):
        parts = line.split(None, 2)
        if parts:
            yield _unescaped(parts[2], version) if len(parts) == 3 else ""


def _unescaped(path: str, version: BagVersion) -> str:
    def one(match: re.Match[str]) -> str:
        escape = match[0].lower()
        return match[0] if escape == "%25" and version < (1, 0) else _ESCAPES[escape]

    return _ESCAPE.sub(one, path)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
