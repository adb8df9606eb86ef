"""A judgement is closed once: every case has one verdict, whatever happens on the way."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fixtures.forge import Forged
from fixtures.scenarios.index import Staged
from ingest.errors import FencedError
from ingest.judging.ask import JudgementAsk
from ingest.judging.held import rows_of
from ingest.judging.stages import judging_stages
from ingest.judging.standing import summarise_standing
from ingest.service import Service
from ingest.store.database import Database
from ingest.store.standing import last_verdict
from tests.ingest.judging.given import (
    CutBlobs,
    KeptTrust,
    ask,
    count,
    decide,
    judging,
    pass_time,
    receive,
    rows,
    run,
)
from tests.journeys.admitted import settings_of


def sums(service: Service) -> tuple[int, int, int]:
    """Return verdicts, cases that closed judgements name, and what others are told."""
    closed = rows(service, "judgement", state="closed")
    told = count(service, "outbox", kind="verdict.recorded")
    return count(service, "verdict"), sum(row.cases for row in closed), told


def test_every_case_has_one_verdict_and_is_told_of_once(
    tmp_path: Path, forged: Forged, database: Database
) -> None:
    with judging(tmp_path, database=database) as (service, jobs):
        package = receive(service, forged.path)
        run(service, jobs)
        assert sums(service) == (3, 3, 3)
        (row,) = rows(service, "package", id=package)
        assert row.state == "judged"
        assert {one.judgement_no for one in rows(service, "case_state")} == {1}


def test_a_package_that_is_refused_by_its_last_shard_has_no_verdict(
    tmp_path: Path, refused: Forged
) -> None:
    with judging(tmp_path) as (service, jobs):
        package = receive(service, refused.path)
        run(service, jobs)
        assert sums(service) == (0, 0, 0)
        (row,), (judgement,) = rows(service, "package", id=package), rows(service, "judgement")
        assert (row.state, judgement.state) == ("refused", "refused")
        assert b'"result":"refused"' in service.blobs.read(judgement.summary)
        assert count(service, "filing") == 0


@pytest.mark.parametrize("cut", [0, 1, 4, 12, 14])
def test_a_crash_at_a_blob_neither_loses_nor_doubles_a_verdict(
    cut: int, tmp_path: Path, forged: Forged
) -> None:
    with judging(tmp_path) as (service, jobs):
        package = receive(service, forged.path)
        jobs.run(service, judging_stages(CutBlobs.of(service, cut)))
        assert len(jobs.raised) == 1
        assert sums(service) == (3, 3, 3)
        (row,) = rows(service, "package", id=package)
        assert row.state == "judged"


def test_a_closing_that_is_begun_again_records_nothing_twice(
    tmp_path: Path, forged: Forged, database: Database
) -> None:
    with judging(tmp_path, database=database) as (service, jobs):
        receive(service, forged.path)
        stages = judging_stages(service)
        jobs.run(service, {name: stages[name] for name in ("open", "shard")})
        thought_dead = jobs.take(service, "close")
        assert thought_dead is not None
        jobs.give_away(service, thought_dead)
        run(service, jobs)
        with pytest.raises(FencedError):
            stages["close"](thought_dead)
        assert sums(service) == (3, 3, 3)


def test_a_shard_that_was_given_away_is_not_taken_from_who_wakes_up(
    tmp_path: Path, forged: Forged
) -> None:
    with judging(tmp_path) as (service, jobs):
        receive(service, forged.path)
        stages = judging_stages(service)
        jobs.run(service, {"open": stages["open"]})
        thought_dead = jobs.take(service, "shard")
        assert thought_dead is not None
        jobs.give_away(service, thought_dead)
        run(service, jobs)
        with pytest.raises(FencedError):
            judging_stages(service)["shard"](thought_dead)
        assert sums(service) == (3, 3, 3)


def test_a_judgement_of_some_cases_names_only_these(tmp_path: Path, forged: Forged) -> None:
    with judging(tmp_path) as (service, jobs):
        package = receive(service, forged.path)
        run(service, jobs)
        key = rows(service, "verdict")[1].case_key
        ask(service, package, "facts", inputs=JudgementAsk(cases=[key]))
        run(service, jobs)
        assert sums(service) == (4, 4, 4)
        current = {row.case_key: row.judgement_no for row in rows(service, "case_state")}
        assert sorted(current.values()) == [1, 1, 2]
        assert current[key] == 2


def summary_of(service: Service, no: int) -> dict[str, Any]:
    """Return what the judgement of a number says that the package comes to."""
    (judgement,) = rows(service, "judgement", no=no)
    value: dict[str, Any] = json.loads(service.blobs.read(judgement.summary))
    return value


def test_the_summary_of_a_judgement_of_some_cases_is_about_all_of_them(
    tmp_path: Path, forged: Forged
) -> None:
    with judging(tmp_path) as (service, jobs):
        package = receive(service, forged.path)
        run(service, jobs)
        for row in rows(service, "verdict")[:2]:
            ask(service, package, "facts", inputs=JudgementAsk(cases=[row.case_key]))
            run(service, jobs)
        first, *later = [summary_of(service, no) for no in (1, 2, 3)]
        assert first["batch"]["counts"]["cases"] == 3
        for one in later:
            assert one["package"] == first["package"]
            for name in ("counts", "routes", "papers", "untold"):
                assert one["batch"][name] == first["batch"][name], name
            assert _asked(one) == _asked(first)


def _asked(summary: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the questions of a batch without the cases that are named as examples."""
    return [{**one, "examples": None} for one in summary["batch"]["questions"]]


