"""Record one shard: verdicts, questions, cases and what others are told, in one transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from ingest.judging.held import Rows
from ingest.judging.kept import KeptCase, KeptShard
from ingest.service import Service
from ingest.store.judgements import first_opened
from ingest.store.outbox import VERDICT_RECORDED, Told, put_told
from ingest.store.personal import Place
from ingest.store.verdicts import (
    CaseStanding,
    insert_questions,
    insert_verdicts,
    keep_standings,
)
from verify.canonical import canonical_json

__all__ = ["record_shard"]


def record_shard(
    connection: Connection,
    service: Service,
    rows: Rows,
    shard: KeptShard,
    files: Mapping[str, Any],
) -> None:
    """Record what came of a shard.

    Args:
        connection: the transaction.
        service: cipher, clock and terms.
        rows: the judgement and its package.
        shard: what was kept of the shard.
        files: what its attempt came to: the blobs of its reports and hand-offs.
    """
    at, row = service.clock(), rows.judgement
    owned = {"environment": row.environment, "sender": row.sender, "package": row.package}
    named = [case for case in shard.cases if not case.waits_for]
    numbers = insert_verdicts(
        connection,
        [
            {**owned, "judgement": row.id, "shard": shard.name, "recorded_at": at,
             "report": files["reports"], "handoff": files["handoffs"], **_verdict(case)}
            for case in named
        ],
    )  # fmt: skip
    insert_questions(
        connection,
        [
            {**owned, "judgement": row.id, "case_key": case.case_key, **question._asdict()}
            for case in named
            for question in case.questions
        ],
    )
    until = first_opened(connection, row.package) + service.wait_term
    keep_standings(
        connection,
        row,
        [
            _standing(service, rows, shard.name, case, numbers.get(case.case_key), (at, until))
            for case in shard.cases
        ],
    )
    told = [_told(rows, case, at) for case in named]
    put_told(connection, told)


_VERDICT = (
    "case_key", "verdict_id", "route", "report_at", "report_octets", "report_digest", "handoff_at",
    "handoff_octets", "counts",
)  # fmt: skip


def _verdict(case: KeptCase) -> dict[str, object]:
    return {name: getattr(case, name) for name in _VERDICT}


def _standing(
    service: Service,
    rows: Rows,
    shard: str,
    case: KeptCase,
    verdict: int | None,
    times: tuple[datetime, datetime],
) -> CaseStanding:
    waits = bool(case.waits_for)
    place = Place("case_state", "parties_sealed", f"{rows.package.id}/{case.case_key}")
    sealed = service.cipher.seal(canonical_json({"borrower": case.borrower}), place)
    again, until = times if waits else (None, None)
    codes = list(case.waits_for) if waits else None
    return CaseStanding(
        case.case_key, shard, case.order_key, sealed, verdict, case.ended, codes, again, until
    )


def _told(rows: Rows, case: KeptCase, at: datetime) -> Told:
    row = rows.judgement
    body = {"case_key": case.case_key, "judgement": row.id, "no": row.no, "route": case.route}
    return Told(
        row.environment, row.sender, VERDICT_RECORDED, case.verdict_id, row.package, body, at
    )
