"""Stages that do next to nothing, and write down every time they do it.

What a stage records goes to tables, in the transaction that finishes its attempt: a row of
`toy_verdict` and one of the outbox. That it ran goes to a log outside of every transaction, a line
when it begins and a line when it has judged: there it is seen how often it ran.
"""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Column, Integer, MetaData, String, Table, insert

from ingest.jobs.port import Stages, Turn
from ingest.store.blobs import Blobs
from ingest.store.database import Database
from ingest.store.localblobs import LocalBlobs
from ingest.store.schema import METADATA

__all__ = ["KIND", "TOYS", "toy_stages", "toy_verdict"]

KIND = "shard"
TOYS = MetaData()
toy_verdict = Table(
    "toy_verdict", TOYS,
    Column("seq", Integer, primary_key=True), Column("part", String(16), nullable=False),
)  # fmt: skip
"""Not unique: that a part is recorded once is what is tested."""


def toy_stages(database: Database, folder: Path, clock: Callable[..., object]) -> Stages:
    """Return the one stage; parts named `held…` wait for `go`, `dying…` kills after its blob."""
    blobs = LocalBlobs(folder / "blobs")

    def judge(turn: Turn) -> None:
        part = turn.attempt.part
        _write_down(folder, "begun", turn)
        if part.startswith("held"):
            _wait_for(folder / "go")
        time.sleep(0.01)
        _keep(blobs, folder, part)
        _write_down(folder, "judged", turn)
        with database.write() as connection:
            connection.execute(insert(toy_verdict).values(part=part))
            connection.execute(insert(METADATA.tables["outbox"]).values(
                environment=turn.environment, sender=turn.sender, kind="verdict.recorded",
                subject=f"{part}.{turn.token}", package="pkg", body={}, created_at=clock(),
            ))  # fmt: skip
            turn.finish(connection)

    return {KIND: judge}


def _keep(blobs: Blobs, folder: Path, part: str) -> None:
    """Keep a blob; where the part says so, die the first time it is on disk."""
    blobs.put(part.encode())
    died = folder / f"died-{part}"
    if part.startswith("dying") and not died.exists():
        died.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def _write_down(folder: Path, what: str, turn: Turn) -> None:
    """Append a line in one write, so that no kill leaves half of one."""
    line = f"{what} {turn.attempt.part} {turn.token} {os.getpid()}\n".encode()
    log = os.open(folder / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(log, line)
    os.close(log)


def _wait_for(path: Path) -> None:
    deadline = time.monotonic() + 60
    while not path.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
