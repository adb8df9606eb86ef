"""A bucket of an S3 server: what we ask of it, each request bounded and tried a few times.

Errors of the server come out as errors of the store. Nothing is asked that some servers do not do:
no writing only where nothing is, no removing of many at once, no digest but our own.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import boto3
from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from anchors.limits import LIMITS
from anchors.units import GIB, MIB
from ingest.errors import BlobMissingError, BlobSpaceError, BlobStoreError
from ingest.store.blobfiles import DigestedFile, blob_errors
from ingest.store.parallel import for_each

if TYPE_CHECKING:
    from botocore.response import StreamingBody
    from mypy_boto3_s3 import S3Client

__all__ = ["Bucket", "StoredObject"]

_T = TypeVar("_T")
_TRIES = 3
_SEND = TransferConfig(multipart_threshold=16 * MIB, multipart_chunksize=16 * MIB,
                       max_concurrency=4)  # fmt: skip
_COPY = TransferConfig(multipart_threshold=4 * GIB, multipart_chunksize=GIB, max_concurrency=4)
"""A server copies up to 5 GB in one request."""
_GONE = frozenset({"404", "NoSuchKey", "NotFound"})
_NO_ROOM = frozenset({"507", "InsufficientStorage", "QuotaExceeded", "XMinioStorageFull"})
_TIMES = Config(
    connect_timeout=5, read_timeout=60, retries={"mode": "standard", "total_max_attempts": 4},
    max_pool_connections=64, request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)  # fmt: skip
_BY_PATH = Config(s3={"addressing_style": "path"})
"""Servers other than AWS seldom have a host name for each bucket."""


class StoredObject(NamedTuple):
    """One object of a bucket."""

    key: str
    """Without the prefix."""
    octets: int
    written: datetime
    """By the server's clock."""


