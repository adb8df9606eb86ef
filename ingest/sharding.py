"""One shard of a package: collected, or read from facts stored before, and judged.

The unit of work of one process or many, on the command line and in the service alike.
"""

import gc
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

from ingest.collecting import collect_shard, refuses
from ingest.facts import ShardFacts
from ingest.package.read import Package, ShardRef, read_shard
from ingest.package.tally import tally_shard
from ingest.recall import Recalls
from ingest.runs import ShardRun
from verify.context import VerificationContext
from verify.engine import DecodedShard, JudgedCase, SharedOutcomes, decode_shard, judge_shard
from verify.identity import JudgementInputs
from verify.rules.batch import batch_of
from verify.rules.marks import marks_of

__all__ = ["Collected", "Judge", "at_rest", "collect", "decode", "judge_cases", "shard_run"]


class Judge(NamedTuple):
    """What judging shards of one package needs, whether just collected or stored before."""

    shared: SharedOutcomes
    inputs: JudgementInputs
    context: VerificationContext
    recalls: Recalls | None = None
    """What is known of the cases from elsewhere; None where facts hold it already."""


class Collected(NamedTuple):
    """Facts of a shard, and its proofs decoded."""

    facts: ShardFacts
    decoded: DecodedShard


@contextmanager
def at_rest() -> Iterator[None]:
    """Let the collector rest while a shard is judged.

    A shard makes a million values without a cycle among them, and looking through these again and
    again was measured at a sixth of the time. Who lets it rest within another's rest wakes nothing.
    """
    awake = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if awake:
            gc.enable()


def collect(package: Package, ref: ShardRef, judge: Judge) -> Collected:
    """Read one shard and stream its originals, as its lines and the rules call for."""
    rules = judge.inputs.admission.rules if judge.inputs.admission else None
    marks = marks_of(rules) if rules else None
    shard = read_shard(package, ref)
    return Collected(*collect_shard(package, shard, judge.context, judge.recalls, marks=marks))


def decode(facts: ShardFacts) -> Collected:
    """Return facts that were stored before, as they are judged."""
    return Collected(facts, decode_shard(facts.shard))


def judge_cases(
    collected: Collected, judge: Judge, wanted: Collection[str] | None = None
) -> list[JudgedCase]:
    """Judge the cases of a shard, or those of the keys that are wanted; none where it refuses."""
    facts, decoded = collected
    if facts.shard.rotten or refuses(facts.shard):
        return []
    if wanted is not None:
        decoded = _narrowed(decoded, wanted)
    return judge_shard(
        decoded, facts.contents, judge.shared, judge.inputs, judge.context, facts.recalls
    )


def _narrowed(decoded: DecodedShard, wanted: Collection[str]) -> DecodedShard:
    rows = zip(decoded.shard.cases, decoded.lines, strict=True)
    kept = [(case, line) for case, line in rows if case.case_key in wanted]
    shard = replace(decoded.shard, cases=tuple([case for case, _ in kept]))
    return DecodedShard(shard, tuple([line for _, line in kept]))


def shard_run(collected: Collected, judged: Sequence[JudgedCase], judge: Judge) -> ShardRun:
    """Return what a shard adds to the whole, counting the cases that were judged."""
    shard = collected.facts.shard
    run = ShardRun(shard.name, tally_shard(shard), shard.findings, shard.rotten, {})
    if shard.rotten or refuses(shard):
        return run
    counts: Counter[str] = Counter(cases=len(judged))
    for case in judged:
        for item in case.items:
            counts[item.result.result.value] += 1
            counts["items"] += 1
    admissions = [case.judgement.admission for case in judged if case.judgement is not None]
    admission = batch_of(admissions) if judge.inputs.admission is not None else None
    return run._replace(counts=dict(counts), admission=admission)
