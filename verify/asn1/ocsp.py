"""OCSP answers: bytes to one typed value (RFC 6960 4.2).

Read as a whole OCSPResponse, or as the BasicOCSPResponse that CMS revocation values carry. Any
fault of form is `revocation.ocsp_malformed`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from anchors.digest import compute_digest
from anchors.limits import LIMITS
from verify.asn1.crl_entries import crl_reason_name
from verify.asn1.der import (
    BIT_STRING,
    ENUMERATED,
    GENERALIZED_TIME,
    INTEGER,
    OBJECT_IDENTIFIER,
    OCTET_STRING,
    SEQUENCE,
    Element,
    children,
    decode_bits,
    decode_integer,
    decode_oid,
    decode_time,
    expect,
    malformed,
    only_element,
)
from verify.asn1.extensions import RawExtension, read_extensions
from verify.asn1.fields import CONSTRUCTED, CONTEXT, Fields
from verify.asn1.names import NameKey, name_key
from verify.errors import DecodeError

__all__ = ["CertId", "OcspResponse", "ResponderId", "SingleResponse", "decode_ocsp"]

_RESPONSE_STATUSES = {
    0: "successful", 1: "malformedRequest", 2: "internalError", 3: "tryLater", 5: "sigRequired",
    6: "unauthorized",
}  # fmt: skip
_BASIC = "1.3.6.1.5.5.7.48.1.1"
_ARCHIVE_CUTOFF = "1.3.6.1.5.5.7.48.1.6"
_KNOWN = frozenset(
    (
        "1.3.6.1.5.5.7.48.1.2",  # nonce: an answer kept as evidence has no request to compare with
        "1.3.6.1.5.5.7.48.1.3",  # CRL reference
        _ARCHIVE_CUTOFF,
        "1.3.6.1.5.5.7.48.1.9",  # extended revoked definition
    )
)


class CertId(NamedTuple):
    """Which certificate is spoken of (RFC 6960 4.1.1)."""

    hash_algorithm: bytes
    """AlgorithmIdentifier in DER."""
    issuer_name_hash: bytes
    issuer_key_hash: bytes
    serial: int


class ResponderId(NamedTuple):
    """Who signed: one of the two is given."""

    name: NameKey | None
    key_hash: bytes | None
    """SHA-1 of the responder's key octets."""


NO_RESPONDER = ResponderId(None, None)
"""Stands in an answer that was refused, which nobody signed."""


class SingleResponse(NamedTuple):
    """The status of one certificate."""

    cert_id: CertId
    status: str
    """good | revoked | unknown."""
    revoked_at: datetime | None
    reason: str | None
    this_update: datetime
    next_update: datetime | None
    archive_cutoff: datetime | None
    unknown_critical: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OcspResponse:
    """One answer; everything after `status` is empty where it is not `successful`."""

    der: bytes
    sha256: bytes
    status: str
    """OCSPResponseStatus."""
    tbs: bytes = b""
    """ResponseData as received: what was signed."""
    signature_algorithm: bytes = b""
    signature: bytes = b""
    certificates: tuple[bytes, ...] = ()
    """Certificates the responder added, not yet decoded."""
    responder: ResponderId = NO_RESPONDER
    produced_at: datetime | None = None
    responses: tuple[SingleResponse, ...] = ()
    unknown_critical: tuple[str, ...] = ()


@lru_cache(maxsize=128)
def decode_ocsp(der: bytes) -> OcspResponse:
    """Return the answer that `der` is.

    Raises:
        DecodeError: `revocation.ocsp_malformed`.
    """
    try:
        return _decode(der)
    except DecodeError as error:
        raise DecodeError("revocation.ocsp_malformed", error.detail) from error


def _decode(der: bytes) -> OcspResponse:
    if len(der) > LIMITS.ocsp_octets:
        raise malformed(f"OCSP answer of {len(der)} octets")
    outer = Fields.of_sequence(der, only_element(der), "OCSPResponse")
    digest = compute_digest("sha256", der)
    if outer.peek() == SEQUENCE:
        return OcspResponse(der=der, sha256=digest, status="successful", **_basic(der))
    code = decode_integer(der, outer.take(ENUMERATED), tag=ENUMERATED)
    status = _RESPONSE_STATUSES.get(code, f"status {code}")
    wrapped = outer.explicit(0)
    outer.finish()
    if (wrapped is None) != bool(code):
        raise malformed("an answer without success, or success without an answer")
    if wrapped is None:
        return OcspResponse(der=der, sha256=digest, status=status)
    fields = Fields.of_sequence(der, wrapped, "ResponseBytes")
    if decode_oid(der, fields.take(OBJECT_IDENTIFIER)) != _BASIC:
        raise malformed("an answer that is not a basic one")
    basic = fields.content(fields.take(OCTET_STRING))
    fields.finish()
    return OcspResponse(der=der, sha256=digest, status=status, **_basic(basic))


