"""Packages as files of this machine: the archive that was sent, or a folder of what was, in parts.

The list of parts is a blob of our own, `{"base": "", "files": {path: {"sha256": …, "size": …}}}`;
it is checked all the same, for its paths become paths here.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from anchors.limits import LIMITS
from ingest.errors import BlobDiffersError
from ingest.package.manifest import is_native_path
from ingest.store.blobkeys import is_digest
from ingest.store.blobs import Blobs

__all__ = ["package_on_disk", "parts_of"]


@contextmanager
def package_on_disk(blobs: Blobs, form: str, source: str) -> Iterator[Path]:
    """Give a package as `open_package` takes it, every octet held against its digest.

    Args:
        blobs: where it is kept.
        form: "parts", or another for what is one file.
        source: digest of that file, or of the list of parts.

    Raises:
        BlobMissingError: a file is not there.
        BlobDiffersError: a file, or the list, is something else.
        BlobStoreError: the store cannot be read.
    """
    if form != "parts":
        with blobs.local(source) as path:
            yield path
        return
    with blobs.laid_out(source, parts_of(blobs, source)) as folder:
        yield folder


def parts_of(blobs: Blobs, source: str) -> Mapping[str, str]:
    """Return native paths and digests of a package in parts. Raises as `package_on_disk`."""
    try:
        files: dict[str, dict[str, Any]] = json.loads(blobs.read(source))["files"]
        parts = {str(path): str(one["sha256"]) for path, one in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BlobDiffersError(f"{source} is no list of parts") from error
    folders = {str(folder) for path in parts for folder in PurePosixPath(path).parents}
    for path, digest in parts.items():
        native = is_native_path(path.encode(errors="replace"), LIMITS.path_octets)
        if not native or not is_digest(digest) or path in folders:
            raise BlobDiffersError(f"{source} names no part: {path[:200]!r}")
    return parts
