"""Extensions of Chinese certificates that say by number whose they are (GB/T 20518).

Issuers write them in several forms, bare or tagged inside a SET, and no path rests on them: what
cannot be read gives nothing, and refuses nothing.
"""

from collections.abc import Mapping

from verify.asn1.der import Element, children, only_element
from verify.errors import DecodeError

__all__ = ["NUMBERS", "number_texts"]

NUMBERS: Mapping[str, str] = {
    "1.2.156.10260.4.1.1": "personal_numbers",
    "1.2.156.10260.4.1.3": "organisation_numbers",
    "1.2.156.10260.4.1.4": "organisation_numbers",
}
"""Identity code, registration number and organisation code, to the fields of `Extensions`."""

_IN_PARTS = 0x20
"""The bit of a tag that says that an element holds others."""
_DEPTH = 3
"""A SET of explicitly tagged strings, and one level to spare."""


def number_texts(value: bytes) -> tuple[str, ...]:
    """Return the strings in the value of such an extension."""
    try:
        members = [only_element(value)]
        for _ in range(_DEPTH):
            members = [inner for one in members for inner in _parts(value, one)]
    except DecodeError:
        return ()
    return tuple([value[one.start : one.stop].decode("latin-1") for one in members])


def _parts(data: bytes, outer: Element) -> list[Element]:
    return children(data, outer.start, outer.stop) if outer.tag & _IN_PARTS else [outer]
