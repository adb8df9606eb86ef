"""Rows of judgements: one after another within a package, each with what it was made under."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple, Self

from sqlalchemy import ColumnElement, Connection, Row, and_, insert, or_, select, update

from ingest.store.schema import METADATA
from verify.findings import Scope
from verify.model import PackageHead
from verify.rules.scopes import batch_key, lender_key, product_key

__all__ = [
    "JudgementRow", "JudgementState", "PackageRow", "decisions_about", "insert_judgement",
    "judgement_row", "judgements_of", "lock_package", "set_judgement", "set_package_state",
]  # fmt: skip

_judgement = METADATA.tables["judgement"]
_package = METADATA.tables["package"]
_decision = METADATA.tables["decision"]


class JudgementState(StrEnum):
    """Where a judgement stands."""

    OPENING = "opening"
    JUDGING = "judging"
    CLOSING = "closing"
    CLOSED = "closed"
    REFUSED = "refused"
    CANCELLED = "cancelled"

    @property
    def over(self) -> bool:
        """Whether nothing more comes of it."""
        return self in {self.CLOSED, self.REFUSED, self.CANCELLED}


class PackageRow(NamedTuple):
    """What judging needs to know of a package."""

    id: str
    environment: str
    sender: str
    package_digest: str
    form: str
    source: str
    head: Mapping[str, Any]
    state: str
    received_at: datetime
    stated_at: datetime | None
    settings: Mapping[str, Any]


class JudgementRow(NamedTuple):
    """One judgement."""

    id: str
    environment: str
    sender: str
    package: str
    no: int
    cause: str
    state: str
    inputs: Mapping[str, Any]
    files: Mapping[str, str]
    cases: int

    @classmethod
    def of(cls, row: Row[Any]) -> Self:
        """Return it out of a row of the table."""
        return cls(**{name: row._mapping[name] for name in cls._fields})  # noqa: SLF001 - public


def lock_package(connection: Connection, package: str) -> PackageRow | None:
    """Return a package, held until the transaction ends; None where there is none."""
    columns = [_package.c[name] for name in PackageRow._fields]
    found = connection.execute(select(*columns).where(_package.c.id == package).with_for_update())
    row = found.first()
    return None if row is None else PackageRow(*row)


def set_package_state(connection: Connection, package: str, state: str, *was: str) -> bool:
    """Bring a package to a state out of one of those that it may be in; False where it is not."""
    named = update(_package).where(_package.c.id == package, _package.c.state.in_(was))
    return connection.execute(named.values(state=state)).rowcount == 1


def judgements_of(connection: Connection, package: str) -> list[JudgementRow]:
    """Return every judgement of a package, the last one first."""
    asked = select(_judgement).where(_judgement.c.package == package)
    rows = connection.execute(asked.order_by(_judgement.c.no.desc()))
    return [JudgementRow.of(row) for row in rows]


def judgement_row(
    connection: Connection, judgement: str, *, lock: bool = False
) -> JudgementRow | None:
    """Return a judgement, where asked for held until the transaction ends."""
    asked = select(_judgement).where(_judgement.c.id == judgement)
    row = connection.execute(asked.with_for_update() if lock else asked).first()
    return None if row is None else JudgementRow.of(row)


def insert_judgement(connection: Connection, row: JudgementRow, opened_at: datetime) -> None:
    """Write a new judgement."""
    connection.execute(insert(_judgement).values(**row._asdict(), opened_at=opened_at))


def set_judgement(
    connection: Connection, judgement: str, state: JudgementState, **values: object
) -> None:
    """Bring a judgement to a state, with what is known of it by then."""
    named = update(_judgement).where(_judgement.c.id == judgement)
    connection.execute(named.values(state=state.value, **values))


def decisions_about(connection: Connection, environment: str, head: PackageHead) -> list[str]:
    """Return the digests of the decisions that a case of a package may meet, ascending.

    Those about a clause are all given: which clauses a contract has is known once it is read.
    """
    reaches = or_(
        _decision.c.scope == Scope.CLAUSE.value,
        _about(Scope.COURT, head.audience),
        _about(Scope.PLATFORM, head.platform_id or head.lender.uscc),
        _about(Scope.LENDER, lender_key(head)),
        _about(Scope.PRODUCT, product_key(head)),
        _about(Scope.BATCH, batch_key(head)),
        _about(Scope.CASE, batch_key(head)),
    )
    asked = select(_decision.c.digest).where(
        _decision.c.environment == environment, _decision.c.court == head.audience, reaches
    )
    return sorted(connection.scalars(asked))


def _about(scope: Scope, key: str) -> ColumnElement[bool]:
    """Return whether a decision is about a key or a matter of it."""
    stated = _decision.c.scope_key
    below = stated.startswith(f"{key}/", autoescape=True)
    return and_(_decision.c.scope == scope.value, or_(stated == key, below))
