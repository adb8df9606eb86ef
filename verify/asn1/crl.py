"""Certificate revocation lists: bytes to one typed value (RFC 5280 5).

Any fault of form is `revocation.crl_malformed`. The entries are read by `verify.asn1.crl_entries`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from anchors.digest import compute_digest
from anchors.limits import LIMITS
from verify.asn1.crl_entries import RevokedEntries, RevokedEntry, read_entries
from verify.asn1.der import (
    BIT_STRING,
    GENERALIZED_TIME,
    INTEGER,
    SEQUENCE,
    UTC_TIME,
    Element,
    decode_bits,
    decode_boolean,
    decode_integer,
    decode_time,
    expect,
    malformed,
    only_element,
)
from verify.asn1.extensions import (
    AuthorityKeyIdentifier,
    PointNames,
    RawExtension,
    decode_authority_key_identifier,
    decode_point_names,
    decode_reason_flags,
    read_extensions,
)
from verify.asn1.fields import CONTEXT, Fields
from verify.asn1.kept import KeptByOctets
from verify.asn1.names import NameKey, name_key
from verify.errors import DecodeError

__all__ = ["CertificateList", "IssuingDistributionPoint", "decode_crl"]


class IssuingDistributionPoint(NamedTuple):
    """The scope of a list (RFC 5280 5.2.5)."""

    names: PointNames | None = None
    only_user: bool = False
    only_ca: bool = False
    only_reasons: frozenset[str] | None = None
    """None = all reasons."""
    indirect: bool = False
    only_attribute: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CertificateList:
    """One CRL; `find` looks a certificate up."""

    der: bytes
    sha256: bytes
    tbs_place: Element
    """TBSCertList in `der`; no copy is kept of what may be megabytes."""
    signature_algorithm: bytes
    signature: bytes
    issuer: bytes
    """Name in DER."""
    issuer_key: NameKey
    this_update: datetime
    next_update: datetime | None
    distribution_point: IssuingDistributionPoint | None = None
    distribution_point_der: bytes = b""
    """Value of the extension as received: a delta applies to a base of the very same one."""
    number: int | None = None
    base_number: int | None = None
    """deltaCRLIndicator: the number of the complete list this one amends."""
    expired_certificates_since: datetime | None = None
    """expiredCertsOnCRL (X.509 9.5.2.8): certificates that expired since then stay listed."""
    authority_key_identifier: AuthorityKeyIdentifier | None = None
    unknown_critical: tuple[str, ...] = ()
    """Critical extensions of the list or of any entry that are not known here."""
    entries: RevokedEntries

    @property
    def tbs(self) -> bytes:
        """TBSCertList as received: what was signed."""
        return self.der[self.tbs_place.head : self.tbs_place.stop]

    def find(self, serial: int, issuer: NameKey) -> tuple[RevokedEntry, ...]:
        """Return the entries of the certificate `serial` of `issuer`; several are a CA's error."""
        return self.entries.find(serial, issuer, self.issuer_key)


def decode_crl(der: bytes) -> CertificateList:
    """Return the list that `der` is.

    Raises:
        DecodeError: `revocation.crl_malformed`.
    """
    return _decode_kept(der)


def _decode_named(der: bytes) -> CertificateList:
    try:
        return _decode(der)
    except DecodeError as error:
        raise DecodeError("revocation.crl_malformed", error.detail) from error


_decode_kept = KeptByOctets(_decode_named, LIMITS.crls_kept_octets)


def _decode(der: bytes) -> CertificateList:
    outer = Fields.of_sequence(der, only_element(der), "CertificateList")
    tbs = outer.take(SEQUENCE)
    algorithm = outer.raw(outer.take(SEQUENCE))
    signature, unused = decode_bits(der, outer.take(BIT_STRING))
    outer.finish()
    if unused:
        raise malformed("signature with unused bits")
    return CertificateList(
        der=der,
        sha256=compute_digest("sha256", der),
        tbs_place=tbs,
        signature_algorithm=algorithm,
        signature=signature,
        **_decode_tbs(der, tbs, algorithm),
    )


