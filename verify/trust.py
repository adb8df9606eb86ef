"""Trust store: what the court trusts, for which purpose, from when to when.

A trusted root serves its purposes only; a certificate marked trusted ends a path, self-signed or
not. Values here are decoded from the trust directory of formats.md by `verify.trustfile`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from anchors.profile import ChainProfile
from verify.crypto.algorithms import Sm2Form
from verify.receipts.form import ReceiptForm

__all__ = [
    "ExpectedKinds", "Mandate", "NoneIssued", "PlatformCertificate", "PlatformRecord", "Purpose",
    "ReceiptMapping", "Sm2Form", "TrustStore", "TrustedRoot",
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


class ExpectedKinds(NamedTuple):
    """Kinds of proof that a platform puts beside its deposits, from when to when."""

    kinds: tuple[str, ...]
    valid_from: datetime | None = None
    valid_to: datetime | None = None

    def in_force(self, at: datetime) -> bool:
        """Whether the row holds for a deposit made at `at`."""
        begun = self.valid_from is None or self.valid_from <= at
        return begun and (self.valid_to is None or at < self.valid_to)


class ReceiptMapping(NamedTuple):
    """How a platform's receipts are read and signed, as its record declares."""

    form: ReceiptForm
    """A form known to all, or one whose every pointer the record declares."""
    signed: tuple[str, ...] = ()
    """The fields under the signature inside the receipt, in order; empty where there is none."""
    signature: str | None = None
    """Where that signature stands: base64 of a detached CMS."""
    names: frozenset[str] = frozenset()
    """Further names under which the platform appears in its own receipts."""
    beside: bool = False
    """Whether a signature of its key over a whole receipt makes that its word: only where the
    record says so, for it is not where the key signs what senders hand in as well."""


@dataclass(frozen=True, slots=True)
class PlatformRecord:
    """A registered deposit platform 存证平台."""

    id: str
    name: str
    uscc: str
    certificates: tuple[PlatformCertificate, ...]
    mandates: tuple[Mandate, ...]
    expected_proofs: Mapping[str, tuple[ExpectedKinds, ...]]
    """Category 1-10 as text, or `*`, to the dated proof kinds its deposits carry."""
    sm2: Sm2Form | None
    hosted_signing: bool
    record: Mapping[str, object]
    """The whole record as decoded, for rules of later issues."""
    receipt: ReceiptMapping | None = None
    """How its receipts are read; None where it has declared nothing."""

    @property
    def names(self) -> frozenset[str]:
        """The names that it and its operator are known by."""
        every = (self.id, self.name, self.uscc, self.record.get("operator"))
        return frozenset([one for one in every if isinstance(one, str) and one])

    @property
    def operators(self) -> frozenset[str]:
        """The names under which it could run a chain: its own, and its shareholders'."""
        shareholders = self.record.get("shareholders")
        listed = shareholders if isinstance(shareholders, list) else []
        named = [
            one
            for row in listed
            for one in ((row.get("name"), row.get("uscc")) if isinstance(row, Mapping) else (row,))
        ]
        return self.names | frozenset([one for one in named if isinstance(one, str) and one])


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
    chains: Mapping[str, ChainProfile] | None = None
    """By registry id."""
    headers: Mapping[str, object] | None = None
    """What is pinned of a chain, by its registry id, in the form of its kind (`anchors.chains`)."""
    bare: bool = False
    """A folder of certificates without trust.json."""

    @property
    def empty(self) -> bool:
        """Whether nothing at all is trusted."""
        return not self.roots
