"""Findings of this package: one shape, so that a reader always sees which certificate is meant.

The subject is left empty here; who asks for a judgement knows what the certificate was needed for.
"""

from datetime import datetime

from verify.asn1.x509 import Certificate
from verify.findings import CheckStatus, Finding

__all__ = ["fault", "instant_text"]


def fault(
    code: str,
    certificate: Certificate,
    detail: str | None = None,
    expected: str | None = None,
    *,
    status: CheckStatus = CheckStatus.INDETERMINATE,
) -> Finding:
    """Return a finding about one certificate of a path."""
    name = certificate.subject_text or f"serial {certificate.serial}"
    return Finding(code, status, "", name if detail is None else f"{name}: {detail}", expected)


def instant_text(instant: datetime) -> str:
    """Return an instant as findings show it (RFC 3339, UTC)."""
    return instant.isoformat().replace("+00:00", "Z")
