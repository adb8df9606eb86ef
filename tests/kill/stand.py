"""Where the suite starts workers, does them harm, and counts what came of it."""

import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from sqlalchemy import func, select

from ingest.jobs.dbosjobs import DbosJobs
from ingest.jobs.engine import RELEASE
from ingest.jobs.port import Attempt, AttemptState
from ingest.store.database import Database
from ingest.store.schema import METADATA
from tests.kill.toys import KIND, TOYS, toy_verdict
from tests.kill.toyworker import TIMES

__all__ = ["Stand", "Worker"]

_attempt = METADATA.tables["attempt"]
_outbox = METADATA.tables["outbox"]


class Worker(subprocess.Popen[bytes]):
    """A worker process, and the harm that can be done to it."""

    def stop(self) -> None:
        """Let it stand still, as a machine that is overloaded or paused."""
        self.send_signal(signal.SIGSTOP)

    def wake(self) -> None:
        """Let it go on."""
        self.send_signal(signal.SIGCONT)


class Stand:
    """One database, one folder, and any number of workers over both."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.folder = folder
        self.jobs = DbosJobs(database, TIMES, lambda: datetime.now(UTC))
        self._workers: list[Worker] = []
        with database.write() as connection:
            TOYS.create_all(connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.kill()
            worker.wait()
        self.jobs.close()

    def start(self, release: str = RELEASE) -> Worker:
        """Start a worker."""
        command = [
            sys.executable, "-m", "tests.kill.toyworker", self.database.address,
            str(self.folder), release,
        ]  # fmt: skip
        worker = Worker(command)
        self._workers.append(worker)
        return worker

    def ask(self, parts: Iterable[str], not_before: datetime | None = None) -> None:
        """Ask for attempts, all in one transaction."""
        with self.database.write() as connection:
            for part in parts:
                assert self.jobs.enqueue(
                    connection, Attempt(KIND, "jdg", part), environment="sandbox", sender="s",
                    not_before=not_before,
                )  # fmt: skip

    def done(self) -> int:
        """Return how many attempts are done."""
        with self.database.read() as connection:
            found = connection.execute(
                select(func.count()).where(_attempt.c.state == AttemptState.DONE)
            )
            return int(found.scalar_one())

    def wait_done(self, count: int, seconds: float = 60) -> None:
        """Wait until so many are done."""
        wait_until(lambda: self.done() >= count, seconds)

    def wait_begun(self, part: str, times: int = 1) -> None:
        """Wait until a part was begun so often."""
        wait_until(lambda: self.logged("begun")[part] >= times, 60)

    def logged(self, what: str) -> Counter[str]:
        """Return how often each part was begun, or judged."""
        log = self.folder / "log"
        lines = log.read_text().splitlines() if log.exists() else []
        return Counter(line.split()[1] for line in lines if line.startswith(what + " "))

    def recorded(self) -> tuple[Counter[str], int]:
        """Return how often each part was recorded, and how many rows the outbox has."""
        with self.database.read() as connection:
            parts = Counter(connection.scalars(select(toy_verdict.c.part)))
            events = connection.execute(select(func.count()).select_from(_outbox)).scalar_one()
        return parts, int(events)

    def each_once(self, parts: Iterable[str]) -> bool:
        """Whether each part was recorded once, and is once in the outbox."""
        wanted = Counter(parts)
        return self.recorded() == (wanted, wanted.total())


def wait_until(holds: Callable[[], bool], seconds: float) -> None:
    """Look again and again until something holds; it must, within some seconds."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.05)