class Bucket:
    """What is in a bucket below a prefix. Every method may raise `BlobStoreError`."""

    def __init__(
        self,
        name: str,
        prefix: str,
        *,
        endpoint: str | None,
        region: str,
        access_key: str | None,
        secret_key: str | None,
        encryption: str,
    ) -> None:
        """Take a bucket that exists; nothing is asked yet."""
        self._name = name
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self._extra: dict[str, Any] = (
            {} if encryption == "none" else {"ServerSideEncryption": encryption}
        )
        with _asking("the settings"):
            self._client: S3Client = _session().client(
                "s3", endpoint_url=endpoint, region_name=region, aws_access_key_id=access_key,
                aws_secret_access_key=secret_key,
                config=_TIMES.merge(_BY_PATH) if endpoint else _TIMES,
            )  # fmt: skip

    def put(self, key: str, octets: bytes) -> None:
        """Write an object."""
        with _asking(key):
            self._client.put_object(
                Bucket=self._name, Key=self._prefix + key, Body=octets, **self._extra
            )

    def send(self, path: Path, key: str) -> None:
        """Write an object out of a file, in parts where it is large."""
        with _asking(key):
            self._client.upload_file(
                str(path), self._name, self._prefix + key, ExtraArgs=self._extra, Config=_SEND
            )

    def read(self, key: str) -> bytes:
        """Return an object whole, of as many octets as may be in memory."""
        return _again(lambda: self._read(key))

    def download(self, key: str, path: Path) -> str:
        """Bring an object to a new file and return its digest; leaves nothing where it fails."""
        return _again(lambda: self._download(key, path))

    def copy(self, key: str, target: str) -> None:
        """Let the server copy an object."""
        source: Any = {"Bucket": self._name, "Key": self._prefix + key}
        with _asking(key):
            self._client.copy(
                source, self._name, self._prefix + target, ExtraArgs=self._extra, Config=_COPY
            )

    def copy_all(self, targets: Mapping[str, str]) -> None:
        """Let the server copy many objects, several at a time."""
        for_each(lambda one: self.copy(*one), targets.items())

    def head(self, key: str) -> StoredObject:
        """Return what the server says of an object."""
        with _asking(key):
            said = self._client.head_object(Bucket=self._name, Key=self._prefix + key)
        return StoredObject(key, said["ContentLength"], said["LastModified"])

    def list(self, begin: str) -> Iterator[StoredObject]:
        """Yield the objects whose keys begin so."""
        with _asking(begin):
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._name, Prefix=self._prefix + begin
            )
            for one in (one for page in pages for one in page.get("Contents", [])):
                key = one["Key"].removeprefix(self._prefix)
                yield StoredObject(key, one["Size"], one["LastModified"])

    def folders(self, begin: str) -> Iterator[str]:
        """Yield what comes next in keys that begin so, up to a slash."""
        with _asking(begin):
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._name, Prefix=self._prefix + begin, Delimiter="/"
            )
            for one in (one for page in pages for one in page.get("CommonPrefixes", [])):
                yield one["Prefix"].removeprefix(self._prefix + begin).rstrip("/")

    def remove(self, keys: Iterable[str]) -> None:
        """Remove objects, several at a time; one that is not there is removed."""
        for_each(self._remove, keys)

    def end_parts(self, before: datetime) -> int:
        """End uploads in parts that nobody finished; return how many."""
        ended = 0
        # One server answers so where there is none; another, where it was ended meanwhile.
        with _asking("uploads in parts"), suppress(self._client.exceptions.NoSuchUpload):
            pages = self._client.get_paginator("list_multipart_uploads").paginate(
                Bucket=self._name, Prefix=self._prefix
            )
            for one in (one for page in pages for one in page.get("Uploads", [])):
                if one["Initiated"] <= before:
                    self._client.abort_multipart_upload(
                        Bucket=self._name, Key=one["Key"], UploadId=one["UploadId"]
                    )
                    ended += 1
        return ended

    def _read(self, key: str) -> bytes:
        with self._opened(key) as (octets, pieces):
            if octets > LIMITS.blob_read_octets:
                raise BlobStoreError(f"{key} is too large to be read whole")
            return b"".join(pieces)

    def _download(self, key: str, path: Path) -> str:
        try:
            with (
                blob_errors(key),
                self._opened(key) as (_, pieces),
                closing(DigestedFile(path, durable=False)) as file,
            ):
                for piece in pieces:
                    file.write(piece)
                return file.end()
        except BlobStoreError:
            path.unlink(missing_ok=True)
            raise

    def _remove(self, key: str) -> None:
        with _asking(key):
            self._client.delete_object(Bucket=self._name, Key=self._prefix + key)

    @contextmanager
    def _opened(self, key: str) -> Iterator[tuple[int, Iterator[bytes]]]:
        """Give an object's octets in pieces, and how many the server says there are."""
        with _asking(key):
            answer = self._client.get_object(Bucket=self._name, Key=self._prefix + key)
        with closing(answer["Body"]) as body:
            yield answer["ContentLength"], _pieces(key, body)


class _CutOffError(BlobStoreError):
    """An answer broke off: worth asking again, for no library does."""


def _pieces(key: str, body: "StreamingBody") -> Iterator[bytes]:
    try:
        yield from body.iter_chunks(LIMITS.read_buffer_octets)
    except BotoCoreError as error:
        raise _CutOffError(f"{key}: {error}") from error


def _again(ask: Callable[[], _T]) -> _T:
    for _ in range(_TRIES - 1):
        try:
            return ask()
        except _CutOffError:
            continue
    return ask()


@cache
def _session() -> boto3.session.Session:
    """Return what reads a service's description once: that takes longer than a client."""
    return boto3.session.Session()


@contextmanager
def _asking(asked: str) -> Iterator[None]:
    """Turn what a server answers, or that it does not, into an error of the store."""
    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        if code in _GONE:
            raise BlobMissingError(f"nothing at {asked}") from error
        kind = BlobSpaceError if code in _NO_ROOM else BlobStoreError
        raise kind(f"{asked}: the server answers {code}") from error
    except (BotoCoreError, Boto3Error, ValueError) as error:
        raise BlobStoreError(f"{asked}: {error}") from error
