"""Record one shard: verdicts, questions, cases and what others are told, in one transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from ingest.judging.held import Rows
from ingest.judging.kept import KeptCase, KeptShard
from ingest.service import Service
from ingest.sources.waiting import await_sources
from ingest.sources.wants import Want
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
    wants = {case.case_key: case.wants for case in shard.cases if case.waits_for}
    times = _times(connection, service, rows, wants)
    standings = [
        _standing(service, rows, shard.name, case, numbers.get(case.case_key), times)
        for case in shard.cases
    ]
    keep_standings(connection, row, standings)
    put_told(connection, [_told(rows, case, at) for case in named])


_VERDICT = (
    "case_key", "verdict_id", "route", "report_at", "report_octets", "report_digest", "handoff_at",
    "handoff_octets", "counts",
)  # fmt: skip


def _verdict(case: KeptCase) -> dict[str, object]:
    return {name: getattr(case, name) for name in _VERDICT}


def _times(
    connection: Connection,
    service: Service,
    rows: Rows,
    wants: Mapping[str, tuple[Want, ...]],
) -> tuple[datetime, datetime] | None:
    """Return when sources are asked, and until when cases wait; None where none does."""
    if not wants:
        return None
    row = rows.judgement
    again = await_sources(connection, service, package=row.package, sender=row.sender, wants=wants)
    first = first_opened(connection, row.package) or service.clock()
    return again, first + service.wait_term


def _standing(
    service: Service,
    rows: Rows,
    shard: str,
    case: KeptCase,
    verdict: int | None,
    times: tuple[datetime, datetime] | None,
) -> CaseStanding:
    place = Place("case_state", "parties_sealed", f"{rows.package.id}/{case.case_key}")
    named = {name: getattr(case, name) for name in ("borrower", "contract_no", "loan_no")}
    sealed = service.cipher.seal(canonical_json(named), place)
    again, until = times if times is not None and case.waits_for else (None, None)
    codes = list(case.waits_for) or None
    return CaseStanding(
        case.case_key, shard, case.order_key, sealed, verdict, case.ended, codes, again, until
    )


def _told(rows: Rows, case: KeptCase, at: datetime) -> Told:
    row = rows.judgement
    body = {"case_key": case.case_key, "judgement": row.id, "no": row.no, "route": case.route}
    return Told(
        row.environment, row.sender, VERDICT_RECORDED, case.verdict_id, row.package, body, at
    )
