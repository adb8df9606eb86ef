"""What each shard adds to the whole, and the closure over the whole package (formats, package 3).

Counts equal those of package.json, every case key stands in exactly one shard, and the statements
of the application name shared documents. Where the lines of a shard could not be read its cases
cannot be counted, so nothing that depends on them is tested.
"""

from collections.abc import Iterable
from typing import NamedTuple

from anchors.limits import LIMITS, Limits
from ingest.package.faults import Faults
from verify.findings import CheckStatus, Finding
from verify.model import BundleShard, PackageFacts, PackageHead

__all__ = ["ShardTally", "finish_closure", "tally_shard"]

_SHARED = "shared"


class ShardTally(NamedTuple):
    """What one shard adds: small, and free of objects that outlive it."""

    name: str
    whole: bool
    """Whether every line was read: what a rotten or malformed one says is not known."""
    cases: int
    items: int
    octets: int
    keys: str
    """Case keys under casefold, one a line: a key has at most 64 characters."""
    shared_ids: frozenset[str]
    """Ids of shared lines and of their evidence, in the shared shard alone."""


def tally_shard(shard: BundleShard) -> ShardTally:
    """Return what a shard that was read adds to the whole."""
    ids = {line.id for line in shard.shared} | {line.evidence.id for line in shard.shared}
    return ShardTally(
        shard.name,
        not shard.rotten and all(one.status is not CheckStatus.FAILED for one in shard.findings),
        len(shard.cases),
        sum(len(case.evidence) for case in shard.cases),
        sum(shard.present.values()),
        "\n".join(case.case_key.casefold() for case in shard.cases),
        frozenset(ids),
    )


def finish_closure(
    facts: PackageFacts, tallies: Iterable[ShardTally], *, limits: Limits = LIMITS
) -> tuple[Finding, ...]:
    """Return what is wrong with the package as a whole, once every shard has been read."""
    faults = Faults(limits.package_findings)
    every = list(tallies)
    cases = sum(tally.cases for tally in every)
    if cases > limits.package_cases:
        faults.fail("package.limit_exceeded", "cases", str(cases), str(limits.package_cases))
    else:
        _check_keys(every, faults)
    unread = {tally.name for tally in every if not tally.whole}
    if facts.head is not None and unread <= {_SHARED}:
        _check_counts(facts.head, cases, sum(tally.items for tally in every), faults)
    if facts.head is not None and _SHARED not in unread:
        _check_statements(facts.head, every, faults)
    return faults.found()


def _check_keys(tallies: list[ShardTally], faults: Faults) -> None:
    seen: dict[str, str] = {}
    for tally in tallies:
        for key in tally.keys.splitlines():
            if key in seen:
                faults.fail("package.case_key_twice", key, f"shards {seen[key]} and {tally.name}")
            seen[key] = tally.name


def _check_counts(head: PackageHead, cases: int, items: int, faults: Faults) -> None:
    for name, declared, counted in (
        ("counts.cases", head.counts.cases, cases),
        ("counts.items", head.counts.items, items),
    ):
        if declared != counted:
            faults.fail("package.counts_differ", name, str(declared), str(counted))


def _check_statements(head: PackageHead, tallies: list[ShardTally], faults: Faults) -> None:
    statements = (head.application or {}).get("statements")
    if not isinstance(statements, dict) or head.kind == "correction":
        return
    known = frozenset().union(*(tally.shared_ids for tally in tallies))
    for article, name in statements.items():
        if name not in known:
            faults.fail("package.shared_unresolved", f"package.json/statements/{article}", name)
