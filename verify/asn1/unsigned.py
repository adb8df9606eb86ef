"""Unsigned attributes: what was added to a signature after it was made (RFC 5652 11.4, CAdES).

Nothing here is protected by the signature: every value is untrusted material, and one that cannot
be read, or that is not evaluated here, is named and otherwise left alone.
"""

from collections.abc import Mapping
from typing import NamedTuple

from anchors.limits import LIMITS
from verify.asn1.der import SEQUENCE, SET, Element, children, decode_oid, expect
from verify.asn1.fields import Fields
from verify.errors import DecodeError

__all__ = ["NO_VALUES", "LongTermValues", "UnsignedAttributes", "unsigned_attributes"]

_COUNTER_SIGNATURE = "1.2.840.113549.1.9.6"
_SIGNATURE_TIMESTAMP = "1.2.840.113549.1.9.16.2.14"
_CERTIFICATE_VALUES = "1.2.840.113549.1.9.16.2.23"
_REVOCATION_VALUES = "1.2.840.113549.1.9.16.2.24"
_NOT_EVALUATED: Mapping[str, str] = {
    "1.2.840.113549.1.9.16.2.25": "CAdES-C-timestamp",
    "1.2.840.113549.1.9.16.2.26": "time-stamped-certs-crls-references",
    "1.2.840.113549.1.9.16.2.27": "archive-time-stamp",
    "1.2.840.113549.1.9.16.2.48": "archive-time-stamp-v2",
    "0.4.0.1733.2.4": "archive-time-stamp-v3",
    "0.4.0.1733.2.3": "long-term-validation",
    "1.2.840.113549.1.9.16.2.49": "internal evidence record",
    "1.2.840.113549.1.9.16.2.50": "external evidence record",
}
"""Attributes whose proof is not evaluated here (EN 319 122-1, RFC 5126, RFC 4998)."""


class LongTermValues(NamedTuple):
    """What CAdES-LT keeps beside a signature for those who verify it later."""

    certificates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()
    """BasicOCSPResponses."""


NO_VALUES = LongTermValues()
"""None of them."""


class UnsignedAttributes(NamedTuple):
    """The unsigned attributes of one SignerInfo that verification reads."""

    timestamps: tuple[bytes, ...] = ()
    """Signature timestamps: tokens."""
    counter_signatures: tuple[bytes, ...] = ()
    """SignerInfos over the signature value."""
    values: LongTermValues = NO_VALUES
    not_evaluated: tuple[str, ...] = ()
    """Names of attributes that are there and prove nothing here."""


def unsigned_attributes(data: bytes, element: Element) -> UnsignedAttributes:
    """Return the unsigned attributes in the [1] at `element`; raises `DecodeError`.

    More values than are read are named, and spoil nothing: anyone can add them.
    """
    found: dict[str, list[Element]] = {}
    for entry in children(data, element.start, element.stop):
        parts = children(data, expect(entry, SEQUENCE, "Attribute").start, entry.stop)
        if len(parts) != 2 or parts[1].tag != SET:
            raise DecodeError("cms.malformed", "Attribute of another shape")
        values = children(data, parts[1].start, parts[1].stop)
        found.setdefault(decode_oid(data, parts[0]), []).extend(values)
    timestamps = _octets(data, found.get(_SIGNATURE_TIMESTAMP, ()))
    counters = _octets(data, found.get(_COUNTER_SIGNATURE, ()))
    kept, unread = _long_term_values(data, found)
    names = [name for kind, name in _NOT_EVALUATED.items() if kind in found]
    if len(timestamps) > LIMITS.cms_timestamps:
        names.append("further signature timestamps")
    if len(counters) > LIMITS.cms_counter_signatures:
        names.append("further counter-signatures")
    return UnsignedAttributes(
        timestamps[: LIMITS.cms_timestamps],
        counters[: LIMITS.cms_counter_signatures],
        kept,
        (*unread, *names),
    )


def _octets(data: bytes, elements: list[Element] | tuple[()]) -> tuple[bytes, ...]:
    return tuple([data[one.head : one.stop] for one in elements])


def _long_term_values(
    data: bytes, found: Mapping[str, list[Element]]
) -> tuple[LongTermValues, tuple[str, ...]]:
    """Return certificate and revocation values, and the names of those that cannot be read."""
    certificates: list[bytes] = []
    crls: list[bytes] = []
    ocsps: list[bytes] = []
    unread = []
    try:
        for value in found.get(_CERTIFICATE_VALUES, ()):
            certificates += _sequence_of(data, value)
    except DecodeError:
        unread.append("certificate-values")
    try:
        for value in found.get(_REVOCATION_VALUES, ()):
            fields = Fields.of_sequence(data, value, "RevocationValues")
            lists, answers = fields.explicit(0), fields.explicit(1)
            crls += _sequence_of(data, lists) if lists is not None else ()
            ocsps += _sequence_of(data, answers) if answers is not None else ()
    except DecodeError:
        unread.append("revocation-values")
    if len(certificates) > LIMITS.cms_certificates:
        unread.append("further certificate-values")
    if len(crls) + len(ocsps) > LIMITS.cms_revocations:
        unread.append("further revocation-values")
    if not (certificates or crls or ocsps):
        return NO_VALUES, tuple(unread)
    kept = LongTermValues(
        tuple(certificates[: LIMITS.cms_certificates]),
        tuple(crls[: LIMITS.cms_revocations]),
        tuple(ocsps[: max(0, LIMITS.cms_revocations - len(crls))]),
    )
    return kept, tuple(unread)


def _sequence_of(data: bytes, element: Element) -> tuple[bytes, ...]:
    """Return the members of a SEQUENCE OF, as they stand (EN 319 122-1 A.1.1.2, A.1.2.2)."""
    expect(element, SEQUENCE, "values")
    return _octets(data, children(data, element.start, element.stop))
