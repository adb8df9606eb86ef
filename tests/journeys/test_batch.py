"""A batch: few questions whatever its size, what frees most of it, what a change of law does."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from fixtures.elements import SERVICE_CLAUSE
from fixtures.package import write_package, write_trust
from fixtures.scenario import new_scenario
from fixtures.scenarios.batch import BATCH_CASES, batch
from fixtures.scenarios.drafting import restate, standing_decisions
from fixtures.scenarios.index import Staged, write_draft
from fixtures.scenarios.registry import Draft
from fixtures.world import RECEIVED_AT
from ingest.pipeline import run_package
from ingest.rules import load_rules
from ingest.runs import CheckSettings
from ingest.trust import load_trust
from tests.journeys.admitted import settings_of
from verify.policy import DEFAULT_POLICY

MOST_BLOCKING = 12


@pytest.fixture(scope="module", name="staged")
def _staged(tmp_path_factory: pytest.TempPathFactory) -> Staged:
    return write_draft(batch(), "batch", RECEIVED_AT, tmp_path_factory.mktemp("batch"))


def _judged(staged: Staged, spool: Path, **changed: Any) -> dict[str, Any]:
    spool.mkdir()
    run = run_package(staged.package, settings_of(staged)._replace(**changed), spool)
    assert run.admission is not None
    return dict(run.admission.as_json())


def test_a_batch_of_one_product_asks_few_questions_whatever_its_size(tmp_path: Path) -> None:
    asked = []
    write_trust(tmp_path / "trust")
    for cases in (1, 40):
        package = tmp_path / f"{cases}.zip"
        write_package(package, cases=cases, item_size=1500)
        settings = CheckSettings(
            load_trust([tmp_path / "trust"]), DEFAULT_POLICY, RECEIVED_AT, rules=load_rules()
        )
        (tmp_path / str(cases)).mkdir()
        run = run_package(package, settings, tmp_path / str(cases))
        assert run.admission is not None
        questions = run.admission.tally.questions()
        asked.append(sum(one["effect"] == "blocking" for one in questions))
    assert asked == [3, 3]
    assert asked[1] <= MOST_BLOCKING


def _asked(cases: int, folder: Path) -> list[dict[str, Any]]:
    """Return what is asked of cases whose clause names each borrower's own number and name."""
    package = new_scenario(cases=cases)
    made = Draft(package, standing_decisions(package.sender))
    for number in range(cases):
        package.hit_case = number
        mobile = f"138{number:08}"
        clause = f"{SERVICE_CLAUSE}{made.elements['d_name']}的手机号码：{mobile}。"
        restate(made, d_mobile=mobile, f_service_clause=clause)
    package.hit_case = 0
    staged = write_draft(made, f"own-{cases}", RECEIVED_AT, folder)
    found = _judged(staged, folder / f"spool-{cases}")["questions"]
    return [one for one in found if one["effect"] == "blocking" and one["decided"] is None]


def test_clauses_that_name_each_borrowers_own_number_ask_no_more_than_one(tmp_path: Path) -> None:
    few, many = _asked(1, tmp_path), _asked(20, tmp_path)
    assert [one["code"] for one in many] == [one["code"] for one in few]
    assert {one["cases"] for one in many if one["code"] == "art5_3.clause_meaning"} == {20}


def test_every_verdict_occurs_and_every_case_has_one(staged: Staged, tmp_path: Path) -> None:
    routes = _judged(staged, tmp_path / "spool")["routes"]
    assert (len(routes), sum(routes.values())) == (6, BATCH_CASES)


def test_two_answers_about_a_later_form_free_all_its_cases(staged: Staged, tmp_path: Path) -> None:
    papers = _judged(staged, tmp_path / "spool")["papers"]
    assert [(len(one["documents"]), one["frees"]) for one in papers][1] == (2, 8)


def test_two_processes_count_as_one_does(staged: Staged, tmp_path: Path) -> None:
    one = _judged(staged, tmp_path / "one", jobs=1)
    assert _judged(staged, tmp_path / "two", jobs=2) == one


def test_after_the_change_of_law_nothing_is_admitted_without_a_decision(
    staged: Staged, tmp_path: Path
) -> None:
    before = _judged(staged, tmp_path / "before")
    after = _judged(staged, tmp_path / "after", at=datetime(2025, 11, 1, tzinfo=UTC))
    moved = {one["code"] for one in after["questions"]} - {q["code"] for q in before["questions"]}
    assert ("BATCH_ODR" in before["routes"], "BATCH_ODR" in after["routes"]) == (True, False)
    assert moved == {"art4_1.cause_moved", "package.filing_date_differs"}
