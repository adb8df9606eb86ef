"""How `evidence check` ends: by its verdicts alone, where its cases have any."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli.main import app
from fixtures.forge import Forged, forge
from fixtures.scenarios.index import stage

AT = "2025-06-10T03:00:00Z"
Run = Callable[..., Result]


@pytest.fixture(name="run")
def _run() -> Run:
    def run(*arguments: object) -> Result:
        return CliRunner().invoke(app, [str(one) for one in arguments])

    return run


@pytest.fixture(name="good", scope="module")
def _good(tmp_path_factory: pytest.TempPathFactory) -> Forged:
    return forge("honest_plain", tmp_path_factory.mktemp("good"))


def _check(run: Run, forged: Forged, *more: object) -> Result:
    return run("check", forged.path, "--trust", forged.trust, "--at", AT, "--jobs", 1, *more)


def test_a_consistent_package_ends_with_0_where_integrity_alone_is_asked(
    run: Run, good: Forged
) -> None:
    assert _check(run, good, "--integrity-only").exit_code == 0


def test_a_case_that_awaits_a_decision_ends_with_3(run: Run, good: Forged) -> None:
    assert _check(run, good).exit_code == 3


def test_a_case_that_is_to_be_admitted_ends_with_0(run: Run, tmp_path: Path) -> None:
    staged = stage("good", tmp_path)
    result = run(
        "check", staged.package, "--trust", staged.trust, "--decisions", staged.decisions,
        "--at", AT, "--jobs", 1,
    )  # fmt: skip
    assert result.exit_code == 0


def test_what_was_not_judged_is_null(run: Run, good: Forged) -> None:
    report = json.loads(_check(run, good, "--json", "--integrity-only").stdout)["reports"][0]
    later = ("verdict", "articles", "coverage", "debt", "open_questions")
    assert [report[name] for name in later] == [None] * 5
    judgement = report["judgement"]
    assert (judgement["sender"], judgement["no"], judgement["rules"]) == ("cli", 1, None)
    assert judgement["decisions"] == []


@pytest.mark.parametrize("name", ["seal_no_revocation_data", "seal_algorithm_unsupported"])
def test_an_undecided_seal_ends_with_4(run: Run, tmp_path: Path, name: str) -> None:
    assert _check(run, forge(name, tmp_path), "--integrity-only").exit_code == 4
