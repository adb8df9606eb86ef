"""Blobs in a folder of this machine.

    stage/<upload>/<random>    being written: never named to anybody
    stage/<upload>/<digest>    on disk, of one upload
    sha256/ab/cd/<digest>      kept: the same file, linked
    part/<random>              of our own being written, or being removed
    trees/<digest>/            packages of parts, laid out (`LaidOut`)

A name is given only to a file whose octets are on disk; the folders of a final key are on disk
before `adopt` returns, whoever made them. A stage keeps its links until it is discarded, so that an
upload whose rows were not committed can be adopted again.
"""

import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path

from anchors.limits import LIMITS
from ingest.errors import BlobDiffersError, BlobMissingError
from ingest.store.blobfiles import (
    DigestedFile,
    age_of,
    blob_errors,
    digest_of,
    log_wrong,
    read_blob,
    sync_folders,
)
from ingest.store.blobkeys import BLOBS, STAGES, blob_key, is_digest, stage_key
from ingest.store.blobs import Named
from ingest.store.digested import DigestedFiles
from ingest.store.laidout import LaidOut
from ingest.store.lately import Lately
from ingest.store.locks import locked
from ingest.store.stagewriter import StageWriter

__all__ = ["LocalBlobs"]

_PARTS = "part"
_TOGETHER = 4096
"""Files that are brought to disk in one go."""
_LATELY_SECONDS = 300.0
"""What was put so lately is removed by nobody, and so is not there anew but on disk since."""


