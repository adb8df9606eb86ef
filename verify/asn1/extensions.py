"""Certificate extensions, typed (RFC 5280 4.2); what an extension means is decided elsewhere.

`decode_extensions` reads the whole list: an extension that stands twice is refused, one that is
known and malformed is refused, one that is unknown is only remembered if it is critical. A new
extension is one field of `Extensions` and one row of `_DECODERS`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from verify.asn1.der import (
    BIT_STRING,
    BOOLEAN,
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
    expect,
    malformed,
    only_element,
)
from verify.asn1.fields import CONSTRUCTED, CONTEXT, Fields
from verify.asn1.names import (
    GeneralName,
    RdnKey,
    decode_general_name,
    decode_general_names,
    rdn_key,
)
from verify.asn1.numbers import NUMBERS, number_texts

__all__ = [
    "ALL_REASONS", "ANY_POLICY", "AuthorityKeyIdentifier", "BasicConstraints", "DistributionPoint",
    "ExtendedKeyUsage", "Extensions", "GeneralSubtree", "NameConstraints", "PointNames",
    "PolicyConstraints", "RawExtension", "decode_authority_key_identifier", "decode_extensions",
    "decode_point_names", "decode_reason_flags", "named_bits", "read_extensions",
]  # fmt: skip

ANY_POLICY = "2.5.29.32.0"

_KEY_USAGES = (
    "digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement",
    "keyCertSign", "cRLSign", "encipherOnly", "decipherOnly",
)  # fmt: skip

_REASON_FLAGS = (
    "unused", "keyCompromise", "cACompromise", "affiliationChanged", "superseded",
    "cessationOfOperation", "certificateHold", "privilegeWithdrawn", "aACompromise",
)  # fmt: skip

ALL_REASONS = frozenset(_REASON_FLAGS[1:])
"""Every reason a certificate can be revoked for (RFC 5280 6.3.2, all-reasons)."""


class RawExtension(NamedTuple):
    """One extension as received."""

    oid: str
    critical: bool
    value: bytes


class BasicConstraints(NamedTuple):
    """RFC 5280 4.2.1.9."""

    ca: bool
    path_length: int | None


class ExtendedKeyUsage(NamedTuple):
    """RFC 5280 4.2.1.12."""

    oids: tuple[str, ...]
    critical: bool


class AuthorityKeyIdentifier(NamedTuple):
    """RFC 5280 4.2.1.1."""

    key_identifier: bytes | None
    issuer: tuple[GeneralName, ...]
    serial: int | None


class PointNames(NamedTuple):
    """DistributionPointName: full names, or one relative to the CRL issuer's name."""

    full: frozenset[GeneralName]
    relative: RdnKey | None


class DistributionPoint(NamedTuple):
    """RFC 5280 4.2.1.13."""

    names: PointNames | None
    reasons: frozenset[str] | None
    """None = all reasons."""
    crl_issuer: tuple[GeneralName, ...]


class GeneralSubtree(NamedTuple):
    """RFC 5280 4.2.1.10; `bounded` where minimum or maximum are used, which the profile bars."""

    base: GeneralName
    bounded: bool


class NameConstraints(NamedTuple):
    """RFC 5280 4.2.1.10."""

    permitted: tuple[GeneralSubtree, ...]
    excluded: tuple[GeneralSubtree, ...]


class PolicyConstraints(NamedTuple):
    """RFC 5280 4.2.1.11."""

    require_explicit_policy: int | None
    inhibit_policy_mapping: int | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Extensions:
    """The extensions that path processing reads; None or empty where absent."""

    basic_constraints: BasicConstraints | None = None
    key_usage: frozenset[str] | None = None
    extended_key_usage: ExtendedKeyUsage | None = None
    subject_key_identifier: bytes | None = None
    authority_key_identifier: AuthorityKeyIdentifier | None = None
    crl_distribution_points: tuple[DistributionPoint, ...] = ()
    name_constraints: NameConstraints | None = None
    certificate_policies: tuple[str, ...] | None = None
    policy_mappings: tuple[tuple[str, str], ...] = ()
    policy_constraints: PolicyConstraints | None = None
    inhibit_any_policy: int | None = None
    subject_alt_names: tuple[GeneralName, ...] = ()
    ocsp_no_check: bool = False
    personal_numbers: tuple[str, ...] = ()
    """Identity numbers of a person (GB/T 20518, 1.2.156.10260.4.1.1)."""
    organisation_numbers: tuple[str, ...] = ()
    """Registration and organisation codes (GB/T 20518, 1.2.156.10260.4.1.3 and .4)."""
    unknown_critical: tuple[str, ...] = ()
    """OIDs of critical extensions that this decoder does not know."""


def read_extensions(data: bytes, outer: Element) -> list[RawExtension]:
    """Return the members of an Extensions SEQUENCE; one that stands twice is refused."""
    expect(outer, SEQUENCE, "Extensions")
    found = [_read_extension(data, member) for member in children(data, outer.start, outer.stop)]
    if len({extension.oid for extension in found}) != len(found):
        raise malformed("an extension stands twice")
    return found


