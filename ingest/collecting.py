"""Originals of one shard, each read as its proofs and lines call for, and as admission asks.

Every planned digest in one pass; where a declared digest differs, further digests in a second one;
the text of contracts where it is asked for (judgement 8).
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from anchors.limits import LIMITS
from ingest.documents import DocumentReader
from ingest.facts import ShardFacts
from ingest.intake.synthetic import real_numbers
from ingest.package.contents import Contents, digest_contents
from ingest.package.package import Package
from ingest.recall import Recalls
from ingest.signed.reader import SignedReader
from verify.codes.table import finding
from verify.context import VerificationContext
from verify.documents import Asked, asked_of
from verify.engine import DecodedShard, decode_shard
from verify.findings import CheckStatus, Finding
from verify.model import BundleShard
from verify.plans import plan_digests, replan_digests

__all__ = ["collect_contents", "collect_shard", "refuses"]

_SANDBOX = "sandbox"


def collect_shard(
    package: Package,
    shard: BundleShard,
    context: VerificationContext,
    recalls: Recalls | None = None,
    *,
    marks: Asked | None = None,
) -> tuple[ShardFacts, DecodedShard]:
    """Stream every original of a shard that was read, as its proofs and lines call for.

    Where `marks` are given the text of its contracts is read as well, which admission asks for:
    they are what the rules seek in every one.
    """
    if package.facts.head is not None and package.facts.head.environment == _SANDBOX:
        shard = replace(shard, findings=(*shard.findings, *_not_synthetic(shard)))
    decoded = decode_shard(shard)
    if shard.rotten or refuses(shard):
        return ShardFacts(shard, {}), decoded
    contents = collect_contents(package, decoded, context, marks=marks)
    if contents.findings:
        shard = replace(shard, findings=(*shard.findings, *contents.findings))
    found = ShardFacts(shard, contents)
    if recalls is not None:
        found = found._replace(recalls=recalls.of(shard.name))
    return found, decoded


def collect_contents(
    package: Package,
    decoded: DecodedShard,
    context: VerificationContext,
    *,
    marks: Asked | None = None,
) -> Contents:
    """Stream every original of a shard through its planned digests; mismatches a second time.

    Where `marks` are given the text of its contracts is read as well, and they are sought in each.
    """
    expected = _declared(decoded)
    documents = None if marks is None else _reader_of(decoded, marks)
    signed = SignedReader(context)
    plans = plan_digests(decoded.shard, decoded.lines, context)
    contents = digest_contents(
        package, decoded.shard, plans, expected=expected, documents=documents, signed=signed
    )
    again = replan_digests(decoded.lines, contents, context)
    if again:
        both = {path: (*plans[path], *specs) for path, specs in again.items()}
        contents.update(
            digest_contents(
                package, decoded.shard, both, expected=expected, documents=documents, signed=signed
            )
        )
    return contents


def refuses(shard: BundleShard) -> bool:
    """Return whether what is wrong with a shard refuses the package."""
    return any(one.status is CheckStatus.FAILED for one in shard.findings)


def _not_synthetic(shard: BundleShard) -> Iterator[Finding]:
    """Yield where lines hold numbers that may be real people's: a sandbox takes none."""
    places = (
        f"{one.case_key}#{name}" for one in shard.cases for name in real_numbers(one.elements)
    )
    for place in islice(places, LIMITS.package_findings):
        yield finding("package.not_synthetic", place)


def _reader_of(decoded: DecodedShard, marks: Asked) -> DocumentReader:
    """Return what reads the texts that the lines of a shard ask for."""
    asked: dict[str, Asked] = {}
    for line in decoded.lines:
        asked |= asked_of(line, marks)
    return DocumentReader(asked)


def _declared(decoded: DecodedShard) -> dict[str, frozenset[str]]:
    """Return the SHA-256 each original should have, by its row or else by its manifest line."""
    found = {}
    for line in decoded.lines:
        for row in line.evidence:
            if row.path is not None:
                manifest = decoded.shard.manifest.get(row.path, {})
                digest = row.digests.get("sha256", manifest.get("sha256"))
                found[row.path] = frozenset([digest] if digest else [])
    return found
