"""Time-stamp tokens and responses (RFC 3161; GB/T 20520 has the same structures)."""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from anchors.limits import LIMITS
from verify.asn1.ber import Place, der_of
from verify.asn1.cms import TST_INFO, SignedData, decode_signed_data
from verify.asn1.der import (
    BOOLEAN,
    GENERALIZED_TIME,
    INTEGER,
    OCTET_STRING,
    SEQUENCE,
    Element,
    Row,
    children,
    decode_boolean,
    decode_integer,
    decode_oid,
    decode_time,
    expect,
    only_element,
    rows,
)
from verify.asn1.stencil import Stencil, StencilBook, hole_of
from verify.crypto.algorithms import digest_name
from verify.errors import DecodeError, NotDerError

__all__ = [
    "TSTInfo",
    "TimeStampResponse",
    "TimeStampToken",
    "decode_response",
    "decode_token",
    "decode_tst_info",
]

_UTF8_STRING = 0x0C
_MILLIS = 0x80
_MICROS = 0x81
_TSA = 0xA0
_EXTENSIONS = 0xA1

_SERIAL_OCTETS = 64
"""RFC 3161 2.4.2 asks for 160 bits at least; longer numbers are slow to write out."""
GRANTED = 0
GRANTED_WITH_MODS = 1


class TSTInfo(NamedTuple):
    """What a TSA states (RFC 3161 2.4.2)."""

    policy: str
    digest: str | None
    """Imprint algorithm by name; None where it is not known here."""
    imprint: bytes
    serial_octets: bytes
    gen_time: datetime
    accuracy: timedelta | None
    nonce: bytes | None
    """Octets of the nonce INTEGER; it binds a request to its answer and is not judged offline."""

    @property
    def serial(self) -> int:
        """The serial number that the TSA gave the token."""
        return int.from_bytes(self.serial_octets, "big", signed=True)


class TimeStampToken(NamedTuple):
    """One token: the signed message and what it states."""

    signed: SignedData
    info: TSTInfo


class TimeStampResponse(NamedTuple):
    """A TimeStampResp (RFC 3161 2.4.2): a status, and a token where it was granted."""

    status: int
    text: str
    token: bytes | None
    """As received, or in DER where the response was received in BER."""
    ber: bool = False
    """Whether it was received in BER."""

    @property
    def granted(self) -> bool:
        """Whether the status is granted or grantedWithMods."""
        return self.status in (GRANTED, GRANTED_WITH_MODS)


def decode_token(data: bytes) -> TimeStampToken:
    """Return a TimeStampToken.

    Raises:
        DecodeError: no SignedData, or its content is no TSTInfo.
    """
    signed = decode_signed_data(data)
    if signed.content_type != TST_INFO or signed.content is None:
        raise DecodeError("timestamp.not_tstinfo", f"content type {signed.content_type}")
    return TimeStampToken(signed, decode_tst_info(signed.content))


def decode_tst_info(data: bytes) -> TSTInfo:
    """Return a TSTInfo; unknown critical extensions are refused (RFC 3161 2.4.2)."""
    stencil = _STENCILS.find(data)
    if stencil is not None:
        return _by_stencil(stencil, data)
    info, time = _decode_info(data)
    holes = [hole_of(data, one) for one in (info.imprint, info.serial_octets)]
    holes.append((time.start, time.stop))
    if info.nonce is not None:
        holes.append(hole_of(data, info.nonce))
    _STENCILS.keep(data, holes, info, (len(data), info.policy, info.digest))
    return info


_STENCILS: StencilBook[TSTInfo] = StencilBook()


def _by_stencil(stencil: Stencil[TSTInfo], data: bytes) -> TSTInfo:
    """Return a TSTInfo as its stencil was read, with its own contents."""
    info = stencil.value
    (start, stop), (first, last), (begin, end), *nonce = stencil.holes
    return TSTInfo(
        info.policy,
        info.digest,
        data[start:stop],
        data[first:last],
        decode_time(data, Element(GENERALIZED_TIME, begin - 2, begin, end)),
        info.accuracy,
        data[nonce[0][0] : nonce[0][1]] if nonce else None,
    )


def _decode_info(data: bytes) -> tuple[TSTInfo, Element]:
    """Return a TSTInfo, and where its genTime stands."""
    tag, _, start, stop = only_element(data)
    parts = rows(data, start, stop)
    if tag != SEQUENCE or len(parts) < 5 or parts[0][0] != INTEGER or parts[3][0] != INTEGER:
        raise DecodeError("timestamp.malformed", "TSTInfo of another shape")
    if parts[4][0] != GENERALIZED_TIME or parts[3][2] == parts[3][3]:
        raise DecodeError("timestamp.malformed", "genTime of another form, or an empty serial")
    if parts[3][3] - parts[3][2] > _SERIAL_OCTETS:
        raise DecodeError("timestamp.malformed", "a serial number that no TSA gives")
    if data[parts[0][2] : parts[0][3]] != b"\x01":
        raise DecodeError("timestamp.malformed", "TSTInfo of another version")
    digest, imprint = _imprint(data, parts[2])
    accuracy, nonce = _options(data, parts[5:])
    time = Element(*parts[4])
    info = TSTInfo(
        _policy(data[parts[1][1] : parts[1][3]]),
        digest,
        imprint,
        data[parts[3][2] : parts[3][3]],
        decode_time(data, time),
        accuracy,
        nonce,
    )
    return info, time


