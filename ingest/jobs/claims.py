"""Taking an attempt and letting go of it: every step is one guarded UPDATE.

Who takes an attempt counts its token up. Whatever it writes later names that token, its own id and
the state `running`; where no row answers, the attempt was given away or cancelled meanwhile, and
`FencedError` undoes the transaction with everything in it. A worker that was declared dead takes
nothing: its row is held while it does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, null, select, update

from ingest.errors import FencedError, WorkerLostError
from ingest.jobs.fair import READY
from ingest.jobs.port import Attempt, AttemptState, JobTimes
from ingest.jobs.workers import WorkerState
from ingest.store.schema import METADATA

__all__ = ["Claim", "give_back", "take", "take_next"]

_attempt = METADATA.tables["attempt"]
_worker = METADATA.tables["worker"]
_DOUBLINGS = 16
"""Of a pause of seconds: more than any bound, and a number that stays small."""
_KEPT = ("id", "environment", "sender", "token", "tries", "delivery")
_TAKEN = ("kind", "subject", "part", *_KEPT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The turn of one worker at one attempt; see `ingest.jobs.port.Turn`."""

    id: str
    attempt: Attempt
    environment: str
    sender: str
    token: int
    tries: int
    delivery: int
    worker: str
    clock: Callable[[], datetime]

    def finish(self, connection: Connection, result: Mapping[str, object] | None = None) -> None:
        """Mark it done; see `Turn.finish`."""
        self._let_go(
            connection, AttemptState.DONE, reason=None, done_at=self.clock(),
            result=null() if result is None else dict(result),
        )  # fmt: skip

    def wait(self, connection: Connection, until: datetime, reason: str) -> None:
        """Give it back to be tried again later; see `Turn.wait`."""
        self._let_go(connection, AttemptState.READY, reason=reason, not_before=until, tries=0)

    def fail(self, connection: Connection, reason: str) -> None:
        """Give it up; see `Turn.fail`."""
        self._let_go(connection, AttemptState.FAILED, reason=reason, done_at=self.clock())

    def raised(self, connection: Connection, reason: str, times: JobTimes) -> None:
        """Let it be tried again after a while, or give it up where that was tried too often."""
        tries = self.tries + 1
        if tries >= times.tries:
            self.fail(connection, reason)
            return
        until = self.clock() + _patience(tries, times)
        self._let_go(
            connection, AttemptState.READY, reason=reason, not_before=until, tries=tries
        )  # fmt: skip

    def put_off(self, connection: Connection, reason: str, times: JobTimes) -> None:
        """Let it be tried again after a while, however often it was taken; no try is counted."""
        until = self.clock() + _patience(self.token, times)
        self._let_go(connection, AttemptState.READY, reason=reason, not_before=until)

    def _let_go(self, connection: Connection, state: AttemptState, **values: object) -> None:
        held = update(_attempt).where(
            _attempt.c.id == self.id, _attempt.c.state == AttemptState.RUNNING,
            _attempt.c.token == self.token, _attempt.c.worker == self.worker,
        )  # fmt: skip
        changed = connection.execute(held.values(state=state, worker=None, **values))
        if changed.rowcount != 1:
            raise FencedError(f"{self.id}: token {self.token} is not the last")


def take(
    connection: Connection, attempt: str, worker: str, clock: Callable[[], datetime]
) -> Claim | None:
    """Take an attempt that is ready; None where it is not, whoever has it.

    Raises:
        WorkerLostError: this worker was declared dead.
    """
    _hold_alive(connection, worker)
    return _take(connection, attempt, worker, clock)


def take_next(
    connection: Connection, line: ColumnElement[bool], worker: str, clock: Callable[[], datetime]
) -> Claim | None:
    """Take who is next in line; None where nobody stands in it. Raises as `take`."""
    head = select(_attempt.c.id).where(READY, line).order_by(_attempt.c.priority).limit(1)
    _hold_alive(connection, worker)
    attempt = connection.scalar(head.with_for_update(skip_locked=True))
    return None if attempt is None else _take(connection, attempt, worker, clock)


def _take(
    connection: Connection, attempt: str, worker: str, clock: Callable[[], datetime]
) -> Claim | None:
    taken = update(_attempt).where(_attempt.c.id == attempt, READY).values(
        state=AttemptState.RUNNING, worker=worker, token=_attempt.c.token + 1, taken_at=clock()
    ).returning(*(_attempt.c[name] for name in _TAKEN))  # fmt: skip
    row = connection.execute(taken).one_or_none()
    if row is None:
        return None
    return Claim(
        attempt=Attempt(row.kind, row.subject, row.part), worker=worker, clock=clock,
        **{name: row._mapping[name] for name in _KEPT},  # noqa: SLF001 - the library's public name
    )  # fmt: skip


def give_back(
    connection: Connection, attempt: str, token: int, times: JobTimes, reason: str
) -> bool:
    """Make an attempt ready that its worker does not finish; False where it did after all.

    It counts as a try: where that was tried too often, the attempt is given up and False returned.
    """
    running = update(_attempt).where(
        _attempt.c.id == attempt, _attempt.c.state == AttemptState.RUNNING,
        _attempt.c.token == token,
    )  # fmt: skip
    left = running.where(_attempt.c.tries + 1 < times.tries).values(
        state=AttemptState.READY, worker=None, tries=_attempt.c.tries + 1, reason=reason
    )
    if connection.execute(left).rowcount == 1:
        return True
    connection.execute(running.values(state=AttemptState.FAILED, worker=None, reason=reason))
    return False


def _hold_alive(connection: Connection, worker: str) -> None:
    """Keep others from declaring this worker dead until the transaction ends."""
    alive = select(_worker.c.id).where(
        _worker.c.id == worker, _worker.c.state == WorkerState.ALIVE
    )  # fmt: skip
    if connection.execute(alive.with_for_update(read=True)).first() is None:
        raise WorkerLostError(f"{worker} was declared dead")


def _patience(turns: int, times: JobTimes) -> timedelta:
    """Return how long an attempt is left alone after so many turns."""
    return min(times.retry * (1 << min(turns - 1, _DOUBLINGS)), times.retry_bound)
