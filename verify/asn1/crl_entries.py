"""The entries of a CRL (RFC 5280 5.1.2.6, 5.3).

A list of 100,000 entries is read in one loop that checks the form of each entry and keeps nothing
of it but its offset, four octets, in the order of the serial numbers; an entry is decoded when
its serial is asked for.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from verify.asn1.der import (
    ENUMERATED,
    GENERALIZED_TIME,
    INTEGER,
    SEQUENCE,
    Element,
    children,
    decode_integer,
    decode_time,
    element_at,
    expect,
    malformed,
    only_element,
)
from verify.asn1.extensions import RawExtension, read_extensions
from verify.asn1.fields import CONTEXT
from verify.asn1.names import DIRECTORY_NAME, NameKey, decode_general_names

__all__ = ["RevokedEntries", "RevokedEntry", "crl_reason_name", "read_entries"]

_CRL_REASONS = {
    0: "unspecified", 1: "keyCompromise", 2: "cACompromise", 3: "affiliationChanged",
    4: "superseded", 5: "cessationOfOperation", 6: "certificateHold", 8: "removeFromCRL",
    9: "privilegeWithdrawn", 10: "aACompromise",
}  # fmt: skip


class RevokedEntry(NamedTuple):
    """One revoked certificate."""

    revoked_at: datetime
    reason: str | None
    """Name of the CRLReason; None where none is given."""
    invalid_since: datetime | None
    """invalidityDate (RFC 5280 5.3.2)."""


@dataclass(frozen=True, slots=True, eq=False)
class RevokedEntries:
    """All entries of one CRL."""

    der: bytes
    """The whole CRL."""
    offsets: "array[int]"
    """Where the entries begin, in the order of their serial numbers' octets."""
    issuers: tuple[tuple[int, NameKey], ...]
    """From which offset on entries belong to another certificate issuer (RFC 5280 5.3.3)."""
    unknown_critical: tuple[str, ...]
    """Critical extensions of any entry that are not known here."""

    def __len__(self) -> int:
        return len(self.offsets)

    def find(self, serial: int, issuer: NameKey, crl_issuer: NameKey) -> tuple[RevokedEntry, ...]:
        """Return the entries of a certificate in a CRL of `crl_issuer`."""
        octets = (8 + (serial + (serial < 0)).bit_length()) // 8
        wanted = serial.to_bytes(octets, signed=True)
        at = bisect_left(self.offsets, wanted, key=self._serial_at)
        found: list[RevokedEntry] = []
        while at < len(self.offsets) and self._serial_at(self.offsets[at]) == wanted:
            offset = self.offsets[at]
            if self._issuer_at(offset, crl_issuer) == issuer:
                found.append(_decode_entry(self.der, offset))
            at += 1
        return tuple(found)

    def _serial_at(self, offset: int) -> bytes:
        return _serial(self.der, offset)

    def _issuer_at(self, offset: int, crl_issuer: NameKey) -> NameKey:
        at = bisect_right(self.issuers, offset, key=lambda start: start[0])
        return self.issuers[at - 1][1] if at else crl_issuer


def crl_reason_name(code: int) -> str:
    """Return the name of a CRLReason; an unknown one is named by its number."""
    return _CRL_REASONS.get(code, f"reason {code}")


def read_entries(der: bytes, outer: Element | None) -> RevokedEntries:
    """Check the form of every entry of revokedCertificates, and remember where each is."""
    offsets: list[int] = []
    issuers: list[tuple[int, NameKey]] = []
    unknown: set[str] = set()
    for entry in [] if outer is None else children(der, outer.start, outer.stop):
        if entry.tag != SEQUENCE:
            raise malformed(f"revoked certificate at offset {entry.head}")
        after = _read_times(der, entry)[1]
        if after != entry.stop:
            extensions = _entry_extensions(der[after : entry.stop])
            unknown.update(extensions.unknown_critical)
            if extensions.issuer is not None:
                issuers.append((entry.head, extensions.issuer))
        offsets.append(entry.head)
    offsets.sort(key=lambda offset: _serial(der, offset))
    return RevokedEntries(der, array("I", offsets), tuple(issuers), tuple(sorted(unknown)))


class _EntryExtensions(NamedTuple):
    reason: str | None = None
    invalid_since: datetime | None = None
    issuer: NameKey | None = None
    unknown_critical: tuple[str, ...] = ()


def _serial(der: bytes, offset: int) -> bytes:
    """Return the serial number's octets of the entry at `offset`, whose form was checked."""
    length = der[offset + 1]
    at = offset + 3 if length < CONTEXT else offset + 3 + (length & 0x7F)
    return der[at + 1 : at + 1 + der[at]]


def _read_times(der: bytes, entry: Element) -> tuple[datetime, int]:
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


def _entry_extensions(raw: bytes) -> _EntryExtensions:
    """Return the extensions of an entry; most lists have a dozen different ones at most."""
    return _usual_extensions(raw) if len(raw) <= _USUAL_OCTETS else _read_entry_extensions(raw)


def _read_entry_extensions(raw: bytes) -> _EntryExtensions:
    values: dict[str, Any] = {}
    unknown = []
    for extension in read_extensions(raw, only_element(raw)):
        row = _ENTRY_DECODERS.get(extension.oid)
        if row is not None:
            values[row[0]] = row[1](extension)
        elif extension.critical and extension.oid != _HOLD_INSTRUCTION:
            unknown.append(extension.oid)
    return _EntryExtensions(**values, unknown_critical=tuple(unknown))


_USUAL_OCTETS = 64
"""A reason code and an invalidity date, no more."""
_usual_extensions = lru_cache(maxsize=1024)(_read_entry_extensions)


def _time(extension: RawExtension) -> datetime:
    element = expect(only_element(extension.value), GENERALIZED_TIME, "GeneralizedTime")
    return decode_time(extension.value, element)


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
    revoked_at, after = _read_times(der, entry)
    rest = der[after : entry.stop]
    extensions = _entry_extensions(rest) if rest else _EntryExtensions()
    return RevokedEntry(revoked_at, extensions.reason, extensions.invalid_since)
