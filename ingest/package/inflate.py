"""Deflated members, inflated within the bounds that their headers declare.

A stream that ends early or late against the declared sizes refuses: what a lenient reader drops
or pads would be bytes that nobody signed (formats, package 6).
"""

import zlib
from collections.abc import Callable, Iterator

from anchors.units import KIB
from ingest.package.faults import malformed, quoted
from ingest.package.member import Place

__all__ = ["inflate"]

_CHUNK = 64 * KIB
_RAW = -zlib.MAX_WBITS


def inflate(
    place: Place, read: Callable[[int, int], bytes], buffer: memoryview
) -> Iterator[memoryview]:
    """Yield the inflated content; every piece but the last fills the buffer.

    Args:
        place: where the stream lies, and how long it is said to be.
        read: octets and offset to bytes.
        buffer: filled anew for each piece; not empty.

    Raises:
        MalformedError: the stream is no deflate, or not exactly as long as declared.
    """
    filled = 0
    for piece in _pieces(place, read, len(buffer)):
        start = 0
        while start < len(piece):
            take = min(len(piece) - start, len(buffer) - filled)
            buffer[filled : filled + take] = piece[start : start + take]
            start, filled = start + take, filled + take
            if filled == len(buffer):
                yield buffer
                filled = 0
    if filled:
        yield buffer[:filled]


def _pieces(place: Place, read: Callable[[int, int], bytes], most: int) -> Iterator[bytes]:
    """Yield the inflated content in pieces of at most `most` octets, as zlib gives them."""
    stream = zlib.decompressobj(_RAW)
    offset, stop, left = place.offset, place.offset + place.packed, place.size
    pending = b""
    while not stream.eof:
        if not pending:
            pending = read(min(_CHUNK, stop - offset), offset)
            offset += len(pending)
        try:
            # One octet more than is left: a stream that goes on is noticed, not cut.
            piece = stream.decompress(pending, min(most, left + 1))
        except zlib.error as error:
            raise _wrong(place, str(error)) from error
        if len(piece) > left:
            raise _wrong(place, "goes on after its declared size")
        if not piece and not pending and not stream.eof:
            raise _wrong(place, "ends before its declared size")
        pending = stream.unconsumed_tail
        left -= len(piece)
        yield piece
    if left or stream.unused_data or offset != stop:
        raise _wrong(place, f"{left} octets short, or followed by others")


def _wrong(place: Place, observed: str) -> Exception:
    return malformed("package.deflate_malformed", quoted(place.path), observed)
