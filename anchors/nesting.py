"""How deep a JSON text nests, told without decoding it.

The standard decoder recurses for each level and counts on the interpreter's recursion limit to stop
it; but that limit is global, some libraries raise it to a hundred thousand on import (py_ecc, which
comes with web3), and then a flood of brackets ends the process. So whoever decodes JSON from
outside asks here first. Linear in the text for each level permitted.
"""

import re

__all__ = ["nests_deeper", "overwhelms"]

_HARMLESS = 1000
"""Levels that any decoder's stack bears; so many brackets cannot nest deeper."""

_STRINGS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
"""Strings; one that does not end goes to the end of the text, so that no octet is read twice."""
_ONE_KIND = bytes.maketrans(b"{}", b"[]")
_NO_BRACKETS = bytes(octet for octet in range(256) if octet not in b"[]{}")


def overwhelms(text: bytes, most: int) -> bool:
    """Return whether decoding a text could exhaust the stack; a text of few brackets is not read.

    One that may be decoded can still nest deeper than `most`: its reader looks again.
    """
    return text.count(b"[") + text.count(b"{") > _HARMLESS and nests_deeper(text, most)


def nests_deeper(text: bytes, most: int) -> bool:
    """Return whether arrays and objects nest deeper than `most` levels.

    Exact where the brackets are balanced; where they are not, the text is no JSON, and False means
    that it nests less than twice as deep.
    """
    if text.count(b"[") + text.count(b"{") <= most:
        return False
    brackets = _STRINGS.sub(b"", text).translate(_ONE_KIND, delete=_NO_BRACKETS)
    for _ in range(most):
        # Each round takes the innermost level away.
        brackets = brackets.replace(b"[]", b"")
    return b"[]" in brackets or brackets.count(b"[") > most
