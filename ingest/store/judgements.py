"""Rows of judgements: one after another within a package, each with what it was made under."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple, Self

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    String,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    update,
)

from ingest.jobs.port import AttemptState
from ingest.store.matching import columns_of, matches
from ingest.store.schema import METADATA
from verify.findings import Scope
from verify.model import PackageHead
from verify.rules.scopes import batch_key, lender_key, product_key

__all__ = [
    "JudgementRow", "JudgementState", "PackageRow", "count_left", "decisions_about",
    "first_opened", "first_under_rules", "insert_judgement", "is_stuck", "judgement_row",
    "judgements_of", "last_results", "lock_judgement", "lock_package", "package_row",
    "packages_of_digest", "results_of", "set_judgement", "set_package_state",
]  # fmt: skip

_judgement = METADATA.tables["judgement"]
_package = METADATA.tables["package"]
_decision = METADATA.tables["decision"]
_attempt = METADATA.tables["attempt"]


_INSERT = insert(_judgement)
_LAST_FIRST = select(_judgement).where(matches(_judgement, "package")).order_by(
    _judgement.c.no.desc()
)  # fmt: skip
_IN_HAND = ("received", "judging", "judged")
"""States of packages whose cases count."""


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
    lender: str
    state: str
    received_at: datetime
    stated_at: datetime | None
    settings: Mapping[str, Any]


_PACKAGE = select(*columns_of(_package, PackageRow._fields)).where(matches(_package, "id"))
_PACKAGE_LOCKED = _PACKAGE.with_for_update(key_share=True)


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
    summary: str | None = None

    @property
    def decided(self) -> bool:
        """Whether all that is left is to record what it came to, as it is kept."""
        return self.state == JudgementState.CLOSING and self.summary is not None

    @classmethod
    def of(cls, row: Row[Any]) -> Self:
        """Return it out of a row of the table."""
        return cls(**{name: row._mapping[name] for name in cls._fields})  # noqa: SLF001 - public


def lock_package(connection: Connection, package: str) -> PackageRow | None:
    """Return a package, held until the transaction ends; None where there is none."""
    row = connection.execute(_PACKAGE_LOCKED, {"id": package}).first()
    return None if row is None else PackageRow(*row)


def lock_judgement(connection: Connection, package: str, judgement: str) -> JudgementRow | None:
    """Return a judgement, it and its package held until the transaction ends.

    The package is held first by whoever holds both, so that nobody waits for who waits for him.
    Neither keeps others from writing rows that refer to it.
    """
    lock_package(connection, package)
    return judgement_row(connection, judgement, lock=True)


def package_row(connection: Connection, package: str) -> PackageRow:
    """Return a package that a row refers to."""
    return PackageRow(*connection.execute(_PACKAGE, {"id": package}).one())


def packages_of_digest(
    connection: Connection, environment: str, lender: str, digest: str
) -> list[str]:
    """Return the packages of a digest that are judged, or being judged: any sender's."""
    asked = select(_package.c.id).where(
        _package.c.package_digest == digest,
        _package.c.environment == environment,
        _package.c.lender == lender,
        _package.c.state.in_(_IN_HAND),
    )
    return list(connection.scalars(asked.order_by(_package.c.seq)))


def set_package_state(connection: Connection, package: str, state: str, *was: str) -> bool:
    """Bring a package to a state out of one of those that it may be in; False where it is not."""
    named = update(_package).where(_package.c.id == package, _package.c.state.in_(was))
    return connection.execute(named.values(state=state)).rowcount == 1


def judgements_of(connection: Connection, package: str) -> list[JudgementRow]:
    """Return every judgement of a package, the last one first."""
    return [JudgementRow.of(row) for row in connection.execute(_LAST_FIRST, {"package": package})]


def first_opened(connection: Connection, package: str) -> datetime | None:
    """Return when the first judgement of a package was asked for; None before it is."""
    asked = select(_judgement.c.opened_at).where(_judgement.c.package == package)
    return connection.scalars(asked.order_by(_judgement.c.no).limit(1)).first()


