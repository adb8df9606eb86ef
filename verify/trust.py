"""Trust store: what the court trusts, for which purpose, from when to when.

A trusted root serves its purposes only; a certificate marked trusted ends a path, self-signed or
not. Values here are decoded from the trust directory of formats.md by `verify.trustfile`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

__all__ = [
    "Mandate", "NoneIssued", "PlatformCertificate", "PlatformRecord", "Purpose", "Sm2Form",
    "TrustStore", "TrustedRoot",
]  # fmt: skip


class Purpose(StrEnum):
    """What an entry of the trust directory is trusted for."""

    SIGNER = "signer"
    TSA = "tsa"
    PLATFORM = "platform"
    RESPONDER = "responder"
    COURT = "court"
    INTERMEDIATE = "intermediate"
    REVOCATION = "revocation"
    REGISTRY = "registry"
    HEADERS = "headers"


@dataclass(frozen=True, slots=True)
class NoneIssued:
    """Registered practice that a CA issues no revocation data (one-time certificates)."""

    valid_from: datetime
    valid_to: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Sm2Form:
    """How a CA or platform signs with SM2; never tried in turn."""

    id: str = "1234567812345678"
    z: bool = True
    encoding: str = "der"


@dataclass(frozen=True, slots=True)
class TrustedRoot:
    """One certificate that ends a path."""

    der: bytes
    purposes: frozenset[Purpose]
    valid_from: datetime | None = None
    """From when the court trusts it; None = open."""
    valid_to: datetime | None = None
    none_issued: NoneIssued | None = None
    sm2: Sm2Form | None = None
    """None where unregistered: the default form is used, and a failure is INDETERMINATE."""


@dataclass(frozen=True, slots=True)
class PlatformCertificate:
    """A certificate a platform signs with, pinned by its digest."""

    sha256: str
    der: bytes
    valid_from: datetime | None
    valid_to: datetime | None


@dataclass(frozen=True, slots=True)
class Mandate:
    """A lender's mandate to a platform."""

    lender: str
    valid_from: datetime
    valid_to: datetime | None


@dataclass(frozen=True, slots=True)
class PlatformRecord:
    """A registered deposit platform 存证平台."""

    id: str
    name: str
    uscc: str
    certificates: tuple[PlatformCertificate, ...]
    mandates: tuple[Mandate, ...]
    expected_proofs: Mapping[str, tuple[str, ...]]
    """Category 1-10 as text, or `*`, to the proof kinds its deposits carry."""
    sm2: Sm2Form | None
    hosted_signing: bool
    record: Mapping[str, object]
    """The whole record as decoded, for rules of later issues."""


@dataclass(frozen=True, slots=True)
class TrustStore:
    """Everything trusted in one run; frozen, and named in every report by its digest."""

    digest: str
    """trust_digest: SHA-256 of the canonical trust.json, or over the sorted file digests."""
    sequence: int | None
    environment: str | None
    audience: str | None
    roots: tuple[TrustedRoot, ...] = ()
    intermediates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()
    platforms: Mapping[str, PlatformRecord] | None = None
    """By id; None in a bare folder, which registers no platform."""
    lenders: Mapping[str, Mapping[str, object]] | None = None
    products: Mapping[str, Mapping[str, object]] | None = None
    courts: Mapping[str, Mapping[str, object]] | None = None
    chains: Mapping[str, Mapping[str, object]] | None = None
    headers: Mapping[str, bytes] | None = None
    bare: bool = False
    """A folder of certificates without trust.json."""

    @property
    def empty(self) -> bool:
        """Whether nothing at all is trusted."""
        return not self.roots
