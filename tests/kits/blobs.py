"""Every store of blobs, and a hand that reaches behind it: to plant, to look, to age."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from ingest.store.blobs import Blobs
from ingest.store.localblobs import LocalBlobs
from tests.services.s3 import S3Server

__all__ = ["BucketStore", "FolderStore", "Store", "send", "store"]


class Store(Protocol):
    """A store of blobs, and what lies behind it."""

    blobs: Blobs

    def plant(self, key: str, octets: bytes) -> None:
        """Put octets at a key as nobody should."""

    def keys(self) -> set[str]:
        """Return every key that something lies at."""

    def again(self) -> Blobs:
        """Return the same store as another process opens it."""


class FolderStore:
    """A folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.wrong: list[str] = []
        self.blobs: Blobs = LocalBlobs(folder, on_wrong=self.wrong.append)

    def plant(self, key: str, octets: bytes) -> None:
        path = self.folder / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(octets)

    def keys(self) -> set[str]:
        kept = [self.folder / name for name in ("sha256", "stage", "part")]
        found = [path for top in kept for path in top.rglob("*") if path.is_file()]
        return {str(path.relative_to(self.folder)) for path in found}

    def again(self) -> Blobs:
        return LocalBlobs(self.folder)


class BucketStore:
    """A bucket of a server."""

    def __init__(self, server: S3Server, cache: Path) -> None:
        self.server, self.cache = server, cache
        self.bucket = server.new_bucket()
        self.blobs: Blobs = server.blobs(self.bucket, cache / "one", prefix="evidence")

    def plant(self, key: str, octets: bytes) -> None:
        self.server.client.put_object(Bucket=self.bucket, Key=f"evidence/{key}", Body=octets)

    def keys(self) -> set[str]:
        listed = self.server.client.list_objects_v2(Bucket=self.bucket).get("Contents", [])
        parts = (self.cache / "one" / "part").iterdir()
        return {one["Key"].removeprefix("evidence/") for one in listed} | {
            f"part/{path.name}" for path in parts
        }

    def again(self) -> Blobs:
        return self.server.blobs(self.bucket, self.cache / "two", prefix="evidence")


@pytest.fixture(params=["folder", "rclone", "moto"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Give every kind of store in turn, empty."""
    if request.param == "folder":
        yield FolderStore(tmp_path / "blobs")
        return
    server: S3Server = request.getfixturevalue(f"{request.param}_server")
    yield BucketStore(server, tmp_path)


def send(blobs: Blobs, upload: str, octets: bytes) -> str:
    """Stage octets and return their digest."""
    writer = blobs.stage(upload)
    writer.write(octets)
    return writer.finish().digest
