"""Blobs that were kept long ago: the clock of a file system is not the service's."""

import os

from ingest.service import Service

__all__ = ["age_blobs"]

_S = 7200


def age_blobs(service: Service) -> None:
    """Have all blobs of a folder be unused for two hours."""
    for path in (service.folder.parent / "blobs").rglob("*"):
        if path.is_file():
            at = path.stat().st_mtime - _S
            os.utime(path, (at, at))
