"""Where a worker does what is brought: take the attempt, run its stage, say what became of it.

A stage may raise whatever it likes: the attempt is tried again after a while and given up in the
end, with the name of the exception as its reason and never its words, which may quote a package.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from ingest.errors import FencedError, WorkerLostError
from ingest.jobs.claims import Claim, take
from ingest.jobs.hands import Hands
from ingest.jobs.port import JobTimes, Stages
from ingest.store.database import Database

__all__ = ["Bench"]

_log = logging.getLogger(__name__)


class Bench:
    """One worker's; several threads may bring to it at once."""

    def __init__(
        self,
        database: Database,
        worker: str,
        stages: Stages,
        times: JobTimes,
        clock: Callable[[], datetime],
    ) -> None:
        """Begin with empty hands."""
        self.worker = worker
        self.hands = Hands()
        self.lost = threading.Event()
        """Set once this worker was declared dead."""
        self._database = database
        self._stages = stages
        self._times = times
        self._clock = clock
        self._closed = threading.Event()

    def bring(self, attempt: str) -> None:
        """Do an attempt, if it is ready still; whatever goes wrong stays here."""
        if self._closed.is_set() or self.lost.is_set():
            return
        with self.hands.holding(attempt):
            try:
                claim = take(self._database, attempt, self.worker, self._clock)
                if claim is not None:
                    self._do(claim)
            except WorkerLostError:
                self.lose()
            except SQLAlchemyError as error:  # it is found, held by nobody, by the next round
                _log.warning("attempt %s: %s", attempt, type(error).__name__)

    def lose(self) -> None:
        """Take note that others gave away what this worker has in hand."""
        self.lost.set()

    def close(self, grace: float) -> None:
        """Take nothing more, and wait so many seconds for what is in hand."""
        self._closed.set()
        if not self.hands.wait_empty(grace):
            _log.warning("worker %s gives back what it has in hand", self.worker)

    def _do(self, claim: Claim) -> None:
        try:
            self._stages[claim.attempt.kind](claim)
        except FencedError:
            _log.info("attempt %s was given away", claim.id)
        except Exception as error:  # noqa: BLE001 - the one place that outlives any stage
            _log.warning("attempt %s: %s", claim.id, type(error).__name__)
            with self._database.write() as connection:
                claim.raised(connection, type(error).__name__, self._times)
