"""Stage "close": the closure over all shards, then verdicts shard by shard, each shard at once.

1. the closure refuses the package: no verdict, and nothing of it is remembered
2. every shard that is not recorded yet: verdicts, questions, cases, what others are told, and the
   hand-offs that follow, in one transaction
3. the memory learns of the package
4. the judgement is closed with its summary

It may be begun again at any point: what is recorded is not recorded twice.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection

from ingest.batchvalue import batch_value
from ingest.closing import close_judgement
from ingest.facts import decode_facts
from ingest.handing.release import release_for
from ingest.issued import issued_of
from ingest.jobs.port import Turn
from ingest.judging.finish import SHARD, refuse
from ingest.judging.held import HeldJudgement, HeldJudgements
from ingest.judging.kept import KeptShard, run_of
from ingest.judging.record import record_shard
from ingest.recall import remember
from ingest.runs import PackageRun
from ingest.service import Service
from ingest.store.judgements import (
    JudgementState,
    judgement_row,
    results_of,
    set_judgement,
    set_package_state,
)
from ingest.store.memorytable import MemoryTable
from ingest.store.verdicts import count_verdicts, recorded_shards
from verify.canonical import canonical_json

__all__ = ["close_stage"]

_Results = Mapping[str, Mapping[str, Any]]


def close_stage(service: Service, held: HeldJudgements, turn: Turn) -> None:
    """Close a judgement: record what it names, or refuse the package."""
    one = held.get(turn.attempt.subject)
    with service.database.read() as connection:
        results = results_of(connection, turn.attempt.subject, SHARD)
    done = _closed(service, one, results)
    summary = batch_value(done, one.settings)
    if done.refused:
        refuse(service, turn, one.rows, summary)
    else:
        _record(service, one, results)
        _remember(service, one, results)
        _finish(service, turn, one, canonical_json(summary))
    held.drop(turn.attempt.subject)


def _shards(service: Service, results: _Results) -> Iterator[KeptShard]:
    """Yield what came of each shard, read one after another."""
    for name, result in results.items():
        yield decode_facts(service.blobs.read(result["outcome"]), KeptShard, name)


def _closed(service: Service, one: HeldJudgement, results: _Results) -> PackageRun:
    """Return what the shards come to together."""
    runs = [run_of(shard) for shard in _shards(service, results)]
    inputs, context, seal = one.opened
    whole = len(runs) == one.facts.package.counts["shards"]
    done = close_judgement(
        one.facts.package, seal, one.facts.shared, one.judge.shared, runs, whole=whole
    )
    return done._replace(judged_by=inputs.admission, issued=issued_of(inputs, context))


def _record(service: Service, one: HeldJudgement, results: _Results) -> None:
    """Record every shard that is not recorded yet, each in a transaction of its own."""
    judgement = one.rows.judgement.id
    with service.database.read() as connection:
        known = recorded_shards(connection, judgement)
    for shard in _shards(service, {n: r for n, r in results.items() if n not in known}):
        with service.database.write() as connection:
            if _may_record(connection, judgement, shard.name):
                record_shard(connection, service, one.rows, shard, results[shard.name])
                release_for(connection, service, judgement, shard.name)


def _may_record(connection: Connection, judgement: str, shard: str) -> bool:
    """Whether a shard is still to be recorded; the judgement is held until it is."""
    row = judgement_row(connection, judgement, lock=True)
    closing = row is not None and row.state == JudgementState.CLOSING
    return closing and shard not in recorded_shards(connection, judgement)


def _remember(service: Service, one: HeldJudgement, results: _Results) -> None:
    """Have the memory learn of the package; of one that it knows, of what is contradicted now."""
    filing = one.judge.inputs.filing
    memory = MemoryTable(service.database, one.rows.package.environment)
    told = [*one.judge.shared.contradicted]
    for shard in _shards(service, results):
        told += shard.contradicted
    if one.judge.recalls is not None:
        remember(one.package, filing, memory, told)
    elif told:
        memory.record(filing, (), told)


def _finish(service: Service, turn: Turn, one: HeldJudgement, summary: bytes) -> None:
    judgement, digest = one.rows.judgement.id, service.blobs.put(summary)
    with service.database.write() as connection:
        turn.finish(connection)
        set_judgement(
            connection, judgement, JudgementState.CLOSED, summary=digest,
            cases=count_verdicts(connection, judgement), closed_at=service.clock(),
        )  # fmt: skip
        set_package_state(connection, one.rows.package.id, "judged", "received", "judging")
