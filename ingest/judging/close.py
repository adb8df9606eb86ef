"""Stage "close": what all shards come to together, then verdicts shard by shard, each at once.

1. the closure refuses the package: no verdict, and nothing of it is remembered
2. else it is decided: the memory learns of the package, or it is judged again by what the memory
   learned meanwhile; what all come to is kept, and neither rules nor settings count from here on
3. every shard that is not recorded yet: verdicts, questions, cases, what others are told, and the
   hand-offs that follow, in one transaction
4. the judgement is closed, with a summary of all cases of the package as they stand by then;
   decisions that were made meanwhile open another

It may be begun again at any point: what is decided stays, what is recorded is not recorded twice.
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
from ingest.judging.ask import ask_judgement, kept_policy
from ingest.judging.finish import SHARD, refuse, start_over
from ingest.judging.held import HeldJudgement, HeldJudgements, Rows, rows_of
from ingest.judging.kept import KeptShard, run_of
from ingest.judging.learn import learn
from ingest.judging.record import record_shard
from ingest.judging.standing import StandingSummary, summarise_standing
from ingest.package.head import decode_head
from ingest.runs import PackageRun
from ingest.service import Service
from ingest.store.judgements import (
    JudgementState,
    decisions_about,
    judgement_row,
    last_results,
    lock_judgement,
    results_of,
    set_judgement,
    set_package_state,
)
from ingest.store.standing import last_verdict
from ingest.store.verdicts import count_verdicts, recorded_shards
from verify.canonical import canonical_json
from verify.memory import Contradicted

__all__ = ["close_stage"]

_Results = Mapping[str, Mapping[str, Any]]


def close_stage(service: Service, held: HeldJudgements, turn: Turn) -> None:
    """Close a judgement: record what it names, refuse the package, or have it judged anew."""
    rows = rows_of(service, turn.attempt.subject)
    with service.database.read() as connection:
        results = results_of(connection, rows.judgement.id, SHARD)
    if rows.judgement.decided or _decide(service, held, turn, rows, results):
        _record(service, rows, results)
        _finish(service, turn, rows)
    held.drop(rows.judgement.id)


def _decide(
    service: Service, held: HeldJudgements, turn: Turn, rows: Rows, results: _Results
) -> bool:
    """Decide what a judgement comes to; False where it ends here."""
    if rows.judgement.inputs["rules"] != service.rules.digest:
        start_over(service, turn, rows)
        return False
    one = held.get(rows.judgement.id)
    with service.database.read() as connection:
        earlier = last_results(connection, rows.package.id, SHARD)
    done, told = _closed(service, one, results, {**earlier, **results})
    summary = batch_value(done, one.settings)
    if done.refused:
        refuse(service, turn, rows, summary)
        return False
    if not learn(service, one, told, service.blobs.put(canonical_json(summary))):
        start_over(service, turn, rows)
        return False
    return True


def _shards(service: Service, results: _Results) -> Iterator[KeptShard]:
    """Yield what came of each shard, read one after another."""
    for name, result in results.items():
        yield decode_facts(service.blobs.read(result["outcome"]), KeptShard, name)


def _closed(
    service: Service, one: HeldJudgement, results: _Results, every: _Results
) -> tuple[PackageRun, list[Contradicted]]:
    """Return what every shard comes to together, and what is contradicted in those judged now."""
    runs, told = [], [*one.judge.shared.contradicted]
    for shard in _shards(service, every):
        runs.append(run_of(shard))
        told += shard.contradicted if shard.name in results else ()
    inputs, context, seal = one.opened
    whole = len(runs) == one.facts.package.counts["shards"]
    done = close_judgement(
        one.facts.package, seal, one.facts.shared, one.judge.shared, runs, whole=whole
    )
    issued = issued_of(inputs, context)
    return done._replace(judged_by=inputs.admission, issued=issued), told


def _record(service: Service, rows: Rows, results: _Results) -> None:
    """Record every shard that is not recorded yet, each in a transaction of its own."""
    judgement = rows.judgement.id
    with service.database.read() as connection:
        known = recorded_shards(connection, judgement)
    for shard in _shards(service, {n: r for n, r in results.items() if n not in known}):
        with service.database.write() as connection:
            if _may_record(connection, judgement, shard.name):
                record_shard(connection, service, rows, shard, results[shard.name])
                release_for(connection, service, judgement, shard.name)


def _may_record(connection: Connection, judgement: str, shard: str) -> bool:
    """Whether a shard is still to be recorded; the judgement is held until it is."""
    row = judgement_row(connection, judgement, lock=True)
    return row is not None and row.decided and shard not in recorded_shards(connection, judgement)


def _finish(service: Service, turn: Turn, rows: Rows) -> None:
    """Close a judgement once its summary tells of all that stands."""
    while not _closes(service, turn, rows, _summary(service, rows)):
        pass


def _summary(service: Service, rows: Rows) -> StandingSummary:
    decided = rows_of(service, rows.judgement.id).judgement.summary
    return summarise_standing(service, rows, decided)


def _closes(service: Service, turn: Turn, rows: Rows, summary: StandingSummary) -> bool:
    """Close a judgement; False where a verdict was recorded that its summary does not know of."""
    judgement, package, policy = rows.judgement, rows.package, kept_policy(service)
    with service.database.write() as connection:
        lock_judgement(connection, package.id, judgement.id)
        if last_verdict(connection, package.id) != summary.last:
            return False
        turn.finish(connection)
        set_judgement(
            connection, judgement.id, JudgementState.CLOSED, summary=summary.blob,
            cases=count_verdicts(connection, judgement.id), closed_at=service.clock(),
        )  # fmt: skip
        set_package_state(connection, package.id, "judged", "received", "judging")
        head = decode_head(dict(package.head))
        if decisions_about(connection, package.environment, head) != judgement.inputs["decisions"]:
            ask_judgement(connection, service, package=package.id, cause="decision", policy=policy)
    return True
