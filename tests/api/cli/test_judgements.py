"""A folder of reports keeps every judgement: a later one stands beside the earlier one."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from api.cli.main import app
from fixtures.scenarios.index import Staged, stage

AT, LATER = "2025-06-10T03:00:00Z", "2025-06-11T03:00:00Z"
Check = Callable[..., Result]


@pytest.fixture(scope="module", name="good")
def _good(tmp_path_factory: pytest.TempPathFactory) -> Staged:
    return stage("good", tmp_path_factory.mktemp("good"))


@pytest.fixture(name="check")
def _check(good: Staged, tmp_path: Path) -> Check:
    def check(*more: object, at: str = AT) -> Result:
        given = [good.package, "--trust", good.trust, "--at", at, "-o", tmp_path / "out", *more]
        return CliRunner().invoke(app, ["check", *map(str, given)])

    return check


def _judgement(folder: Path) -> tuple[int, str]:
    value: dict[str, Any] = json.loads((folder / "report.json").read_bytes())
    judgement = value["reports"][0]["judgement"]
    assert judgement["no"] == value["batch"]["judgement"]["no"]
    return judgement["no"], judgement["cause"]


def test_a_decision_opens_the_next_judgement(check: Check, good: Staged, tmp_path: Path) -> None:
    check()
    check("--decisions", good.decisions)
    assert _judgement(tmp_path / "out") == (2, "decision")


def test_the_earlier_judgement_stays_as_it_was_issued(
    check: Check, good: Staged, tmp_path: Path
) -> None:
    check()
    issued = (tmp_path / "out" / "report.json").read_bytes()
    check("--decisions", good.decisions)
    assert (tmp_path / "out" / "judgements" / "1" / "report.json").read_bytes() == issued


def test_another_time_opens_the_next_judgement(check: Check, tmp_path: Path) -> None:
    check()
    check(at=LATER)
    assert _judgement(tmp_path / "out") == (2, "facts")


def test_the_same_inputs_are_the_same_judgement(check: Check, tmp_path: Path) -> None:
    check()
    issued = (tmp_path / "out" / "report.json").read_bytes()
    check()
    assert (tmp_path / "out" / "report.json").read_bytes() == issued
    assert not (tmp_path / "out" / "judgements").exists()


def test_a_hand_off_names_the_verdict_that_it_takes_the_place_of(
    check: Check, good: Staged, tmp_path: Path
) -> None:
    check()
    handoff = tmp_path / "out" / "handoff" / f"{good.case_key}.json"
    first = json.loads(handoff.read_bytes())
    check("--decisions", good.decisions)
    assert (first["supersedes"], json.loads(handoff.read_bytes())["supersedes"]) == (
        None,
        first["verdict_id"],
    )


def test_a_run_that_fails_leaves_the_judgement_in_its_place(check: Check, tmp_path: Path) -> None:
    check()
    issued = (tmp_path / "out" / "report.json").read_bytes()
    memory = tmp_path / "memory.db"
    memory.write_text("no database " * 100)
    assert check("--memory", memory).exit_code == 2
    assert (tmp_path / "out" / "report.json").read_bytes() == issued


def test_a_run_that_was_killed_is_followed_by_the_next_judgement(
    check: Check, good: Staged, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    check()
    aside = out / "judgements" / "1"
    aside.mkdir(parents=True)
    for name in ("report.json", "judgement.json"):
        (out / name).rename(aside / name)
    check("--decisions", good.decisions)
    assert _judgement(out) == (2, "decision")


def test_another_package_takes_the_folder_over(check: Check, tmp_path: Path) -> None:
    check()
    other = stage("penalty_too_high", tmp_path / "other")
    given = [other.package, "--trust", other.trust, "--at", AT, "-o", tmp_path / "out"]
    CliRunner().invoke(app, ["check", *map(str, given)])
    assert _judgement(tmp_path / "out") == (1, "first")
    assert not (tmp_path / "out" / "judgements").exists()


def test_stored_facts_judged_by_decisions_open_the_next_judgement(
    check: Check, good: Staged, tmp_path: Path
) -> None:
    check()
    out = tmp_path / "out"
    given = [out / "facts", "--trust", good.trust, "--at", AT, "-o", out]
    CliRunner().invoke(app, ["replay", *map(str, given), "--decisions", str(good.decisions)])
    assert _judgement(out) == (2, "decision")