def _basic(data: bytes) -> dict[str, Any]:
    fields = Fields.of_sequence(data, only_element(data), "BasicOCSPResponse")
    tbs = fields.take(SEQUENCE)
    algorithm = fields.raw(fields.take(SEQUENCE))
    signature, unused = decode_bits(data, fields.take(BIT_STRING))
    wrapped = fields.explicit(0)
    fields.finish()
    if unused:
        raise malformed("signature with unused bits")
    return {
        "tbs": fields.raw(tbs),
        "signature_algorithm": algorithm,
        "signature": signature,
        "certificates": () if wrapped is None else _certificates(data, wrapped),
        **_response_data(data, tbs),
    }


def _certificates(data: bytes, outer: Element) -> tuple[bytes, ...]:
    members = children(data, expect(outer, SEQUENCE, "certs").start, outer.stop)
    if len(members) > LIMITS.cms_certificates:
        raise malformed(f"{len(members)} certificates in an OCSP answer")
    return tuple(data[member.head : member.stop] for member in members)


def _response_data(data: bytes, tbs: Element) -> dict[str, Any]:
    fields = Fields.of_sequence(data, tbs, "ResponseData")
    version = fields.explicit(0) if fields.peek() == CONSTRUCTED else None
    if version is not None and decode_integer(data, version):
        raise malformed("OCSP version other than 1")
    responder = _responder(fields)
    produced_at = decode_time(data, fields.take(GENERALIZED_TIME))
    responses = fields.take(SEQUENCE)
    extensions = fields.explicit(1)
    fields.finish()
    singles = children(data, responses.start, responses.stop)
    return {
        "responder": responder,
        "produced_at": produced_at,
        "responses": tuple(_single(data, single) for single in singles),
        "unknown_critical": _unknown_critical(_extensions(data, extensions)),
    }


def _responder(fields: Fields) -> ResponderId:
    name = fields.explicit(1)
    if name is not None:
        return ResponderId(name_key(fields.raw(name)), None)
    key = fields.explicit(2)
    if key is None:
        raise malformed("ResponderID of another form")
    return ResponderId(None, fields.content(expect(key, OCTET_STRING, "KeyHash")))


def _single(data: bytes, outer: Element) -> SingleResponse:
    fields = Fields.of_sequence(data, outer, "SingleResponse")
    cert_id = _cert_id(data, fields.take(SEQUENCE))
    status, revoked_at, reason = _cert_status(data, fields.member())
    this_update = decode_time(data, fields.take(GENERALIZED_TIME))
    next_update = fields.explicit(0)
    extensions = _extensions(data, fields.explicit(1))
    fields.finish()
    return SingleResponse(
        cert_id,
        status,
        revoked_at,
        reason,
        this_update,
        None if next_update is None else decode_time(data, next_update),
        _archive_cutoff(extensions),
        _unknown_critical(extensions),
    )


def _cert_id(data: bytes, outer: Element) -> CertId:
    fields = Fields.of_sequence(data, outer, "CertID")
    algorithm = fields.raw(fields.take(SEQUENCE))
    name, key = fields.take(OCTET_STRING), fields.take(OCTET_STRING)
    serial = decode_integer(data, fields.take(INTEGER))
    fields.finish()
    return CertId(algorithm, fields.content(name), fields.content(key), serial)


def _cert_status(data: bytes, element: Element) -> tuple[str, datetime | None, str | None]:
    if element.tag == CONTEXT and element.start == element.stop:
        return "good", None, None
    if element.tag == CONTEXT + 2 and element.start == element.stop:
        return "unknown", None, None
    fields = Fields(data, expect(element, CONSTRUCTED + 1, "CertStatus"), "RevokedInfo")
    revoked_at = decode_time(data, fields.take(GENERALIZED_TIME))
    code = fields.explicit(0)
    fields.finish()
    if code is None:
        return "revoked", revoked_at, None
    return "revoked", revoked_at, crl_reason_name(decode_integer(data, code, tag=ENUMERATED))


def _extensions(data: bytes, outer: Element | None) -> list[RawExtension]:
    return [] if outer is None else read_extensions(data, outer)


def _unknown_critical(extensions: Iterable[RawExtension]) -> tuple[str, ...]:
    return tuple(e.oid for e in extensions if e.critical and e.oid not in _KNOWN)


def _archive_cutoff(extensions: Iterable[RawExtension]) -> datetime | None:
    for extension in extensions:
        if extension.oid == _ARCHIVE_CUTOFF:
            return decode_time(extension.value, only_element(extension.value))
    return None
