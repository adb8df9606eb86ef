"""Certificate revocation lists: bytes to one typed value (RFC 5280 5).

A list of 100,000 entries is read in one loop that checks the form of each entry and keeps nothing
of it but its offset, four octets, in the order of the serial numbers; an entry is decoded when
its serial is asked for. Any fault of form is `revocation.crl_malformed`.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from anchors.digest import compute_digest
from verify.asn1.der import (
    BIT_STRING,
    ENUMERATED,
    GENERALIZED_TIME,
    INTEGER,
    SEQUENCE,
    UTC_TIME,
    Element,
    children,
    decode_bits,
    decode_boolean,
    decode_integer,
    decode_time,
    element_at,
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
from verify.asn1.names import DIRECTORY_NAME, NameKey, decode_general_names, name_key
from verify.errors import DecodeError

__all__ = [
    "CertificateList", "IssuingDistributionPoint", "RevokedEntry", "crl_reason_name", "decode_crl",
]  # fmt: skip

_CRL_REASONS = {
    0: "unspecified", 1: "keyCompromise", 2: "cACompromise", 3: "affiliationChanged",
    4: "superseded", 5: "cessationOfOperation", 6: "certificateHold", 8: "removeFromCRL",
    9: "privilegeWithdrawn", 10: "aACompromise",
}  # fmt: skip


class IssuingDistributionPoint(NamedTuple):
    """The scope of a list (RFC 5280 5.2.5)."""

    names: PointNames | None = None
    only_user: bool = False
    only_ca: bool = False
    only_reasons: frozenset[str] | None = None
    """None = all reasons."""
    indirect: bool = False
    only_attribute: bool = False


class RevokedEntry(NamedTuple):
    """One revoked certificate."""

    revoked_at: datetime
    reason: str | None
    """Name of the CRLReason; None where none is given."""
    invalid_since: datetime | None
    """invalidityDate (RFC 5280 5.3.2)."""


class _EntryExtensions(NamedTuple):
    reason: str | None = None
    invalid_since: datetime | None = None
    issuer: NameKey | None = None
    unknown_critical: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CertificateList:
    """One CRL; `find` looks a certificate up."""

    der: bytes
    sha256: bytes
    tbs: bytes
    """TBSCertList as received: what was signed."""
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
    entry_offsets: "array[int]"
    """Offsets of the entries in `der`, by serial number."""
    entry_issuers: tuple[tuple[int, NameKey], ...] = ()
    """From which offset on entries belong to which certificate issuer (RFC 5280 5.3.3)."""

    @property
    def indirect(self) -> bool:
        """Whether entries may belong to certificates of other issuers."""
        return self.distribution_point is not None and self.distribution_point.indirect

    def find(self, serial: int, issuer: NameKey) -> tuple[RevokedEntry, ...]:
        """Return the entries of the certificate `serial` of `issuer`; several are a CA's error."""
        wanted = serial.to_bytes((8 + (serial + (serial < 0)).bit_length()) // 8, signed=True)
        at = bisect_left(self.entry_offsets, wanted, key=self._serial_at)
        found: list[RevokedEntry] = []
        while at < len(self.entry_offsets):
            offset = self.entry_offsets[at]
            if self._serial_at(offset) != wanted:
                break
            if self._issuer_at(offset) == issuer:
                found.append(_decode_entry(self.der, offset))
            at += 1
        return tuple(found)

    def _serial_at(self, offset: int) -> bytes:
        return _serial(self.der, offset)

    def _issuer_at(self, offset: int) -> NameKey:
        at = bisect_right(self.entry_issuers, offset, key=lambda start: start[0])
        return self.entry_issuers[at - 1][1] if at else self.issuer_key


def crl_reason_name(code: int) -> str:
    """Return the name of a CRLReason; an unknown one is named by its number."""
    return _CRL_REASONS.get(code, f"reason {code}")


@lru_cache(maxsize=16)
def decode_crl(der: bytes) -> CertificateList:
    """Return the list that `der` is.

    Raises:
        DecodeError: `revocation.crl_malformed`.
    """
    try:
        return _decode(der)
    except DecodeError as error:
        raise DecodeError("revocation.crl_malformed", error.detail) from error


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
        tbs=der[tbs.head : tbs.stop],
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
    entries = _Entries.read(der, fields.optional(SEQUENCE))
    extensions = fields.explicit(0)
    fields.finish()
    if extensions is not None and version is None:
        raise malformed("extensions in a version 1 CRL")
    values = {} if extensions is None else _decode_extensions(der, extensions)
    unknown = (*values.pop("unknown_critical", ()), *sorted(entries.unknown_critical))
    return {
        "issuer": issuer,
        "issuer_key": name_key(issuer),
        "this_update": this_update,
        "next_update": next_update,
        "unknown_critical": unknown,
        "entry_offsets": entries.by_serial(der),
        "entry_issuers": tuple(entries.issuers),
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


class _Entries:
    """What one pass over revokedCertificates keeps."""

    __slots__ = ("issuers", "offsets", "unknown_critical")

    def __init__(self) -> None:
        self.offsets: list[int] = []
        self.issuers: list[tuple[int, NameKey]] = []
        self.unknown_critical: set[str] = set()

    @classmethod
    def read(cls, der: bytes, outer: Element | None) -> "_Entries":
        """Check the form of every entry, and remember where it is."""
        entries = cls()
        if outer is None:
            return entries
        for entry in children(der, outer.start, outer.stop):
            if entry.tag != SEQUENCE:
                raise malformed(f"revoked certificate at offset {entry.head}")
            after = _entry_times(der, entry)[1]
            if after != entry.stop:
                entries._note(entry.head, _entry_extensions(der[after : entry.stop]))
            entries.offsets.append(entry.head)
        return entries

    def _note(self, offset: int, extensions: "_EntryExtensions") -> None:
        if extensions.issuer is not None:
            self.issuers.append((offset, extensions.issuer))
        self.unknown_critical.update(extensions.unknown_critical)

    def by_serial(self, der: bytes) -> "array[int]":
        """Return the offsets in the order of the serial numbers' octets."""
        return array("I", sorted(self.offsets, key=lambda offset: _serial(der, offset)))


def _serial(der: bytes, offset: int) -> bytes:
    """Return the serial number's octets of the entry at `offset`, whose form was checked."""
    length = der[offset + 1]
    at = offset + 3 if length < CONTEXT else offset + 3 + (length & 0x7F)
    return der[at + 1 : at + 1 + der[at]]


def _entry_times(der: bytes, entry: Element) -> tuple[datetime, int]:
    """Return revocationDate of an entry and the offset after it; check its serial number.

    Raises:
        DecodeError: the entry does not begin with a minimal INTEGER under 128 octets and a time.
    """
    at, stop = entry.start, entry.stop
    if at + 4 > stop or der[at] != INTEGER or not 0 < der[at + 1] < CONTEXT:
        raise malformed(f"serial number at offset {at}")
    first = der[at + 2]
    if der[at + 1] > 1 and first in _PADDING and first >> 7 == der[at + 3] >> 7:
        raise malformed(f"serial number not minimal at offset {at}")
    time = at + 2 + der[at + 1]
    if time + 2 > stop or (after := time + 2 + der[time + 1]) > stop:
        raise malformed(f"revocation date at offset {time}")
    return _revocation_date(der[time:after]), after


_PADDING = frozenset((0x00, 0xFF))


@lru_cache(maxsize=4096)
def _revocation_date(raw: bytes) -> datetime:
    return decode_time(raw, Element(raw[0], 0, 2, len(raw)))


@lru_cache(maxsize=1024)
def _entry_extensions(raw: bytes) -> _EntryExtensions:
    """Return the extensions of an entry; most lists have a dozen different ones at most."""
    values: dict[str, Any] = {}
    unknown = []
    for extension in read_extensions(raw, only_element(raw)):
        row = _ENTRY_DECODERS.get(extension.oid)
        if row is not None:
            values[row[0]] = row[1](extension)
        elif extension.critical and extension.oid != _HOLD_INSTRUCTION:
            unknown.append(extension.oid)
    return _EntryExtensions(**values, unknown_critical=tuple(unknown))


def _reason(extension: RawExtension) -> str:
    element = only_element(extension.value)
    return crl_reason_name(decode_integer(extension.value, element, tag=ENUMERATED))


def _certificate_issuer(extension: RawExtension) -> NameKey:
    outer = expect(only_element(extension.value), SEQUENCE, "CertificateIssuer")
    for name in decode_general_names(extension.value, outer):
        if name.kind == DIRECTORY_NAME and isinstance(name.value, tuple):
            return name.value
    raise malformed("CertificateIssuer without a directory name")


_ENTRY_DECODERS: Mapping[str, tuple[str, Callable[[RawExtension], object]]] = {
    "2.5.29.21": ("reason", _reason),
    "2.5.29.24": ("invalid_since", _time),
    "2.5.29.29": ("issuer", _certificate_issuer),
}
_HOLD_INSTRUCTION = "2.5.29.23"


def _decode_entry(der: bytes, offset: int) -> RevokedEntry:
    entry = element_at(der, offset, len(der))
    revoked_at, after = _entry_times(der, entry)
    rest = der[after : entry.stop]
    extensions = _entry_extensions(rest) if rest else _EntryExtensions()
    return RevokedEntry(revoked_at, extensions.reason, extensions.invalid_since)
