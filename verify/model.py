"""Domain values of a bundle: what a package says, once it has been read.

Words are those of the glossary: a Package is what was sent, a Bundle what it says; a Case is one
loan; an EvidenceItem is one row of evidence; a Proof is a signature, timestamp, anchor or receipt.
Digests are lower-case hex as they stand in packages; instants are aware and in UTC.

What a batch holds by the million is a named tuple rather than a dataclass: made in half the time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from verify.findings import Finding

__all__ = [
    "IDENTITY", "Applicant", "BundleShard", "CaseLine", "Change", "ContentFacts", "Counts",
    "Deposit", "DepositState", "DigestSpec", "DocumentFacts", "Evidence", "InnerSignature",
    "Locator", "Over", "OverKind", "PackageFacts", "PackageHead", "Party", "Proof", "ProofKind",
    "SharedLine", "SignedDocument",
]  # fmt: skip


class ProofKind(StrEnum):
    """What a proof is."""

    SIGNATURE = "signature"
    TIMESTAMP = "timestamp"
    ANCHOR = "anchor"
    RECEIPT = "receipt"


class OverKind(StrEnum):
    """What a proof can cover (judgement 2)."""

    ITEM = "item"
    SIGNATURE = "signature"
    TAGMANIFEST = "tagmanifest"
    RECEIPT = "receipt"


class DepositState(StrEnum):
    """What a case line claims about a deposit."""

    DEPOSITED = "deposited"
    PENDING = "pending"
    DIGEST_ONLY = "digest_only"


class Over(NamedTuple):
    """What a proof declares to cover."""

    kind: OverKind
    id: str
    """Evidence id or proof id of the same line; empty for the tag manifest."""


class Locator(NamedTuple):
    """Where the bytes of a proof lie: a whole file, or a slice of `proofs.bin`."""

    path: str
    offset: int | None = None
    length: int | None = None


class DigestSpec(NamedTuple):
    """One digest to compute over an original: the algorithm over `prefix` ‖ content.

    The prefix is empty but for SM2, whose digest runs over Z ‖ M.
    """

    algorithm: str
    prefix: bytes = b""


IDENTITY = DigestSpec("identity")
"""Calls for the original itself: no digest of it can stand for what Ed25519 signs (RFC 8032)."""


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation by its unified social credit code (GB 32100)."""

    uscc: str
    name: str


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who applies to the court."""

    uscc: str
    name: str
    role: str
    """lender | assignee | guarantor | loan_facilitator."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What package.json claims: cases, evidence rows of case lines, octets under data/."""

    cases: int
    items: int
    bytes: int


@dataclass(frozen=True, slots=True)
class PackageHead:
    """package.json, decoded."""

    profile: str
    package_id: str
    kind: str
    """application | correction."""
    corrects: str | None
    path: str
    """deposited | manual."""
    audience: str
    environment: str
    platform_id: str | None
    lender: Party
    applicant: Applicant
    product_code: str
    batch_ref: str
    stage: str
    filing_date: str
    created_at: str
    counts: Counts
    application: Mapping[str, object] | None
    corrects_digest: str | None = None
    """Digest of the package that it corrects, where it says which one that was."""


class Deposit(NamedTuple):
    """What a case line claims about the deposit of an item."""

    platform_id: str
    deposit_no: str
    deposited_at: str | None
    certificate_no: str | None
    state: DepositState


class Evidence(NamedTuple):
    """One row of evidence: an original, or the claim that one exists."""

    id: str
    category: int
    """1-10, Article 7 (1)-(10)."""
    event: str
    title: str
    purpose: str
    path: str | None
    """Where the original lies, relative to the base; None where it was not submitted."""
    file_name: str | None
    media_type: str | None
    size: int | None
    digests: Mapping[str, str]
    """Algorithm name to lower-case hex."""
    origin: str | None
    """native | scanned."""
    generated_at: str | None
    deposit: Deposit | None


class Proof(NamedTuple):
    """One proof: where its bytes lie and what it declares to cover."""

    id: str
    kind: ProofKind
    form: str
    over: Over
    locator: Locator
    signer_role: str | None


class CaseLine(NamedTuple):
    """One case as its line states it."""

    case_key: str
    line_sha256: str
    """SHA-256 of the line's octets without the newline."""
    loan: Mapping[str, str]
    """contract_no, loan_no."""
    elements: Mapping[str, object]
    """The element list 要素列表, kept as decoded."""
    evidence: tuple[Evidence, ...]
    proofs: tuple[Proof, ...]
    shared: tuple[str, ...]
    """Ids of shared lines this case refers to."""


@dataclass(frozen=True, slots=True)
class SharedLine:
    """What the lender or the package has once: one shared document."""

    id: str
    line_sha256: str
    kind: str
    evidence: Evidence
    proofs: tuple[Proof, ...]


class DocumentFacts(NamedTuple):
    """What the text of one original says, of what was asked."""

    state: str
    """text | no_text | unreadable | encrypted | too_large | unsupported."""
    pages: int
    characters: int
    """Of the normalised text: NFKC, without white space."""
    text_digest: str
    """SHA-256 of the normalised text in hex; empty where there is none."""
    found: Mapping[str, bool]
    """Name asked for to whether it stands there; empty where no text was read."""
    created_at: str | None
    """When the file says that it was made, RFC 3339; whoever made it wrote that, too."""


