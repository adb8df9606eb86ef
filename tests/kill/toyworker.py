"""A worker process over toy stages: `python -m tests.kill.toyworker ADDRESS FOLDER RELEASE`.

It stops at SIGTERM. Its clock goes wrong by as many seconds as the file `clock` says.
"""

import signal
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ingest.jobs.dbosjobs import DbosJobs
from ingest.jobs.port import JobTimes
from ingest.jobs.worker import work
from ingest.store.database import Database
from tests.kill.toys import toy_stages

__all__ = ["TIMES"]

TIMES = JobTimes(
    heartbeat=timedelta(seconds=0.2), lease=timedelta(seconds=1), reaper=timedelta(seconds=0.5),
    poll=timedelta(milliseconds=50), grace=timedelta(seconds=2), retry=timedelta(seconds=0.1),
    tries=50,
)  # fmt: skip


def _main(address: str, folder: Path, release: str) -> None:
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())

    def clock() -> datetime:
        wrong = folder / "clock"
        by = float(wrong.read_text()) if wrong.exists() else 0.0
        return datetime.now(UTC) + timedelta(seconds=by)

    database = Database(address)
    jobs = DbosJobs(database, TIMES, clock, release=release)
    work(jobs, toy_stages(database, folder, clock), stop.is_set)
    jobs.close()
    database.close()


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
