"""Release: what a judgement makes of the hand-off of each case, in the transaction that records it.

1. nothing is handed on but what a person admitted, and never with a blocking question open
2. a case that is handed on and no longer admitted is called back; of one that its lender withdrew
   that is said
3. a case that is handed on and admitted again, with another verdict or by another decision, takes
   the place of what was handed on before

Every hand-off is a row and an object of its own: nothing is altered that somebody may have read.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from ingest.errors import BlobMissingError
from ingest.service import Service
from ingest.store.blobs import Blobs
from ingest.store.handoffs import (
    HandoffRow,
    HandoffView,
    Settled,
    end_decision,
    insert_handoffs,
    settled_cases,
)
from ingest.store.ids import new_id
from ingest.store.reports import read_handoff, read_slice
from ingest.store.sight import ACTIVE
from verify.canonical import canonical_json
from verify.rules.decisions import CONCLUSION, DecisionOutcome
from verify.rules.verdict import Route

__all__ = ["kind_of", "read_body", "release_for"]

_RELEASES: Mapping[str | None, str] = {
    DecisionOutcome.ADMIT: "admitted",
    DecisionOutcome.ADMIT_NON_LITIGATION: "non_litigation",
}
_CORRECTION = "correction"

_Object = dict[str, Any]


def release_for(connection: Connection, service: Service, judgement: str, shard: str) -> int:
    """Write the hand-offs that follow from a shard's verdicts, and return how many.

    To be called once verdicts, questions and cases of the shard are written. A second call finds
    every case as it stands and writes nothing.

    Raises:
        BlobStoreError: an object is not there, or cannot be kept.
    """
    found: list[tuple[Settled, str, str | None, bytes]] = []
    for case in settled_cases(connection, judgement, shard):
        if case.last is None and kind_of(case, None) is None:
            continue
        before = read_body(service.blobs, case.last) if case.last is not None else None
        value = read_handoff(service.blobs, case.verdict) or before
        decision = None if value is None else _decided(connection, case, value)
        kind = kind_of(case, decision)
        if kind is not None and value is not None:
            found.append((case, kind, decision, _object(case, kind, value, before)))
    if not found:
        return 0
    body, at = service.blobs.put(b"".join(one for *_, one in found)), service.clock()
    rows, place = [], 0
    for case, kind, decision, octets in found:
        rows.append(_row(case, kind, decision, (body, place, len(octets)), at))
        place += len(octets)
    insert_handoffs(connection, rows)
    return len(rows)


def kind_of(case: Settled, decision: str | None) -> str | None:
    """Return what is to be said of a case; None where what was said still holds.

    Args:
        case: as the judgement left it.
        decision: the decision that ends it, where one does.
    """
    last = case.last
    if last is not None and last.verdict_id == case.verdict.verdict_id:
        return None
    handed = last if last is not None and last.active else None
    free = not case.blocked and case.verdict.route != Route.HOLD
    released = _RELEASES.get(case.ended) if free else None
    if handed is None:
        return released
    if released is None:
        return "withdrawn" if case.ended == DecisionOutcome.WITHDRAWN else "recalled"
    if case.verdict.cause == _CORRECTION:
        return "corrected"
    same = (handed.route, handed.decision) == (case.verdict.route, decision)
    return None if same else "superseded"


def read_body(blobs: Blobs, handoff: HandoffView) -> _Object:
    """Return the object of a hand-off.

    Raises:
        BlobStoreError: it is not there, or something else is.
    """
    octets = read_slice(blobs, handoff.body, handoff.body_at, handoff.body_octets)
    value: _Object = json.loads(octets)
    if value.get("case_key") != handoff.case_key:
        raise BlobMissingError(handoff.body)
    return value


def _decided(connection: Connection, case: Settled, value: _Object) -> str | None:
    """Return the digest of the decision that ends a case, as its object names it."""
    made = value["admission"]["human_decisions"]
    end = next((one for one in made if one["question"] == CONCLUSION), None)
    if end is None:
        return None
    at = datetime.fromisoformat(end["at"])
    return end_decision(connection, case.environment, end, at)


def _object(case: Settled, kind: str, value: _Object, before: _Object | None) -> bytes:
    """Return the object that is handed on: the stored one, released, and where all else is read."""
    report = f"/v1/cases/{case.package}/{case.verdict.case_key}/report.json"
    return canonical_json({
        **(_untold(value) if case.verdict.route == Route.HOLD else value),
        "released": kind in ACTIVE,
        "supersedes": None if before is None else before["handoff_id"],
        "report": {**value["report"], "url": report},
        "custody": {**value["custody"], "receipt_id": case.receipt},
    }) + b"\n"  # fmt: skip


def _untold(value: _Object) -> _Object:
    """Return the object of a case that is held without what was found of it (judgement 7)."""
    nothing: _Object = {"articles": {}, "checks": [], "defects": [], "decided_by": []}
    return {**value, "admission": {**value["admission"], **nothing}, "integrity": []}


def _row(
    case: Settled, kind: str, decision: str | None, body: tuple[str, int, int], at: datetime
) -> HandoffRow:
    return HandoffRow(
        new_id("hnd"), case.environment, case.sender, kind, case.package, case.verdict.case_key,
        case.order_key, case.verdict.seq, decision, *body, at,
    )  # fmt: skip
