"""Where a worker does what is brought: take the attempt, run its stage, say what became of it.

A stage may raise whatever it likes: the attempt is tried again after a while and given up in the
end, with the name of the exception as its reason and never its words, which may quote a package.
What is raised because a store is away counts as no try, and is outlived however long that lasts.
"""

import logging
import threading
from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection
from sqlalchemy.exc import SQLAlchemyError

from ingest.errors import FencedError, WorkerLostError
from ingest.jobs.claims import Claim, take, take_next
from ingest.jobs.engine import delivery_id
from ingest.jobs.hands import Hands
from ingest.jobs.outage import is_outage
from ingest.jobs.port import JobTimes, Stages
from ingest.jobs.queues import stands_in
from ingest.store.database import Database

__all__ = ["Bench"]

_AHEAD = 50
"""Deliveries that are forgotten in one transaction."""
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
        forget: Callable[[Collection[str]], None],
    ) -> None:
        """Begin with empty hands; `forget` is told which deliveries need not come any more."""
        self.worker = worker
        self.hands = Hands()
        self.lost = threading.Event()
        """Set once this worker was declared dead."""
        self._database = database
        self._stages = stages
        self._times = times
        self._clock = clock
        self._forget = forget
        self._closed = threading.Event()

    def bring(self, attempt: str, queue: str) -> None:
        """Do an attempt if it is ready still, and who is next in its line, until nobody is.

        Whatever goes wrong stays here: what was taken and not finished is found by the next round.
        """
        try:
            self._turn(lambda connection: take(connection, attempt, self.worker, self._clock))
            self._go_on(stands_in(queue))
        except WorkerLostError:
            self.lose()
        except SQLAlchemyError as error:
            _log.warning("attempt %s: %s", attempt, type(error).__name__)

    def lose(self) -> None:
        """Take note that others gave away what this worker has in hand."""
        self.lost.set()

    def close(self, grace: float) -> bool:
        """Take nothing more, and wait so many seconds for what is in hand; False if it goes on."""
        self._closed.set()
        return self.hands.wait_empty(grace)

    def _go_on(self, line: ColumnElement[bool]) -> None:
        """Do who is next, whose deliveries then need not come."""
        ahead: list[str] = []
        while done := self._turn(
            lambda connection: take_next(connection, line, self.worker, self._clock)
        ):
            ahead.append(done)
            if len(ahead) >= _AHEAD:
                self._forget(ahead)
                ahead.clear()
        self._forget(ahead)

    def _turn(self, takes: Callable[[Connection], Claim | None]) -> str | None:
        """Take an attempt and do it; return its delivery's id, or None where there is none."""
        if self._closed.is_set() or self.lost.is_set():
            return None
        with self.hands.one() as hold:
            with self._database.write() as connection:
                claim = takes(connection)
                if claim is None:
                    return None
                hold(claim.id)  # before anybody can see that it is taken
            self._do(claim)
        return delivery_id(claim.id, claim.delivery)

    def _do(self, claim: Claim) -> None:
        try:
            self._try(claim)
        except FencedError:
            _log.info("attempt %s was given away", claim.id)

    def _try(self, claim: Claim) -> None:
        """Run the stage; whatever it raises, but for who lost it, is written to the attempt."""
        try:
            self._stages[claim.attempt.kind](claim)
        except FencedError:
            raise
        except Exception as error:  # noqa: BLE001 - the one place that outlives any stage
            reason = type(error).__name__
            _log.warning("attempt %s: %s", claim.id, reason)
            put_back = claim.put_off if is_outage(error) else claim.raised
            with self._database.write() as connection:
                put_back(connection, reason, self._times)
