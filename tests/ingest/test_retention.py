"""What is over is deleted with everything that came of it, and nothing that is another's."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from api.permissions import Role
from fixtures.showcase import make_sample
from ingest.retention import delete_overdue
from ingest.service import Service
from ingest.store.database import Database
from ingest.store.jti import is_spent, spend
from ingest.store.schema import METADATA
from tests.services.ageing import age_blobs
from tests.services.app import PLATFORM, SetClock, client_of, open_service
from tests.services.postgres import (
    database,
    database_address,
    postgres_address,
    postgres_server,
)
from tests.services.rows import GOOD, add_judgement, add_package, release, sample
from verify.canonical import canonical_json

__all__ = ["database", "database_address", "postgres_address", "postgres_server"]

_OWNED = [table for table in METADATA.tables.values() if "package" in table.c]


@pytest.fixture(name="service")
def _service(tmp_path: Path) -> Iterator[Service]:
    with open_service(tmp_path) as service:
        yield service


def _due(service: Service, *packages: str) -> None:
    """Have packages be over."""
    table = METADATA.tables["package"]
    with service.database.write() as connection:
        named = update(table).where(table.c.id.in_(packages))
        connection.execute(named.values(delete_at=service.clock()))


def _source(service: Service, package: str) -> str:
    table = METADATA.tables["package"]
    with service.database.read() as connection:
        asked = select(table.c.source).where(table.c.id == package)
        return str(connection.execute(asked).scalar_one())


def _rows(service: Service, package: str) -> dict[str, int]:
    """Return how many rows each table has of a package."""
    with service.database.read() as connection:
        return {
            one.name: len(connection.execute(select(one).where(one.c.package == package)).all())
            for one in _OWNED
        }


def _judged(service: Service) -> str:
    package = add_package(service)
    add_judgement(service, package, {"a": sample(GOOD)})
    return package


def test_nothing_goes_before_its_time(service: Service) -> None:
    package = _judged(service)
    assert delete_overdue(service) == 0
    assert any(_rows(service, package).values())


def test_every_row_goes_and_a_tombstone_says_so(service: Service) -> None:
    package, other = _judged(service), _judged(service)
    before = _rows(service, other)
    _due(service, package)
    assert delete_overdue(service) == 1
    assert not any(_rows(service, package).values())
    assert _rows(service, other) == before
    told = client_of(service).get(f"/v1/batches/{package}").json()
    assert (told["state"], told["package_id"], told["judgements"]) == ("deleted", package, [])
    assert client_of(service).get(f"/v1/batches/{package}/report").status_code == 404
    assert delete_overdue(service) == 0


def test_it_is_the_same_over_either_database(database: Database, tmp_path: Path) -> None:
    with open_service(tmp_path, database=database) as service:
        package, other = _judged(service), _judged(service)
        _due(service, package)
        assert delete_overdue(service) == 1
        assert not any(_rows(service, package).values())
        assert any(_rows(service, other).values())
        assert service.blobs.octets(_source(service, other)) is not None


def test_blobs_that_only_it_names_go(service: Service) -> None:
    package = _judged(service)
    source = _source(service, package)
    _due(service, package)
    age_blobs(service)
    delete_overdue(service)
    assert service.blobs.octets(source) is None
    assert _source(service, package) == ""
    left = (service.folder.parent / "blobs" / "sha256").rglob("*")
    assert not [path for path in left if path.is_file()]


def test_a_blob_that_another_package_names_stays_until_that_one_goes(service: Service) -> None:
    first, second = _judged(service), add_package(service)
    source = _source(service, second)
    assert _source(service, first) == source
    for package, octets in ((first, True), (second, False)):
        _due(service, package)
        age_blobs(service)
        delete_overdue(service)
        assert (service.blobs.octets(source) is not None) is octets


def test_a_part_that_another_list_names_stays(service: Service) -> None:
    mine, shared = service.blobs.put(b"mine"), service.blobs.put(b"shared")
    table, packages = METADATA.tables["package"], [add_package(service), add_package(service)]
    for package, parts in zip(packages, ([mine, shared], [shared]), strict=True):
        files = {f"data/{one}": {"sha256": one, "size": 1} for one in parts}
        listed = service.blobs.put(canonical_json({"base": "", "files": files}))
        with service.database.write() as connection:
            named = update(table).where(table.c.id == package)
            connection.execute(named.values(form="parts", source=listed))
    _due(service, packages[0])
    age_blobs(service)
    delete_overdue(service)
    assert (service.blobs.octets(mine), service.blobs.octets(shared)) == (None, 6)


def test_a_blob_that_was_used_lately_waits(service: Service) -> None:
    package = _judged(service)
    source = _source(service, package)
    _due(service, package)
    delete_overdue(service)
    assert service.blobs.octets(source) is not None
    age_blobs(service)
    service.blobs.put(service.blobs.read(source))  # somebody sends the same again
    delete_overdue(service)
    assert service.blobs.octets(source) is not None
    age_blobs(service)
    delete_overdue(service)
    assert service.blobs.octets(source) is None


@pytest.mark.parametrize(("state", "deleted"), [("running", 0), ("ready", 1), ("failed", 1)])
def test_a_package_that_a_worker_is_at_waits(service: Service, state: str, deleted: int) -> None:
    package = add_package(service)
    judgement = add_judgement(service, package, {"a": sample(GOOD)}, state="judging")
    attempt = METADATA.tables["attempt"]
    with service.database.write() as connection:
        named = update(attempt).where(attempt.c.subject == judgement)
        connection.execute(named.values(state=state))
    _due(service, package)
    assert delete_overdue(service) == deleted


def test_production_waits_until_every_hand_off_is_acknowledged(service: Service) -> None:
    package = _judged(service)
    cases = {"a": sample(GOOD, ended="admit")}
    release(service, add_judgement(service, package, cases, no=2, cause="decision"))
    _due(service, package)
    handoff = METADATA.tables["handoff"]
    with service.database.write() as connection:
        for table in METADATA.tables.values():
            if "environment" in table.c:
                connection.execute(update(table).values(environment="production"))
        assert connection.execute(select(handoff.c.id)).first() is not None
    production = replace(service, environment="production")
    assert delete_overdue(production) == 0
    with service.database.write() as connection:
        connection.execute(update(handoff).values(acknowledged_at=service.clock()))
    assert delete_overdue(production) == 1


def test_what_was_deleted_can_be_sent_again(service: Service) -> None:
    client, octets = client_of(service, Role.PLATFORM, PLATFORM), make_sample("good")
    ids = []
    for key in ("k-1", "k-2"):
        said = {"Idempotency-Key": key, "Content-Type": "application/zip"}
        answer = client.post("/v1/packages", content=octets, headers=said)
        assert answer.status_code == 202
        ids.append(answer.json()["id"])
        _due(service, *ids)
        assert delete_overdue(service) == 1
    assert len(set(ids)) == 2


def _file(service: Service, package: str, sealed_by: str) -> None:
    """Have the memory know a package by the seal on it, not by who sent it."""
    row = METADATA.tables["package"]
    with service.database.write() as connection:
        found = connection.execute(select(row).where(row.c.id == package)).one()
        connection.execute(insert(METADATA.tables["filing"]).values(
            environment=found.environment, lender=found.lender, package_id=found.package_id,
            package_digest=found.package_digest, sender=sealed_by,
        ))  # fmt: skip


@pytest.mark.parametrize("sealed_by", ["", PLATFORM])
def test_the_memory_forgets_a_package_by_whose_seal_it_was_known(
    service: Service, sealed_by: str
) -> None:
    package, other = _judged(service), _judged(service)
    for one in (package, other):
        _file(service, one, sealed_by)
    _due(service, package)
    delete_overdue(service)
    table = METADATA.tables["filing"]
    with service.database.read() as connection:
        assert len(connection.execute(select(table)).all()) == 1


def test_what_was_spent_long_ago_is_forgotten(service: Service) -> None:
    clock = service.clock
    assert isinstance(clock, SetClock)
    with service.database.write() as connection:
        spend(connection, "somebody", "once", clock())
    clock.advance(timedelta(days=2))
    delete_overdue(service)
    with service.database.read() as connection:
        assert not is_spent(connection, "somebody", "once")
