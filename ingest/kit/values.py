"""What a kit holds: originals, proofs, certificate paths and revocation data, by their kit names.

Every name inside a kit is ours: a kind, a number, an ending by sniffed content. Nothing that a
sender wrote becomes part of a path (threats: names of members).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from verify.model import ProofKind

__all__ = [
    "KitAnchor", "KitOriginal", "KitOts", "KitPath", "KitPlan", "KitProof", "KitRevocation",
    "KitSeal", "KitSigner", "KitSpan", "KitWithin",
]  # fmt: skip


class KitOriginal(NamedTuple):
    """One original: where it lies in the package, and what it is called in the kit."""

    name: str
    shard: str
    source: str
    """Path in the package, below its base."""
    size: int
    sha256: str
    evidence_id: str
    title: str
    """The sender's own text; quoted wherever it is shown."""
    file_name: str
    declared: tuple[tuple[str, str], ...]
    """Algorithm and hex as the line states them."""


class KitPath(NamedTuple):
    """One certificate path, from a signer to what the court trusts."""

    leaf: str
    bundle: str
    """The leaf and every certificate above it but the trusted end, in one PEM file."""
    end: str
    """The trusted end."""
    subjects: tuple[str, ...]
    """Readable subjects, signer first; text of certificates."""
    links: tuple[tuple[str, str], ...]
    """Every certificate below the end, with its issuer."""
    sm2_id: str = ""
    """Registered user id of a path with SM2 keys; empty where there are none."""
    sm2_raw: bool = False
    """Whether its CA writes r ‖ s, which no tool reads in a certificate."""
    sm2_z: bool = True
    """Whether its CA signs with Z; without, no tool computes it."""


class KitRevocation(NamedTuple):
    """One CRL or OCSP answer that speaks of a certificate of a path."""

    name: str
    form: str
    """crl | ocsp."""
    certificate: str
    issuer: str
    serial: str
    """Of the certificate, as openssl prints it."""
    path: KitPath
    status: str
    """What it says of the certificate: good | revoked | unknown; a list says good by silence."""
    revoked_at: datetime | None = None
    """Since when, where it says revoked."""
    digest: str = ""
    """Digest by which an OCSP answer names the certificate."""
    tbs: str | None = None
    """What was signed, and the value beside it, where a tool needs them apart."""
    value: str | None = None


class KitSigner(NamedTuple):
    """One signer of a message, taken apart for tools that cannot read the whole."""

    certificate: str | None
    path: KitPath | None
    digest: str
    """Digest the signature runs over; empty where it is not known."""
    value: str | None = None
    """The signature value; None where the method needs none."""
    attributes: str | None = None
    """The signed attributes as the SET OF that was signed; None where there are none."""
    sm2_id: str = ""
    """The registered user id; empty where the key is no SM2 key."""
    sm2_z: bool = True
    sm2_raw: bool = False
    """Whether the value came as r ‖ s; a file of it apart is DER all the same."""


class KitSeal(NamedTuple):
    """One consensus node's signature over a block's hash, in files of its own."""

    key: str
    hash: str
    value: str
    sm2: bool


class KitAnchor(NamedTuple):
    """What an anchor claim states, for comparison with any node."""

    chain: str
    chain_id: int | None
    """None where the chain is not registered."""
    contract: str
    block_hash: str
    """Hash of the header."""
    tx_index: int
    log_index: int
    tree: str
    algorithm: str
    """Digest algorithm of the entry."""
    siblings: tuple[tuple[bool, bytes], ...]
    """Nodes from the entry to the root: whether each stands left, and its octets."""
    root: str | None
    """The root in the contract's log; None where none was found there."""
    header: str
    """Kit name of what the block's hash is of."""
    pinned: str | None
    profile: str | None
    digest: str = "keccak-256"
    """Hash of the chain, by openssl's name."""
    parts: tuple[tuple[str, str], ...] = ()
    """Kit names of further octets that are hashed, each with its hash."""
    seals: tuple[KitSeal, ...] = ()
    calls: tuple[tuple[str, str], ...] = ()
    """What any node is asked: method and parameters."""


class KitOts(NamedTuple):
    """What an OpenTimestamps proof states, and the header it is held against."""

    chain: str | None
    """None where no chain of Bitcoin's kind is registered."""
    notary: str
    height: int | None
    algorithm: str
    """Digest of the document."""
    steps: tuple[tuple[str, bytes], ...]
    """Operations from that digest: name and operand."""
    root: bytes | None
    """Merkle root of the header listed at the height: what they have to lead to."""
    block_hash: bytes | None
    """As explorers print it; None where no header is listed there."""
    header: str | None
    """Kit name of the raw header."""
    listed: str | None
    profile: str | None


class KitSpan(NamedTuple):
    """Octets that stand in what a signature covers, and in the original."""

    covered: int
    """Where they begin in what it covers."""
    original: int
    length: int


class KitWithin(NamedTuple):
    """The place of a signature inside an original."""

    family: str
    """pdf | ofd | asic | cms."""
    original: str
    """Kit name of the original."""
    size: int
    reported: Mapping[str, Any]
    """The proof as the report has it; empty where the report lists no such proof."""
    spans: tuple[KitSpan, ...] = ()
    member: str = ""
    """The member that is covered: ASCII letters, digits and `._-/`; empty where none is told."""


class KitProof(NamedTuple):
    """One proof, and what a public tool is given to repeat its check."""

    name: str
    id: str
    kind: ProofKind
    method: str
    """Row of the table of commands: the form, or the algorithm where that decides on the tool."""
    over: str
    covered: str | None
    """Kit name of what it covers; None where that is not here."""
    status: str
    """As the report has it; empty where the report lists no such proof."""
    words: Mapping[str, str]
    at: datetime
    """When its certificates are judged."""
    signers: tuple[KitSigner, ...] = ()
    content: str | None = None
    """Kit name of the enveloped content."""
    digest: str = ""
    """Algorithm under which it states the digest of what it covers, where it is no signature."""
    anchor: KitAnchor | None = None
    ots: KitOts | None = None
    within: KitWithin | None = None
    """None for one that lies beside what it is over."""


class KitPlan(NamedTuple):
    """What goes into a kit but for report, facts and policy."""

    files: Mapping[str, bytes]
    originals: tuple[KitOriginal, ...]
    proofs: tuple[KitProof, ...]
    revocation: tuple[KitRevocation, ...]
    missing: tuple[tuple[str, str], ...]
    """Evidence id and title of what has no original here."""
