"""Packages received by a service in this process, as intake leaves them, and what came of them."""

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, func, insert, select

from fixtures.world import RECEIVED_AT
from ingest.decisions import read_decision
from ingest.errors import BlobStoreError
from ingest.judging.ask import ask_judgement, kept_policy
from ingest.judging.stages import judging_stages
from ingest.service import Service
from ingest.store.blobs import Blobs
from ingest.store.decisions import insert_decision
from ingest.store.ids import new_id
from ingest.store.schema import METADATA
from tests.services.app import SetClock, open_service
from tests.services.turns import StraightJobs
from verify.trust import TrustStore

SENDER = "plat-anzheng"
_PACKAGE = METADATA.tables["package"]


@contextmanager
def judging(folder: Path, **changes: Any) -> Iterator[tuple[Service, StraightJobs]]:
    """Give a service and the engine that does its attempts."""
    clock = SetClock()
    jobs = StraightJobs(clock)
    with open_service(folder, jobs=jobs, clock=clock, **changes) as service:
        yield service, jobs


def receive(service: Service, archive: Path, *, name: str | None = None) -> str:
    """Keep a package with its row, ask for its first judgement and return its id."""
    with zipfile.ZipFile(archive) as opened:
        named = {name.rpartition("/")[2]: name for name in opened.namelist()}
        head = json.loads(opened.read(named["package.json"]))
        tags = opened.read(named["tagmanifest-sha256.txt"])
    package = new_id("pkg")
    row = {
        "id": package, "environment": service.environment, "sender": SENDER,
        "package_id": name or head["package_id"], "package_digest": sha256(tags).hexdigest(),
        "form": "archive", "source": service.blobs.put(archive.read_bytes()),
        "octets": archive.stat().st_size, "head": head, "lender": head["lender"]["uscc"],
        "platform": head["platform_id"], "state": "received", "received_at": RECEIVED_AT,
        "settings": {},
    }  # fmt: skip
    policy = kept_policy(service)
    with service.database.write() as connection:
        connection.execute(insert(_PACKAGE).values(row))
        ask_judgement(connection, service, package=package, cause="first", policy=policy)
    return package


def ask(service: Service, package: str, cause: str, **changes: Any) -> str:
    """Ask for a judgement in a transaction of its own."""
    policy = kept_policy(service)
    with service.database.write() as connection:
        return ask_judgement(
            connection, service, package=package, cause=cause, policy=policy, **changes
        )


def run(service: Service, jobs: StraightJobs) -> None:
    """Do everything that is due; nothing may have raised."""
    jobs.run(service, judging_stages(service))
    if jobs.raised:
        raise jobs.raised[0]


def pass_time(service: Service, by: timedelta) -> None:
    """Let time pass for a service and its engine."""
    clock = service.clock
    assert isinstance(clock, SetClock)
    clock.advance(by)


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


def handoffs_of(service: Service, package: str, no: int = 1) -> list[bytes]:
    """Return the hand-off objects that a judgement made, in the order of shards and cases."""
    (judgement,) = rows(service, "judgement", package=package, no=no)
    return [
        service.blobs.read(row.handoff)[row.handoff_at :][: row.handoff_octets]
        for row in rows(service, "verdict", judgement=judgement.id)
    ]


def decide(service: Service, folder: Path) -> None:
    """Keep the decisions of a folder, as if people had made them."""
    with service.database.write() as connection:
        for path in sorted(folder.iterdir()):
            octets = path.read_bytes()
            insert_decision(connection, service, read_decision(octets), octets, "judge")


class KeptTrust:
    """Versions of a trust store, the last one current."""

    def __init__(self, *versions: TrustStore) -> None:
        self.versions = list(versions)

    def current(self, profile: str = "") -> TrustStore:
        """Return the last version."""
        return self.versions[-1]

    def newest(self, connection: Connection, profile: str = "") -> str:
        """Return the digest of the last version."""
        return self.current(profile).digest

    def version(self, digest: str) -> TrustStore:
        """Return the version of a digest."""
        return next(one for one in self.versions if one.digest == digest)


class CutBlobs:
    """Blobs whose store is gone once: at one of the calls that put or read something."""

    def __init__(self, blobs: Blobs, cut: int) -> None:
        self._blobs, self._left = blobs, cut

    @classmethod
    def of(cls, service: Service, cut: int) -> Service:
        """Return a service whose store is gone once."""
        return replace(service, blobs=cast("Blobs", cls(service.blobs, cut)))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._blobs, name)

    def put(self, octets: bytes) -> str:
        """Keep octets; whether they are kept is not said where it is gone."""
        digest = self._blobs.put(octets)
        self._count()
        return digest

    def read(self, digest: str) -> bytes:
        """Return octets."""
        self._count()
        return self._blobs.read(digest)

    def _count(self) -> None:
        self._left -= 1
        if self._left == -1:
            raise BlobStoreError("gone")
