"""Real S3 servers over HTTP, out of wheels: one of each for each worker of a run, a bucket a test.

    rclone_server, moto_server    `S3Server`                             fixtures
    serving_s3(name, folder)      a server of one's own

Both, for they differ: rclone keeps files in a folder and writes over what is there whatever is
asked; moto holds objects in memory, lists uploads in parts and says how an object is encrypted.
"""

import os
import re
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import pytest

from ingest.store.s3blobs import S3Blobs

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

__all__ = ["S3Server", "moto_server", "rclone_server", "serving_s3"]

_KEY, _SECRET, _REGION = "evidence", "evidence-secret", "us-east-1"
_STARTED = re.compile(r"http://127\.0\.0\.1:\d+")
_DEADLINE = 30.0


class S3Server:
    """A server that runs at an endpoint."""

    access_key, secret_key, region = _KEY, _SECRET, _REGION

    def __init__(self, endpoint: str) -> None:
        """Take its address."""
        self.endpoint = endpoint
        self.client: S3Client = boto3.session.Session().client(
            "s3", endpoint_url=endpoint, region_name=_REGION, aws_access_key_id=_KEY,
            aws_secret_access_key=_SECRET,
        )  # fmt: skip

    def new_bucket(self) -> str:
        """Make an empty bucket and return its name."""
        name = f"test-{uuid.uuid4().hex}"
        self.client.create_bucket(Bucket=name)
        return name

    def blobs(
        self,
        bucket: str,
        cache: Path,
        *,
        prefix: str = "",
        encryption: str = "none",
        cache_octets: int = 1 << 30,
    ) -> S3Blobs:
        """Return the store of a bucket."""
        return S3Blobs(
            bucket=bucket, prefix=prefix, endpoint=self.endpoint, region=_REGION, access_key=_KEY,
            secret_key=_SECRET, encryption=encryption, cache=cache, cache_octets=cache_octets,
        )  # fmt: skip


@contextmanager
def serving_s3(name: str, folder: Path) -> Iterator[S3Server]:
    """Give a server that nobody else uses: "rclone" or "moto"."""
    log, kept = folder / f"{name}.log", folder / name
    kept.mkdir()
    with log.open("wb") as out:
        process = subprocess.Popen(
            _command(name, kept), stdin=subprocess.DEVNULL, stdout=out, stderr=out,
            env={**os.environ, "NO_COLOR": "1"},
        )  # fmt: skip
    try:
        yield S3Server(_endpoint(log, process))
    finally:
        process.kill()
        process.wait()


def _command(name: str, kept: Path) -> list[str]:
    program = str(Path(sys.executable).with_name("rclone" if name == "rclone" else "moto_server"))
    if name == "moto":
        return [program, "-H", "127.0.0.1", "-p", "0"]
    return [
        program, "serve", "s3", "--config", os.devnull, "--addr", "127.0.0.1:0",
        "--auth-key", f"{_KEY},{_SECRET}", str(kept),
    ]  # fmt: skip


def _endpoint(log: Path, process: "subprocess.Popen[bytes]") -> str:
    """Return the address that a server says it serves."""
    deadline = time.monotonic() + _DEADLINE
    while time.monotonic() < deadline and process.poll() is None:
        if (found := _STARTED.search(log.read_text(errors="replace"))) is not None:
            return found[0]
        time.sleep(0.02)
    raise AssertionError(log.read_text(errors="replace"))


@pytest.fixture(scope="session")
def rclone_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """The rclone server of this worker."""
    with serving_s3("rclone", tmp_path_factory.mktemp("s3")) as server:
        yield server


@pytest.fixture(scope="session")
def moto_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """The moto server of this worker."""
    with serving_s3("moto", tmp_path_factory.mktemp("s3")) as server:
        yield server
