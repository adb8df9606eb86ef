"""A font with one box for every character, in the place of fonts that a PDF does not bring along.

Chinese contracts commonly name a font that every reader has (ISO 32000-1 9.7.5.2). What the text
says does not depend on it, but pdfium drops repeated text whose characters have no extent, and
looks through the machine's fonts, some milliseconds a page. With this one, the same file gives the
same text on every machine, and no file is opened.
"""

import struct
from collections.abc import Iterator

__all__ = ["placeholder_font"]

_EM = 1000
_LOW, _HIGH, _LEFT, _RIGHT = -100, 800, 50, 950
_VERSION = 0x10000
_MAGIC = 0x5F0F3CF5
_LAST = 0x10FFFF


def placeholder_font() -> bytes:
    """Return a TrueType font (ISO 14496-22) of two equal glyphs."""
    tables = dict(sorted(_tables()))
    head = struct.pack(">I4H", _VERSION, len(tables), 64, 2, len(tables) * 16 - 64)
    at = len(head) + 16 * len(tables)
    listed, body = b"", b""
    for tag, data in tables.items():
        listed += struct.pack(">4s3I", tag, 0, at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    return head + listed + body


def _tables() -> Iterator[tuple[bytes, bytes]]:
    glyph = _box()
    extent = (_LEFT, _LOW, _RIGHT, _HIGH)
    yield (
        b"head",
        struct.pack(
            ">4I2H2Q4h2H3h", _VERSION, _VERSION, 0, _MAGIC, 0, _EM, 0, 0, *extent, 0, 8, 2, 1, 0
        ),
    )
    yield (
        b"hhea",
        struct.pack(">I3hH11hH", _VERSION, 880, -120, 0, _EM, 0, 0, _EM, 1, 0, 0, 0, 0, 0, 0, 0, 2),
    )
    yield b"maxp", struct.pack(">I14H", _VERSION, 2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)
    yield b"hmtx", struct.pack(">HhHh", _EM, _LEFT, _EM, _LEFT)
    yield b"loca", struct.pack(">3I", 0, len(glyph), 2 * len(glyph))
    yield b"glyf", glyph * 2
    # Format 13: one glyph for a whole range, as fonts of last resort have it.
    every = struct.pack(">2H6I", 13, 0, 28, 0, 1, 0x20, _LAST, 1)
    yield b"cmap", struct.pack(">4HI", 0, 1, 3, 10, 12) + every


def _box() -> bytes:
    head = struct.pack(">5h", 1, _LEFT, _LOW, _RIGHT, _HIGH)
    width, height = _RIGHT - _LEFT, _HIGH - _LOW
    points = struct.pack(">8h", _LEFT, 0, width, 0, _LOW, height, 0, -height)
    glyph = head + struct.pack(">2H", 3, 0) + b"\x01" * 4 + points
    return glyph + bytes(-len(glyph) % 4)
