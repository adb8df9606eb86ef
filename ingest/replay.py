"""Judge stored facts again: the same procedure without the package (design 7).

With the policy, trust and time of the first judgement the reports are the same bytes; with others
they say what these make of the same facts.
"""

import re
from pathlib import Path

from ingest.closing import close_judgement
from ingest.errors import FactsError
from ingest.facts import PACKAGE_FACTS, ShardFacts, check_index, read_facts
from ingest.issued import issued_of
from ingest.opening import judge_shared_facts, open_judgement
from ingest.pipeline import Spool, spool_shard
from ingest.runs import SHARED, CheckSettings, PackageRun
from ingest.sharding import Judge, decode
from verify.model import DigestSpec, PackageFacts

__all__ = ["replay_facts"]

_SHA256 = DigestSpec("sha256")
_CASE_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
"""Formats, Case line."""


def replay_facts(
    facts: Path, settings: CheckSettings, spool: Path, *, handoffs: bool = False
) -> PackageRun:
    """Judge the facts in a folder and leave the reports in `spool`.

    Raises:
        FactsError: a file is not what was written.
        OSError: the folder or a file cannot be read.
    """
    check_index(facts)
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
        shared = _read_shard(stored[names.index(SHARED)], SHARED)
    outcomes = judge_shared_facts(shared, inputs, context)
    judge, kept = Judge(outcomes, inputs, context), Spool(spool, handoffs=handoffs)
    runs = []
    for name, path in zip(names, stored, strict=True):
        if name != SHARED:
            runs.append(spool_shard(decode(_read_shard(path, name)), judge, kept))
    done = close_judgement(package, seal, shared, outcomes, runs)
    if not done.refused:
        done = done._replace(spool=tuple([kept.path(run.name) for run in runs]))
    return done._replace(judged_by=inputs.admission, issued=issued_of(inputs, context))


def _read_shard(path: Path, name: str) -> ShardFacts:
    """Return a shard's facts; its name and case keys become those of files, so they are held."""
    found = read_facts(path, ShardFacts)
    if found.shard.name != name:
        raise FactsError(f"{path.name}: facts of another shard")
    if any(_SHA256 not in one.digests for one in found.contents.values()):
        raise FactsError(f"{path.name}: an original without its SHA-256")
    for case in found.shard.cases:
        if not _CASE_KEY.fullmatch(case.case_key):
            raise FactsError(f"{path.name}: a case key that no package can have")
    return found
