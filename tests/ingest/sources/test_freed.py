"""No case waits for ever: whatever its sources do at once, and whatever became of them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Barrier, BrokenBarrierError
from typing import cast

import pytest
from sqlalchemy import Connection, insert

from ingest.service import Service
from ingest.sources.waiting import judge_freed, judge_overdue
from ingest.store.awaited import Awaited, await_items, hold_source
from ingest.store.database import Database
from ingest.store.judgements import JudgementState, set_judgement
from ingest.store.schema import METADATA
from tests.ingest.judging.given import pass_time, rows
from tests.services.app import LENDER, open_service
from tests.services.rows import add_judgement, add_package

_SOURCES = ("chain:a", "crl:b")
_TERM = timedelta(days=7)


class _Meeting:
    """A database of which both transactions are about to commit, unless one holds the other up."""

    def __init__(self, database: Database) -> None:
        self._database, self._both = database, Barrier(2, timeout=0.3)
        self.read = database.read

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a transaction that waits for the other one before it commits."""
        with self._database.write() as connection:
            yield connection
            with suppress(BrokenBarrierError):
                self._both.wait()


@pytest.fixture(name="service")
def _service(database: Database, tmp_path: Path) -> Iterator[Service]:
    with open_service(tmp_path, database=database) as service:
        yield service


@pytest.fixture(name="package")
def _package(service: Service) -> str:
    """A package with one case, that waits and awaits nothing."""
    package = add_package(service)
    add_judgement(service, package, {})
    with service.database.write() as connection:
        connection.execute(insert(METADATA.tables["case_state"]).values(
            environment="sandbox", sender=LENDER, package=package, case_key="c", shard="s",
            order_key="0" * 64, waiting=["anchor.header_unpinned"],
            next_attempt=service.clock(), wait_until=service.clock() + _TERM,
        ))  # fmt: skip
    return package


def _await_both(service: Service, package: str) -> None:
    with service.database.write() as connection:
        for source in _SOURCES:
            hold_source(connection, source, "sandbox")
        await_items(
            connection, environment="sandbox", sender=LENDER, package=package,
            awaited=[Awaited("c", source, "1") for source in _SOURCES], now=service.clock(),
        )  # fmt: skip


def _asked(service: Service) -> list[tuple[list[str], bool]]:
    """Return what judgements but the first are to name, and whether it may wait."""
    later = rows(service, "judgement", cause="trust")
    return [(row.inputs["cases"], row.inputs["may_wait"]) for row in later]


def test_a_case_is_judged_whose_two_sources_bring_at_once_what_it_was_short_of(
    service: Service, package: str
) -> None:
    _await_both(service, package)
    together = replace(service, database=cast("Database", _Meeting(service.database)))
    with ThreadPoolExecutor(2) as both:
        list(both.map(lambda source: judge_freed(together, source, ["1"]), _SOURCES))
    assert _asked(service) == [(["c"], True)]
    assert rows(service, "awaited") == []


@pytest.mark.usefixtures("package")
def test_a_case_that_no_source_knows_of_is_judged_when_its_time_is_over(service: Service) -> None:
    judge_overdue(service)
    assert _asked(service) == []
    pass_time(service, _TERM)
    for _ in range(2):
        judge_overdue(service)
    assert _asked(service) == [(["c"], False)]


def test_a_case_that_is_being_judged_is_asked_for_only_if_it_waits_on(
    service: Service, package: str
) -> None:
    _await_both(service, package)
    running = add_judgement(service, package, {}, no=2, state="judging")
    pass_time(service, _TERM)
    judge_overdue(service)
    assert _asked(service) == []
    with service.database.write() as connection:
        set_judgement(connection, running, JudgementState.CLOSED)
    judge_overdue(service)
    assert _asked(service) == [(["c"], False)]
    assert rows(service, "awaited") == []
