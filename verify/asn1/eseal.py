"""Electronic seals and what they sign: SESeal and SES_Signature (GM/T 0031-2014, GB/T 38540-2020).

A seal is data that its maker signed: a name, a picture, a term, and the certificates that may use
it. Using it makes a SES_Signature: the user's own signature over the seal, a time, and the digest
of what is sealed. Both generations are told apart by their structure alone:

    GM/T 0031   SEQUENCE { toSign { …, cert, algorithm }, signature }
                the maker signs SEQUENCE { eSealInfo, cert, algorithm }
    GB/T 38540  SEQUENCE { toSign, cert, algorithm, signature, timeStamp [0] OPTIONAL }
                the maker signs eSealInfo

What was signed is sliced from the octets as received. Any fault of form is `eseal.malformed`.
"""

from functools import lru_cache
from typing import NamedTuple

from anchors.limits import LIMITS
from verify.asn1.der import (
    BIT_STRING,
    INTEGER,
    OBJECT_IDENTIFIER,
    OCTET_STRING,
    SEQUENCE,
    Element,
    children,
    decode_bits,
    decode_boolean,
    decode_integer,
    decode_oid,
    malformed,
    only_element,
)
from verify.asn1.fields import CONSTRUCTED, Fields
from verify.asn1.sealtime import SealTime, decode_seal_time, decode_time_info
from verify.errors import DecodeError

__all__ = ["CertificateDigest", "Seal", "SealHeader", "SealSignature", "decode_eseal"]

_BOOLEAN = 0x01
_TEXTS = frozenset({0x0C, 0x13, 0x14, 0x16, 0x1A})
"""UTF8String, PrintableString, TeletexString, IA5String, VisibleString."""
_BMP = 0x1E
_OLD_VERSIONS = range(1, 4)
_NEW_VERSION = 4
_LISTS_CERTIFICATES, _LISTS_DIGESTS = 1, 2
_MEMO_OCTETS = 65_536
"""Longer ones are not remembered: the memo stays under 5 MB."""


class SealHeader(NamedTuple):
    """How a seal begins."""

    id: str
    """`ES`."""
    version: int
    vendor: str


class CertificateDigest(NamedTuple):
    """One certificate that may use a seal, by its digest."""

    kind: str
    """The digest algorithm as the seal's maker calls it."""
    value: bytes


class Seal(NamedTuple):
    """One electronic seal: SESeal."""

    octets: bytes
    """As received."""
    header: SealHeader
    id: str
    kind: int
    """1 of an organisation, 2 of a person."""
    name: str
    certificates: tuple[bytes, ...]
    """Certificates that may use it."""
    digests: tuple[CertificateDigest, ...]
    """Digests of those, in place of them."""
    created: SealTime
    valid_from: SealTime
    valid_to: SealTime
    picture_type: str
    picture_octets: int
    critical: tuple[str, ...]
    """Extensions that whoever does not know them must not pass over."""
    maker: bytes
    """The maker's certificate."""
    algorithm: bytes
    """AlgorithmIdentifier of the maker's signature, in DER: seals hold the identifier alone."""
    signed: bytes
    """What the maker signed."""
    signature: bytes


class SealSignature(NamedTuple):
    """One use of a seal: SES_Signature."""

    version: int
    """As stated: 1 to 3 of GM/T 0031, 4 of GB/T 38540."""
    tbs: bytes
    """TBS_Sign as received: what the user of the seal signed."""
    seal: Seal
    time: SealTime | None
    """When the user says that it was sealed; None where a time-stamp token stands there."""
    data_hash: bytes
    property_info: str
    """What is sealed, in words of the format: the path of Signature.xml in an OFD."""
    critical: tuple[str, ...]
    certificate: bytes
    """Of the user of the seal."""
    algorithm: bytes
    """AlgorithmIdentifier of the user's signature, in DER."""
    signature: bytes
    timestamp: bytes | None
    """A token over `signature`."""


def decode_eseal(octets: bytes) -> SealSignature:
    """Return the SES_Signature that `octets` are.

    Raises:
        DecodeError: they are none, are of a version that is not read here, or leave the limits.
    """
    if len(octets) > LIMITS.proof_octets:
        raise DecodeError("proof.too_large", f"{len(octets)} octets")
    return (_remembered if len(octets) <= _MEMO_OCTETS else _decode)(octets)


def _decode(octets: bytes) -> SealSignature:
    try:
        outer = only_element(octets)
        members = children(octets, outer.start, outer.stop) if outer.tag == SEQUENCE else []
        if len(members) == 2:
            return _old_signature(octets, outer)
        if len(members) in (4, 5):
            return _new_signature(octets, outer)
        raise malformed("no SES_Signature of either generation")
    except DecodeError as error:
        if error.code != "asn1.malformed":
            raise
        raise DecodeError("eseal.malformed", error.detail) from error


