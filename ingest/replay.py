"""Judge stored facts again: the same procedure without the package (design 7).

With the policy, trust and time of the first judgement the reports are the same bytes; with others
they say what these make of the same facts.
"""

from pathlib import Path

from ingest.errors import FactsError
from ingest.facts import PACKAGE_FACTS, ShardFacts, read_facts
from ingest.pipeline import (
    SHARED,
    CheckSettings,
    Judge,
    PackageRun,
    close_judgement,
    judge_facts,
    judge_shared_facts,
    open_judgement,
)
from verify.engine import decode_shard
from verify.model import PackageFacts

__all__ = ["replay_facts"]


def replay_facts(facts: Path, settings: CheckSettings, spool: Path) -> PackageRun:
    """Judge the facts in a folder and leave the reports in `spool`.

    Raises:
        FactsError: a file is not what was written.
        OSError: the folder or a file cannot be read.
    """
    package = read_facts(facts / PACKAGE_FACTS, PackageFacts)
    opened = open_judgement(package, settings)
    if isinstance(opened, PackageRun):
        return opened
    inputs, context, seal = opened
    stored = sorted(facts.glob("shard-*.json"))
    names = [path.stem.removeprefix("shard-") for path in stored]
    if package.counts.get("shards", len(names) - (SHARED in names)) != len(names) - (
        SHARED in names
    ):
        raise FactsError(f"{facts}: a shard's facts are absent")
    shared = None
    if SHARED in names:
        shared = read_facts(stored[names.index(SHARED)], ShardFacts)
    outcomes = judge_shared_facts(shared, inputs, context)
    judge = Judge(outcomes, inputs, context, spool, None)
    runs = []
    for name, path in zip(names, stored, strict=True):
        if name != SHARED:
            collected = read_facts(path, ShardFacts)
            runs.append(judge_facts(collected, decode_shard(collected.shard), judge))
    return close_judgement(package, seal, shared, outcomes, runs, spool)
