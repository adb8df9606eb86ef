"""Decisions of people: kept as they were signed, sealed, and verified again whenever they are read.

A row is added and never altered. What a row says of its decision beside the sealed value only finds
it: what is applied is what was signed.
"""

import logging
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from ingest.decisions import DecisionReader
from ingest.service import Service
from ingest.store.absent import insert_absent
from ingest.store.personal import Place
from ingest.store.schema import METADATA
from verify.rules.decisions import Decision
from verify.trust import TrustStore

__all__ = [
    "DecisionRow", "decision_value", "decisions_at", "decisions_page", "insert_decision",
]  # fmt: skip

_log = logging.getLogger(__name__)
_decision = METADATA.tables["decision"]


class DecisionRow(NamedTuple):
    """A decision as lists show it."""

    seq: int
    digest: str
    question: str
    scope: str
    scope_key: str
    outcome: str
    role: str
    client: str
    made_at: datetime
    expires: datetime | None


_ROW = [_decision.c[name] for name in DecisionRow._fields]


def insert_decision(
    connection: Connection, service: Service, decision: Decision, octets: bytes, client: str
) -> bool:
    """Keep a decision; False where this very one is kept already."""
    digest = decision.digest
    row = {
        "digest": digest, "environment": service.environment, "court": service.court,
        "value_sealed": service.cipher.seal(octets, _place(digest)),
        "question": decision.question, "scope": decision.scope.value,
        "scope_key": decision.scope_key, "outcome": decision.outcome.value,
        "role": decision.role.value, "client": client, "made_at": decision.at,
        "expires": decision.expires,
    }  # fmt: skip
    return insert_absent(connection, _decision, row)


def decisions_page(
    connection: Connection,
    environment: str,
    *,
    question: str | None = None,
    scope_key: str | None = None,
    before: int | None = None,
    limit: int,
) -> list[DecisionRow]:
    """Return decisions, the newest first, those before a row."""
    asked = select(*_ROW).where(_decision.c.environment == environment)
    for column, value in ((_decision.c.question, question), (_decision.c.scope_key, scope_key)):
        asked = asked if value is None else asked.where(column == value)
    asked = asked if before is None else asked.where(_decision.c.seq < before)
    rows = connection.execute(asked.order_by(_decision.c.seq.desc()).limit(limit))
    return [DecisionRow(*row) for row in rows]


def decision_value(connection: Connection, service: Service, digest: str) -> bytes | None:
    """Return the signed message of a decision; None where there is none.

    Raises:
        SealedColumnError: what is kept does not open.
    """
    asked = select(_decision.c.value_sealed).where(
        _decision.c.environment == service.environment, _decision.c.digest == digest
    )
    sealed = connection.scalars(asked).first()
    return None if sealed is None else service.cipher.open(sealed, _place(digest))


def decisions_at(
    connection: Connection,
    service: Service,
    trust: TrustStore,
    at: datetime,
    digests: Collection[str],
) -> tuple[Decision, ...]:
    """Return decisions by their digests, each verified again; what does not hold is left out.

    Args:
        connection: the transaction.
        service: cipher and policy.
        trust: what the judgement trusts, the court's keys among it.
        at: the time of the judgement.
        digests: the decisions that the judgement names.

    Raises:
        SealedColumnError: one does not open.
    """
    reader, found = DecisionReader(trust, service.policy, at), []
    for digest in sorted(digests):
        octets = decision_value(connection, service, digest)
        decision = None if octets is None else reader.verify(octets, digest)[0]
        if decision is None or decision.digest != digest:
            _log.warning("decision %s does not hold", digest)
        else:
            found.append(decision)
    return tuple(found)


def _place(digest: str) -> Place:
    return Place("decision", "value_sealed", digest)
