"""Where blobs lie, in a folder and in a bucket alike.

    sha256/ab/cd/abcd…              a blob, by its digest
    stage/<upload>/abcd…            what one upload has sent so far
    removed/abcd…                   a blob of a bucket that is about to be dropped

A digest or an upload's id becomes part of a path only here, and only in form.
"""

import re

from ingest.errors import BlobMissingError

__all__ = ["BLOBS", "REMOVED", "STAGES", "blob_key", "is_digest", "removed_key", "stage_key"]

BLOBS = "sha256"
STAGES = "stage"
REMOVED = "removed"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_UPLOAD = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


def is_digest(text: str) -> bool:
    """Whether a text is a SHA-256 in lower-case hex."""
    return _DIGEST.fullmatch(text) is not None


def blob_key(digest: str) -> str:
    """Return the final key of a digest.

    Raises:
        BlobMissingError: it is no digest: nothing can be at it.
    """
    if not is_digest(digest):
        raise BlobMissingError(f"no digest: {digest[:80]!r}")
    return f"{BLOBS}/{digest[:2]}/{digest[2:4]}/{digest}"


def removed_key(digest: str) -> str:
    """Return where a blob is set aside before it is dropped; raises as `blob_key`."""
    return f"{REMOVED}/{blob_key(digest).rpartition('/')[2]}"


def stage_key(upload: str, digest: str = "") -> str:
    """Return where an upload's files are staged, or one of them.

    Raises:
        BlobMissingError: it is no id, or no digest: nothing can be there.
    """
    if _UPLOAD.fullmatch(upload) is None:
        raise BlobMissingError(f"no id of an upload: {upload[:80]!r}")
    if digest and not is_digest(digest):
        raise BlobMissingError(f"no digest: {digest[:80]!r}")
    return f"{STAGES}/{upload}/{digest}" if digest else f"{STAGES}/{upload}"
