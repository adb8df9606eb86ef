"""What a certificate may be used for (RFC 5280 4.2.1.3 and 4.2.1.12), by purpose.

Whether the extended key usage of a TSA is critical and alone (RFC 3161 2.3) is told by the
timestamp check, which knows the dated exceptions.
"""

from collections.abc import Mapping
from typing import NamedTuple

from verify.asn1.x509 import Certificate
from verify.findings import Finding
from verify.path.fault import fault
from verify.trust import Purpose

__all__ = ["ANY_EXTENDED_KEY_USAGE", "OCSP_SIGNING", "TIME_STAMPING", "check_usage"]

ANY_EXTENDED_KEY_USAGE = "2.5.29.37.0"
TIME_STAMPING = "1.3.6.1.5.5.7.3.8"
OCSP_SIGNING = "1.3.6.1.5.5.7.3.9"

_SIGNING = frozenset(("digitalSignature", "nonRepudiation"))


class _Usage(NamedTuple):
    required: str | None
    """An extended key usage that has to be named; anyExtendedKeyUsage does not name it."""


_SIGNER = _Usage(None)
_USAGES: Mapping[Purpose, _Usage] = {
    Purpose.SIGNER: _SIGNER,
    Purpose.PLATFORM: _SIGNER,
    Purpose.COURT: _SIGNER,
    Purpose.TSA: _Usage(TIME_STAMPING),
    Purpose.RESPONDER: _Usage(OCSP_SIGNING),
}
"""A purpose that is not here is not signed for by an end entity, and calls for nothing."""

_NO_SIGNER = frozenset((TIME_STAMPING, OCSP_SIGNING))


def check_usage(certificate: Certificate, purpose: Purpose | None) -> tuple[Finding, ...]:
    """Return what bars a certificate from a purpose; `None` is no purpose and bars nothing."""
    usage = None if purpose is None else _USAGES.get(purpose)
    if usage is None:
        return ()
    found = []
    if certificate.key_usage is not None and not certificate.key_usage & _SIGNING:
        found.append(_wrong(certificate, sorted(certificate.key_usage), sorted(_SIGNING)))
    extended = certificate.extended_key_usage
    named = frozenset() if extended is None else frozenset(extended.oids)
    if usage.required is not None and usage.required not in named:
        found.append(_wrong(certificate, sorted(named), [usage.required]))
    if usage.required is None and named and named <= _NO_SIGNER:
        found.append(_wrong(certificate, sorted(named), [ANY_EXTENDED_KEY_USAGE]))
    return tuple(found)


def _wrong(certificate: Certificate, found: list[str], expected: list[str]) -> Finding:
    return fault(
        "certificate.usage_wrong", certificate, " ".join(found) or None, " ".join(expected)
    )
