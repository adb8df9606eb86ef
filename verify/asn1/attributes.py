"""Signed attributes: what a signer states of what it signs (RFC 5652 11, RFC 5035, CAdES).

The octets stay as received, with the tag of a SET OF (RFC 5652 5.4); only where they do not stand
in the order of DER are they put into it, for the signature is over the DER. Both are kept: some
signers sign what they send, and either order is the same set. Attributes that every signer of a
batch repeats are decoded once.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from anchors.limits import LIMITS
from verify.asn1.ber import Place, der_of
from verify.asn1.der import (
    INTEGER,
    OCTET_STRING,
    SEQUENCE,
    SET,
    UTC_TIME,
    Element,
    Row,
    children,
    decode_oid,
    decode_time,
    expect,
    only_element,
    rows,
)
from verify.crypto.algorithms import digest_name
from verify.errors import DecodeError, NotDerError

__all__ = [
    "EssCertId",
    "SignedAttributes",
    "attributes_like",
    "changing_places",
    "parses_as_attributes",
    "signed_attributes",
]

_CONTENT_TYPE = "1.2.840.113549.1.9.3"
_MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
_SIGNING_TIME = "1.2.840.113549.1.9.5"
_SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12"
_SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47"
_CONTENT_TIMESTAMP = "1.2.840.113549.1.9.16.2.20"

_DIRECTORY_NAME = 0xA4
_SHA256_MESSAGE_DIGEST = bytes.fromhex("302f06092a864886f70d01090431220420")
"""How a message-digest attribute of 32 octets begins; it is never the same twice."""
_UTC_SIGNING_TIME = bytes.fromhex("301c06092a864886f70d010905310f170d")
"""How a signing-time attribute with a UTCTime begins; it is seldom the same twice."""
_PREFIX = 17
_UTC_VALUE = Element(UTC_TIME, 15, 17, 30)
_MEMO_OCTETS = 512
"""Attributes longer than this are not remembered: the memo stays under 1 MB."""


class EssCertId(NamedTuple):
    """One certificate named by a signing-certificate attribute (RFC 5035 3, RFC 2634 5.4)."""

    algorithm: str | None
    """Digest name; None where it is not known here."""
    digest: bytes
    issuer_and_serial: bytes | None = None
    """Octets of issuer Name ‖ serialNumber, where the attribute names them as well."""


class SignedAttributes(NamedTuple):
    """The signed attributes that verification reads; unknown ones are kept in the octets only."""

    octets: bytes
    """DER of the SET OF Attribute: what the signature covers."""
    content_type: str | None
    message_digest: bytes | None
    signing_time: datetime | None
    signing_certificates: tuple[EssCertId, ...] | None
    """None where neither signing-certificate attribute is there."""
    content_timestamps: tuple[bytes, ...] = ()
    """Tokens over the content, made before the signature (CAdES content-time-stamp)."""
    received: bytes = b""
    """The SET as it was received, where that is not the order of DER; else empty."""

    @property
    def reordered(self) -> bool:
        """Whether `octets` are the DER of attributes that were received in another order."""
        return bool(self.received)


def signed_attributes(data: bytes, element: Row) -> SignedAttributes:
    """Return the signed attributes in the element at `element`; raises `DecodeError`."""
    values: dict[str, object] = {}
    last = b""
    reordered = False
    members = rows(data, element[2], element[3])
    if len(members) > LIMITS.cms_attributes:
        raise DecodeError("asn1.too_many_elements", f"{len(members)} signed attributes")
    for _, head, _, stop in members:
        octets = data[head:stop]
        if octets < last:
            reordered = True
        last = octets
        begins = octets[:_PREFIX]
        value: object
        if begins == _SHA256_MESSAGE_DIGEST:
            name, value = _MESSAGE_DIGEST, octets[_PREFIX:]
        elif begins == _UTC_SIGNING_TIME:
            name, value = _SIGNING_TIME, decode_time(octets, _UTC_VALUE)
        elif len(octets) <= _MEMO_OCTETS:
            name, value = _attribute(octets)
        else:
            name, value = _decode(octets)
        if name in values:
            value = _together(name, values[name], value)
        values[name] = value
    get = values.get
    stated: SignedAttributes = _new(
        SignedAttributes,
        (
            b"\x31"
            + (_in_order(data, element) if reordered else data[element[1] + 1 : element[3]]),
            get(_CONTENT_TYPE),
            get(_MESSAGE_DIGEST),
            get(_SIGNING_TIME),
            get(_SIGNING_CERTIFICATE_V2, get(_SIGNING_CERTIFICATE)),
            get(_CONTENT_TIMESTAMP, ()),
            b"\x31" + data[element[1] + 1 : element[3]] if reordered else b"",
        ),
    )
    return stated


_new = tuple.__new__
"""Makes a named tuple without its Python-level constructor, in the hot path."""


def changing_places(attributes: SignedAttributes) -> tuple[tuple[int, int], ...] | None:
    """Return where in the octets the contents stand that every signature has anew.

    The message digest first, then the signing time where it is stated; None where one of them is of
    a form that has to be read.
    """
    octets = attributes.octets
    _, _, start, stop = only_element(octets)
    heads = {octets[row[1] : row[1] + _PREFIX]: row for row in rows(octets, start, stop)}
    digest, time = heads.get(_SHA256_MESSAGE_DIGEST), heads.get(_UTC_SIGNING_TIME)
    if digest is None or (time is None and attributes.signing_time is not None):
        return None
    return tuple([(row[1] + _PREFIX, row[3]) for row in (digest, time) if row is not None])


def attributes_like(
    pattern: SignedAttributes | None,
    data: bytes,
    start: int,
    stop: int,
    contents: Sequence[tuple[int, int]],
) -> SignedAttributes:
    """Return the attributes at `data[start:stop]` that differ from a pattern's by their contents.

    Args:
        pattern: attributes of the same octets but for `contents`.
        data: the message.
        start: offset after the tag of the signed attributes.
        stop: where they end.
        contents: where in `data` the `changing_places`, in their order.

    Raises:
        DecodeError: the signing time is none.
    """
    assert pattern is not None
    (begin, end), *time = contents
    at = pattern.signing_time
    if at is not None:
        ((first, last),) = time
        at = decode_time(data, _new(Element, (UTC_TIME, first - 2, first, last)))
    octets = b"\x31" + data[start:stop]
    same = pattern[4:]
    found: SignedAttributes = _new(
        SignedAttributes, (octets, pattern.content_type, data[begin:end], at, *same)
    )
    return found


def _together(name: str, earlier: object, value: object) -> object:
    """Return the values of an attribute that stands twice; a content-time-stamp alone may."""
    if name == _CONTENT_TIMESTAMP and isinstance(earlier, tuple) and isinstance(value, tuple):
        return _few(earlier + value)
    raise DecodeError("cms.attribute_twice", name)


def _few(tokens: tuple[bytes, ...]) -> tuple[bytes, ...]:
    if len(tokens) > LIMITS.cms_timestamps:
        raise DecodeError("cms.too_many_timestamps", f"{len(tokens)} content timestamps")
    return tokens


def _in_order(data: bytes, element: Row) -> bytes:
    """Return length and content of a SET OF as DER orders it (X.690 11.6; RFC 5652 5.4)."""
    _, head, start, stop = element
    members = sorted([data[row[1] : row[3]] for row in rows(data, start, stop)])
    return data[head + 1 : start] + b"".join(members)


def _decode(octets: bytes) -> tuple[str, object]:
    """Return the type of one Attribute and its value, decoded where verification reads it."""
    outer = expect(only_element(octets), SEQUENCE, "Attribute")
    parts = children(octets, outer.start, outer.stop)
    if len(parts) != 2 or parts[1].tag != SET:
        raise DecodeError("cms.malformed", "Attribute of another shape")
    name = decode_oid(octets, parts[0])
    if name == _CONTENT_TIMESTAMP:
        tokens = children(octets, parts[1].start, parts[1].stop)
        return name, _few(tuple([octets[token.head : token.stop] for token in tokens]))
    decoder = _ATTRIBUTES.get(name)
    if decoder is None:
        return name, None
    values = children(octets, parts[1].start, parts[1].stop)
    if len(values) != 1:
        raise DecodeError("cms.attribute_twice", f"{len(values)} values of {name}")
    return name, decoder(octets, values[0])


_attribute = lru_cache(maxsize=1024)(_decode)


def _octets(data: bytes, element: Element) -> bytes:
    expect(element, OCTET_STRING, "messageDigest")
    return data[element.start : element.stop]


def _ess_v1(data: bytes, element: Element) -> tuple[EssCertId, ...]:
    return tuple(
        EssCertId("sha1", _octets(data, parts[0]), _issuer_serial(data, parts[1:]))
        for parts in _ess_certificates(data, element)
    )


def _ess_v2(data: bytes, element: Element) -> tuple[EssCertId, ...]:
    found = []
    for parts in _ess_certificates(data, element):
        if parts[0].tag == SEQUENCE:
            algorithm = digest_name(data[parts[0].head : parts[0].stop])
            parts = parts[1:]  # noqa: PLW2901 - the default algorithm may be left out (RFC 5035 4)
        else:
            algorithm = "sha256"
        if not parts:
            raise DecodeError("cms.malformed", "ESSCertIDv2 without a digest")
        issuer = _issuer_serial(data, parts[1:])
        found.append(EssCertId(algorithm, _octets(data, parts[0]), issuer))
    return tuple(found)


def _issuer_serial(data: bytes, rest: list[Element]) -> bytes | None:
    """Return issuer Name ‖ serialNumber of an IssuerSerial (RFC 5035 5.4.1.1)."""
    if not rest:
        return None
    parts = children(data, expect(rest[0], SEQUENCE, "IssuerSerial").start, rest[0].stop)
    if len(rest) > 1 or len(parts) != 2 or parts[1].tag != INTEGER:
        raise DecodeError("cms.malformed", "IssuerSerial of another shape")
    names = children(data, expect(parts[0], SEQUENCE, "GeneralNames").start, parts[0].stop)
    if len(names) != 1 or names[0].tag != _DIRECTORY_NAME:
        raise DecodeError("cms.malformed", "issuer that is no directoryName")
    return data[names[0].start : names[0].stop] + data[parts[1].head : parts[1].stop]


def _ess_certificates(data: bytes, element: Element) -> list[list[Element]]:
    parts = children(data, expect(element, SEQUENCE, "SigningCertificate").start, element.stop)
    if not parts:
        raise DecodeError("cms.malformed", "SigningCertificate without certificates")
    certs = children(data, expect(parts[0], SEQUENCE, "ESSCertIDs").start, parts[0].stop)
    if not certs:
        raise DecodeError("cms.malformed", "SigningCertificate without certificates")
    found = [children(data, expect(c, SEQUENCE, "ESSCertID").start, c.stop) for c in certs]
    if not all(found):
        raise DecodeError("cms.malformed", "ESSCertID without a digest")
    return found


_ATTRIBUTES = {
    _CONTENT_TYPE: decode_oid,
    _MESSAGE_DIGEST: _octets,
    _SIGNING_TIME: decode_time,
    _SIGNING_CERTIFICATE: _ess_v1,
    _SIGNING_CERTIFICATE_V2: _ess_v2,
}
"""Signed attributes that verification reads; a further one is a row."""


def parses_as_attributes(octets: bytes) -> bool:
    """Whether octets are a SET OF Attribute: signed without attributes they may be a replay.

    The signature of another message over its signed attributes would verify over them as content
    (RFC 5652 section 12). Old toolkits sign them as they stand, in BER as well.
    """
    try:
        return _holds_attributes(octets)
    except NotDerError:
        pass
    except DecodeError:
        return False
    try:
        return _holds_attributes(der_of(octets, Place.OTHER))
    except DecodeError:
        return False


def _holds_attributes(octets: bytes) -> bool:
    outer = expect(only_element(octets), SET, "SET OF Attribute")
    entries = children(octets, outer.start, outer.stop)
    for entry in entries:
        parts = children(octets, expect(entry, SEQUENCE, "Attribute").start, entry.stop)
        if len(parts) != 2 or parts[1].tag != SET:
            return False
        decode_oid(octets, parts[0])
    return bool(entries)
