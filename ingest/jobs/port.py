"""The port to the job engine: five calls. Truth is the table `attempt`; the engine brings turns.

An attempt is a unit of work that may be begun any number of times and is finished once: whoever
takes it gets the next fencing token, and only the holder of the last token can finish it, in the
very transaction that writes what came of it. Whatever the engine loses is enqueued again by the
sweeper; what it delivers twice finds the attempt taken or done.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from sqlalchemy import Connection

__all__ = ["Attempt", "AttemptState", "Chore", "JobTimes", "Jobs", "Stage", "Stages", "Turn"]


class AttemptState(StrEnum):
    """Where an attempt stands."""

    READY = "ready"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Attempt(NamedTuple):
    """What is to be done: one stage of one subject, or of one part of it."""

    kind: str
    """A key of the stages."""
    subject: str
    """Judgement, receipt or source."""
    part: str = ""
    """The shard."""


class JobTimes(NamedTuple):
    """When a worker counts as gone. Nobody's clock is compared: counts are watched."""

    heartbeat: timedelta = timedelta(seconds=5)
    lease: timedelta = timedelta(seconds=30)
    """A worker whose count stands still for so long, by the watcher's monotonic clock, is dead."""
    reaper: timedelta = timedelta(seconds=10)
    """How often workers are watched, and attempts without a turn are looked for."""
    poll: timedelta = timedelta(milliseconds=100)
    """How often an idle worker asks for a turn."""
    grace: timedelta = timedelta(seconds=20)
    """How long a worker that is told to stop goes on with what it has begun."""
    retry: timedelta = timedelta(seconds=5)
    """How long a stage that raised is left alone the first time; each time twice as long."""
    retry_bound: timedelta = timedelta(minutes=10)
    """But no longer than this."""
    tries: int = 10
    """How often a stage may raise, or its worker die, before a person has to look at it: half an
    hour, for one package cannot kill workers for ever. A store that is away counts as no try."""


class Turn(Protocol):
    """One attempt in one worker's hands."""

    @property
    def attempt(self) -> Attempt:
        """What is to be done."""

    @property
    def environment(self) -> str:
        """Where it belongs."""

    @property
    def sender(self) -> str:
        """Whose it is."""

    @property
    def token(self) -> int:
        """How often it was taken: who holds the last one may finish it."""

    def finish(self, connection: Connection, result: Mapping[str, object] | None = None) -> None:
        """Mark the attempt done, in the transaction that writes what came of it.

        Raises:
            FencedError: it was given to another worker, or cancelled; the transaction is undone.
        """

    def wait(self, connection: Connection, until: datetime, reason: str) -> None:
        """Give the attempt back, to be tried again not before `until`. Raises as `finish`."""

    def fail(self, connection: Connection, reason: str) -> None:
        """Give the attempt up, for a person to look at. Raises as `finish`."""


Stage = Callable[[Turn], None]
"""Does the work of one kind: any work outside a transaction, then one transaction that finishes."""
Stages = Mapping[str, Stage]


class Chore(NamedTuple):
    """What every worker does now and then; any number of them may do it at once."""

    every: timedelta
    do: Callable[[], object]


class Jobs(Protocol):
    """What brings turns."""

    def enqueue(
        self,
        connection: Connection,
        attempt: Attempt,
        *,
        environment: str,
        sender: str,
        share: str = "",
        not_before: datetime | None = None,
    ) -> bool:
        """Ask for an attempt in the caller's transaction; False where it is asked for already.

        Its turn is fair between shares (the lender a package is for; the sender where none is
        named): a share's next shard comes after one of every other's.
        """

    def cancel(self, connection: Connection, subject: str) -> int:
        """Cancel what is not done of a subject, and fence who runs it; return how many attempts."""

    def run_worker(
        self, stages: Stages, stop: Callable[[], bool], chores: Sequence[Chore] = ()
    ) -> bool:
        """Work until told to stop; returns once what runs is finished, or else given back.

        False says that a stage whose attempt was given back is running still in a thread.

        Raises:
            WorkerLostError: others took this worker for dead; the process has to end at once.
        """

    def reap(self) -> int:
        """Take attempts from dead workers and enqueue what has no turn; return how many."""

    def status(self, attempt: Attempt) -> AttemptState | None:
        """Return where an attempt stands; None where it was never asked for."""
