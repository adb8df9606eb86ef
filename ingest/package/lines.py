"""The form of `cases.jsonl` and `shared.jsonl`, and the lines they hold (formats, package 1).

UTF-8 without byte order mark, one object a line, LF alone, every line ends in LF, no empty line.
"""

import hashlib
from collections.abc import Callable, Iterator
from typing import TypeVar

from anchors.limits import Limits
from ingest.errors import MalformedError
from ingest.package.decode import decode_document
from ingest.package.faults import Faults, malformed
from ingest.package.fields import Object
from ingest.package.jsontext import decode_json

__all__ = ["decode_lines"]

_Line = TypeVar("_Line")
_MARK = b"\xef\xbb\xbf"


def decode_lines(
    raw: bytes,
    path: str,
    decoder: Callable[[str], Callable[[Object], _Line]],
    most: int,
    faults: Faults,
    limits: Limits,
) -> tuple[_Line | None, ...]:
    """Return the lines in order; one that is wrong is None, and its fault is noted.

    Args:
        raw: the whole file.
        path: its path, for findings.
        decoder: SHA-256 of a line to what decodes it.
        most: how many lines there may be.
        faults: takes what is wrong.
        limits: bounds each line.
    """
    decoded: list[_Line | None] = []
    try:
        for number, line in enumerate(_split(raw, path, most)):
            subject = f"{path}:{number}"
            try:
                value = decode_json(line, subject, limits, longest=limits.line_octets)
                digest = hashlib.sha256(line).hexdigest()
                decoded.append(decode_document(value, decoder(digest), subject))
            except MalformedError as error:
                decoded.append(None)
                faults.add(error.finding)
    except MalformedError as error:
        decoded.append(None)
        faults.add(error.finding)
    return tuple(decoded)


def _split(raw: bytes, path: str, most: int) -> Iterator[bytes]:
    """Yield the lines without their LF.

    Raises:
        MalformedError: the file is not lines of the one form.
    """
    if raw.startswith(_MARK):
        raise malformed("package.lines_malformed", path, "byte order mark")
    if raw and not raw.endswith(b"\n"):
        raise malformed("package.lines_malformed", path, "last line without LF")
    if b"\r" in raw:
        raise malformed("package.lines_malformed", path, "CR")
    if raw.startswith(b"\n") or b"\n\n" in raw:
        raise malformed("package.lines_malformed", path, "empty line")
    if raw.count(b"\n") > most:
        raise malformed("package.limit_exceeded", path, str(raw.count(b"\n")), str(most))
    start = 0
    while start < len(raw):
        stop = raw.index(b"\n", start)
        yield raw[start:stop]
        start = stop + 1
