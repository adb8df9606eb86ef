"""What a reader of one format gives of a document: signatures with the very octets they cover.

Digests are computed from these afterwards, when it is known which ones each signature calls for. A
reader never raises on what a document holds: what is wrong is a finding. Texts out of the document
are cut to `Limits.inner_characters` each, and lists to `Limits.inner_listed`.
"""

from typing import NamedTuple

from verify.findings import Finding
from verify.model import Change, ProofKind

__all__ = ["RawDocument", "RawSignature"]


class RawSignature(NamedTuple):
    """One signature, seal or time-stamp as found; the fields are those of `InnerSignature`."""

    id: str
    name: str
    kind: ProofKind
    form: str
    octets: bytes
    pieces: tuple[bytes | memoryview, ...]
    """What it covers: these octets end to end, views of the document where it lies there."""
    whole: bool
    covers: tuple[str, ...]
    change: Change = Change.NOTHING
    changed: tuple[str, ...] = ()
    encloses: tuple[str, ...] = ()
    claimed_at: str | None = None


class RawDocument(NamedTuple):
    """One document as found; the fields are those of `SignedDocument`."""

    form: str
    signatures: tuple[RawSignature, ...]
    findings: tuple[Finding, ...] = ()
    certificates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()
    uncovered: tuple[str, ...] = ()
    parts: int = 0
