"""Progress as events: each step once, an end, and one look into the database for all who listen."""

import asyncio
import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import update

from anchors.limits import LIMITS
from api.permissions import Role
from api.problems import ProblemError
from api.progress import ProgressBoard
from ingest.service import Service
from ingest.store.schema import METADATA
from tests.services.app import OTHER_LENDER, client_of, open_service
from tests.services.rows import GOOD, add_judgement, add_package, sample


@pytest.fixture(name="service")
def _service(tmp_path: Path) -> Iterator[Service]:
    with open_service(tmp_path) as service:
        yield service


def _state(service: Service, package: str, state: str) -> None:
    table = METADATA.tables["package"]
    with service.database.write() as connection:
        connection.execute(update(table).where(table.c.id == package).values(state=state))


def test_a_package_that_is_judged_is_told_and_the_stream_ends(service: Service) -> None:
    package = add_package(service)
    add_judgement(service, package, {"a": sample(GOOD)})
    answer = client_of(service).get(f"/v1/batches/{package}/events")
    assert answer.headers["Content-Type"].startswith("text/event-stream")
    _, event, *_ = answer.text.split("\n\n")
    lines = dict(line.split(": ", 1) for line in event.split("\n"))
    assert lines["event"] == "done"
    assert json.loads(lines["data"]) == {
        "state": "judged", "judgement": 1, "progress": {"done": 1, "all": 1, "failed": 0},
    }  # fmt: skip


def test_anothers_progress_is_not_there(service: Service) -> None:
    package = add_package(service)
    stranger = client_of(service, Role.LENDER, OTHER_LENDER)
    assert stranger.get(f"/v1/batches/{package}/events").status_code == 404


def test_listeners_are_told_what_changes_and_not_what_they_know(service: Service) -> None:
    package, other = add_package(service, state="judging"), add_package(service)

    async def listen() -> list[object]:
        board = ProgressBoard(service)
        with (
            board.listening(package, "a"),
            board.listening(package, "b"),
            board.listening(other, "a"),
        ):
            first = await board.after(package, None, 10)
            assert first is not None
            again = await board.after(package, first.id, 0.7)
            await asyncio.to_thread(_state, service, package, "judged")
            both = await asyncio.gather(*(board.after(package, first.id, 10) for _ in "12"))
        return [first.standing.over, again, *[one and one.standing.over for one in both]]

    assert asyncio.run(listen()) == [False, None, True, True]


def test_too_many_listeners_are_sent_away(service: Service) -> None:
    async def listen() -> str:
        board = ProgressBoard(service)
        board._listeners["pkg-x"] = 500
        with pytest.raises(ProblemError) as error, board.listening("pkg-y", "a"):
            pass
        return error.value.code

    assert asyncio.run(listen()) == "http.unavailable"


def test_one_client_leaves_places_to_others(service: Service) -> None:
    async def listen() -> list[str]:
        board = ProgressBoard(service)
        with ExitStack() as listening:
            for _ in range(LIMITS.event_listeners_each):
                listening.enter_context(board.listening("pkg-x", "greedy"))
            with pytest.raises(ProblemError) as error, board.listening("pkg-x", "greedy"):
                pass
            with board.listening("pkg-x", "another"):
                return [error.value.code]

    assert asyncio.run(listen()) == ["http.unavailable"]


def test_a_stream_of_what_is_over_ends_whatever_was_seen(service: Service) -> None:
    package = add_package(service)
    add_judgement(service, package, {"a": sample(GOOD)})
    client, path = client_of(service), f"/v1/batches/{package}/events"
    (last,) = re.findall("^id: (.+)$", client.get(path).text, re.MULTILINE)
    again = client.get(path, headers={"Last-Event-ID": last})
    assert "event: done" in again.text
