"""The kind of one object, told from its content alone.

A PEM label says the kind. Of DER the first tags do, read leniently: lengths are not held against
what is there, so a broken or cut off object of a known kind is still of that kind. Whether it is
well formed is for its decoder to say.
"""

import base64
import codecs
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

from anchors.ots import MAGIC
from verify.asn1.ber import der_of
from verify.asn1.der import (
    BIT_STRING,
    ENUMERATED,
    GENERALIZED_TIME,
    INTEGER,
    OBJECT_IDENTIFIER,
    SEQUENCE,
    SET,
    UTC_TIME,
    UTF8_STRING,
    Element,
)
from verify.errors import DecodeError

__all__ = ["ObjectForm", "object_form"]

_TIMES = (UTC_TIME, GENERALIZED_TIME)
_CONTEXT_0, _CONTEXT_1, _CONTEXT_2 = 0xA0, 0xA1, 0xA2
_TST_INFO = bytes.fromhex("2a864886f70d0109100104")
_MESSAGES = (bytes.fromhex("2a864886f70d0107"), bytes.fromhex("2a811ccf550601040202"))
"""How the content types of PKCS #7 and RFC 5652 begin, and that of GM/T 0010."""
_INDEFINITE = b"\x80"
_FIRST = 6
"""Members that are looked at: no kind needs more."""

_PEM = re.compile(
    rb"(?!0[\x80-\xff])[\t\n\f\r\x20-\x7e\x80-\xff]*?"
    rb"^-----BEGIN ([A-Z0-9 #]{1,40})-----([A-Za-z0-9+/\s]*(?:=\s*){0,2})",
    re.MULTILINE,
)
"""Text, which DER never is, with a PEM block at the beginning of one of its lines."""
_CLAIM = re.compile(
    rb'\s{0,64}\{(?=.{0,65536}"(?:receipt_proof"\s{0,8}:|form"\s{0,8}:\s{0,8}"'
    rb"(?:evm-receipt|fisco[23]|platform-chain)/))",
    re.DOTALL,
)
"""A JSON object that has what only an anchor claim has, or its form (formats, Anchor claim)."""
_BLANKS = b" \t\r\n"
_LABELS: Mapping[bytes, str] = {
    b"CERTIFICATE": "certificate",
    b"X509 CERTIFICATE": "certificate",
    b"X509 CRL": "crl",
    b"CMS": "cms",
    b"PKCS7": "cms",
    b"PKCS #7 SIGNED DATA": "cms",
    b"OCSP RESPONSE": "ocsp",
}


class ObjectForm(NamedTuple):
    """What an object is, before anything in it is believed."""

    kind: str
    """anchor, ots, cms, tst, tsr, certificate, crl, ocsp, pdf, receipt (other JSON) or unknown."""
    octets: bytes
    """Its DER, out of PEM where it came in PEM; as far as it goes where it is cut off."""


def object_form(data: bytes) -> ObjectForm:
    """Return the kind of an object, by content alone, and its DER; the first block of PEM."""
    if data[:5] == b"%PDF-":
        return ObjectForm("pdf", data)
    if data.startswith(MAGIC):
        return ObjectForm("ots", data)
    if _CLAIM.match(data):
        return ObjectForm("anchor", data)
    if data.removeprefix(codecs.BOM_UTF8).lstrip(_BLANKS)[:1] == b"{":
        return ObjectForm("receipt", data)
    block = _PEM.match(data)
    if block is None:
        return ObjectForm(_der_kind(data), data)
    octets = _unarmoured(block[2])
    labelled, found = _LABELS.get(block[1]), _der_kind(octets)
    # The label of a CMS is that of a token, too.
    kind = found if labelled is None or (labelled, found) == ("cms", "tst") else labelled
    return ObjectForm(kind, octets)


