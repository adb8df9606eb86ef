"""Pinned headers of a chain, brought up to date: lines are added, none is ever changed.

A second hash for a height is not an update: one of the two was a lie, or a final block was taken
back. Nothing is written then; a person decides. Whoever writes a headers file of a trust directory
issues the directory anew, because `trust.json` names the file's digest.
"""

import fcntl
import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from anchors.clients.errors import HeaderConflictError
from anchors.clients.quorum import QuorumResult
from anchors.profile import PinnedHeader, decode_headers, quorum_source

__all__ = ["pin_of", "update", "write_pins"]


def pin_of(result: QuorumResult, at: datetime) -> PinnedHeader:
    """Return the line of a header that a quorum agreed on at a time.

    Raises:
        ProfileError: an operator's name could be read as another, or as two.
    """
    if result.observation is None:
        raise ValueError(f"a quorum that is {result.outcome} pins nothing")
    header = result.observation.header.header
    source = quorum_source(result.voters)
    return PinnedHeader(header.number, header.hash, header.time, source, at)


def update(existing: bytes, new: Iterable[PinnedHeader]) -> bytes:
    """Return the file with the lines of new headers added; known ones are left as they stand.

    Raises:
        HeaderConflictError: another hash is pinned for a height.
        ProfileError: the file is not one, or would not be one.
    """
    pinned = {header.height: header.hash for header in decode_headers(existing).values()}
    lines = [existing]
    for header in new:
        stands = pinned.get(header.height)
        if stands is None:
            pinned[header.height] = header.hash
            lines.append(_line(header))
        elif stands != header.hash:
            raise HeaderConflictError(header.height, stands, header.hash)
    updated = b"".join(lines)
    # What is written is what has to be read.
    decode_headers(updated)
    return updated


def _line(header: PinnedHeader) -> bytes:
    """Write one line in canonical JSON (formats, "Trust directory")."""
    record = {
        "height": header.height,
        "hash": header.hash.hex(),
        "time": _stamp(header.time),
        "source": header.source,
        "pinned_at": _stamp(header.pinned_at),
    }
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f"{text}\n".encode()


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def write_pins(path: Path, new: Iterable[PinnedHeader]) -> None:
    """Bring a file up to date: whole and on disk, or as it was. Raises as `update`."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        # Two writers after one another, so that none loses the other's lines.
        fcntl.flock(folder, fcntl.LOCK_EX)
        existing = path.read_bytes() if path.exists() else b""
        _replace(path, update(existing, new))
        os.fsync(folder)
    finally:
        os.close(folder)


def _replace(path: Path, octets: bytes) -> None:
    beside = path.with_name(f"{path.name}.new")
    with beside.open("wb") as file:
        file.write(octets)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
