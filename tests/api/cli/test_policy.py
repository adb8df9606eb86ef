"""`evidence policy`: every number with its source, and what a file tightens."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli.main import app
from verify.canonical import canonical_digest, canonical_json
from verify.policy import DEFAULT_POLICY
from verify.policyfile import decode_policy
from verify.sources import SOURCES

Run = Callable[..., Result]


@pytest.fixture(name="run")
def _run() -> Run:
    def run(*arguments: object) -> Result:
        return CliRunner().invoke(app, ["policy", *map(str, arguments)])

    return run


@pytest.fixture(name="court")
def _court(tmp_path: Path) -> Path:
    policy = tmp_path / "court.json"
    value = {"id": "court", "version": "2", "tolerances": {"future_s": 60}}
    policy.write_text(json.dumps(value))
    return policy


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_show_prints_the_source_of_every_number(run: Run, lang: str) -> None:
    printed = run("show", "--lang", lang).stdout
    sources = [source.zh if lang == "zh" else source.en for source in SOURCES.values()]
    sources += [rule.source for rule in DEFAULT_POLICY.algorithms]
    assert [source for source in sources if source not in printed] == []


def test_show_names_the_digest_that_reports_carry(run: Run) -> None:
    assert canonical_digest(DEFAULT_POLICY.as_json()) in run("show").stdout


def test_the_policy_that_show_prints_as_json_is_a_policy_file(run: Run) -> None:
    printed = json.loads(run("show", "--json").stdout)
    assert decode_policy(canonical_json(printed["policy"])) == DEFAULT_POLICY
    assert printed["policy_digest"] == canonical_digest(printed["policy"])


def test_show_prints_a_file_with_every_number_filled_in(run: Run, court: Path) -> None:
    printed = json.loads(run("show", "--policy", court, "--json").stdout)
    assert printed["policy"]["tolerances"]["future_s"] == 60
    assert printed["policy"]["limits"] == DEFAULT_POLICY.as_json()["limits"]


def test_diff_says_what_a_file_tightens_of_the_shipped_policy(run: Run, court: Path) -> None:
    result = run("diff", court, "--lang", "en")
    assert "tightened  tolerances.future_s: 300 → 60 (240 s)" in result.stdout
    assert result.exit_code == 0


def test_diff_of_two_files_says_what_the_second_loosens(
    run: Run, court: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.json"
    other.write_text('{"id": "other", "version": "1"}')
    printed = json.loads(run("diff", court, other, "--json").stdout)
    (change,) = printed["changes"]
    assert (change["field"], change["tightens"]) == ("tolerances.future_s", False)


def test_what_show_prints_as_json_can_be_given_to_diff(
    run: Run, court: Path, tmp_path: Path
) -> None:
    shown = tmp_path / "shown.json"
    shown.write_text(run("show", "--policy", court, "--json").stdout, "utf-8")
    assert "没有差别" in run("diff", court, shown).stdout


def test_more_around_a_policy_than_show_prints_is_refused(run: Run, tmp_path: Path) -> None:
    odd = tmp_path / "odd.json"
    odd.write_text(json.dumps({**json.loads(run("show", "--json").stdout), "more": 1}))
    assert run("diff", odd).exit_code == 2


def test_diff_of_equal_policies_says_so(run: Run, court: Path) -> None:
    assert "没有差别" in run("diff", court, court).stdout


@pytest.mark.parametrize("command", ["show", "diff"])
def test_a_policy_below_the_floor_ends_with_2_and_names_the_field(
    run: Run, tmp_path: Path, command: str
) -> None:
    policy = tmp_path / "loose.json"
    policy.write_text('{"id": "x", "version": "1", "tolerances": {"future_s": 301}}')
    given = ["--policy", policy] if command == "show" else [policy]
    result = run(command, *given)
    assert (result.exit_code, "tolerances.future_s: 301 loosens 300" in result.stderr) == (2, True)


def test_text_of_a_policy_file_cannot_dress_up_as_ours(run: Run, tmp_path: Path) -> None:
    policy = tmp_path / "odd.json"
    policy.write_text(json.dumps({"id": "a\u202eb", "version": "1"}))
    assert "[U+202E]" in run("show", "--policy", policy).stdout