def _unarmoured(body: bytes) -> bytes:
    """Return what whole groups of base64 come to; a group that is cut off is left out."""
    text = body.translate(None, b" \t\n\r\f\v")
    return base64.b64decode(text[: len(text) // 4 * 4])


def _der_kind(der: bytes) -> str:
    """Tell DER objects apart by the tags of their first elements; BER by those of its DER."""
    if der[1:2] == _INDEFINITE:
        with suppress(DecodeError):
            der = der_of(der)
    parts = _inside(der, _only(der))
    tags = _tags(parts)
    if tags[:1] == [OBJECT_IDENTIFIER]:
        return _content_kind(der, parts)
    if tags in ([ENUMERATED], [ENUMERATED, _CONTEXT_0]):
        return "ocsp"
    return _signed_kind(der, parts[0]) if tags[:1] == [SEQUENCE] else "unknown"


def _signed_kind(der: bytes, first: Element) -> str:
    """Tell apart what begins with two SEQUENCEs: a certificate, CRL, response and the like."""
    inner = _inside(der, first)
    tags = _tags(inner)
    if tags[:2] in ([_CONTEXT_0], [_CONTEXT_0, INTEGER]):
        return "certificate"
    if tags[:2] in ([_CONTEXT_1, GENERALIZED_TIME], [_CONTEXT_2, GENERALIZED_TIME]):
        return "ocsp"
    if tags[:1] == [INTEGER]:
        return _numbered_kind(der, inner)
    return "crl" if tags[:2] == [SEQUENCE] * 2 and tags[2:3] in _ONE_TIME else "unknown"


_ONE_TIME = [[tag] for tag in _TIMES]


def _numbered_kind(der: bytes, inner: list[Element]) -> str:
    """Tell apart what begins with a number: a status, or a version or serial and an algorithm."""
    number = der[inner[0].start : inner[0].stop]
    tags = _tags(inner)
    second = _tags(_inside(der, inner[1]))[:1] if len(inner) > 1 else []
    if tags[1:2] in ([], [BIT_STRING]) or second == [UTF8_STRING]:
        return "tsr" if len(number) == 1 else "unknown"
    if tags[1] != SEQUENCE or second != [OBJECT_IDENTIFIER]:
        return "unknown"
    # A version 1 certificate has its Validity where a CRL has its first time.
    return "crl" if number == b"\x01" and tags[3:4] != [SEQUENCE] else "certificate"


def _content_kind(der: bytes, parts: list[Element]) -> str:
    """Tell a CMS from a token by its content, and from an algorithm or the like by its shape."""
    cut_off = len(parts) == 1 and der[parts[0].start : parts[0].stop].startswith(_MESSAGES)
    if not cut_off and _tags(parts)[1:2] != [_CONTEXT_0]:
        return "unknown"
    return "tst" if _content_type(der, parts) == _TST_INFO else "cms"


def _content_type(der: bytes, parts: list[Element]) -> bytes | None:
    """Return the octets of eContentType in a ContentInfo."""
    signed = [one for wrapped in _inside(der, *parts[1:2]) for one in _inside(der, wrapped)]
    if _tags(signed)[:3] != [INTEGER, SET, SEQUENCE]:
        return None
    return next((der[one.start : one.stop] for one in _inside(der, signed[2])), None)


def _only(der: bytes) -> Element:
    """Return all the octets as the place that one element stands in; its tail may lack."""
    found = _members(der, 0, len(der))
    is_sequence = bool(found) and found[0].tag == SEQUENCE
    return found[0] if is_sequence else Element(SEQUENCE, 0, 0, 0)


def _inside(der: bytes, *outer: Element) -> list[Element]:
    return [member for one in outer for member in _members(der, one.start, one.stop)]


def _members(der: bytes, at: int, stop: int) -> list[Element]:
    """Return the first elements in a place; the last may lack its tail (X.690 8.1.3, leniently)."""
    found: list[Element] = []
    while at + 2 <= stop and len(found) < _FIRST:
        length = der[at + 1]
        begin, end = at + 2, at + 2 + length
        if length == 0x80:
            end = stop
        elif length > 0x80:
            begin += length & 0x7F
            end = begin + int.from_bytes(der[at + 2 : min(begin, at + 10)], "big")
        found.append(Element(der[at], at, min(begin, stop), min(end, stop)))
        at = end
    return found


def _tags(elements: list[Element]) -> list[int]:
    return [element.tag for element in elements]
