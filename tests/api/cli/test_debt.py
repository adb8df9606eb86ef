"""`evidence debt`: what is printed of one case's account, and how it ends."""

import json
from datetime import date
from pathlib import Path

import pytest
import typer

from api.cli.debt import run_debt
from api.cli.options import Lang, settings_of
from ingest.runs import CheckSettings

GOOD = Path(__file__).parents[3] / "fixtures" / "data" / "samples" / "good.zip"
CASE = "case-000000"


@pytest.fixture(name="settings", scope="module")
def _settings() -> CheckSettings:
    return settings_of(None, None, "2025-06-10T03:00:00Z", 1)


def _text(settings: CheckSettings, capsys: pytest.CaptureFixture[str], lang: Lang = "zh") -> str:
    run_debt(GOOD, CASE, settings, as_of=None, lang=lang, as_json=False)
    return capsys.readouterr().out


def test_a_case_that_reconciles_ends_with_nothing_to_do(settings: CheckSettings) -> None:
    assert run_debt(GOOD, CASE, settings, as_of=None, lang="zh", as_json=True) == 0


def test_a_case_that_is_not_there_is_a_fault_of_usage(settings: CheckSettings) -> None:
    with pytest.raises(typer.Exit) as ended:
        run_debt(GOOD, "case-none", settings, as_of=None, lang="zh", as_json=False)
    assert ended.value.exit_code == 2


def test_the_value_is_one_object_with_the_account_and_its_issues(
    settings: CheckSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    run_debt(GOOD, CASE, settings, as_of=date(2025, 5, 31), lang="zh", as_json=True)
    value = json.loads(capsys.readouterr().out)
    assert [issue["code"] for issue in value["issues"]] == ["debt.reconciles"]


def test_the_account_of_a_later_day_says_what_it_assumes(
    settings: CheckSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    run_debt(GOOD, CASE, settings, as_of=date(2026, 1, 1), lang="en", as_json=False)
    assert "no further payment is assumed" in capsys.readouterr().out


@pytest.mark.parametrize(
    "text", ["欠款复算", "默认口径", "内部收益率×12", "还款抵充", "debt.reconciles", "9,000.00"]
)
def test_the_text_has_every_part(
    settings: CheckSettings, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    assert text in _text(settings, capsys)


def test_the_text_is_in_english_too(
    settings: CheckSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "Allocation of payments" in _text(settings, capsys, "en")


def test_before_the_disbursement_nothing_is_owed(
    settings: CheckSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    run_debt(GOOD, CASE, settings, as_of=date(1990, 1, 1), lang="zh", as_json=True)
    figures = json.loads(capsys.readouterr().out)["figures"]
    assert [one["computed"] for one in figures[:6]] == ["0.00"] * 6
