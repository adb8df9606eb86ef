"""One range of a file (RFC 9110 14): whole with 200, a part with 206, what is not there with 416.

Several ranges, another unit or another version than `If-Range` names are answered with the whole.
"""

import os
import re
from collections.abc import Iterator, Mapping
from typing import IO

from fastapi import Request
from fastapi.responses import StreamingResponse

from anchors.limits import LIMITS
from api.problems import ProblemError

__all__ = ["ranged"]

_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.ASCII)


def ranged(
    request: Request, file: IO[bytes], size: int, etag: str, headers: Mapping[str, str]
) -> StreamingResponse:
    """Return a file, or the part of it that is asked for; the file is closed in the end.

    Raises:
        ProblemError: the part is not there.
    """
    asked = _asked(request, etag)
    start, end = (0, size) if asked is None else _bounds(asked, size)
    if start >= end and asked is not None:
        file.close()
        raise ProblemError("http.range", headers={"Content-Range": f"bytes */{size}"})
    told = {**headers, "ETag": etag, "Accept-Ranges": "bytes", "Content-Length": str(end - start)}
    if asked is not None:
        told["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return StreamingResponse(
        _pieces(file, start, end), 200 if asked is None else 206, told,
        media_type="application/octet-stream",
    )  # fmt: skip


def _asked(request: Request, etag: str) -> tuple[str, str] | None:
    """Return the one range that is asked for."""
    found = _RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    other = request.headers.get("If-Range", etag) != etag
    if found is None or other or not (found[1] or found[2]):
        return None
    if found[1] and found[2] and int(found[2]) < int(found[1]):
        return None
    return found[1], found[2]


def _bounds(asked: tuple[str, str], size: int) -> tuple[int, int]:
    first, last = asked
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(size, int(last) + 1) if last else size


def _pieces(file: IO[bytes], start: int, end: int) -> Iterator[bytes]:
    """Yield octets by their place: others may read the same file."""
    with file:
        while start < end:
            piece = os.pread(file.fileno(), min(LIMITS.read_buffer_octets, end - start), start)
            if not piece:
                return
            start += len(piece)
            yield piece