def _read_extension(data: bytes, outer: Element) -> RawExtension:
    parts = children(data, outer.start, outer.stop)
    if outer.tag != SEQUENCE or not 2 <= len(parts) <= 3 or parts[-1].tag != OCTET_STRING:
        raise malformed("Extension of another form")
    critical = len(parts) == 3 and decode_boolean(data, parts[1])
    return RawExtension(decode_oid(data, parts[0]), critical, data[parts[-1].start : outer.stop])


def decode_extensions(data: bytes, outer: Element) -> dict[str, Any]:
    """Return the values of an Extensions SEQUENCE by the field names of `Extensions`."""
    typed: dict[str, Any] = {}
    unknown: list[str] = []
    for extension in read_extensions(data, outer):
        row = _DECODERS.get(extension.oid)
        if row is not None:
            typed[row[0]] = row[1](extension)
        elif extension.oid in NUMBERS:
            field = NUMBERS[extension.oid]
            typed[field] = (*typed.get(field, ()), *number_texts(extension.value))
        elif extension.critical and extension.oid not in _NOT_PROCESSED:
            unknown.append(extension.oid)
    if unknown:
        typed["unknown_critical"] = tuple(unknown)
    return typed


def named_bits(data: bytes, element: Element, names: tuple[str, ...], tag: int) -> frozenset[str]:
    """Return the names of the bits that are set; bits beyond `names` are ignored."""
    octets, _ = decode_bits(data, element, tag=tag)
    bits = int.from_bytes(octets[:2].ljust(2, b"\0"), "big")
    return frozenset(name for at, name in enumerate(names) if bits & (0x8000 >> at))


def decode_reason_flags(data: bytes, element: Element) -> frozenset[str]:
    """Return the reasons of an implicitly tagged ReasonFlags."""
    return named_bits(data, element, _REASON_FLAGS, element.tag) & ALL_REASONS


def decode_point_names(data: bytes, outer: Element) -> PointNames:
    """Return a DistributionPointName (RFC 5280 4.2.1.13)."""
    if outer.tag == CONSTRUCTED:
        return PointNames(frozenset(decode_general_names(data, outer)), None)
    expect(outer, CONSTRUCTED + 1, "DistributionPointName")
    return PointNames(frozenset(), rdn_key(data, outer))


def decode_authority_key_identifier(extension: RawExtension) -> AuthorityKeyIdentifier:
    """Return the value of an authorityKeyIdentifier extension."""
    fields = _outer(extension, "AuthorityKeyIdentifier")
    key, names = fields.optional(CONTEXT), fields.optional(CONSTRUCTED + 1)
    serial = fields.optional(CONTEXT + 2)
    fields.finish()
    return AuthorityKeyIdentifier(
        None if key is None else fields.content(key),
        () if names is None else decode_general_names(fields.data, names),
        None if serial is None else decode_integer(fields.data, serial, tag=CONTEXT + 2),
    )


def _outer(extension: RawExtension, what: str) -> Fields:
    return Fields.of_sequence(extension.value, only_element(extension.value), what)


def _members(extension: RawExtension, what: str) -> list[Element]:
    """Return the members of a SEQUENCE SIZE (1..MAX)."""
    outer = expect(only_element(extension.value), SEQUENCE, what)
    members = children(extension.value, outer.start, outer.stop)
    if not members:
        raise malformed(f"{what} is empty")
    return members


def _basic_constraints(extension: RawExtension) -> BasicConstraints:
    fields = _outer(extension, "BasicConstraints")
    flag, length = fields.optional(BOOLEAN), fields.optional(INTEGER)
    fields.finish()
    return BasicConstraints(
        flag is not None and decode_boolean(fields.data, flag),
        None if length is None else _count(fields.data, length, INTEGER),
    )


def _count(data: bytes, element: Element, tag: int) -> int:
    value = decode_integer(data, element, tag=tag)
    if value < 0:
        raise malformed("a number of certificates below zero")
    return value


def _key_usage(extension: RawExtension) -> frozenset[str]:
    return named_bits(extension.value, only_element(extension.value), _KEY_USAGES, BIT_STRING)


def _extended_key_usage(extension: RawExtension) -> ExtendedKeyUsage:
    members = _members(extension, "ExtKeyUsageSyntax")
    oids = tuple(decode_oid(extension.value, member) for member in members)
    return ExtendedKeyUsage(oids, extension.critical)


def _octets(extension: RawExtension) -> bytes:
    element = expect(only_element(extension.value), OCTET_STRING, "KeyIdentifier")
    return extension.value[element.start : element.stop]


def _distribution_points(extension: RawExtension) -> tuple[DistributionPoint, ...]:
    members = _members(extension, "CRLDistributionPoints")
    return tuple(_distribution_point(extension.value, member) for member in members)


