"""Who asks for a judgement holds one connection and no store, and nobody whom others wait for."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from sqlalchemy import event, insert, text

from fixtures.forge import Forged
from fixtures.trust import trust_directory
from fixtures.world import world
from ingest.judging.ask import ask_judgement, kept_policy
from ingest.judging.stages import judging_stages
from ingest.service import Service
from ingest.sources.keeper import StoredTrust
from ingest.store.database import Database
from ingest.store.judgements import judgement_row, lock_judgement, lock_package
from ingest.store.schema import METADATA
from tests.ingest.judging.given import SENDER, judging, receive, rows
from tests.kill.stand import wait_until
from tests.services.postgres import Postgres
from tests.services.turns import StraightJobs

if TYPE_CHECKING:
    from ingest.store.blobs import Blobs


class ClosedBlobs:
    """A store that is not to be asked anything."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(name)


def test_in_the_transaction_neither_the_store_nor_another_connection_is_asked_for(
    tmp_path: Path, forged: Forged, database: Database
) -> None:
    with judging(tmp_path, database=database) as (opened, _):
        trust = StoredTrust(database, opened.blobs, "sandbox", opened.clock)
        trust.adopt(trust_directory(world()).files())
        service = replace(opened, trust=trust)
        package, policy = receive(service, forged.path), kept_policy(service)
        apart = replace(service, blobs=cast("Blobs", ClosedBlobs()))
        taken: list[object] = []
        with database.write() as connection:
            event.listen(database.engine.pool, "checkout", lambda *one: taken.append(one))
            asked = ask_judgement(connection, apart, package=package, cause="facts", policy=policy)
        assert taken == []
        (row,) = rows(service, "judgement", id=asked)
        assert row.inputs["trust"] == trust.current().digest
        assert service.blobs.octets(row.inputs["policy"]) is not None


@pytest.fixture(name="server")
def _server(tmp_path: Path, postgres_server: Postgres) -> Iterator[tuple[Service, StraightJobs]]:
    """A service over a database in which many write at once."""
    with (
        closing(Database(postgres_server.new_migrated())) as database,
        judging(tmp_path, database=database) as opened,
    ):
        yield opened


def test_a_package_that_is_held_lets_rows_be_written_that_refer_to_it(
    server: tuple[Service, StraightJobs], forged: Forged
) -> None:
    service, _ = server
    package = receive(service, forged.path)
    (judgement,) = rows(service, "judgement")
    with service.database.write() as holder, service.database.write() as writer:
        assert lock_judgement(holder, package, judgement.id) is not None
        writer.execute(text("SET LOCAL lock_timeout = '2s'"))
        question = {
            "environment": "sandbox", "sender": SENDER, "package": package,
            "judgement": judgement.id, "case_key": "a", "code": "c", "scope": "case",
            "scope_key": "k", "blocking": True, "decided": False,
        }  # fmt: skip
        writer.execute(insert(METADATA.tables["question"]).values(question))


@pytest.mark.parametrize("stage", ["open", "close"])
def test_no_stage_holds_its_judgement_while_it_waits_for_its_package(
    stage: str, server: tuple[Service, StraightJobs], forged: Forged
) -> None:
    service, jobs = server
    package = receive(service, forged.path)
    (judgement,), stages = rows(service, "judgement"), judging_stages(service)
    if stage == "close":
        jobs.run(service, {name: stages[name] for name in ("open", "shard")})
    turn = jobs.take(service, stage)
    assert turn is not None
    with ThreadPoolExecutor(1) as pool:
        with service.database.write() as connection:
            lock_package(connection, package)
            ended = pool.submit(stages[stage], turn)
            wait_until(lambda: _waits(service), 10)
            connection.execute(text("SET LOCAL lock_timeout = '2s'"))
            assert judgement_row(connection, judgement.id, lock=True) is not None
            connection.execute(_HELD, {"judgement": judgement.id})
        ended.result(20)


_HELD = text("SELECT 1 FROM attempt WHERE subject = :judgement FOR UPDATE")
_WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


def _waits(service: Service) -> bool:
    with service.database.read() as connection:
        return bool(connection.execute(_WAITING).scalar_one())
