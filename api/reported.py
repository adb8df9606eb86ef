"""The report that a decision is made on, and what an answer that decides nothing ends with."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from api.problems import Fault, ProblemError
from api.sight import find_package
from ingest.errors import AnswerError
from ingest.service import Service
from ingest.store.reading import case_of, closing_of, verdict_of
from ingest.store.reports import read_report
from ingest.store.sight import Sight

__all__ = ["decided_problem", "report_looked_at"]

_NOT_YET = "尚无报告 there is no report yet"


def report_looked_at(
    service: Service, sight: Sight, batch: str, case_key: str | None
) -> dict[str, Any]:
    """Return the current report of a case, or of a package where no case is named.

    Raises:
        ProblemError: there is no such package or case, or no report of it yet.
    """
    octets = _of_case(service, sight, batch, case_key) if case_key else None
    octets = octets or _of_batch(service, sight, batch)
    value: dict[str, Any] = json.loads(octets)
    return value


def _of_case(service: Service, sight: Sight, batch: str, case_key: str) -> bytes:
    with service.database.read() as connection:
        case = case_of(connection, sight, batch, case_key)
        if case is None:
            raise ProblemError("http.not_found")
        row = verdict_of(connection, find_package(connection, sight, batch), case)
    if row is None:
        raise ProblemError("http.conflict", _NOT_YET)
    return read_report(service.blobs, row)


def _of_batch(service: Service, sight: Sight, batch: str) -> bytes:
    with service.database.read() as connection:
        closed = closing_of(connection, find_package(connection, sight, batch))
    if closed is None or closed.summary is None:
        raise ProblemError("http.conflict", _NOT_YET)
    return service.blobs.read(closed.summary)


@contextmanager
def decided_problem() -> Iterator[None]:
    """End with a problem where an answer decides nothing; it says why."""
    try:
        yield
    except AnswerError as error:
        fault = Fault(pointer="/question", detail=str(error))
        raise ProblemError("http.invalid", errors=[fault]) from error
