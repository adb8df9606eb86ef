"""A job engine in this process: attempts are taken one after another, in the order of asking.

    jobs = StraightJobs(clock)
    with open_service(tmp_path, jobs=jobs) as service:
        ...
        jobs.run(service, stages_of(service))

What a stage raises is kept in `raised` and counts as a try; after `tries` the attempt is given up.
A `turn` can also be taken by hand, to see what a worker that was thought dead can still do.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, or_, select, update

from ingest.errors import FencedError
from ingest.jobs.port import Attempt, AttemptState, Chore, Stages
from ingest.service import Service
from ingest.store.schema import METADATA
from tests.services.app import RecordedJobs

_attempt = METADATA.tables["attempt"]


class StraightTurn:
    """One attempt, taken."""

    def __init__(self, row: Row[Any], clock: Callable[[], datetime]) -> None:
        self.attempt = Attempt(row.kind, row.subject, row.part)
        self.environment, self.sender = row.environment, row.sender
        self.token = row.token + 1
        self.id = row.id
        self._clock = clock

    def take(self, connection: Connection) -> None:
        """Take the attempt, with a token of its own."""
        taken = update(_attempt).where(_attempt.c.id == self.id)
        connection.execute(taken.values(state=AttemptState.RUNNING, token=self.token))

    def finish(self, connection: Connection, result: Mapping[str, object] | None = None) -> None:
        """Mark the attempt done."""
        self._put(connection, state=AttemptState.DONE, result=result, done_at=self._clock())

    def wait(self, connection: Connection, until: datetime, reason: str) -> None:
        """Give the attempt back."""
        self._put(connection, state=AttemptState.READY, not_before=until, reason=reason)

    def fail(self, connection: Connection, reason: str) -> None:
        """Give the attempt up."""
        self._put(connection, state=AttemptState.FAILED, reason=reason)

    def _put(self, connection: Connection, **values: object) -> None:
        mine = update(_attempt).where(
            _attempt.c.id == self.id, _attempt.c.token == self.token,
            _attempt.c.state == AttemptState.RUNNING,
        )  # fmt: skip
        if connection.execute(mine.values(**values)).rowcount != 1:
            raise FencedError(self.id)


class StraightJobs(RecordedJobs):
    """Takes what is recorded, in order."""

    def __init__(self, clock: Callable[[], datetime], *, tries: int = 3) -> None:
        self.raised: list[Exception] = []
        self._clock, self._tries = clock, tries

    def cancel(self, connection: Connection, subject: str) -> int:
        """Cancel what is not done of a subject."""
        mine = update(_attempt).where(
            _attempt.c.subject == subject,
            _attempt.c.state.in_([AttemptState.READY, AttemptState.RUNNING]),
        )
        return connection.execute(mine.values(state=AttemptState.CANCELLED)).rowcount

    def take(self, service: Service, *kinds: str) -> StraightTurn | None:
        """Take the next attempt, of these kinds where any are named; None where none is due."""
        due = or_(_attempt.c.not_before.is_(None), _attempt.c.not_before <= self._clock())
        asked = select(_attempt).where(_attempt.c.state == AttemptState.READY, due)
        if kinds:
            asked = asked.where(_attempt.c.kind.in_(kinds))
        with service.database.write() as connection:
            row = connection.execute(asked.order_by(_attempt.c.created_at, _attempt.c.part)).first()
            if row is None:
                return None
            turn = StraightTurn(row, self._clock)
            turn.take(connection)
            return turn

    def give_away(self, service: Service, turn: StraightTurn) -> None:
        """Take an attempt from a worker that is thought dead, and have it ready for another."""
        mine = update(_attempt).where(_attempt.c.id == turn.id)
        with service.database.write() as connection:
            connection.execute(mine.values(state=AttemptState.READY))

    def run(self, service: Service, stages: Stages, most: int = 1000) -> int:
        """Take and do attempts until none is due; return how many."""
        done = 0
        while done < most and (turn := self.take(service, *stages)) is not None:
            done += 1
            try:
                stages[turn.attempt.kind](turn)
            except Exception as error:  # noqa: BLE001 - as an engine: a stage may raise anything
                self.raised.append(error)
                self._try_again(service, turn)
        return done

    def _try_again(self, service: Service, turn: StraightTurn) -> None:
        mine = (_attempt.c.id == turn.id, _attempt.c.token == turn.token)
        with service.database.write() as connection:
            tries = connection.execute(select(_attempt.c.tries).where(*mine)).scalar()
            if tries is not None:
                over = tries + 1 >= self._tries
                state = AttemptState.FAILED if over else AttemptState.READY
                values = {"state": state, "tries": tries + 1}
                connection.execute(update(_attempt).where(*mine).values(values))

    def run_worker(
        self, stages: Stages, stop: Callable[[], bool], chores: Sequence[Chore] = ()
    ) -> None:
        """Not here: `run` does what is due and returns."""
        raise NotImplementedError
