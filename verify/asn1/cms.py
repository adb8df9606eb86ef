"""Cryptographic Message Syntax: SignedData and what its signers state (RFC 5652, GM/T 0010, CAdES).

A message in DER is not re-encoded: the content is sliced from it, the signed attributes too, with
the tag of a SET OF (RFC 5652 5.4). One in BER is read anew through `ber`, once, and says so.
GM/T 0010 and GB/T 35275 give the same structures under object identifiers of their own.
"""

from functools import lru_cache
from typing import NamedTuple

from anchors.limits import LIMITS
from verify.asn1.attributes import (
    SignedAttributes,
    attributes_like,
    changing_places,
    signed_attributes,
)
from verify.asn1.ber import der_of
from verify.asn1.der import (
    IN_PIECES,
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
from verify.asn1.stencil import Stencil, StencilBook, hole_of
from verify.asn1.unsigned import (
    NO_VALUES,
    LongTermValues,
    UnsignedAttributes,
    unsigned_attributes,
)
from verify.crypto.algorithms import digest_name
from verify.errors import DecodeError, NotDerError

__all__ = [
    "DATA",
    "GM_DATA",
    "GM_SIGNED_DATA",
    "SIGNED_DATA",
    "TST_INFO",
    "SignedData",
    "SignerInfo",
    "cms_form",
    "content_type_of",
    "decode_signed_data",
]

SIGNED_DATA = "1.2.840.113549.1.7.2"
DATA = "1.2.840.113549.1.7.1"
TST_INFO = "1.2.840.113549.1.9.16.1.4"
GM_SIGNED_DATA = "1.2.156.10197.6.1.4.2.2"
GM_DATA = "1.2.156.10197.6.1.4.2.1"

_OID = bytes.fromhex("06092a864886f70d010702")
"""SIGNED_DATA in DER."""
_GM_OID = bytes.fromhex("060a2a811ccf550601040202")
"""GM_SIGNED_DATA in DER."""
_FORMS = ((_OID, "cms"), (_GM_OID, "gm-cms"))
_OCSP_RESPONSE = "1.3.6.1.5.5.7.16.2"

_CONTEXT_0 = 0xA0
_CONTEXT_1 = 0xA1
_KEY_ID = 0x80
_STENCIL_OCTETS = 16_384
"""Longer messages are not kept as stencils: the book stays under 4 MB."""
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
    """Signature timestamps (CAdES) in the unsigned attributes: tokens."""
    counter_signatures: tuple["SignerInfo", ...] = ()
    """Signers of the signature value (RFC 5652 11.4), whose own are not read."""
    values: LongTermValues = NO_VALUES
    """Untrusted material that came with the signature (CAdES-LT)."""
    not_evaluated: tuple[str, ...] = ()
    """Names of unsigned attributes that prove nothing here."""


class SignedData(NamedTuple):
    """One SignedData (RFC 5652 5.1)."""

    content_type: str
    content: bytes | None
    """The enveloped content; None where detached."""
    certificates: tuple[bytes, ...]
    crls: tuple[bytes, ...]
    ocsps: tuple[bytes, ...]
    signers: tuple[SignerInfo, ...]
    ber: bool = False
    """Whether the message was received in BER."""
    shared_by: int = 1
    """How many messages inside another one share what may be spent on their paths."""

    @property
    def is_plain(self) -> bool:
        """Whether its content is of type data, whose octets nobody's structure explains."""
        return self.content_type in (DATA, GM_DATA)


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


def cms_form(octets: bytes) -> str | None:
    """Return the form of a proof that signed data is: `cms`, `gm-cms`, or None where it is none.

    It is told by the object identifier with which a ContentInfo begins, in DER or in BER.
    """
    if len(octets) < 2 or octets[0] != SEQUENCE:
        return None
    length = octets[1]
    start = 2 + (length & 0x7F if length > 0x80 else 0)
    return next((form for oid, form in _FORMS if octets.startswith(oid, start)), None)


def decode_signed_data(data: bytes) -> SignedData:
    """Return the SignedData inside a ContentInfo in DER or BER.

    Raises:
        DecodeError: the octets are no SignedData, or leave the limits.
    """
    if len(data) > LIMITS.proof_octets:
        raise DecodeError("proof.too_large", f"{len(data)} octets")
    stencil = _STENCILS.find(data)
    if stencil is not None:
        return _by_stencil(stencil, data)
    try:
        signed = _content_info(data)
    except NotDerError:
        return _content_info(der_of(data))._replace(ber=True)
    _keep_stencil(data, signed)
    return signed


class _Shape(NamedTuple):
    """A message as it was read, and where its signed attributes stand."""

    signed: SignedData
    attributes: tuple[int, int]
    """From after the tag to the end."""


_STENCILS: StencilBook[_Shape] = StencilBook()


def _keep_stencil(data: bytes, signed: SignedData) -> None:
    """Keep a message of one signer, with signed attributes and nothing added, as a stencil."""
    if len(signed.signers) != 1 or len(data) > _STENCIL_OCTETS:
        return
    (signer,) = signed.signers
    attributes = signer.attributes
    if attributes is None or attributes.reordered or signer[-4:] != _NOTHING_ADDED:
        return
    places = changing_places(attributes)
    within = hole_of(data, attributes.octets[1:])
    if places is None or within is None or attributes.content_timestamps:
        return
    at, stop = within
    holes = [hole_of(data, signer.signature)]
    holes += [(at - 1 + start, at - 1 + stop) for start, stop in places]
    if signed.content is not None:
        holes.append(hole_of(data, signed.content))
    kind = (len(data), signed.certificates, signer.issuer_and_serial, signer.key_identifier)
    _STENCILS.keep(data, holes, _Shape(signed, (at, stop)), kind)


def _by_stencil(stencil: Stencil[_Shape], data: bytes) -> SignedData:
    """Return a message as its stencil was read, with its own contents."""
    (signed, (at, stop)), holes = stencil.value, stencil.holes
    signer = signed.signers[0]
    start, end = holes[0]
    attributes = attributes_like(signer.attributes, data, at, stop, holes[1:3])
    content = data[holes[-1][0] : holes[-1][1]] if signed.content is not None else None
    info = _new(SignerInfo, (*signer[:3], attributes, signer[4], data[start:end], *signer[6:]))
    found: SignedData = _new(SignedData, (signed[0], content, *signed[2:5], (info,), False, 1))
    return found


def _content_info(data: bytes) -> SignedData:
    tag, _, start, stop = only_element(data)
    kind = _OID if data.startswith(_OID, start) else _GM_OID
    if tag != SEQUENCE or not data.startswith(kind, start):
        raise DecodeError("cms.not_signed_data", "no ContentInfo with signed data")
    content = start + len(kind)
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
    found: SignedData = _new(
        SignedData, (content_type, content, certificates, crls, ocsps, signers, False, 1)
    )
    return found


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
        raise _no_octets(tag, "eContent is not one OCTET STRING")
    if octets_stop != wrapped_stop or wrapped_stop != stop:
        raise DecodeError("cms.malformed", "more than one eContent")
    return content_type, data[start:octets_stop]


def _no_octets(tag: int, detail: str) -> DecodeError:
    """Return the error for what stands in the place of an OCTET STRING."""
    return NotDerError(detail) if tag == IN_PIECES else DecodeError("cms.malformed", detail)


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
    if len(crls) + len(ocsps) > LIMITS.cms_revocations:
        raise DecodeError("cms.too_many_revocations", f"{len(crls) + len(ocsps)} carried")
    return tuple(crls), tuple(ocsps)


def _signer_info(data: bytes, element: Row, *, is_counter: bool = False) -> SignerInfo:
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
        raise _no_octets(value, "SignerInfo without algorithm and signature")
    added = _NOTHING_ADDED
    if len(parts) == at + 3:
        outer = expect(Element(*parts[at + 2]), _CONTEXT_1, "unsignedAttrs")
        added = _added(unsigned_attributes(data, outer), is_counter=is_counter)
    info: SignerInfo = _new(
        SignerInfo,
        (
            issuer_and_serial,
            key_identifier,
            digest,
            attributes,
            data[head:end],
            data[start:stop],
            *added,
        ),
    )
    return info


_new = tuple.__new__
"""Makes a named tuple without its Python-level constructor, in the hot path."""
_Added = tuple[tuple[bytes, ...], tuple[SignerInfo, ...], LongTermValues, tuple[str, ...]]
"""The last fields of a SignerInfo: what its unsigned attributes add."""
_NOTHING_ADDED: _Added = ((), (), NO_VALUES, ())


def _added(unsigned: UnsignedAttributes, *, is_counter: bool) -> _Added:
    """Return what was added to a signature; of one to a counter-signature only the names."""
    if not is_counter:
        counters = tuple([_counter(one) for one in unsigned.counter_signatures])
        return unsigned.timestamps, counters, unsigned.values, unsigned.not_evaluated
    found = {"counter-signature": unsigned.counter_signatures, "timestamp": unsigned.timestamps}
    names = tuple([name for name, values in found.items() if values])
    return (), (), unsigned.values, names + unsigned.not_evaluated


def _counter(octets: bytes) -> SignerInfo:
    return _signer_info(octets, only_element(octets), is_counter=True)
