"""Hand-offs follow from what a person decided, and from nothing else."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ingest.handing.release import read_body, release_for
from ingest.service import Service
from ingest.store.commitorder import Place
from ingest.store.database import Database
from ingest.store.handoffs import HandoffView, handoffs_after
from tests.services.app import open_service
from tests.services.postgres import Postgres
from tests.services.rows import (
    GOOD,
    HELD,
    OPEN,
    SHARD,
    add_judgement,
    add_package,
    release,
    sample,
)
from verify.rules.decisions import DecisionOutcome

ADMIT, NON_LITIGATION = DecisionOutcome.ADMIT, DecisionOutcome.ADMIT_NON_LITIGATION


@pytest.fixture(name="service")
def _service(tmp_path: Path) -> Iterator[Service]:
    with open_service(tmp_path) as service:
        yield service


def _fed(service: Service) -> list[HandoffView]:
    with service.database.read() as connection:
        return handoffs_after(connection, service.environment, Place(), limit=100)


def _judge(service: Service, package: str, *, no: int = 1, **ends: Any) -> None:
    cases = {key: sample(GOOD, ended=end) for key, end in ends.items()}
    release(service, add_judgement(service, package, cases, no=no))


def test_nothing_is_handed_on_without_a_persons_end(service: Service) -> None:
    _judge(service, add_package(service), a=None, b="refuse", c="withdrawn")
    assert _fed(service) == []


def test_what_is_admitted_is_handed_on_released(service: Service) -> None:
    _judge(service, add_package(service), a=ADMIT, b=NON_LITIGATION)
    first, second = _fed(service)
    assert (first.kind, second.kind) == ("admitted", "non_litigation")
    assert [read_body(service.blobs, one)["released"] for one in (first, second)] == [True, True]


def test_a_case_with_a_blocking_question_is_never_handed_on(service: Service) -> None:
    package = add_package(service)
    release(service, add_judgement(service, package, {"a": sample(OPEN, ended=ADMIT)}))
    assert _fed(service) == []


def test_what_is_held_is_never_handed_on(service: Service) -> None:
    held = sample(HELD, ended=ADMIT)
    held.report["open_questions"] = []
    release(service, add_judgement(service, add_package(service), {"a": held}))
    assert _fed(service) == []


def test_a_second_call_writes_nothing(service: Service) -> None:
    judgement = add_judgement(service, add_package(service), {"a": sample(GOOD, ended=ADMIT)})
    assert [release(service, judgement), release(service, judgement)] == [1, 0]


def test_the_same_verdict_by_the_same_decision_is_not_told_twice(service: Service) -> None:
    package = add_package(service)
    _judge(service, package, a=ADMIT)
    _judge(service, package, no=2, a=ADMIT)
    assert [one.kind for one in _fed(service)] == ["admitted"]


@pytest.mark.parametrize(("end", "kind"), [(None, "recalled"), ("withdrawn", "withdrawn"),
                                           ("refuse", "recalled")])  # fmt: skip
def test_what_is_no_longer_admitted_is_called_back(
    service: Service, end: str | None, kind: str
) -> None:
    package = add_package(service)
    _judge(service, package, a=ADMIT)
    _judge(service, package, no=2, a=end)
    first, second = _fed(service)
    body = read_body(service.blobs, second)
    assert (kind, False) == (second.kind, body["released"])
    assert body["supersedes"] == read_body(service.blobs, first)["handoff_id"]


def test_a_handed_case_that_is_held_later_is_called_back(service: Service) -> None:
    package = add_package(service)
    _judge(service, package, a=ADMIT)
    release(service, add_judgement(service, package, {"a": sample(HELD, ended=ADMIT)}, no=2))
    assert [one.kind for one in _fed(service)] == ["admitted", "recalled"]


def test_another_verdict_of_a_handed_case_takes_its_place(service: Service) -> None:
    package, other = add_package(service), sample(GOOD, ended=ADMIT)
    _judge(service, package, a=ADMIT)
    other.report["verdict"]["route"] = "NON_LITIGATION_CANDIDATE"
    release(service, add_judgement(service, package, {"a": other}, no=2))
    assert [one.kind for one in _fed(service)] == ["admitted", "superseded"]


def test_a_handed_case_that_was_corrected_says_so(service: Service) -> None:
    package, same = add_package(service), {"a": sample(GOOD, ended=ADMIT)}
    for no, cause in enumerate(("first", "correction"), 1):
        release(service, add_judgement(service, package, same, no=no, cause=cause))
    assert [one.kind for one in _fed(service)] == ["admitted", "corrected"]


def test_what_was_called_back_can_be_handed_on_again(service: Service) -> None:
    package = add_package(service)
    for no, end in enumerate((ADMIT, None, ADMIT), 1):
        _judge(service, package, no=no, a=end)
    assert [one.kind for one in _fed(service)] == ["admitted", "recalled", "admitted"]


def test_an_object_is_of_the_published_form(service: Service) -> None:
    import jsonschema  # noqa: PLC0415 - of this test alone

    _judge(service, add_package(service), a=ADMIT)
    schemas = Path(__file__).parents[3] / "verify" / "schemas"
    schema = json.loads((schemas / "handoff.schema.json").read_bytes())
    jsonschema.validate(read_body(service.blobs, _fed(service)[0]), schema)


def test_the_feed_passes_over_nothing_that_is_committed_late(
    tmp_path: Path, postgres_server: Postgres
) -> None:
    with (
        closing(Database(postgres_server.new_migrated())) as database,
        open_service(tmp_path, database=database) as service,
    ):
        slow, quick = (
            add_judgement(service, add_package(service), {key: sample(GOOD, ended=ADMIT)})
            for key in ("a", "b")
        )
        with database.write() as connection:
            assert release_for(connection, service, slow, SHARD) == 1
            assert (release(service, quick), _fed(service)) == (1, [])
        assert [one.case_key for one in _fed(service)] == ["a", "b"]
        assert [release(service, slow), release(service, quick)] == [0, 0]
