"""Distinguished names and general names: compared by key, shown as text.

RFC 5280 7.1: two names match where their relative names match one by one, case and runs of white
space apart, whatever the string type. `name_key` gives a hashable value that is equal exactly
then; the bytes themselves are kept as received. Text follows RFC 4514, so that no control or
formatting character reaches a reader.
"""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from anchors.limits import LIMITS
from verify.asn1.der import (
    SEQUENCE,
    SET,
    Element,
    children,
    decode_oid,
    expect,
    malformed,
    only_element,
)
from verify.asn1.fields import CONSTRUCTED, CONTEXT

__all__ = [
    "DIRECTORY_NAME", "DNS_NAME", "IP_ADDRESS", "OTHER_NAME", "RFC822_NAME", "URI", "GeneralName",
    "NameKey", "RdnKey", "attribute_texts", "decode_general_name", "decode_general_names",
    "name_attributes", "name_key", "name_text", "rdn_key",
]  # fmt: skip

RdnKey = tuple[tuple[str, str | bytes], ...]
"""One relative name: its attributes as (OID, normalised value), sorted."""
NameKey = tuple[RdnKey, ...]
"""A whole name; a prefix of it is a subtree (RFC 5280 4.2.1.10)."""

OTHER_NAME, RFC822_NAME, DNS_NAME, DIRECTORY_NAME, URI, IP_ADDRESS = 0, 1, 2, 4, 6, 7
_CONSTRUCTED_NAMES = frozenset((0, 3, 4, 5))
_TEXT_NAMES = frozenset((RFC822_NAME, DNS_NAME, URI))

_STRINGS = {
    0x0C: "utf-8", 0x12: "ascii", 0x13: "ascii", 0x14: "latin-1", 0x16: "ascii", 0x1A: "ascii",
    0x1C: "utf-32-be", 0x1E: "utf-16-be",
}  # fmt: skip

_SHORT_NAMES = {
    "2.5.4.3": "CN", "2.5.4.4": "SN", "2.5.4.5": "serialNumber", "2.5.4.6": "C", "2.5.4.7": "L",
    "2.5.4.8": "ST", "2.5.4.9": "street", "2.5.4.10": "O", "2.5.4.11": "OU", "2.5.4.12": "title",
    "2.5.4.42": "GN", "2.5.4.97": "organizationIdentifier", "0.9.2342.19200300.100.1.1": "UID",
    "0.9.2342.19200300.100.1.25": "DC", "1.2.840.113549.1.9.1": "emailAddress",
}  # fmt: skip


class _Attribute(NamedTuple):
    oid: str
    text: str | None
    """None where the value is no string that could be read."""
    raw: bytes


class GeneralName(NamedTuple):
    """One GeneralName; two that mean the same are equal."""

    kind: int
    """Its context tag, 0 to 8."""
    value: str | bytes | NameKey
    """Text of a mail, DNS or URI name; the key of a directory name; else the content octets."""


@lru_cache(maxsize=2048)
def name_key(raw: bytes) -> NameKey:
    """Return the key of a Name in DER."""
    return tuple(_key(rdn) for rdn in _relative_names(raw))


@lru_cache(maxsize=1024)
def name_text(raw: bytes) -> str:
    """Return a Name in DER as text: most specific part first (RFC 4514 2.1)."""
    parts = ("+".join(map(_attribute_text, rdn)) for rdn in reversed(_relative_names(raw)))
    return ",".join(parts)


def attribute_texts(raw: bytes, oid: str) -> tuple[str, ...]:
    """Return the values of one attribute type in a Name in DER, in their order."""
    return tuple(text for kind, text in name_attributes(raw) if kind == oid)


def name_attributes(raw: bytes) -> tuple[tuple[str, str], ...]:
    """Return (type, value) of every attribute of a Name in DER that is text, in their order."""
    attributes = (attribute for rdn in _relative_names(raw) for attribute in rdn)
    return tuple((a.oid, a.text) for a in attributes if a.text is not None)


