"""The engine behind the port: DBOS Transact, told to bring ids and nothing else.

Its rows hold the ids of attempts as JSON, never an object or a word of a case; its tables may be
emptied at any time, and the sweeper enqueues again what is missing. It runs without its hosted
parts: no telemetry, no conductor, no address is configured, and none is contacted.

SQLite keeps its tables in our file, over connections that begin transactions its own way;
PostgreSQL in the schema `dbos`.
"""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import NamedTuple

from dbos import DBOS, DBOSClient, DBOSConfig, DBOSPortableJSONSerializer, WorkflowStatus, error
from sqlalchemy import Connection
from sqlalchemy import Engine as SqlEngine

from ingest.jobs.fair import LAST
from ingest.store.database import Database

__all__ = ["RELEASE", "Delivery", "Engine", "Queue", "delivery_id"]

_NAME = "evidence-gateway"
RELEASE = "1"
"""Of what is enqueued, not of the program: it changes only with what a delivery means. What an
older one enqueued is enqueued again by the sweeper."""
_WORKFLOW = "turn"
_OVER = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
_PAGE = 500
"""Rows a transaction that cleans up: it holds SQLite for some tens of milliseconds."""


class Queue(NamedTuple):
    """What stands in one line."""

    name: str
    at_once: int
    """Attempts of it that one process runs at the same time."""
    polls: int
    """It is asked once in so many of the usual intervals."""


class Delivery(NamedTuple):
    """One bringing of an attempt; twice the same is once."""

    attempt: str
    number: int
    queue: str
    priority: int

    @property
    def id(self) -> str:
        """The engine's id of it."""
        return delivery_id(self.attempt, self.number)


def delivery_id(attempt: str, number: int) -> str:
    """Return the engine's id of a delivery."""
    return f"{attempt}.{number}"


class Engine:
    """DBOS over one database."""

    def __init__(self, database: Database, *, release: str = RELEASE) -> None:
        """Connect to nothing yet; who only enqueues never starts the engine itself."""
        self._database = database
        self._release = release

    def prepare(self) -> None:
        """Bring the engine's own tables to its version."""
        _quieten()
        DBOS.migrate(self._database.address)

    def deliver(self, connection: Connection, delivery: Delivery) -> None:
        """Enqueue in the caller's transaction."""
        self._client.enqueue_in_transaction(
            connection,
            {
                "workflow_name": _WORKFLOW, "queue_name": delivery.queue,
                "workflow_id": delivery.id, "app_version": self._release,
                "priority": min(delivery.priority, LAST),
            },
            delivery.attempt, delivery.queue,
        )  # fmt: skip

    def lost(self, deliveries: Collection[str], workers: Collection[str]) -> set[str]:
        """Return which deliveries nobody will bring: unknown, over, or in no living worker."""
        known = self._client.list_workflows(
            workflow_ids=list(deliveries), load_input=False, load_output=False
        )
        coming = {
            status.workflow_id for status in known
            if status.app_version == self._release and (
                status.status == "ENQUEUED"
                or (status.status == "PENDING" and status.executor_id in workers)
            )
        }  # fmt: skip
        return set(deliveries) - coming

    def forget(self, deliveries: Collection[str]) -> None:
        """Drop what need not be brought any more."""
        if deliveries:
            self._client.delete_workflows(list(deliveries))

    def forget_worker(self, worker: str) -> None:
        """Drop what was in the hands of a worker that is no more."""
        self._drop(lambda: self._client.list_workflows(
            status="PENDING", executor_id=worker, limit=_PAGE, load_input=False, load_output=False
        ))  # fmt: skip

    def forget_done(self) -> None:
        """Drop what was brought: what came of it stands in our own tables."""
        self._drop(lambda: self._client.list_workflows(
            status=list(_OVER), limit=_PAGE, load_input=False, load_output=False
        ))  # fmt: skip

    @contextmanager
    def running(
        self, worker: str, bring: Callable[[str, str], None], queues: Iterable[Queue], poll: float
    ) -> Iterator[None]:
        """Bring attempts to a function, in threads of this process, for as long as the block runs.

        What is in hand when it ends goes on; nothing more is brought.
        """
        _quieten()
        for queue in queues:
            self._client.register_queue(
                queue.name, worker_concurrency=queue.at_once,
                polling_interval_sec=poll * queue.polls,
            )  # fmt: skip

        def turn(attempt: str, queue: str) -> None:
            bring(attempt, queue)

        DBOS(config=self._config(worker))
        DBOS.workflow(name=_WORKFLOW)(turn)
        DBOS.launch()
        try:
            yield
        finally:
            DBOS.destroy(destroy_registry=True)

    def close(self) -> None:
        """Close every connection."""
        if "_client" in self.__dict__:
            self._client.destroy()
        if "_tables" in self.__dict__ and self._database.is_sqlite:
            self._tables.dispose()

    def _config(self, worker: str) -> DBOSConfig:
        return {
            "name": _NAME,
            "system_database_url": self._database.address,
            "system_database_engine": self._tables,
            "run_migrations": False,
            "executor_id": worker,
            "application_version": self._release,
            "serializer": DBOSPortableJSONSerializer(),
            "enable_otlp": False,
            "log_level": "ERROR",
        }

    def _drop(self, page: Callable[[], list[WorkflowStatus]]) -> None:
        while found := page():
            self.forget([status.workflow_id for status in found])

    @cached_property
    def _tables(self) -> SqlEngine:
        return self._database.engine_for_jobs()

    @cached_property
    def _client(self) -> DBOSClient:
        return DBOSClient(
            system_database_engine=self._tables, serializer=DBOSPortableJSONSerializer(),
            application_name=_NAME, lazy=True, retry_connection_errors=False,
        )  # fmt: skip


def _quieten() -> None:
    """Let what the engine says go where everything goes, instead of to a console of its own."""
    log = logging.getLogger("dbos")
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    log.setLevel(logging.ERROR)
    log.addFilter(_is_of_interest)


def _is_of_interest(record: logging.LogRecord) -> bool:
    """Pass over a delivery that was forgotten while it was brought.

    Its attempt was done ahead by another worker, which then forgets the delivery; the engine, that
    had handed it out meanwhile, finds no row to write its end to. Nothing is lost: whether an
    attempt is done says our own table.
    """
    raised = record.exc_info[1] if record.exc_info else None
    return not isinstance(raised, error.DBOSNonExistentWorkflowError)
