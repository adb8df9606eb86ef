"""Blobs in a bucket of an S3 server.

    stage/<upload>/<digest>    of one upload
    sha256/ab/cd/<digest>      kept: copied there by the server
    removed/<digest>           set aside for an hour before it is dropped: it is read all the same

A file is spooled on this machine while it is digested, and sent once its digest is known. A final
key is written whether it is there or not, by octets of that digest alone: servers differ on writing
only where nothing is. What a key holds is believed when its octets were digested here again.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from anchors.units import GIB
from ingest.errors import BlobDiffersError, BlobMissingError
from ingest.store.blobcache import BlobCache
from ingest.store.blobfiles import DigestedFile, blob_errors
from ingest.store.blobkeys import (
    REMOVED,
    STAGES,
    blob_key,
    is_digest,
    removed_key,
    stage_key,
)
from ingest.store.blobs import Named
from ingest.store.bucket import Bucket
from ingest.store.laidout import LaidOut
from ingest.store.stagewriter import StageWriter

__all__ = ["S3Blobs"]

_CACHE_OCTETS = 32 * GIB
_T = TypeVar("_T")


class S3Blobs:
    """A bucket, or what begins with a prefix in it; any number of machines share it."""

    def __init__(
        self,
        *,
        bucket: str,
        prefix: str,
        endpoint: str | None,
        region: str,
        access_key: str | None,
        secret_key: str | None,
        encryption: str,
        cache: Path,
        cache_octets: int = _CACHE_OCTETS,
    ) -> None:
        """Take a bucket; nothing is asked yet.

        Args:
            bucket: it exists.
            prefix: of every key; may be empty.
            endpoint: of a server that is not AWS.
            region: as the server names it.
            access_key: None for what the machine itself is given.
            secret_key: of that key.
            encryption: "none", "AES256" or "aws:kms": what the server is asked for.
            cache: a folder of this machine, for what is sent and what was fetched.
            cache_octets: how much of what was fetched is kept there.

        Raises:
            BlobStoreError: the folder cannot be made, or a setting is none.
        """
        self._encryption = encryption
        self._bucket = Bucket(
            bucket, prefix, endpoint=endpoint, region=region, access_key=access_key,
            secret_key=secret_key, encryption=encryption,
        )  # fmt: skip
        self._cache = BlobCache(cache, self._fetch, cache_octets)
        self._packages = LaidOut(cache, self._cache.local)

    def stage(self, upload: str) -> StageWriter:
        """Begin a file of an upload."""
        stage = stage_key(upload)
        with blob_errors("the spool"):
            file = DigestedFile(self._cache.new_part(), durable=False)
        return StageWriter(file, lambda path, digest: self._bucket.send(path, f"{stage}/{digest}"))

    def staged(self, upload: str) -> Mapping[str, int]:
        """Return what an upload has sent: digest to octets."""
        listed = self._bucket.list(f"{stage_key(upload)}/")
        named = {one.key.rpartition("/")[2]: one.octets for one in listed}
        return {digest: octets for digest, octets in named.items() if is_digest(digest)}

    @contextmanager
    def staged_file(self, upload: str, digest: str) -> Iterator[Path]:
        """Give a local file with what an upload staged, digest held."""
        path = self._cache.new_part()
        try:
            self._download(stage_key(upload, digest), digest, path)
            yield path
        finally:
            path.unlink(missing_ok=True)

    def adopt(self, upload: str, digests: Iterable[str]) -> None:
        """Let the server copy staged files to their final keys."""
        wanted = {stage_key(upload, digest): blob_key(digest) for digest in digests}
        staged = {stage_key(upload, digest) for digest in self.staged(upload)}
        if missing := wanted.keys() - staged:
            raise BlobMissingError(f"nothing at {min(missing)}")
        self._bucket.copy_all(wanted)

    def discard(self, upload: str) -> None:
        """Drop the stage of an upload."""
        self._bucket.remove(one.key for one in self._bucket.list(f"{stage_key(upload)}/"))

    def put(self, octets: bytes) -> str:
        """Keep octets durably and return their digest."""
        digest = sha256(octets).hexdigest()
        self._bucket.put(blob_key(digest), octets)
        return digest

    def read(self, digest: str) -> bytes:
        """Return a whole blob, digest held; for what is small."""
        octets = self._wherever(digest, self._bucket.read)
        if sha256(octets).hexdigest() != digest:
            raise BlobDiffersError(f"blob {digest} is something else")
        return octets

    def local(self, digest: str) -> AbstractContextManager[Path]:
        """Give a copy on this machine, digest held when it is opened."""
        return self._cache.local(digest)

    def laid_out(self, name: str, files: Mapping[str, str]) -> AbstractContextManager[Path]:
        """Give a folder of this machine with blobs by their paths."""
        return self._packages.tree(name, files)

    def octets(self, digest: str) -> int | None:
        """Return how large a blob is; None where it is not kept, or set aside."""
        try:
            return self._bucket.head(blob_key(digest)).octets
        except BlobMissingError:
            return None

    def delete(self, digest: str, *, unused_for: timedelta = timedelta(0)) -> bool:
        """Remove a blob unless it was adopted lately, here too; whether it was removed."""
        try:
            found = self._bucket.head(blob_key(digest))
        except BlobMissingError:
            return False
        if unused_for:
            if datetime.now(UTC) - found.written < unused_for:
                return False
            self._bucket.copy(found.key, removed_key(digest))
        self._bucket.remove([found.key])
        self._packages.forget(digest)
        self._cache.forget(digest)
        return True

    def look_again(self, named: Named, removed_for: timedelta) -> int:
        """Drop what was removed so long ago, or bring it back; see `Blobs.look_again`."""
        limit = datetime.now(UTC) - removed_for
        aside = {
            one.key.rpartition("/")[2]: one.key
            for one in self._bucket.list(f"{REMOVED}/")
            if one.written <= limit
        }
        kept = set(named(aside.keys())) if aside else set()
        absent = {one for one in kept if self.octets(one) is None}
        self._bucket.copy_all({aside[one]: blob_key(one) for one in absent})
        self._bucket.remove(aside.values())
        return len(absent)

    def stages(self) -> Iterable[str]:
        """Yield the uploads that have a stage."""
        return self._bucket.folders(f"{STAGES}/")

    def sweep(self, older_than: timedelta) -> int:
        """Remove what was left behind: stages, uploads in parts, and files of this machine."""
        limit = datetime.now(UTC) - older_than
        newest: dict[str, datetime] = {}
        for one in self._bucket.list(f"{STAGES}/"):
            upload = one.key.split("/")[1]
            newest[upload] = max(one.written, newest.get(upload, one.written))
        old = [upload for upload, written in newest.items() if written <= limit]
        for upload in old:
            self.discard(upload)
        here = self._packages.sweep(older_than) + self._cache.sweep(older_than)
        return len(old) + self._bucket.end_parts(limit) + here

    def encryption(self) -> str:
        """Say how the server encrypts what it keeps."""
        if self._encryption == "none":
            return "not asked for: by the server's own default, if it has one"
        return f"by the server, asked for with each object ({self._encryption})"

    def check(self) -> None:
        """Write, read back and remove a small blob; raises what is wrong."""
        digest = self.put(secrets.token_bytes(32))
        self.read(digest)
        self.delete(digest)

    def _fetch(self, digest: str, path: Path) -> None:
        """Bring a kept blob to a new file, digest held."""
        self._wherever(digest, lambda key: self._download(key, digest, path))

    def _wherever(self, digest: str, read: Callable[[str], _T]) -> _T:
        """Read a blob where it is kept, or where it was set aside."""
        try:
            return read(blob_key(digest))
        except BlobMissingError:
            return read(removed_key(digest))

    def _download(self, key: str, digest: str, path: Path) -> None:
        if self._bucket.download(key, path) != digest:
            path.unlink(missing_ok=True)
            raise BlobDiffersError(f"blob {digest} is something else")
