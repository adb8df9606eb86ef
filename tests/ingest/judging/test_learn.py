"""Of packages judged side by side each is judged by what the others state."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from fixtures.forge import Forged
from fixtures.scenario import Scenario, new_scenario
from ingest.handing.kits import case_kit
from ingest.judging.ask import JudgementAsk
from ingest.judging.stages import judging_stages
from ingest.service import Service
from ingest.store.database import Database
from ingest.store.reading import package_of, verdicts_of
from ingest.store.sight import Sight
from tests.ingest.judging.given import (
    ask,
    count,
    judging,
    pass_time,
    receive,
    reports_of,
    rows,
    run,
)
from tests.services.turns import StraightJobs, StraightTurn


def alone(number: int) -> Scenario:
    """Return a package of one case, of a borrower of its own."""
    scenario = new_scenario(cases=1, first=number)
    scenario.head["package_id"] = f"alone-{number}"
    return scenario


@pytest.fixture(name="pair", scope="module")
def _pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two packages with one identity check under two borrowers."""
    first, second = alone(0), alone(1)
    second.case.elements["g_serial_no"] = first.case.elements["g_serial_no"]
    folder = tmp_path_factory.mktemp("pair")
    return _written(first, folder), _written(second, folder)


def _written(scenario: Scenario, folder: Path) -> Path:
    path = folder / f"{scenario.head['package_id']}.zip"
    path.write_bytes(scenario.archive())
    return path


def judge_shards(service: Service, jobs: StraightJobs) -> None:
    """Do everything but the closing of what was received."""
    stages = judging_stages(service)
    jobs.run(service, {name: stages[name] for name in ("open", "shard")})


def routes(service: Service, package: str) -> list[str]:
    """Return the verdicts of a package, the first one first."""
    return [row.route for row in rows(service, "verdict", package=package)]


def states(service: Service, package: str) -> list[tuple[str, str]]:
    """Return cause and end of the judgements of a package, in order."""
    return [(row.cause, row.state) for row in rows(service, "judgement", package=package)]


def test_the_later_of_two_packages_sees_the_earlier_one_that_was_in_flight(
    tmp_path: Path, pair: tuple[Path, Path], database: Database
) -> None:
    with judging(tmp_path, database=database) as (service, jobs):
        first, second = (receive(service, path) for path in pair)
        judge_shards(service, jobs)
        run(service, jobs)
        assert states(service, second) == [("first", "cancelled"), ("first", "closed")]
        assert routes(service, second) == ["HOLD"]
        assert states(service, first) == [("first", "closed"), ("facts", "closed")]
        assert routes(service, first)[-1] == "HOLD" != routes(service, first)[0]
        assert count(service, "verdict") == count(service, "outbox") == 3


def test_of_two_packages_closed_at_once_none_misses_the_other(
    tmp_path: Path, pair: tuple[Path, Path], database: Database
) -> None:
    with judging(tmp_path, database=database) as (service, jobs):
        packages = [receive(service, path) for path in pair]
        judge_shards(service, jobs)
        closing = [jobs.take(service, "close"), jobs.take(service, "close")]

        def close(turn: StraightTurn | None) -> None:
            assert turn is not None
            judging_stages(service)["close"](turn)

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(close, closing))
        run(service, jobs)
        assert [routes(service, package)[-1] for package in packages] == ["HOLD", "HOLD"]
        assert count(service, "filing") == 2


def test_who_comes_later_has_who_came_before_judged_again(
    tmp_path: Path, pair: tuple[Path, Path]
) -> None:
    with judging(tmp_path) as (service, jobs):
        first = receive(service, pair[0])
        run(service, jobs)
        assert routes(service, first) != ["HOLD"]
        second = receive(service, pair[1])
        run(service, jobs)
        assert routes(service, first)[-1] == "HOLD"
        assert states(service, second) == [("first", "closed")]
        (told,) = rows(service, "judgement", package=first, cause="facts")
        assert told.inputs["cases"] == [rows(service, "verdict", package=first)[0].case_key]


def test_packages_with_nothing_in_common_are_judged_once_side_by_side(tmp_path: Path) -> None:
    with judging(tmp_path) as (service, jobs):
        packages = [receive(service, _written(alone(number), tmp_path)) for number in (0, 1)]
        judge_shards(service, jobs)
        run(service, jobs)
        for package in packages:
            assert states(service, package) == [("first", "closed")]
        assert count(service, "attempt", kind="match") == 0


def test_facts_read_again_leave_the_shards_that_were_not_asked_for(
    tmp_path: Path, pair: tuple[Path, Path]
) -> None:
    mixed = new_scenario(cases=3)
    with judging(tmp_path) as (service, jobs):
        first = receive(service, _written(mixed, tmp_path))
        run(service, jobs)
        receive(service, pair[1])
        run(service, jobs)
        facts = rows(service, "judgement", package=first)[-1]
        assert (facts.cause, facts.cases) == ("facts", 1)
        every = {row.shard for row in rows(service, "case_state", package=first)}
        kept = {name.removeprefix("facts/") for name in facts.files if name.startswith("facts/")}
        read = {row.part for row in rows(service, "attempt", subject=facts.id, kind="shard")}
        assert (kept | read, kept & read) == (every, set())


def test_a_package_that_waited_behind_its_own_refusal_is_refused(
    tmp_path: Path, refused: Forged
) -> None:
    with judging(tmp_path) as (service, jobs):
        package = receive(service, refused.path)
        ask(service, package, "facts", inputs=JudgementAsk(cases=["case-000000"]))
        run(service, jobs)
        pass_time(service, timedelta(minutes=1))
        run(service, jobs)
        assert states(service, package) == [("first", "refused"), ("facts", "refused")]
        assert count(service, "filing") == 0


@pytest.mark.parametrize("cause", ["first", "facts", "policy"])
def test_the_kit_of_a_case_that_stands_elsewhere_is_made_of_every_judgement(
    cause: str, tmp_path: Path, pair: tuple[Path, Path]
) -> None:
    with judging(tmp_path) as (service, jobs):
        packages = [receive(service, path) for path in pair]
        run(service, jobs)
        other = replace(service, policy=replace(service.policy, version="stricter"))
        ask(other, packages[0], "policy")
        run(other, jobs)
        (judgement,) = rows(service, "judgement", package=packages[0], cause=cause)
        with service.database.read() as connection:
            package = package_of(connection, Sight(service.environment), packages[0])
            assert package is not None
            (verdict,) = verdicts_of(connection, package, judgement=judgement.id, limit=2)
        with case_kit(service, verdict) as kit:
            assert kit.report == reports_of(service, packages[0], judgement.no)[0]
