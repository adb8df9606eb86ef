"""Packages sent in parts, laid out as folders of this machine: links to blobs by their paths.

    trees/<digest of the list>/    locked by everybody who reads it
    tree-locks/ab                  held by who lays out one of the lists that begin so
    part/<random>                  being laid out, or being removed

A folder stays for the next shard of its package; of those that nobody reads a few are kept. Each
process digests every file of a folder before it reads there, and again after some minutes.
"""

import errno
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path

from ingest.errors import BlobDiffersError, BlobMissingError
from ingest.store.blobfiles import age_of, blob_errors, digest_of, sweep_folder
from ingest.store.digested import TRUSTED_SECONDS
from ingest.store.locks import lock_to_remove, lock_to_use, locked
from ingest.store.parallel import for_each

__all__ = ["LaidOut"]

_KEPT = 4
"""Folders kept that nobody reads: as many packages as are judged by turns."""


class LaidOut:
    """Folders of links, beside the blobs that they link to."""

    def __init__(self, folder: Path, local: Callable[[str], AbstractContextManager[Path]]) -> None:
        """Take a folder of the blobs' own file system, and what gives a blob as a file.

        Raises:
            BlobStoreError: the folder cannot be made.
        """
        self._local = local
        self._seen: dict[str, float] = {}
        self._trees, self._locks, self._parts = (
            folder / name for name in ("trees", "tree-locks", "part")
        )
        with blob_errors("the folder of packages"):
            for path in (self._trees, self._locks, self._parts):
                path.mkdir(mode=0o700, parents=True, exist_ok=True)

    @contextmanager
    def tree(self, name: str, files: Mapping[str, str]) -> Iterator[Path]:
        """Give a folder with files by their paths, each of its digest.

        Args:
            name: digest of the list: the same name is the same files.
            files: native path to digest.

        Raises:
            BlobMissingError: one is not there.
            BlobDiffersError: one is something else.
            BlobStoreError: the store cannot be read, or the folder not be made.
        """
        with blob_errors(f"package {name}"):
            descriptor = self._held(self._trees / name, files)
        try:
            yield self._trees / name
        finally:
            os.close(descriptor)

    def forget(self, name: str) -> None:
        """Remove the folder of a list that is kept no more; who reads it still finds it swept."""
        with blob_errors(f"package {name}"):
            self._remove(self._trees / name)

    def sweep(self, older_than: timedelta) -> int:
        """Remove folders laid out so long ago that nobody reads, and what was left behind."""
        with blob_errors("sweeping"):
            old = [tree for tree in self._trees.iterdir() if age_of(tree) >= older_than]
            removed = [self._remove(tree) for tree in old]
        return sum(removed) + sweep_folder(self._parts, older_than)

    def _held(self, tree: Path, files: Mapping[str, str]) -> int:
        """Return a descriptor whose lock keeps the folder from being removed."""
        while True:
            descriptor = lock_to_use(tree)
            if descriptor is None:
                self._lay_out(tree, files)
                continue
            try:
                self._hold(tree, files)
            except (BlobDiffersError, BlobMissingError):
                os.close(descriptor)
                if not self._remove(tree):
                    raise
            except BaseException:
                os.close(descriptor)
                raise
            else:
                return descriptor

    def _hold(self, tree: Path, files: Mapping[str, str]) -> None:
        """Digest every file of a folder, unless this process did so lately."""
        if time.monotonic() < self._seen.get(tree.name, 0.0):
            return
        for_each(lambda one: digest_of(tree / one[0], one[1]), files.items())
        self._seen[tree.name] = time.monotonic() + TRUSTED_SECONDS

    def _lay_out(self, tree: Path, files: Mapping[str, str]) -> None:
        """Link the files into a new folder, unless another process does."""
        with locked(self._locks / tree.name[:2]):
            if tree.exists():
                return
            part = self._parts / secrets.token_hex(16)
            try:
                for folder in {path.rpartition("/")[0] for path in files}:
                    (part / folder).mkdir(mode=0o700, parents=True, exist_ok=True)
                for_each(lambda one: self._link(one[1], part / one[0]), files.items())
                part.rename(tree)
            finally:
                shutil.rmtree(part, ignore_errors=True)
        self._seen[tree.name] = time.monotonic() + TRUSTED_SECONDS
        self._remove_oldest()

    def _link(self, digest: str, target: Path) -> None:
        with self._local(digest) as path:
            try:
                os.link(path, target, follow_symlinks=False)
            except OSError as error:
                if error.errno != errno.EMLINK:
                    raise
                shutil.copyfile(path, target)

    def _remove_oldest(self) -> None:
        """Remove the oldest folders, but a few, that nobody reads."""
        by_age = sorted(self._trees.iterdir(), key=lambda one: one.lstat().st_mtime_ns)
        for tree in by_age[:-_KEPT]:
            self._remove(tree)

    def _remove(self, tree: Path) -> bool:
        """Remove a folder at once for everybody, unless somebody reads it; whether it went."""
        with lock_to_remove(tree) as unused:
            if unused:
                self._seen.pop(tree.name, None)
                away = self._parts / secrets.token_hex(16)
                tree.rename(away)
                shutil.rmtree(away, ignore_errors=True)
            return unused