def _decode_tbs(der: bytes, tbs: Element, algorithm: bytes) -> dict[str, Any]:
    fields = Fields.of_sequence(der, tbs, "TBSCertList")
    version = fields.optional(INTEGER)
    if version is not None and decode_integer(der, version) != 1:
        raise malformed("CRL version other than 1 and 2")
    if fields.raw(fields.take(SEQUENCE)) != algorithm:
        raise malformed("the two signature algorithms differ")
    issuer = fields.raw(fields.take(SEQUENCE))
    this_update = decode_time(der, fields.member())
    update = fields.member() if fields.peek() in {UTC_TIME, GENERALIZED_TIME} else None
    next_update = None if update is None else decode_time(der, update)
    entries = read_entries(der, fields.optional(SEQUENCE))
    extensions = fields.explicit(0)
    fields.finish()
    if extensions is not None and version is None:
        raise malformed("extensions in a version 1 CRL")
    values = {} if extensions is None else _decode_extensions(der, extensions)
    unknown = (*values.pop("unknown_critical", ()), *entries.unknown_critical)
    return {
        "issuer": issuer,
        "issuer_key": name_key(issuer),
        "this_update": this_update,
        "next_update": next_update,
        "unknown_critical": unknown,
        "entries": entries,
        **values,
    }


def _decode_extensions(der: bytes, outer: Element) -> dict[str, Any]:
    values: dict[str, Any] = {}
    unknown = []
    for extension in read_extensions(der, outer):
        row = _DECODERS.get(extension.oid)
        if row is not None:
            values[row[0]] = row[1](extension)
        elif extension.critical and extension.oid not in _NOT_PROCESSED:
            unknown.append(extension.oid)
    point = values.get("distribution_point")
    if point is not None:
        values["distribution_point"], values["distribution_point_der"] = point
    values["unknown_critical"] = tuple(unknown)
    return values


def _integer(extension: RawExtension) -> int:
    return decode_integer(extension.value, only_element(extension.value))


def _time(extension: RawExtension) -> datetime:
    element = expect(only_element(extension.value), GENERALIZED_TIME, "GeneralizedTime")
    return decode_time(extension.value, element)


def _issuing_distribution_point(
    extension: RawExtension,
) -> tuple[IssuingDistributionPoint, bytes]:
    data = extension.value
    fields = Fields.of_sequence(data, only_element(data), "IssuingDistributionPoint")
    names = fields.explicit(0)
    only_user, only_ca = _flag(fields, 1), _flag(fields, 2)
    reasons = fields.optional(CONTEXT + 3)
    indirect, only_attribute = _flag(fields, 4), _flag(fields, 5)
    fields.finish()
    point = IssuingDistributionPoint(
        None if names is None else decode_point_names(data, names),
        only_user,
        only_ca,
        None if reasons is None else decode_reason_flags(data, reasons),
        indirect,
        only_attribute,
    )
    return point, data


def _flag(fields: Fields, number: int) -> bool:
    element = fields.optional(CONTEXT + number)
    return element is not None and decode_boolean(fields.data, element, tag=CONTEXT + number)


_DECODERS: Mapping[str, tuple[str, Callable[[RawExtension], object]]] = {
    "2.5.29.20": ("number", _integer),
    "2.5.29.27": ("base_number", _integer),
    "2.5.29.28": ("distribution_point", _issuing_distribution_point),
    "2.5.29.35": ("authority_key_identifier", decode_authority_key_identifier),
    "2.5.29.60": ("expired_certificates_since", _time),
}

_NOT_PROCESSED = frozenset(
    (
        "2.5.29.18",  # issuerAltName
        "2.5.29.46",  # freshestCRL: nothing is fetched, a delta CRL is used if it is here
        "1.3.6.1.5.5.7.1.1",  # authorityInfoAccess
    )
)
