"""The memory of earlier packages in the database: of one environment, shared by every worker.

Keys are kept by their SHA-256 alone, as in the memory of one file (`ingest.memoryfile`). Writers of
one environment go one after the other, so that what a key has room for holds however many packages
are closed at once.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Table, and_, func, insert, select

from ingest.memory import keep_contradiction, keep_sighting
from ingest.store.database import Database
from ingest.store.schema import METADATA
from verify.memory import Contradicted, Contradiction, Filing, IndexKey, KeyKind, Sighting

__all__ = ["MemoryPlace", "MemoryTable", "has_learned", "hold_memory", "place_of", "remember"]

_FILING, _SIGHTING, _CONTRADICTION = (
    METADATA.tables[name] for name in ("filing", "sighting", "contradiction")
)
_SEEN = ("borrower", "contract_no", "loan_no", "case_key", "item", "category")
_WRONG = ("case_key", "item", "code", "proof", "manner", "judgement")
_Pair = TypeVar("_Pair")
_AT_ONCE = 500
"""Keys of one question, rows of one statement."""
_LOCK = 0x45_76_4D_6D
"""`EvMm`: the number that writers of a memory wait for one another with, on PostgreSQL."""


class MemoryPlace(NamedTuple):
    """How far the memory of an environment was read: its writers come one after another."""

    sightings: int
    contradictions: int


class MemoryTable:
    """A `CaseMemory` over the tables filing, sighting and contradiction."""

    def __init__(self, database: Database, environment: str) -> None:
        """Take the memory of an environment."""
        self._database = database
        self._environment = environment

    def sightings(self, keys: Collection[IndexKey]) -> Mapping[IndexKey, Sequence[Sighting]]:
        """Return the sightings of every key that has any, oldest first."""
        with self._database.read() as connection:
            return _sightings(connection, self._environment, keys)

    def contradictions(
        self, keys: Collection[IndexKey]
    ) -> Mapping[IndexKey, Sequence[Contradiction]]:
        """Return what was contradicted of every key that recalls any, oldest first."""
        with self._database.read() as connection:
            return _contradictions(connection, self._environment, keys)

    def other_package(self, filing: Filing) -> str | None:
        """Return the digest of another package that its sender sent under this id, if any."""
        row = {"environment": self._environment, **filing._asdict()}
        digest = row.pop("package_digest")
        table = _FILING.c
        question = select(table.package_digest).filter_by(**row).order_by(table.id).limit(1)
        with self._database.read() as connection:
            return connection.execute(question.where(table.package_digest != digest)).scalar()

    def record(
        self,
        filing: Filing,
        sightings: Iterable[tuple[IndexKey, Sighting]],
        contradicted: Iterable[Contradicted],
    ) -> bool:
        """Remember an accepted package, whole or not at all; False where it is known already."""
        with self._database.write() as connection:
            return remember(connection, self._environment, filing, sightings, contradicted)


def remember(
    connection: Connection,
    environment: str,
    filing: Filing,
    sightings: Iterable[tuple[IndexKey, Sighting]],
    contradicted: Iterable[Contradicted],
) -> bool:
    """Do as `MemoryTable.record`, in the transaction that closes the package's judgement."""
    hold_memory(connection, environment)
    number, is_new = _filed(connection, environment, filing)
    for some in _batched(sightings if is_new else ()):
        _keep_sightings(connection, environment, number, some)
    for part in _batched((key, one) for keys, one in contradicted for key in keys):
        _keep_contradictions(connection, environment, number, part)
    return is_new


def hold_memory(connection: Connection, environment: str) -> None:
    """Let no other writer of an environment's memory go on until the transaction ends."""
    if connection.dialect.name == "postgresql":
        whose = func.hashtext(environment)
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK, whose)))


def place_of(connection: Connection, environment: str) -> MemoryPlace:
    """Return how far who reads an environment's memory now reads."""
    return MemoryPlace(
        *[
            connection.execute(
                select(table.c.id).join(_FILING).where(_FILING.c.environment == environment)
                .order_by(table.c.id.desc()).limit(1)
            ).scalar() or 0
            for table in (_SIGHTING, _CONTRADICTION)
        ]
    )  # fmt: skip


def has_learned(
    connection: Connection,
    environment: str,
    filing: Filing,
    since: MemoryPlace,
    stated: Collection[IndexKey],
    recalled: Collection[IndexKey],
) -> bool:
    """Whether a memory learned something of other packages since it was read so far.

    Args:
        connection: of the caller's transaction.
        environment: whose memory it is.
        filing: whose keys they are: what is known of it itself is passed over.
        since: how far the memory was read.
        stated: keys whose sightings are looked for.
        recalled: keys whose contradictions are.
    """
    others = and_(
        _FILING.c.environment == environment, _FILING.c.package_digest != filing.package_digest
    )
    asked = (_SIGHTING, since.sightings, stated), (_CONTRADICTION, since.contradictions, recalled)
    return any(_is_newer(connection, others, *one) for one in asked)


