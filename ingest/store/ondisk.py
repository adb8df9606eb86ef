"""Packages as local files, for the readers that seek in them."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.store.blobs import Blobs

__all__ = ["package_on_disk"]

_ARCHIVES = frozenset({"archive", "elements"})


@contextmanager
def package_on_disk(blobs: Blobs, form: str, source: str) -> Iterator[Path]:
    """Give a package as a local file, for as long as it is read; it is never written to.

    Raises:
        BlobStoreError: it is not there, or something else is.
    """
    if form not in _ARCHIVES:
        raise ValueError(f"no archive: {form}")
    with blobs.local(source) as path, tempfile.TemporaryDirectory(prefix="package-") as folder:
        place = Path(folder, "package")
        place.symlink_to(path)
        yield place
