"""Cryptographic Message Syntax: SignedData and what its signers state (RFC 5652, RFC 5035, CAdES).

Nothing is re-encoded: `signed_attributes` are the octets as received with the tag of a SET OF
(RFC 5652 5.4), the content is sliced from the message.
"""

from functools import lru_cache
from typing import NamedTuple

from anchors.limits import LIMITS
from verify.asn1.attributes import SignedAttributes, signed_attributes
from verify.asn1.der import (
    INTEGER,
    OCTET_STRING,
    SEQUENCE,
    SET,
    Element,
    Row,
    children,
    decode_oid,
    expect,
    only_element,
    row_at,
    rows,
)
from verify.crypto.algorithms import digest_name
from verify.errors import DecodeError

__all__ = [
    "DATA",
    "SIGNED_DATA",
    "TST_INFO",
    "SignedData",
    "SignerInfo",
    "content_type_of",
    "decode_signed_data",
]

SIGNED_DATA = "1.2.840.113549.1.7.2"
DATA = "1.2.840.113549.1.7.1"
TST_INFO = "1.2.840.113549.1.9.16.1.4"

_SIGNATURE_TIMESTAMP = "1.2.840.113549.1.9.16.2.14"
_OID = bytes.fromhex("06092a864886f70d010702")
"""SIGNED_DATA in DER."""
_OCSP_RESPONSE = "1.3.6.1.5.5.7.16.2"

_CONTEXT_0 = 0xA0
_CONTEXT_1 = 0xA1
_KEY_ID = 0x80
_MEMO_SET_OCTETS = 16_384
"""Certificate sets longer than this are not remembered: the memo stays under 4 MB."""


class SignerInfo(NamedTuple):
    """One signer of a SignedData (RFC 5652 5.3)."""

    issuer_and_serial: bytes | None
    """Octets of issuer Name ‖ serialNumber as they stand, or None."""
    key_identifier: bytes | None
    """subjectKeyIdentifier, where the signer is named by it."""
    digest: str | None
    """Name of the digest algorithm; None where it is not known here."""
    attributes: SignedAttributes | None
    signature_algorithm: bytes
    """AlgorithmIdentifier in DER."""
    signature: bytes
    timestamps: tuple[bytes, ...]
    """Signature timestamps (CAdES) in the unsigned attributes: tokens in DER."""


class SignedData(NamedTuple):
    """One SignedData (RFC 5652 5.1)."""

    content_type: str
    content: bytes | None
    """The enveloped content; None where detached."""
    certificates: tuple[bytes, ...]
    crls: tuple[bytes, ...]
    ocsps: tuple[bytes, ...]
    signers: tuple[SignerInfo, ...]


def content_type_of(data: bytes) -> str:
    """Return the content type of a ContentInfo.

    Raises:
        DecodeError: the octets are no ContentInfo.
    """
    outer = expect(only_element(data), SEQUENCE, "ContentInfo")
    parts = children(data, outer.start, outer.stop)
    if len(parts) != 2 or parts[1].tag != _CONTEXT_0:
        raise DecodeError("cms.malformed", "ContentInfo without type and content")
    return decode_oid(data, parts[0])


def decode_signed_data(data: bytes) -> SignedData:
    """Return the SignedData inside a ContentInfo in DER.

    Raises:
        DecodeError: the octets are no SignedData, or leave the limits.
    """
    if len(data) > LIMITS.proof_octets:
        raise DecodeError("proof.too_large", f"{len(data)} octets")
    tag, _, start, stop = only_element(data)
    content = start + len(_OID)
    if tag != SEQUENCE or data[start:content] != _OID:
        raise DecodeError("cms.not_signed_data", "no ContentInfo with signed data")
    tag, _, start, end = row_at(data, content, stop)
    if tag != _CONTEXT_0 or end != stop:
        raise DecodeError("cms.malformed", "ContentInfo without exactly one content")
    tag, _, start, end = row_at(data, start, stop)
    if tag != SEQUENCE or end != stop:
        raise DecodeError("cms.malformed", "content of ContentInfo is no SEQUENCE")
    return _signed_data(data, rows(data, start, stop))


def _signed_data(data: bytes, parts: list[Row]) -> SignedData:
    if len(parts) < 4 or parts[0][0] != INTEGER or parts[1][0] != SET:
        raise DecodeError("cms.malformed", "SignedData without version and digest algorithms")
    content_type, content = _encapsulated(data, parts[2])
    certificates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()
    at = 3
    tag, _, start, stop = parts[at]
    if tag == _CONTEXT_0:
        octets = data[start:stop]
        remembered = len(octets) <= _MEMO_SET_OCTETS
        certificates = (_certificate_set if remembered else _certificates)(octets)
        at += 1
    if at < len(parts) and parts[at][0] == _CONTEXT_1:
        crls, ocsps = _revocation_info(data, Element(*parts[at]))
        at += 1
    if at != len(parts) - 1 or parts[at][0] != SET:
        raise DecodeError("cms.malformed", "SignedData without its set of SignerInfo")
    infos = rows(data, parts[at][2], parts[at][3])
    if len(infos) > LIMITS.cms_signers:
        raise DecodeError("cms.too_many_signers", f"{len(infos)} signers")
    signers = tuple([_signer_info(data, info) for info in infos])
    return SignedData(content_type, content, certificates, crls, ocsps, signers)