_remembered = lru_cache(maxsize=64)(_decode)
"""One that was just read for what it covers is soon read again, to be judged."""


def _old_signature(data: bytes, outer: Element) -> SealSignature:
    fields = Fields.of_sequence(data, outer, "SES_Signature")
    tbs = fields.take(SEQUENCE)
    signature = _octets(data, fields.member())
    fields.finish()
    inner = Fields.of_sequence(data, tbs, "TBS_Sign")
    version = _version(data, inner, _OLD_VERSIONS)
    seal = _seal(data, inner.take(SEQUENCE))
    time = decode_time_info(data, inner.member())
    data_hash, property_info = _octets(data, inner.member()), _text(data, inner.member())
    certificate = inner.content(inner.take(OCTET_STRING))
    algorithm = _algorithm(inner)
    inner.finish()
    return SealSignature(
        version, data[tbs.head : tbs.stop], seal, time, data_hash, property_info, (),
        certificate, algorithm, signature, None,
    )  # fmt: skip


def _new_signature(data: bytes, outer: Element) -> SealSignature:
    fields = Fields.of_sequence(data, outer, "SES_Signature")
    tbs = fields.take(SEQUENCE)
    certificate = fields.content(fields.take(OCTET_STRING))
    algorithm = _algorithm(fields)
    signature = _octets(data, fields.member())
    timestamp = _timestamp(data, fields)
    fields.finish()
    inner = Fields.of_sequence(data, tbs, "TBS_Sign")
    version = _version(data, inner, range(_NEW_VERSION, _NEW_VERSION + 1))
    seal = _seal(data, inner.take(SEQUENCE))
    time = decode_seal_time(data, inner.member())
    data_hash, property_info = _octets(data, inner.member()), _text(data, inner.member())
    critical = _extensions(data, inner)
    inner.finish()
    return SealSignature(
        version, data[tbs.head : tbs.stop], seal, time, data_hash, property_info, critical,
        certificate, algorithm, signature, timestamp,
    )  # fmt: skip


def _version(data: bytes, fields: Fields, known: range) -> int:
    version = decode_integer(data, fields.take(INTEGER))
    if version not in known:
        raise DecodeError("eseal.version_unsupported", f"version {str(version)[:20]}")
    return version


def _timestamp(data: bytes, fields: Fields) -> bytes | None:
    """Return the token over the signature value, which some write without its tag [0]."""
    if fields.peek() == -1:
        return None
    wrapped = fields.explicit(0)
    octets, unused = decode_bits(data, wrapped or fields.take(BIT_STRING))
    if unused or not octets:
        raise malformed("timeStamp that is no octets")
    return octets


def _seal(data: bytes, outer: Element) -> Seal:
    """Return the seal at `outer`; its own structure says of which generation it is."""
    fields = Fields.of_sequence(data, outer, "SESeal")
    info = fields.take(SEQUENCE)
    old = fields.peek() == SEQUENCE
    by = Fields.of_sequence(data, fields.take(SEQUENCE), "SES_SignInfo") if old else fields
    maker, algorithm = by.take(OCTET_STRING), _algorithm(by)
    signature = _octets(data, by.member())
    by.finish()
    fields.finish()
    signed = data[info.head : info.stop]
    if old:
        signed = _sequence(signed + by.raw(maker) + _inside(algorithm))
    return Seal(
        data[outer.head : outer.stop],
        *_seal_info(data, info, old=old),
        by.content(maker),
        algorithm,
        signed,
        signature,
    )


_Listed = tuple[tuple[bytes, ...], tuple[CertificateDigest, ...]]
_Info = tuple[
    SealHeader, str, int, str, tuple[bytes, ...], tuple[CertificateDigest, ...],
    SealTime, SealTime, SealTime, str, int, tuple[str, ...],
]  # fmt: skip


