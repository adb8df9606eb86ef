"""Originals, each streamed once through every digest its proofs and lines call for.

One buffer of 1 MiB is reused for all of them; while a piece is in it, it is digested, and searched
for embedded signatures. A document whose text is asked for is kept until its text has been read.
What cannot be read as its headers declare is a finding and has no facts (formats, package 6).
"""

from collections.abc import Mapping
from dataclasses import replace

from anchors.digest import Hasher, compute_digest, new_hasher
from anchors.errors import DigestUnsupportedError
from anchors.limits import LIMITS
from ingest.documents import DocumentReader
from ingest.errors import MalformedError
from ingest.package.embedded import EmbeddedSearch, kinds_in_head
from ingest.package.faults import failed
from ingest.package.manifest import true_and_false
from ingest.package.member import Container, Place, read_whole
from ingest.package.nearmiss import explain_mismatch
from ingest.package.package import Package
from ingest.package.sniff import sniff_media_type
from ingest.signed.reader import SignedReader
from verify.asn1.attributes import parses_as_attributes
from verify.findings import Finding
from verify.model import IDENTITY, BundleShard, ContentFacts, DigestSpec

__all__ = ["Contents", "digest_contents"]

_SHA256 = DigestSpec("sha256")
_SET_TAG = b"\x31"
_NOTHING: Mapping[str, frozenset[str]] = {}


class Contents(dict[str, ContentFacts]):
    """Facts by path, and what was wrong with the reading itself."""

    def __init__(self) -> None:
        super().__init__()
        self.findings: tuple[Finding, ...] = ()
        """A FAILED one refuses the package."""


def digest_contents(
    package: Package,
    shard: BundleShard,
    plans: Mapping[str, tuple[DigestSpec, ...]],
    *,
    expected: Mapping[str, frozenset[str]] = _NOTHING,
    documents: DocumentReader | None = None,
    signed: SignedReader | None = None,
) -> Contents:
    """Stream the planned originals of the shard that was read last.

    Args:
        package: what they lie in.
        shard: the shard as read.
        plans: path to the digests to compute; SHA-256 is always among them.
        expected: path to the SHA-256 digests in hex that are stated of it; where one differs, what
            would explain it is tried.
        documents: reads the text of those that it is asked of; None reads no text.
        signed: reads what is signed inside of them; None leaves it unchecked.

    Raises:
        ValueError: another shard has been read since.
    """
    places = package.places(shard.name)
    contents = Contents()
    findings: list[Finding] = []
    buffer = bytearray(LIMITS.read_buffer_octets)
    for path, specs in plans.items():
        place = places.get(path)
        if place is None:
            continue
        try:
            keep = documents is not None and documents.wants(path, place.size)
            facts, octets = _stream(package.container, place, specs, buffer, keep=keep)
            if documents is not None:
                read = documents.facts(path, facts.media_type, facts.digests[_SHA256], octets)
                facts = replace(facts, document=read)
            if signed is not None and signed.wants(facts.embedded, facts.size):
                facts = _read_inside(package.container, place, facts, signed)
            lines = shard.manifest.get(path, {})
            if len(lines) > 1:
                findings += _disagreement(path, lines, facts)
            if path in expected:
                wanted = expected[path] - {facts.digests[_SHA256].hex()}
                if wanted and facts.size <= package.limits.near_miss_octets:
                    facts = _explained(package.container, place, facts, wanted)
            contents[path] = facts
        except MalformedError as error:
            findings.append(error.finding)
    contents.findings = tuple(findings)
    return contents


def _stream(
    container: Container,
    place: Place,
    specs: tuple[DigestSpec, ...],
    buffer: bytearray,
    *,
    keep: bool = False,
) -> tuple[ContentFacts, bytes | None]:
    """Read one original once; twice where its end shows a format that its head does not.

    Returns its octets as well, where they are to be kept.
    """
    hashers = _hashers(specs)
    updates = [hasher.update for hasher in hashers.values()]
    size = 0
    head, media_type = b"", sniff_media_type(b"")
    search: EmbeddedSearch | None = None
    inline = IDENTITY in specs and place.size <= LIMITS.inline_message
    kept = bytearray() if inline or keep else None
    for piece in container.read(place, memoryview(buffer)):
        if search is None:
            head = bytes(piece[: LIMITS.sniffed_octets])
            media_type = sniff_media_type(head)
            search = EmbeddedSearch(head, media_type, place.size)
        size += len(piece)
        for update in updates:
            update(piece)
        if kept is not None:
            kept += piece
        search.feed(buffer, len(piece))
    if search is not None and search.again:
        search.rewind()
        for piece in container.read(place, memoryview(buffer)):
            search.feed(buffer, len(piece))
    embedded = kinds_in_head(head, media_type) | (search.kinds if search else set())
    if _is_attributes(container, place, head, len(buffer)):
        embedded.add("attributes")
    digests = {spec: hasher.digest() for spec, hasher in hashers.items()}
    octets = None if kept is None else bytes(kept)
    content = octets if inline else None
    facts = ContentFacts(size, digests, media_type, tuple(sorted(embedded)), content=content)
    return facts, octets


def _read_inside(
    container: Container, place: Place, facts: ContentFacts, reader: SignedReader
) -> ContentFacts:
    """Return the facts with what is signed inside; a file that changed meanwhile is not read."""
    octets = read_whole(container, place, place.size)
    digest = facts.digests[_SHA256]
    if compute_digest("sha256", octets) != digest:
        return facts
    found = reader.documents(facts.embedded, facts.media_type, digest, octets)
    return replace(facts, signed=found) if found else facts


def _is_attributes(container: Container, place: Place, head: bytes, most: int) -> bool:
    """Whether an original is a SET OF Attribute; a larger one that could be counts as one."""
    if not head.startswith(_SET_TAG):
        return False
    if place.size <= most:
        return parses_as_attributes(read_whole(container, place, most))
    octets = head[1] & 0x7F
    return head[1] > 0x80 and int.from_bytes(head[2 : 2 + octets]) + 2 + octets == place.size


def _hashers(specs: tuple[DigestSpec, ...]) -> dict[DigestSpec, Hasher]:
    """Return a hasher a spec; one that this machine cannot compute is left out."""
    hashers: dict[DigestSpec, Hasher] = {_SHA256: new_hasher("sha256")}
    for spec in specs:
        if spec not in hashers:
            try:
                hashers[spec] = new_hasher(spec.algorithm)
            except DigestUnsupportedError:
                continue
            hashers[spec].update(spec.prefix)
    return hashers


def _explained(
    container: Container, place: Place, facts: ContentFacts, wanted: frozenset[str]
) -> ContentFacts:
    """Return the facts with what would explain their mismatch."""
    data = read_whole(container, place, place.size)
    return replace(facts, near_miss=explain_mismatch(data, wanted))


def _disagreement(path: str, lines: Mapping[str, str], facts: ContentFacts) -> list[Finding]:
    """Return the finding that two manifest lines cannot both be true of this file."""
    plain = {spec.algorithm: value for spec, value in facts.digests.items() if not spec.prefix}
    right, wrong = true_and_false(lines, plain)
    if not (right and wrong):
        return []
    return [failed("package.manifests_disagree", path, ", ".join(wrong), ", ".join(right))]
