"""The summary of a judgement that is closed: always about every case of its package.

A judgement names all cases or some, and another one may be at work beside it. So what it came to
itself is not what the package comes to: that is counted anew from what currently stands of each
case, out of what its shards left when they were judged.
"""

import json
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ingest.batchvalue import recounted
from ingest.facts import decode_facts
from ingest.judging.finish import SHARD
from ingest.judging.held import Rows
from ingest.judging.kept import KeptShard, run_of
from ingest.runs import ShardRun
from ingest.service import Service
from ingest.store.judgements import results_of
from ingest.store.standing import StandingPart, last_verdict, standing_parts
from verify.canonical import canonical_json
from verify.rules.batch import merged

__all__ = ["StandingSummary", "summarise_standing"]


class StandingSummary(NamedTuple):
    """What all cases of a package come to at a moment."""

    blob: str | None
    """None of a judgement that was cancelled meanwhile."""
    last: int
    """The last verdict that it knows of."""


def summarise_standing(service: Service, rows: Rows, summary: str | None) -> StandingSummary:
    """Return the summary of a judgement with the numbers of all cases, as they stand.

    Args:
        service: database and blobs.
        rows: the judgement, its verdicts recorded, and its package.
        summary: what it came to itself.
    """
    package = rows.package.id
    with service.database.read() as connection:
        last = last_verdict(connection, package)
        parts = standing_parts(connection, package)
        judgements = {part.judgement for part in parts}
        results = {one: results_of(connection, one, SHARD) for one in judgements}
    if summary is None or judgements <= {rows.judgement.id}:
        return StandingSummary(summary, last)
    outcomes = {part: results[part.judgement][part.shard]["outcome"] for part in parts}
    runs = list(_runs(service, parts, outcomes))
    total: Counter[str] = Counter()
    for run in runs:
        total.update(run.counts)
    own = json.loads(service.blobs.read(summary))
    value = recounted(own, total, merged([run.admission for run in runs]))
    return StandingSummary(service.blobs.put(canonical_json(value)), last)


def _runs(
    service: Service, parts: dict[StandingPart, set[str]], outcomes: dict[StandingPart, str]
) -> Iterator[ShardRun]:
    for part, cases in parts.items():
        kept = decode_facts(service.blobs.read(outcomes[part]), KeptShard, part.shard)
        yield run_of(kept, cases)