def _distribution_point(data: bytes, outer: Element) -> DistributionPoint:
    fields = Fields.of_sequence(data, outer, "DistributionPoint")
    names = fields.explicit(0)
    reasons, issuer = fields.optional(CONTEXT + 1), fields.optional(CONSTRUCTED + 2)
    fields.finish()
    return DistributionPoint(
        None if names is None else decode_point_names(data, names),
        None if reasons is None else decode_reason_flags(data, reasons),
        () if issuer is None else decode_general_names(data, issuer),
    )


def _name_constraints(extension: RawExtension) -> NameConstraints:
    fields = _outer(extension, "NameConstraints")
    permitted, excluded = fields.optional(CONSTRUCTED), fields.optional(CONSTRUCTED + 1)
    fields.finish()
    return NameConstraints(_subtrees(fields.data, permitted), _subtrees(fields.data, excluded))


def _subtrees(data: bytes, outer: Element | None) -> tuple[GeneralSubtree, ...]:
    if outer is None:
        return ()
    return tuple(_subtree(data, member) for member in children(data, outer.start, outer.stop))


def _subtree(data: bytes, outer: Element) -> GeneralSubtree:
    fields = Fields.of_sequence(data, outer, "GeneralSubtree")
    base = decode_general_name(data, fields.member())
    minimum, maximum = fields.optional(CONTEXT), fields.optional(CONTEXT + 1)
    fields.finish()
    above_zero = minimum is not None and decode_integer(data, minimum, tag=CONTEXT) != 0
    return GeneralSubtree(base, above_zero or maximum is not None)


def _certificate_policies(extension: RawExtension) -> tuple[str, ...]:
    """Return the policies; their qualifiers are text for people and bind nobody here."""
    found = []
    for member in _members(extension, "CertificatePolicies"):
        fields = Fields.of_sequence(extension.value, member, "PolicyInformation")
        found.append(decode_oid(fields.data, fields.take(OBJECT_IDENTIFIER)))
        fields.optional(SEQUENCE)
        fields.finish()
    if len(set(found)) != len(found):
        raise malformed("a certificate policy stands twice")
    return tuple(found)


def _policy_mappings(extension: RawExtension) -> tuple[tuple[str, str], ...]:
    found = []
    for member in _members(extension, "PolicyMappings"):
        fields = Fields.of_sequence(extension.value, member, "PolicyMapping")
        issuer, subject = fields.take(OBJECT_IDENTIFIER), fields.take(OBJECT_IDENTIFIER)
        fields.finish()
        found.append((decode_oid(fields.data, issuer), decode_oid(fields.data, subject)))
    return tuple(found)


def _policy_constraints(extension: RawExtension) -> PolicyConstraints:
    fields = _outer(extension, "PolicyConstraints")
    explicit, mapping = fields.optional(CONTEXT), fields.optional(CONTEXT + 1)
    fields.finish()
    return PolicyConstraints(
        None if explicit is None else _count(fields.data, explicit, CONTEXT),
        None if mapping is None else _count(fields.data, mapping, CONTEXT + 1),
    )


def _inhibit_any_policy(extension: RawExtension) -> int:
    return _count(extension.value, only_element(extension.value), INTEGER)


def _subject_alt_names(extension: RawExtension) -> tuple[GeneralName, ...]:
    outer = expect(only_element(extension.value), SEQUENCE, "SubjectAltName")
    return decode_general_names(extension.value, outer)


_DECODERS: Mapping[str, tuple[str, Callable[[RawExtension], object]]] = {
    "2.5.29.14": ("subject_key_identifier", _octets),
    "2.5.29.15": ("key_usage", _key_usage),
    "2.5.29.17": ("subject_alt_names", _subject_alt_names),
    "2.5.29.19": ("basic_constraints", _basic_constraints),
    "2.5.29.30": ("name_constraints", _name_constraints),
    "2.5.29.31": ("crl_distribution_points", _distribution_points),
    "2.5.29.32": ("certificate_policies", _certificate_policies),
    "2.5.29.33": ("policy_mappings", _policy_mappings),
    "2.5.29.35": ("authority_key_identifier", decode_authority_key_identifier),
    "2.5.29.36": ("policy_constraints", _policy_constraints),
    "2.5.29.37": ("extended_key_usage", _extended_key_usage),
    "2.5.29.54": ("inhibit_any_policy", _inhibit_any_policy),
    "1.3.6.1.5.5.7.48.1.5": ("ocsp_no_check", lambda _: True),
}

_NOT_PROCESSED = frozenset(
    (
        "2.5.29.9",  # subjectDirectoryAttributes
        "2.5.29.16",  # privateKeyUsagePeriod
        "2.5.29.18",  # issuerAltName
        "2.5.29.46",  # freshestCRL: nothing is fetched, a delta CRL is used if it is here
        "1.3.6.1.5.5.7.1.1",  # authorityInfoAccess
        "1.3.6.1.5.5.7.1.11",  # subjectInfoAccess
    )
)
"""Known extensions that put no condition on a path, critical or not."""
