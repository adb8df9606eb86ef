"""What `/Contents` holds: one message and the zeros that fill its place (ISO 32000-1 12.8.1).

The message's own length says where it ends, in DER or in BER (ITU-T X.690 8.1.3); nothing but zeros
may follow, for nobody would look at it and no byte range covers it.
"""

from typing import NamedTuple

__all__ = ["GM_SIGNED_DATA", "Message", "message_in"]

GM_SIGNED_DATA = bytes.fromhex("060a2a811ccf550601040202")
"""1.2.156.10197.6.1.4.2.2 with tag and length (GM/T 0010)."""
_DEEPEST = 32
_ELEMENTS = 65_536
_CONSTRUCTED = 0x20
_HIGH_TAG = 0x1F
_INDEFINITE = 0x80


class Message(NamedTuple):
    """One message, cut out."""

    octets: bytes
    gm: bool
    """Whether its content type is that of national cryptography."""
    fault: str | None
    """What is wrong with it or with what follows it."""


def message_in(contents: bytes) -> Message:
    """Return the message at the beginning of a signature's contents."""
    end = _end(contents)
    if end is None:
        return Message(contents.rstrip(b"\0"), False, "no whole element")
    octets = contents[:end]
    fault = None
    if contents[end:].strip(b"\0"):
        fault = f"octets other than zero after the first {end}"
    return Message(octets, GM_SIGNED_DATA in octets[:24], fault)


def _end(data: bytes) -> int | None:
    """Return where the first element ends, bounded in depth and elements."""
    stack: list[int | None] = []
    at, seen = 0, 0
    while True:
        if stack and stack[-1] is None and data[at : at + 2] == b"\0\0":
            stack.pop()
            at += 2
        elif seen < _ELEMENTS and len(stack) <= _DEEPEST:
            seen += 1
            head = _head(data, at)
            if head is None:
                return None
            constructed, start, length = head
            if length is None:
                if not constructed:
                    return None
                stack.append(None)
                at = start
            else:
                at = start + length
        else:
            return None
        if at > len(data):
            return None
        if not stack:
            return at


def _head(data: bytes, at: int) -> tuple[bool, int, int | None] | None:
    """Return whether an element is constructed, where its content begins, and its length."""
    if at + 2 > len(data) or data[at] & _HIGH_TAG == _HIGH_TAG:
        return None
    constructed, first = bool(data[at] & _CONSTRUCTED), data[at + 1]
    if first == _INDEFINITE:
        return constructed, at + 2, None
    if first < _INDEFINITE:
        return constructed, at + 2, first
    count = first & 0x7F
    if count > 4 or at + 2 + count > len(data):
        return None
    length = int.from_bytes(data[at + 2 : at + 2 + count], "big")
    return constructed, at + 2 + count, length
