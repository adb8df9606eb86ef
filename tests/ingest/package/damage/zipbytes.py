"""Fields of a ZIP changed in place: central headers, local headers, octets between members."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

CENTRAL = {"flags": (8, "H"), "method": (10, "H"), "crc": (16, "I"), "packed": (20, "I"),
           "size": (24, "I"), "attributes": (38, "I"), "offset": (42, "I")}  # fmt: skip
LOCAL = {"flags": (6, "H"), "method": (8, "H"), "crc": (14, "I"), "packed": (18, "I"),
         "size": (22, "I")}  # fmt: skip


class Header(NamedTuple):
    """Where the headers of one member are."""

    name: bytes
    central: int
    local: int


def headers(data: bytes) -> Iterator[Header]:
    """Yield the headers of every member in the order of the central directory."""
    end = data.rindex(b"PK\x05\x06")
    at = int.from_bytes(data[end + 16 : end + 20], "little")
    while data[at : at + 4] == b"PK\x01\x02":
        name, extra, comment = struct.unpack_from("<3H", data, at + 28)
        local = int.from_bytes(data[at + 42 : at + 46], "little")
        yield Header(data[at + 46 : at + 46 + name], at, local)
        at += 46 + name + extra + comment


def header_of(data: bytes, suffix: bytes) -> Header:
    """Return the headers of the member whose name ends so."""
    return next(header for header in headers(data) if header.name.endswith(suffix))


def patch_central(data: bytes, suffix: bytes, **values: int) -> bytes:
    """Return the ZIP with fields of one central header changed."""
    return _patch(data, header_of(data, suffix).central, CENTRAL, values)


def patch_local(data: bytes, suffix: bytes, **values: int) -> bytes:
    """Return the ZIP with fields of one local header changed."""
    return _patch(data, header_of(data, suffix).local, LOCAL, values)


def patch_both(data: bytes, suffix: bytes, **values: int) -> bytes:
    """Return the ZIP with fields of both headers of a member changed."""
    return patch_local(patch_central(data, suffix, **values), suffix, **values)


def _patch(
    data: bytes, at: int, fields: dict[str, tuple[int, str]], values: dict[str, int]
) -> bytes:
    out = bytearray(data)
    for name, value in values.items():
        place, form = fields[name]
        struct.pack_into(f"<{form}", out, at + place, value)
    return bytes(out)


def insert_before(data: bytes, suffix: bytes, junk: bytes) -> bytes:
    """Return the ZIP with octets before one member's local header, every offset moved."""
    at = header_of(data, suffix).local
    out = bytearray(data)
    for header in headers(data):
        if header.local >= at:
            struct.pack_into("<I", out, header.central + 42, header.local + len(junk))
    end = data.rindex(b"PK\x05\x06")
    start = int.from_bytes(data[end + 16 : end + 20], "little")
    struct.pack_into("<I", out, end + 16, start + len(junk))
    return bytes(out[:at]) + junk + bytes(out[at:])