def _seal_info(data: bytes, outer: Element, *, old: bool) -> _Info:
    """Return the fields of a SES_SealInfo in the order in which `Seal` has them."""
    fields = Fields.of_sequence(data, outer, "SES_SealInfo")
    head = Fields.of_sequence(data, fields.take(SEQUENCE), "SES_Header")
    header = SealHeader(_text(data, head.member()), _small(data, head), _text(data, head.member()))
    head.finish()
    number = _text(data, fields.member())
    about = Fields.of_sequence(data, fields.take(SEQUENCE), "SES_ESPropertyInfo")
    kind, name = _small(data, about), _text(data, about.member())
    lists = _LISTS_CERTIFICATES if old else _small(data, about)
    certificates, digests = _listed(data, about.take(SEQUENCE), lists)
    created, first, last = [decode_seal_time(data, about.member()) for _ in range(3)]
    about.finish()
    picture = Fields.of_sequence(data, fields.take(SEQUENCE), "SES_ESPictureInfo")
    picture_type, image = _text(data, picture.member()), picture.take(OCTET_STRING)
    for _ in ("width", "height"):
        _small(data, picture)
    picture.finish()
    critical = _extensions(data, fields)
    fields.finish()
    return (
        header, number, kind, name, certificates, digests, created, first, last,
        picture_type, image.stop - image.start, critical,
    )  # fmt: skip


def _listed(data: bytes, outer: Element, lists: int) -> _Listed:
    """Return the certificates that may use a seal, or their digests."""
    entries = children(data, outer.start, outer.stop)
    if len(entries) > LIMITS.cms_certificates:
        raise DecodeError("cms.too_many_certificates", f"{len(entries)} certificates of a seal")
    if lists == _LISTS_CERTIFICATES:
        return tuple([_octet_string(data, one) for one in entries]), ()
    if lists != _LISTS_DIGESTS:
        raise malformed(f"certListType {str(lists)[:20]}")
    digests = []
    for entry in entries:
        fields = Fields.of_sequence(data, entry, "CertDigestObj")
        kind, value = _text(data, fields.member()), fields.content(fields.take(OCTET_STRING))
        fields.finish()
        digests.append(CertificateDigest(kind, value))
    return (), tuple(digests)


def _extensions(data: bytes, fields: Fields) -> tuple[str, ...]:
    """Return the critical ones of the ExtensionDatas that may stand last, tagged [0] or not."""
    outer = fields.explicit(0) if fields.peek() == CONSTRUCTED else fields.optional(SEQUENCE)
    if outer is None:
        return ()
    if outer.tag != SEQUENCE:
        raise malformed("extDatas of another type")
    entries = children(data, outer.start, outer.stop)
    if len(entries) > LIMITS.cms_attributes:
        raise DecodeError("asn1.too_many_elements", f"{len(entries)} extensions of a seal")
    critical = []
    for entry in entries:
        inner = Fields.of_sequence(data, entry, "ExtData")
        name = decode_oid(data, inner.take(OBJECT_IDENTIFIER))
        flag = inner.optional(_BOOLEAN)
        inner.take(OCTET_STRING)
        inner.finish()
        if flag is not None and decode_boolean(data, flag):
            critical.append(name)
    return tuple(critical)


def _algorithm(fields: Fields) -> bytes:
    """Return the AlgorithmIdentifier that an OBJECT IDENTIFIER alone stands for."""
    element = fields.take(OBJECT_IDENTIFIER)
    decode_oid(fields.data, element)
    return _sequence(fields.raw(element))


def _inside(sequence: bytes) -> bytes:
    """Return what stands in a short SEQUENCE."""
    return sequence[2:]


def _small(data: bytes, fields: Fields) -> int:
    element = fields.take(INTEGER)
    if element.stop - element.start > 8:
        raise malformed("INTEGER that nobody writes there")
    return decode_integer(data, element)


def _octet_string(data: bytes, element: Element) -> bytes:
    if element.tag != OCTET_STRING:
        raise malformed("certificate that is no OCTET STRING")
    return data[element.start : element.stop]


def _octets(data: bytes, element: Element) -> bytes:
    """Return whole octets: a BIT STRING, for which some makers write an OCTET STRING."""
    if element.tag == OCTET_STRING:
        return data[element.start : element.stop]
    octets, unused = decode_bits(data, element)
    if unused:
        raise malformed("BIT STRING of something else than octets")
    return octets


def _text(data: bytes, element: Element) -> str:
    """Return a text; old seals write GB 18030 where the standard has ASCII."""
    octets = data[element.start : element.stop]
    if element.tag not in _TEXTS and element.tag != _BMP:
        raise malformed(f"text of another type {element.tag:#04x}")
    if len(octets) > LIMITS.text_characters:
        raise malformed(f"text of {len(octets)} octets")
    for encoding in ("utf-16-be",) if element.tag == _BMP else ("utf-8", "gb18030"):
        try:
            return octets.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise malformed("text in no encoding that is read here")


def _sequence(content: bytes) -> bytes:
    """Return a SEQUENCE of content in DER (X.690 8.1.3, 10.1)."""
    length = len(content)
    if length < 0x80:
        return bytes((SEQUENCE, length)) + content
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((SEQUENCE, 0x80 | len(octets))) + octets + content