def _encapsulated(data: bytes, element: Row) -> tuple[str, bytes | None]:
    tag, _, at, stop = element
    if tag != SEQUENCE:
        raise DecodeError("cms.malformed", "encapContentInfo of another shape")
    _, head, _, kind_stop = row_at(data, at, stop)
    content_type = _content_type(data[head:kind_stop])
    if kind_stop == stop:
        return content_type, None
    wrapper, _, at, wrapped_stop = row_at(data, kind_stop, stop)
    tag, _, start, octets_stop = row_at(data, at, wrapped_stop)
    if wrapper != _CONTEXT_0 or tag != OCTET_STRING:
        raise DecodeError("cms.malformed", "eContent is not one OCTET STRING")
    if octets_stop != wrapped_stop or wrapped_stop != stop:
        raise DecodeError("cms.malformed", "more than one eContent")
    return content_type, data[start:octets_stop]


@lru_cache(maxsize=64)
def _content_type(octets: bytes) -> str:
    """Return the OID that an element is."""
    return decode_oid(octets, only_element(octets))


def _certificates(octets: bytes) -> tuple[bytes, ...]:
    """Return the X.509 certificates of a CertificateSet; other kinds are passed over."""
    found = children(octets, 0, len(octets))
    if len(found) > LIMITS.cms_certificates:
        raise DecodeError("cms.too_many_certificates", f"{len(found)} certificates")
    return tuple(octets[e.head : e.stop] for e in found if e.tag == SEQUENCE)


_certificate_set = lru_cache(maxsize=256)(_certificates)


def _revocation_info(data: bytes, element: Element) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    crls: list[bytes] = []
    ocsps: list[bytes] = []
    for entry in children(data, element.start, element.stop):
        if entry.tag == SEQUENCE:
            crls.append(data[entry.head : entry.stop])
        elif entry.tag == _CONTEXT_1:
            parts = children(data, entry.start, entry.stop)
            if len(parts) == 2 and decode_oid(data, parts[0]) == _OCSP_RESPONSE:
                ocsps.append(data[parts[1].head : parts[1].stop])
    return tuple(crls), tuple(ocsps)


def _signer_info(data: bytes, element: Row) -> SignerInfo:
    parts = rows(data, element[2], element[3])
    if element[0] != SEQUENCE or len(parts) < 5 or parts[0][0] != INTEGER:
        raise DecodeError("cms.malformed", "SignerInfo too short")
    tag, _, start, stop = parts[1]
    if tag == SEQUENCE:
        issuer_and_serial, key_identifier = data[start:stop], None
    elif tag == _KEY_ID:
        issuer_and_serial, key_identifier = None, data[start:stop]
    else:
        raise DecodeError("cms.malformed", "signer identifier of another form")
    digest = digest_name(data[parts[2][1] : parts[2][3]])
    at = 3
    attributes = None
    if parts[at][0] == _CONTEXT_0:
        attributes = signed_attributes(data, parts[at])
        at += 1
    if not at + 2 <= len(parts) <= at + 3:
        raise DecodeError("cms.malformed", "SignerInfo without algorithm and signature")
    algorithm, head, _, end = parts[at]
    value, _, start, stop = parts[at + 1]
    if algorithm != SEQUENCE or value != OCTET_STRING:
        raise DecodeError("cms.malformed", "SignerInfo without algorithm and signature")
    timestamps: tuple[bytes, ...] = ()
    if len(parts) == at + 3:
        unsigned = Element(*parts[at + 2])
        timestamps = _timestamps(data, expect(unsigned, _CONTEXT_1, "unsignedAttrs"))
    return SignerInfo(
        issuer_and_serial,
        key_identifier,
        digest,
        attributes,
        data[head:end],
        data[start:stop],
        timestamps,
    )


def _timestamps(data: bytes, element: Element) -> tuple[bytes, ...]:
    found: list[bytes] = []
    for entry in children(data, element.start, element.stop):
        parts = children(data, expect(entry, SEQUENCE, "Attribute").start, entry.stop)
        if len(parts) != 2 or parts[1].tag != SET:
            raise DecodeError("cms.malformed", "Attribute of another shape")
        if decode_oid(data, parts[0]) == _SIGNATURE_TIMESTAMP:
            tokens = children(data, parts[1].start, parts[1].stop)
            found.extend(data[token.head : token.stop] for token in tokens)
    if len(found) > LIMITS.cms_timestamps:
        raise DecodeError("cms.too_many_timestamps", f"{len(found)} signature timestamps")
    return tuple(found)
