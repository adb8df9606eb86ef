"""What currently stands of a package's cases: which judgement named each of them last."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from ingest.store.retention import DELETED
from ingest.store.schema import METADATA

__all__ = ["StandingPart", "last_verdict", "standing_packages", "standing_parts"]

_verdict = METADATA.tables["verdict"]
_case = METADATA.tables["case_state"]
_package = METADATA.tables["package"]


class StandingPart(NamedTuple):
    """What a judgement named of a shard."""

    shard: str
    judgement: str


def standing_parts(connection: Connection, package: str) -> dict[StandingPart, set[str]]:
    """Return the cases of a package by what their current verdicts came of, shard by shard."""
    asked = (
        select(_verdict.c.shard, _verdict.c.judgement, _case.c.case_key)
        .join(_case, _case.c.verdict == _verdict.c.seq)
        .where(_case.c.package == package)
        .order_by(_verdict.c.shard, _verdict.c.seq)
    )
    found: dict[StandingPart, set[str]] = {}
    for shard, judgement, case_key in connection.execute(asked):
        found.setdefault(StandingPart(shard, judgement), set()).add(case_key)
    return found


def last_verdict(connection: Connection, package: str) -> int:
    """Return the row of a package's last verdict: while it stays, what stands does too."""
    asked = select(func.max(_verdict.c.seq)).where(_verdict.c.package == package)
    return connection.execute(asked).scalar_one() or 0


def standing_packages(connection: Connection, packages: Collection[str]) -> set[str]:
    """Return which of these packages are there and not deleted."""
    asked = select(_package.c.id).where(_package.c.id.in_(packages), _package.c.state != DELETED)
    return set(connection.scalars(asked))