class LocalBlobs:
    """A folder of blobs; any number of processes of this machine share it."""

    def __init__(self, folder: Path, *, on_wrong: Callable[[str], None] = log_wrong) -> None:
        """Take a folder, made where it is absent; `on_wrong` is told of wrong octets at a digest.

        Raises:
            BlobStoreError: it cannot be made.
        """
        self._folder = folder.absolute()
        self._on_wrong = on_wrong
        self._lock = self._folder / "lock"
        self._known = DigestedFiles()
        self._durable: set[Path] = set()
        self._put = Lately(_LATELY_SECONDS)
        with blob_errors("the folder of blobs"):
            for name in ("", _PARTS, STAGES, BLOBS):
                (self._folder / name).mkdir(mode=0o700, parents=not name, exist_ok=True)
            sync_folders([self._folder])
        self._packages = LaidOut(self._folder, self.local)

    def stage(self, upload: str) -> StageWriter:
        """Begin a file of an upload."""
        stage = self._folder / stage_key(upload)
        part = stage / secrets.token_hex(16)
        with blob_errors(f"stage {upload}"):
            try:
                file = DigestedFile(part, durable=True)
            except FileNotFoundError:
                stage.mkdir(mode=0o700, exist_ok=True)
                file = DigestedFile(part, durable=True)
        return StageWriter(file, lambda path, digest: self._place(path, stage / digest, digest))

    def _place(self, part: Path, place: Path, digest: str) -> None:
        """Name what was written; a small file is as soon digested again as remembered."""
        part.rename(place)
        if place.lstat().st_size > LIMITS.read_buffer_octets:
            self._known.wrote(place, digest)

    def staged(self, upload: str) -> Mapping[str, int]:
        """Return what an upload has sent: digest to octets."""
        folder = self._folder / stage_key(upload)
        with blob_errors(f"stage {upload}"):
            try:
                with os.scandir(folder) as entries:
                    return {one.name: one.stat().st_size for one in entries if is_digest(one.name)}
            except FileNotFoundError:
                return {}

    @contextmanager
    def staged_file(self, upload: str, digest: str) -> Iterator[Path]:
        """Give the staged file itself, digest held."""
        path = self._folder / stage_key(upload, digest)
        self._known.hold(path, digest)
        yield path

    def adopt(self, upload: str, digests: Iterable[str]) -> None:
        """Bring staged files to their final keys, durably, all of them."""
        with blob_errors(f"upload {upload}"):
            left = iter(digests)
            while some := {self._held(upload, one): one for one in islice(left, _TOGETHER)}:
                self._keep(some)

    def _held(self, upload: str, digest: str) -> Path:
        path = self._folder / stage_key(upload, digest)
        if not path.exists():
            raise BlobMissingError(f"upload {upload} has not staged {digest}")
        return path

    def discard(self, upload: str) -> None:
        """Drop the stage of an upload."""
        with blob_errors(f"stage {upload}"):
            self._drop(self._folder / stage_key(upload))

    def put(self, octets: bytes) -> str:
        """Keep octets durably and return their digest."""
        digest = sha256(octets).hexdigest()
        with blob_errors("a blob of our own"):
            if not self._renewed(digest):
                file = DigestedFile(self._new_part(), durable=True)
                writer = StageWriter(file, lambda path, digest: self._keep({path: digest}))
                writer.write(octets)
                writer.finish(digest)
                self._put.add(digest)
        return digest

    def _renewed(self, digest: str) -> bool:
        """Count a blob as put anew; False unless it was put here lately and is as it was."""
        if digest not in self._put:
            return False
        target = self._folder / blob_key(digest)
        with locked(self._lock, shared=True), suppress(BlobMissingError, BlobDiffersError):
            digest_of(target, digest)
            os.utime(target, follow_symlinks=False)
            return True
        return False

    def read(self, digest: str) -> bytes:
        """Return a whole blob, digest held; for what is small."""
        return read_blob(self._folder / blob_key(digest), digest)

    @contextmanager
    def local(self, digest: str) -> Iterator[Path]:
        """Give the stored file, digest held when it is opened."""
        path = self._folder / blob_key(digest)
        self._known.hold(path, digest)
        yield path

    def laid_out(self, name: str, files: Mapping[str, str]) -> AbstractContextManager[Path]:
        """Give a folder of links to stored files."""
        return self._packages.tree(name, files)

    def octets(self, digest: str) -> int | None:
        """Return how large a blob is; None where it is not there."""
        with blob_errors(f"blob {digest}"):
            try:
                return (self._folder / blob_key(digest)).lstat().st_size
            except (FileNotFoundError, BlobMissingError):
                return None

    def delete(self, digest: str, *, unused_for: timedelta = timedelta(0)) -> bool:
        """Remove a blob unless it was adopted lately; whether it was removed."""
        with blob_errors(f"blob {digest}"), locked(self._lock):
            try:
                path = self._folder / blob_key(digest)
                if unused_for and age_of(path) < unused_for:
                    return False
                path.unlink()
            except (FileNotFoundError, BlobMissingError):
                return False
        self._packages.forget(digest)
        return True

    def look_again(self, named: Named, removed_for: timedelta) -> int:  # noqa: ARG002 - the port's
        """Do nothing: here nothing is adopted while something is removed."""
        return 0

    def stages(self) -> Iterable[str]:
        """Yield the uploads that have a stage."""
        with blob_errors("the stages"):
            return sorted(one.name for one in (self._folder / STAGES).iterdir())

    def sweep(self, older_than: timedelta) -> int:
        """Remove what was left behind: stages that nothing was added to, parts, and folders."""
        with blob_errors("sweeping"):
            stages = [one for one in (self._folder / STAGES).iterdir() if age_of(one) >= older_than]
            for one in stages:
                self._drop(one)
        return len(stages) + self._packages.sweep(older_than)

    def encryption(self) -> str:
        """Say how the folder is encrypted: not by us."""
        return "by the file system alone: put the folder on an encrypted volume"

    def check(self) -> None:
        """Write, read back and remove a small blob; raises what is wrong."""
        octets = secrets.token_bytes(32)
        digest = self.put(octets)
        with self.local(digest):
            self.read(digest)
        self.delete(digest)

    def _new_part(self) -> Path:
        return self._folder / _PARTS / secrets.token_hex(16)

    def _keep(self, files: Mapping[Path, str]) -> None:
        """Link durable files to their final keys, and bring every folder of these to disk."""
        new: set[Path] = set()
        changed: set[Path] = set()
        with locked(self._lock, shared=True):
            for path, digest in files.items():
                target = self._folder / blob_key(digest)
                new |= self._make(target.parent)
                self._link(path, target, digest)
                changed.add(target.parent)
        sync_folders(changed | {folder.parent for folder in new})
        self._durable |= new

    def _make(self, folder: Path) -> set[Path]:
        """Make a folder of keys; return which may not be on disk yet, whoever made them."""
        if folder in self._durable:
            return set()
        new = {folder.parent, folder} - self._durable
        for one in sorted(new):
            one.mkdir(mode=0o700, exist_ok=True)
        return new

    def _link(self, path: Path, target: Path, digest: str) -> None:
        """Link a file to its key; what is there already is believed only if it is the same."""
        try:
            os.link(path, target, follow_symlinks=False)
        except FileExistsError:
            if not target.samefile(path):
                self._hold_or_replace(path, target, digest)
        os.utime(target, follow_symlinks=False)

    def _hold_or_replace(self, path: Path, target: Path, digest: str) -> None:
        try:
            digest_of(target, digest)
        except BlobDiffersError:
            self._on_wrong(digest)
            again = self._new_part()
            os.link(path, again, follow_symlinks=False)
            again.replace(target)

    def _drop(self, stage: Path) -> None:
        """Remove a stage at once for everybody, then its octets."""
        away = self._new_part()
        with suppress(FileNotFoundError):
            stage.rename(away)
            shutil.rmtree(away)
