"""Packages received by a service in this process, as intake leaves them, and what came of them."""

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select

from fixtures.world import RECEIVED_AT
from ingest.judging.ask import ask_judgement
from ingest.judging.stages import judging_stages
from ingest.service import Service
from ingest.store.ids import new_id
from ingest.store.schema import METADATA
from tests.services.app import SetClock, open_service
from tests.services.turns import StraightJobs

SENDER = "plat-anzheng"
_PACKAGE = METADATA.tables["package"]


@contextmanager
def judging(folder: Path, **changes: Any) -> Iterator[tuple[Service, StraightJobs]]:
    """Give a service and the engine that does its attempts."""
    clock = SetClock()
    jobs = StraightJobs(clock)
    with open_service(folder, jobs=jobs, clock=clock, **changes) as service:
        yield service, jobs


def receive(service: Service, archive: Path, *, sender: str = SENDER) -> str:
    """Keep a package with its row, ask for its first judgement and return its id."""
    with zipfile.ZipFile(archive) as opened:
        named = {name.rpartition("/")[2]: name for name in opened.namelist()}
        head = json.loads(opened.read(named["package.json"]))
        tags = opened.read(named["tagmanifest-sha256.txt"])
    package = new_id("pkg")
    row = {
        "id": package, "environment": service.environment, "sender": sender,
        "package_id": head["package_id"], "package_digest": sha256(tags).hexdigest(),
        "form": "archive", "source": service.blobs.put(archive.read_bytes()),
        "octets": archive.stat().st_size, "head": head, "lender": head["lender"]["uscc"],
        "platform": head["platform_id"], "state": "received", "received_at": RECEIVED_AT,
        "settings": {},
    }  # fmt: skip
    with service.database.write() as connection:
        connection.execute(insert(_PACKAGE).values(row))
        ask_judgement(connection, service, package=package, cause="first")
    return package


def ask(service: Service, package: str, cause: str, **changes: Any) -> str:
    """Ask for a judgement in a transaction of its own."""
    with service.database.write() as connection:
        return ask_judgement(connection, service, package=package, cause=cause, **changes)


def run(service: Service, jobs: StraightJobs) -> None:
    """Do everything that is due; nothing may have raised."""
    jobs.run(service, judging_stages(service))
    if jobs.raised:
        raise jobs.raised[0]


def rows(service: Service, table: str, **named: object) -> list[Any]:
    """Return the rows of a table, by their key."""
    found = METADATA.tables[table]
    with service.database.read() as connection:
        asked = select(found).filter_by(**named).order_by(*found.primary_key)
        return list(connection.execute(asked))


def count(service: Service, table: str, **named: object) -> int:
    """Return how many rows there are."""
    found = METADATA.tables[table]
    with service.database.read() as connection:
        return connection.execute(
            select(func.count()).select_from(found).filter_by(**named)
        ).scalar_one()


def reports_of(service: Service, package: str, no: int = 1) -> list[bytes]:
    """Return the reports that a judgement issued, in the order of shards and cases."""
    (judgement,) = rows(service, "judgement", package=package, no=no)
    return [
        service.blobs.read(row.report)[row.report_at :][: row.report_octets].rstrip(b"\n")
        for row in rows(service, "verdict", judgement=judgement.id)
    ]