def _is_newer(
    connection: Connection,
    others: ColumnElement[bool],
    table: Table,
    after: int,
    keys: Collection[IndexKey],
) -> bool:
    newer = select(table.c.id).join(_FILING).where(others, table.c.id > after).limit(1)
    return any(
        connection.execute(newer.where(table.c.key.in_([key.digest for key in some]))).first()
        for some in _batched(keys)
    )


def _filed(connection: Connection, environment: str, filing: Filing) -> tuple[int, bool]:
    """Return the row of a filing, and whether it was made."""
    row = {"environment": environment, **filing._asdict()}
    known: int | None = connection.execute(select(_FILING.c.id).filter_by(**row)).scalar()
    if known is not None:
        return known, False
    made: int = connection.execute(insert(_FILING).values(row).returning(_FILING.c.id)).scalar_one()
    return made, True


def _batched(pairs: Iterable[_Pair]) -> Iterator[list[_Pair]]:
    """Yield what is to be kept in the numbers that are asked for and written at once."""
    rest = iter(pairs)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _keep_sightings(
    connection: Connection, environment: str, filing: int, some: Sequence[tuple[IndexKey, Sighting]]
) -> None:
    kept = _sightings(connection, environment, {key for key, _ in some})
    rows = [
        {"key": key.digest, "filing": filing, **{name: getattr(one, name) for name in _SEEN}}
        for key, one in some
        if keep_sighting(kept.setdefault(key, []), one)
    ]
    if rows:
        connection.execute(insert(_SIGHTING), rows)


def _keep_contradictions(
    connection: Connection,
    environment: str,
    filing: int,
    some: Sequence[tuple[IndexKey, Contradiction]],
) -> None:
    known = _contradictions(connection, environment, {key for key, _ in some})
    found = [(key, keep_contradiction(known.setdefault(key, []), one)) for key, one in some]
    rows = [
        {"key": key.digest, "filing": filing, **{name: getattr(one, name) for name in _WRONG},
         "subject_kind": one.subject.kind.value, "subject": one.subject.value}
        for key, one in found
        if one is not None
    ]  # fmt: skip
    if rows:
        connection.execute(insert(_CONTRADICTION), rows)


def _sightings(
    connection: Connection, environment: str, keys: Collection[IndexKey]
) -> dict[IndexKey, list[Sighting]]:
    found: dict[IndexKey, list[Sighting]] = {}
    head = (_FILING.c.package_id, _FILING.c.package_digest, _FILING.c.lender)
    for key, row in _rows(
        connection, environment, keys, _SIGHTING, (*head, *_of(_SIGHTING, _SEEN))
    ):
        found.setdefault(key, []).append(Sighting._make(row))
    return found


def _contradictions(
    connection: Connection, environment: str, keys: Collection[IndexKey]
) -> dict[IndexKey, list[Contradiction]]:
    found: dict[IndexKey, list[Contradiction]] = {}
    about = _of(_CONTRADICTION, ("subject_kind", "subject"))
    columns = (_FILING.c.package_id, _FILING.c.package_digest, *about, *_of(_CONTRADICTION, _WRONG))
    for key, row in _rows(connection, environment, keys, _CONTRADICTION, columns):
        package_id, digest, kind, subject, *wrong = row
        one = dict(zip(_WRONG, wrong, strict=True), subject=IndexKey(KeyKind(kind), subject))
        found.setdefault(key, []).append(Contradiction(package_id, digest, **one))
    return found


def _of(table: Table, names: Iterable[str]) -> list[Column[Any]]:
    return [table.c[name] for name in names]


def _rows(
    connection: Connection,
    environment: str,
    keys: Collection[IndexKey],
    table: Table,
    columns: Sequence[Column[Any]],
) -> Iterator[tuple[IndexKey, Sequence[Any]]]:
    """Yield every row of some keys, each with its key, oldest first."""
    by_digest = {key.digest: key for key in keys}
    digests = list(by_digest)
    question = select(table.c.key, *columns).join(_FILING).order_by(table.c.id)
    ours = question.where(_FILING.c.environment == environment)
    for first in range(0, len(digests), _AT_ONCE):
        some = digests[first : first + _AT_ONCE]
        for digest, *row in connection.execute(ours.where(table.c.key.in_(some))):
            yield by_digest[bytes(digest)], row
