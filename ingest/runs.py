"""What one run over a package is made under, and what comes of it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from ingest.issued import Issued
from ingest.package.tally import ShardTally
from ingest.recall import Recalls
from verify.checks.platform import SealOutcome
from verify.findings import CheckStatus, Finding
from verify.model import PackageFacts
from verify.policy import Policy
from verify.rules.batch import BatchAdmission
from verify.rules.decisions import Decision
from verify.rules.inputs import AdmissionInputs
from verify.rules.rulefile import RuleBook
from verify.trust import TrustStore

__all__ = ["SHARED", "CheckSettings", "PackageRun", "Progress", "ShardRun"]

SHARED = "shared"
"""Name of the shard of documents that cases have in common."""

Progress = Callable[[int, int], None]
"""Called with shards done and shards in all."""


class CheckSettings(NamedTuple):
    """What one run is made under."""

    trust: TrustStore
    policy: Policy
    at: datetime
    jobs: int = 1
    rules: RuleBook | None = None
    """By what admission is judged; None where integrity alone is asked for."""
    decisions: tuple[Decision, ...] = ()
    """What the court decided before."""
    previous: Issued | None = None
    """The last judgement of the same package, where one was issued."""
    sender: str = "cli"
    """Who sent the package; of the service, whom it knows the sender to be."""


class ShardRun(NamedTuple):
    """What came of one shard, small enough to pass between processes."""

    name: str
    tally: ShardTally
    findings: tuple[Finding, ...]
    rotten: bool
    counts: Mapping[str, int]
    admission: BatchAdmission | None = None


class PackageRun(NamedTuple):
    """What came of a package."""

    facts: PackageFacts
    package_digest: str | None
    """SHA-256 of the tag manifest; None where there is none."""
    seal: SealOutcome
    findings: tuple[Finding, ...]
    """Everything about the package as a whole."""
    counts: Mapping[str, int]
    shards_rotten: tuple[str, ...]
    spool: tuple[Path, ...]
    """One file of report lines a shard, in order; empty where refused."""
    recalls: Recalls | None = None
    """What was known of the cases from elsewhere; None for a replay, whose facts hold it."""
    admission: BatchAdmission | None = None
    """What the cases come to before the guideline; None where that was not judged."""
    judged_by: AdmissionInputs | None = None
    issued: Issued | None = None
    """The judgement, as it is kept; None for a refused package."""

    def count(self, result: str) -> int:
        """Return how many items, those of shared documents included, came to a result."""
        return self.counts.get(result, 0) + self.counts.get(f"shared_{result}", 0)

    @property
    def refused(self) -> bool:
        """Whether the package is refused."""
        return any(one.status is CheckStatus.FAILED for one in self.findings)

    def report_lines(self) -> Iterator[bytes]:
        """Return every report's canonical JSON, in order, without its newline."""
        for path in self.spool:
            with path.open("rb") as lines:
                for line in lines:
                    yield line.rstrip(b"\n")
