"""Issued reports and hand-off objects out of the blobs of their shards: the very octets.

A shard's reports are one blob, a line a case; a row says where its own begins. What is read is held
against the digest in the row, so that nothing is shown that was not issued.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Protocol

from ingest.errors import BlobDiffersError
from ingest.store.blobs import Blobs
from ingest.store.reading import VerdictRow

__all__ = ["read_handoff", "read_report", "read_reports", "read_slice"]


def read_report(blobs: Blobs, row: VerdictRow) -> bytes:
    """Return the report of a verdict: canonical JSON, without its newline.

    Raises:
        BlobStoreError: it is not there, or something else is.
    """
    with blobs.local(row.report) as path, path.open("rb") as file:
        return _report(file, row)


class _Local(Protocol):
    def local(self, digest: str) -> AbstractContextManager[Path]: ...


def read_reports(blobs: _Local, rows: Iterable[VerdictRow]) -> Iterator[bytes]:
    """Yield the reports of verdicts in their order; a blob is opened once while it is the same.

    Raises:
        BlobStoreError: one is not there, or something else is.
    """
    with ExitStack() as opened:
        name, file = "", None
        for row in rows:
            if file is None or row.report != name:
                opened.close()
                file = opened.enter_context(
                    opened.enter_context(blobs.local(row.report)).open("rb")
                )
                name = row.report
            yield _report(file, row)


def read_handoff(blobs: Blobs, row: VerdictRow) -> dict[str, Any] | None:
    """Return the hand-off object of a verdict; None where its case has none.

    Raises:
        BlobStoreError: it is not there, or something else is.
    """
    if row.handoff is None or row.handoff_at is None or row.handoff_octets is None:
        return None
    value: dict[str, Any] = json.loads(
        read_slice(blobs, row.handoff, row.handoff_at, row.handoff_octets)
    )
    return value


def read_slice(blobs: Blobs, digest: str, at: int, octets: int) -> bytes:
    """Return one line of a blob, without its newline. Raises as `read_report`."""
    with blobs.local(digest) as path, path.open("rb") as file:
        return _slice(file, at, octets)


def _report(file: IO[bytes], row: VerdictRow) -> bytes:
    octets = _slice(file, row.report_at, row.report_octets)
    if sha256(octets).hexdigest() != row.report_digest:
        raise BlobDiffersError(row.report)
    return octets


def _slice(file: IO[bytes], at: int, octets: int) -> bytes:
    file.seek(at)
    return file.read(octets).rstrip(b"\n")