def rdn_key(data: bytes, outer: Element) -> RdnKey:
    """Return the key of one relative name: the content of a SET, whatever its outer tag."""
    return _key(_attributes(data, outer))


def decode_general_names(data: bytes, outer: Element) -> tuple[GeneralName, ...]:
    """Return the members of a GeneralNames, whatever its outer tag; an empty one is refused."""
    members = children(data, outer.start, outer.stop)
    if not members:
        raise malformed("GeneralNames without a name")
    return tuple(decode_general_name(data, member) for member in members)


def decode_general_name(data: bytes, element: Element) -> GeneralName:
    """Return one GeneralName (RFC 5280 4.2.1.6)."""
    kind = element.tag & 0x1F
    form = CONSTRUCTED if kind in _CONSTRUCTED_NAMES else CONTEXT
    if kind > 8 or element.tag != form + kind:
        raise malformed(f"GeneralName of tag {element.tag:#04x}")
    content = data[element.start : element.stop]
    if kind == DIRECTORY_NAME:
        only_element(content)
        return GeneralName(kind, name_key(content))
    if kind in _TEXT_NAMES:
        return GeneralName(kind, content.decode("latin-1"))
    return GeneralName(kind, content)


def _relative_names(raw: bytes) -> list[list[_Attribute]]:
    if len(raw) > LIMITS.name_octets:
        raise malformed(f"Name of {len(raw)} octets")
    outer = expect(only_element(raw), SEQUENCE, "Name")
    rdns = children(raw, outer.start, outer.stop)
    return [_attributes(raw, expect(rdn, SET, "RelativeDistinguishedName")) for rdn in rdns]


def _attributes(data: bytes, outer: Element) -> list[_Attribute]:
    members = children(data, outer.start, outer.stop)
    if not members:
        raise malformed("RelativeDistinguishedName without an attribute")
    return [_attribute(data, member) for member in members]


def _attribute(data: bytes, outer: Element) -> _Attribute:
    parts = children(data, outer.start, outer.stop)
    if outer.tag != SEQUENCE or len(parts) != 2:
        raise malformed("AttributeTypeAndValue")
    oid, value = parts
    raw = data[value.head : value.stop]
    return _Attribute(decode_oid(data, oid), _decode_string(data, value), raw)


def _decode_string(data: bytes, element: Element) -> str | None:
    encoding = _STRINGS.get(element.tag)
    if encoding is None:
        return None
    try:
        return data[element.start : element.stop].decode(encoding)
    except UnicodeDecodeError:
        return None


def _key(rdn: list[_Attribute]) -> RdnKey:
    pairs = [(a.oid, a.raw if a.text is None else _normalised(a.text)) for a in rdn]
    return tuple(pairs) if len(pairs) == 1 else tuple(sorted(pairs, key=repr))


def _normalised(text: str) -> str:
    """Prepare a string for comparison (RFC 4518 2 and 3, as RFC 5280 7.1 calls for)."""
    if not text.isascii():
        mapped = (c for c in text if unicodedata.category(c) != "Cf")
        text = unicodedata.normalize("NFKC", "".join(mapped))
    return " ".join(text.casefold().split())


def _attribute_text(attribute: _Attribute) -> str:
    label = _SHORT_NAMES.get(attribute.oid, attribute.oid)
    if attribute.text is None:
        return f"{label}=#{attribute.raw.hex()}"
    return f"{label}={_escaped(attribute.text)}"


def _escaped(text: str) -> str:
    """Escape by RFC 4514 2.4, and any character that is not shown as itself by its octets."""
    shown = "".join(_escaped_character(c) for c in text)
    if text[:1] in {" ", "#"}:
        shown = "\\" + shown
    if text[-1:] == " " and len(text) > 1:
        shown = shown[:-1] + "\\ "
    return shown


def _escaped_character(character: str) -> str:
    if character in '",+;<>\\=':
        return "\\" + character
    if unicodedata.category(character)[0] in "CZ" and character != " ":
        octets = character.encode("utf-8", "surrogatepass")
        return "".join(f"\\{octet:02x}" for octet in octets)
    return character