def first_under_rules(connection: Connection, environment: str, rules: str) -> datetime | None:
    """Return when the first judgement by rules was asked for; None where none ever was."""
    asked = select(func.min(_judgement.c.opened_at)).where(
        _judgement.c.environment == environment,
        _judgement.c.inputs["rules"].as_string() == rules,
    )
    return connection.execute(asked).scalar()


def judgement_row(
    connection: Connection, judgement: str, *, lock: bool = False
) -> JudgementRow | None:
    """Return a judgement, where asked for held until the transaction ends."""
    asked = select(_judgement).where(_judgement.c.id == judgement)
    row = connection.execute(asked.with_for_update(key_share=True) if lock else asked).first()
    return None if row is None else JudgementRow.of(row)


def insert_judgement(connection: Connection, row: JudgementRow, opened_at: datetime) -> None:
    """Write a new judgement."""
    connection.execute(_INSERT, {**row._asdict(), "opened_at": opened_at})


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
    named = {
        "environment": environment,
        "court": head.audience,
        "platform": head.platform_id or head.lender.uscc,
        "lender": lender_key(head),
        "product": product_key(head),
        "batch": batch_key(head),
    }
    return sorted(connection.scalars(_DECISIONS, named))


def _about(scope: Scope, named: str) -> ColumnElement[bool]:
    """Return whether a decision is about a key, a parameter, or about a matter of it."""
    key, stated = bindparam(named, type_=String()), _decision.c.scope_key
    below = func.substr(stated, 1, func.length(key) + 1) == key + "/"
    return and_(_decision.c.scope == scope.value, or_(stated == key, below))


_DECISIONS = select(_decision.c.digest).where(
    matches(_decision, "environment", "court"),
    or_(
        _decision.c.scope == Scope.CLAUSE.value,
        _about(Scope.COURT, "court"),
        _about(Scope.PLATFORM, "platform"),
        _about(Scope.LENDER, "lender"),
        _about(Scope.PRODUCT, "product"),
        _about(Scope.BATCH, "batch"),
        _about(Scope.CASE, "batch"),
    ),
)


def results_of(connection: Connection, judgement: str, kind: str) -> dict[str, Mapping[str, Any]]:
    """Return what came of the attempts of a judgement that are done, by their parts in order."""
    asked = (
        select(_attempt.c.part, _attempt.c.result)
        .where(_attempt.c.subject == judgement, _attempt.c.kind == kind)
        .where(_attempt.c.state == AttemptState.DONE.value)
        .order_by(_attempt.c.part)
    )
    return dict(connection.execute(asked).all())


def last_results(connection: Connection, package: str, kind: str) -> dict[str, Mapping[str, Any]]:
    """Return what came last of the attempts of a package's closed judgements, by their parts."""
    asked = (
        select(_attempt.c.part, _attempt.c.result)
        .join(_judgement, _judgement.c.id == _attempt.c.subject)
        .where(_judgement.c.package == package, _attempt.c.kind == kind)
        .where(_judgement.c.state == JudgementState.CLOSED.value)
        .where(_attempt.c.state == AttemptState.DONE.value)
        .order_by(_judgement.c.no, _attempt.c.part)
    )
    return dict(connection.execute(asked).all())


def count_left(connection: Connection, judgement: str, kind: str) -> int:
    """Return how many attempts of a judgement are not done."""
    asked = select(func.count()).where(
        _attempt.c.subject == judgement,
        _attempt.c.kind == kind,
        _attempt.c.state != AttemptState.DONE.value,
    )
    return connection.execute(asked).scalar_one()


def is_stuck(connection: Connection, judgement: str) -> bool:
    """Whether an attempt of a judgement was given up: nothing comes of it before a person looks."""
    asked = select(_attempt.c.id).where(
        _attempt.c.subject == judgement, _attempt.c.state == AttemptState.FAILED.value
    )
    return connection.execute(asked.limit(1)).first() is not None