@lru_cache(maxsize=256)
def _policy(octets: bytes) -> str:
    return decode_oid(octets, only_element(octets))


def _imprint(data: bytes, element: Row) -> tuple[str | None, bytes]:
    parts = rows(data, element[2], element[3])
    if element[0] != SEQUENCE or len(parts) != 2 or parts[1][0] != OCTET_STRING:
        raise DecodeError("timestamp.malformed", "MessageImprint of another shape")
    (_, head, _, stop), (_, _, start, end) = parts
    return digest_name(data[head:stop]), data[start:end]


def _options(data: bytes, parts: list[Row]) -> tuple[timedelta | None, bytes | None]:
    """Return accuracy and nonce; the optional fields stand in one order, each at most once."""
    accuracy: timedelta | None = None
    nonce: bytes | None = None
    rank = -1
    for tag, head, start, stop in parts:
        place = _ORDER.get(tag, -1)
        if place <= rank:
            raise DecodeError("timestamp.malformed", "fields of TSTInfo out of order")
        rank = place
        if tag == SEQUENCE:
            accuracy = _accuracy(data[start:stop])
        elif tag == BOOLEAN:
            decode_boolean(data, Element(tag, head, start, stop))
        elif tag == INTEGER:
            nonce = data[start:stop]
        elif tag == _EXTENSIONS:
            _refuse_critical(data, Element(tag, head, start, stop))
    return accuracy, nonce


_ORDER = {SEQUENCE: 0, BOOLEAN: 1, INTEGER: 2, _TSA: 3, _EXTENSIONS: 4}


@lru_cache(maxsize=64)
def _accuracy(octets: bytes) -> timedelta:
    """Return seconds, millis and micros as one span (RFC 3161 2.4.2)."""
    span = timedelta()
    rank = 0
    for part in children(octets, 0, len(octets)):
        place = (INTEGER, _MILLIS, _MICROS).index(part.tag) if part.tag in _UNITS else -1
        if place < rank:
            raise DecodeError("timestamp.malformed", "Accuracy of another shape")
        rank = place + 1
        value = decode_integer(octets, part, tag=part.tag)
        if not 0 <= value < (10**9 if part.tag == INTEGER else 1000):
            raise DecodeError("timestamp.malformed", "Accuracy out of range")
        span += value * _UNITS[part.tag]
    return span


_UNITS = {
    INTEGER: timedelta(seconds=1),
    _MILLIS: timedelta(milliseconds=1),
    _MICROS: timedelta(microseconds=1),
}


def _refuse_critical(data: bytes, element: Element) -> None:
    for entry in children(data, element.start, element.stop):
        parts = children(data, expect(entry, SEQUENCE, "Extension").start, entry.stop)
        if len(parts) == 3 and decode_boolean(data, parts[1]):
            raise DecodeError("timestamp.critical_extension", decode_oid(data, parts[0]))


def decode_response(data: bytes) -> TimeStampResponse:
    """Return a TimeStampResp in DER or BER.

    Raises:
        DecodeError: the octets are no TimeStampResp, or leave the limits.
    """
    if len(data) > LIMITS.proof_octets:
        raise DecodeError("proof.too_large", f"{len(data)} octets")
    try:
        return _response(data)
    except NotDerError:
        return _response(der_of(data, Place.RESPONSE))._replace(ber=True)


def _response(data: bytes) -> TimeStampResponse:
    outer = expect(only_element(data), SEQUENCE, "TimeStampResp")
    parts = children(data, outer.start, outer.stop)
    if not parts or len(parts) > 2 or parts[0].tag != SEQUENCE:
        raise DecodeError("timestamp.malformed", "TimeStampResp of another shape")
    info = children(data, parts[0].start, parts[0].stop)
    if not info:
        raise DecodeError("timestamp.malformed", "PKIStatusInfo without a status")
    token = data[parts[1].head : parts[1].stop] if len(parts) == 2 else None
    return TimeStampResponse(decode_integer(data, info[0]), _status_text(data, info), token)


def _status_text(data: bytes, info: list[Element]) -> str:
    texts = [
        data[line.start : line.stop].decode("utf-8", "replace")
        for part in info[1:]
        if part.tag == SEQUENCE
        for line in children(data, part.start, part.stop)[:8]
        if line.tag == _UTF8_STRING
    ]
    return " ".join(texts)[:200]
