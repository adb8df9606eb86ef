"""Progress of packages to any number of listeners: one look into the database a turn for them all.

A poller runs while somebody listens. A listener is given what changed since what it has seen, in no
order but that of time: a step that was passed between two looks is never told.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

import structlog
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from anchors.limits import LIMITS
from api.problems import ProblemError
from ingest.service import Service
from ingest.store.reading import Standing, standings_of
from ingest.store.sight import Sight

__all__ = ["ProgressBoard", "Step"]

_TURN_S = 0.5
_log = structlog.get_logger(__name__)


class Step(NamedTuple):
    """Where a package stood at one look."""

    standing: Standing

    @property
    def id(self) -> str:
        """What tells this step from others of its package."""
        state, no, judgement, (done, every, failed) = self.standing
        return f"{no}.{done}.{every}.{failed}.{state}.{judgement}"


class ProgressBoard:
    """What is known of the packages that somebody listens to; of one event loop."""

    def __init__(self, service: Service) -> None:
        """Look into the service's database; nothing runs yet."""
        self._service = service
        self._listeners: Counter[str] = Counter()
        self._places: Counter[str] = Counter()
        self._steps: Mapping[str, Step] = {}
        self._looked = asyncio.Condition()
        self._poller: asyncio.Task[None] | None = None

    @contextmanager
    def listening(self, package: str, who: str) -> Iterator[None]:
        """Have a package looked at meanwhile.

        Raises:
            ProblemError: too many listen already, or this one too often.
        """
        most = self._places[who] >= LIMITS.event_listeners_each
        if most or self._listeners.total() >= LIMITS.event_listeners:
            raise ProblemError("http.unavailable", headers={"Retry-After": "30"})
        self._listeners[package] += 1
        self._places[who] += 1
        if self._poller is None or self._poller.done():
            self._poller = asyncio.create_task(self._poll())
        try:
            yield
        finally:
            self._listeners[package] -= 1
            self._listeners += Counter()
            self._places[who] -= 1
            self._places += Counter()

    async def after(self, package: str, seen: str | None, patience: float) -> Step | None:
        """Return the step of a package once it is another than was seen; None after a while.

        The last step is told whoever saw it: nothing is left to wait for.
        """

        def another() -> bool:
            step = self._steps.get(package)
            return step is not None and (step.id != seen or step.standing.over)

        try:
            async with asyncio.timeout(patience), self._looked:
                await self._looked.wait_for(another)
        except TimeoutError:
            return None
        return self._steps[package]

    async def _poll(self) -> None:
        """Look once a turn at whatever is listened to, until nobody listens."""
        while self._listeners:
            try:
                found = await run_in_threadpool(self._look, list(self._listeners))
            except SQLAlchemyError:
                _log.warning("progress.unread", exc_info=True)
            else:
                async with self._looked:
                    self._steps = found
                    self._looked.notify_all()
            await asyncio.sleep(_TURN_S)

    def _look(self, packages: list[str]) -> dict[str, Step]:
        with self._service.database.read() as connection:
            found = standings_of(connection, Sight(self._service.environment), packages)
        return {name: Step(standing) for name, standing in found.items()}
