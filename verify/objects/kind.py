"""The kind of one object, told from its content alone.

The first elements decide; content behind them is not read, so a broken object of a known kind is
still of that kind.
"""

from verify.asn1.cms import SIGNED_DATA, TST_INFO, content_type_of
from verify.asn1.der import SEQUENCE, children, decode_oid, only_element
from verify.errors import DecodeError, TrustError
from verify.trustfile import pem_blocks

__all__ = ["object_kind", "object_octets"]

_TIMES = (0x17, 0x18)


def object_octets(data: bytes) -> bytes:
    """Return the DER of an object in PEM or DER; the first block where there are several."""
    if data.lstrip()[:11] != b"-----BEGIN ":
        return data
    try:
        blocks = pem_blocks(data)
    except TrustError:
        return data
    return blocks[0] if blocks else data


def object_kind(data: bytes) -> str:
    """Return cms, tst, tsr, certificate, crl, ocsp, pdf or unknown, by content alone."""
    if data[:5] == b"%PDF-":
        return "pdf"
    try:
        return _der_kind(object_octets(data))
    except (DecodeError, IndexError):
        return "unknown"


def _der_kind(der: bytes) -> str:
    """Tell DER objects apart by the tags of their first elements; content is not read."""
    tags = _outer(der)
    if tags is None:
        return "unknown"
    if tags[0] == 0x06:
        return "cms" if _content(der) != TST_INFO else "tst"
    if tags[0] == SEQUENCE:
        inner = _first_tags(der)
        if inner[:1] == [0x02] and len(tags) <= 2 and (len(tags) == 1 or tags[1] == SEQUENCE):
            return "tsr"
        if len(tags) == 3 and tags[1] == SEQUENCE and tags[2] == 0x03:
            return "crl" if _is_crl(inner) else "certificate"
    if tags[0] == 0x0A:
        return "ocsp"
    return "unknown"


def _outer(der: bytes) -> list[int] | None:
    """Return the tags inside the outer SEQUENCE; as far as they can be read where it is broken."""
    if der[:1] != b"\x30":
        return None
    try:
        element = only_element(der)
        return [child.tag for child in children(der, element.start, element.stop)] or None
    except DecodeError:
        return _guess(der)


def _guess(der: bytes) -> list[int] | None:
    """Return what a truncated or indefinite structure begins as: a CMS by its OID, else nothing."""
    signed = bytes.fromhex("06092a864886f70d010702")
    at = der[:32].find(signed)
    return [0x06] if 0 < at <= 8 else None


def _first_tags(der: bytes) -> list[int]:
    element = only_element(der)
    first = children(der, element.start, element.stop)[0]
    return [child.tag for child in children(der, first.start, first.stop)]


def _is_crl(tags: list[int]) -> bool:
    """TBSCertList has its first time third or fourth; TBSCertificate never."""
    return any(tag in _TIMES for tag in tags[2:4])


def _content(der: bytes) -> str | None:
    try:
        if content_type_of(der) != SIGNED_DATA:
            return None
        element = only_element(der)
        wrapped = children(der, element.start, element.stop)[1]
        signed = children(der, wrapped.start, wrapped.stop)[0]
        encapsulated = children(der, signed.start, signed.stop)[2]
        return decode_oid(der, children(der, encapsulated.start, encapsulated.stop)[0])
    except (DecodeError, IndexError):
        return None