class Change(StrEnum):
    """What of a document was changed after a signature was put into it; the worst of all."""

    NOTHING = "nothing"
    SIGNATURES = "signatures"
    """Further signatures, seals, time-stamps, and data for their validation: it still counts."""
    FORM = "form"
    """Fields were filled in that the signature permits to be filled in: told, and it counts."""
    ANNOTATIONS = "annotations"
    """Annotations were added or changed: it no longer makes the document consistent."""
    CONTENT = "content"
    """What a reader sees, or can be made to see, is another thing: a contradiction."""
    UNKNOWN = "unknown"
    """A change that cannot be told to be one of these: it cannot be verified."""


class InnerSignature(NamedTuple):
    """One signature, seal or time-stamp inside a document."""

    id: str
    """`pdf-1`, `ofd-2`, `asic-1`: its place among those of the document, in order."""
    name: str
    """What the document calls it (field, Signature ID, member); sender's text, bounded."""
    kind: ProofKind
    """`signature` or `timestamp`."""
    form: str
    """A row of `verify.proofs`: cms, gm-cms, tst, ses."""
    octets: bytes
    """The CMS, token or SES_Signature itself."""
    size: int
    """Octets that it covers."""
    digests: Mapping[DigestSpec, bytes]
    """Of exactly what it covers, as the signature calls for; SHA-256 is always among them."""
    whole: bool
    """Whether it covers all of the document as it was when it was made, itself left out."""
    covers: tuple[str, ...]
    """What it covers in words of the format: `revision 1 of 2`, names of parts; bounded."""
    change: Change = Change.NOTHING
    """What was changed after it, up to the document as it is here."""
    changed: tuple[str, ...] = ()
    """Places of what was changed, worst first; bounded."""
    encloses: tuple[str, ...] = ()
    """Ids of those whose values lie in what this one covers."""
    claimed_at: str | None = None
    """When the document says that it was made, RFC 3339; nobody's word but the document's."""
    is_attributes: bool = False
    """Whether what it covers parses as a SET OF Attribute."""


class SignedDocument(NamedTuple):
    """One original with all that is signed inside it, as read: facts alone (judgement 2)."""

    form: str
    """pdf | ofd | asic-e | asic-s | cms."""
    signatures: tuple[InnerSignature, ...]
    """In the order in which they were made, as far as the document tells; else as they stand."""
    findings: tuple[Finding, ...] = ()
    """About form and closure; the subject is an inner id, or empty for the document."""
    certificates: tuple[bytes, ...] = ()
    """Kept in the document for later validation (PAdES-LT, DSS)."""
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()
    uncovered: tuple[str, ...] = ()
    """Parts that no signature covers; bounded."""
    parts: int = 0
    """Revisions of a PDF, parts of a container."""


@dataclass(frozen=True, slots=True)
class ContentFacts:
    """What streaming one original once established."""

    size: int
    digests: Mapping[DigestSpec, bytes]
    """The recomputed digest of every planned spec; one that cannot be computed here is absent."""
    media_type: str
    """Sniffed from the first octets; application/octet-stream where nothing is recognised."""
    embedded: tuple[str, ...] = ()
    """Kinds of embedded signature seen: pdf, ofd, ooxml, asic, cms, xml; and `attributes`."""
    near_miss: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of bounded variants of a mismatching original: trial name to hex."""
    content: bytes | None = None
    """The original itself, where `IDENTITY` was planned and it is not over the limit."""
    document: DocumentFacts | None = None
    """What its text says, where it was asked for."""
    signed: tuple[SignedDocument, ...] = ()
    """What is signed inside it, by each of the formats that it can be read as."""


@dataclass(frozen=True, slots=True)
class BundleShard:
    """One shard as read: its lines, its proofs' bytes, and its manifest lines."""

    name: str
    """`000000`…, or `shared`."""
    cases: tuple[CaseLine, ...]
    shared: tuple[SharedLine, ...]
    """Filled in the one shard named `shared`."""
    proofs: Mapping[Locator, bytes]
    """The bytes of every proof its lines locate; a rotten or absent one is missing here."""
    manifest: Mapping[str, Mapping[str, str]]
    """Payload path to {algorithm: hex} of every manifest present, for this shard's files."""
    present: Mapping[str, int]
    """Payload paths that are here, to their size in octets."""
    rotten: bool = False
    """cases.jsonl, shared.jsonl or proofs.bin differ from the manifest: lines were not read."""
    rotten_files: frozenset[str] = frozenset()
    """Single proof files (proofs/<name>) that differ from the manifest."""
    findings: tuple[Finding, ...] = ()
    """What the reader found about lines and closure; a FAILED one refuses the package."""


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """What reading a package established before any shard is judged."""

    container: str
    """zip | tar | directory."""
    head: PackageHead | None
    """package.json; None where it could not be read."""
    tagmanifest: bytes
    """The exact octets of tagmanifest-sha256.txt, empty where absent."""
    signature: bytes | None
    """signature.p7s, None where absent."""
    signature_timestamp: bytes | None
    """signature.tsr, None where absent."""
    findings: tuple[Finding, ...]
    """Everything the reader found about form and closure; a FAILED one refuses the package."""
    counts: Mapping[str, int]
    """Counted while reading: members, cases, items, bytes, shards."""