def test_what_another_judgement_records_while_one_ends_is_in_the_summary_of_the_later(
    tmp_path: Path, forged: Forged
) -> None:
    with judging(tmp_path) as (service, jobs):
        package = receive(service, forged.path)
        run(service, jobs)
        before = rows_of(service, rows(service, "judgement", package=package)[0].id)
        known = summarise_standing(service, before, before.judgement.summary)
        key = rows(service, "verdict")[0].case_key
        ask(service, package, "facts", inputs=JudgementAsk(cases=[key]))
        run(service, jobs)
        with service.database.read() as connection:
            assert last_verdict(connection, package) != known.last
        assert summary_of(service, 2)["batch"]["counts"]["cases"] == 3


def test_a_package_that_makes_a_stage_raise_stops_nothing_else(
    tmp_path: Path, forged: Forged
) -> None:
    with judging(tmp_path) as (service, jobs):
        gone, good = receive(service, forged.path), None
        (row,) = rows(service, "package", id=gone)
        service.blobs.delete(row.source)
        jobs.run(service, judging_stages(service))
        assert len(jobs.raised) == 3
        states = {row.kind: row.state for row in rows(service, "attempt")}
        assert states == {"open": "failed"}
        assert rows(service, "package", id=gone)[0].state == "received"
        good = receive(service, forged.path, name="another")
        jobs.run(service, judging_stages(service))
        assert rows(service, "package", id=good)[0].state == "judged"


def test_what_is_contradicted_is_remembered_for_the_next_package(
    tmp_path: Path, forged: Forged
) -> None:
    with judging(tmp_path) as (service, jobs):
        receive(service, forged.path)
        run(service, jobs)
        assert count(service, "filing") == 1
        assert count(service, "sighting") > 0


def test_once_the_time_to_wait_is_over_no_later_judgement_lets_a_case_wait(
    tmp_path: Path, forged: Forged
) -> None:
    with judging(tmp_path) as (service, jobs):
        package = receive(service, forged.path)
        run(service, jobs)
        pass_time(service, service.wait_term)
        other = replace(service, policy=replace(service.policy, version="stricter"))
        ask(other, package, "policy")
        assert [row.inputs["may_wait"] for row in rows(service, "judgement")] == [True, False]


def test_a_decision_made_while_a_package_is_judged_opens_another_judgement(
    tmp_path: Path, staged: Staged
) -> None:
    settings = settings_of(staged)
    with judging(tmp_path, trust=KeptTrust(settings.trust)) as (service, jobs):
        package = receive(service, staged.package)
        jobs.run(service, {"open": judging_stages(service)["open"]})
        decide(service, staged.decisions)
        run(service, jobs)
        found = rows(service, "judgement", package=package)
        assert [(row.cause, row.state) for row in found] == [
            ("first", "closed"), ("decision", "closed"),
        ]  # fmt: skip
        assert [len(row.inputs["decisions"]) > 0 for row in found] == [False, True]
