"""An earlier filing date chooses the rules only where a clerk or judge recorded that it counts."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from fixtures.decisions import Decision
from fixtures.scenarios.drafting import batch_scope, draft
from fixtures.scenarios.index import SCENARIOS, write_draft
from tests.journeys.admitted import Admitted, admit

NOVEMBER = datetime(2025, 11, 3, 2, tzinfo=UTC)
OCTOBER = date(2025, 10, 20)
QUESTION = "package.filing_date_differs"


def _received_in_november(folder: Path, **decision: Any) -> Admitted:
    """Judge the good case, filed in October and received in November, by one decision more."""
    made = draft(SCENARIOS["good"])
    made.package.head["filing_date"] = OCTOBER.isoformat()
    if decision:
        key = decision.pop("scope_key", batch_scope(made.package))
        made.decisions.append(
            Decision(
                QUESTION, "batch", key, at=datetime(2025, 11, 2, tzinfo=UTC),
                **{"role": "clerk", "params": {"day": OCTOBER.isoformat()}, **decision},
            )
        )  # fmt: skip
    return admit(write_draft(made, "case", NOVEMBER, folder), folder)


def _rules(found: Admitted) -> Any:
    return found.report["verdict"]["rules"]


def test_a_declared_filing_date_alone_chooses_nothing(tmp_path: Path) -> None:
    found = _received_in_november(tmp_path)
    assert _rules(found)["chosen_for"] == {"day": "2025-11-03", "by": "receipt"}
    assert found.articles["4(1)"] == "OPEN"


@pytest.mark.parametrize("role", ["clerk", "judge"])
def test_an_accepted_filing_is_judged_by_the_rules_of_its_day(role: str, tmp_path: Path) -> None:
    found = _received_in_november(tmp_path, role=role)
    assert _rules(found)["chosen_for"] == {"day": "2025-10-20", "by": "decision"}
    assert (_rules(found)["regime"], found.route) == ("regime-2018", "BATCH_ODR")


def test_the_decision_that_accepted_it_is_named(tmp_path: Path) -> None:
    found = _received_in_november(tmp_path, role="clerk")
    assert QUESTION in {one["question"] for one in found.report["verdict"]["decisions"]}


@pytest.mark.parametrize(
    "decision",
    [
        {"outcome": "not_met"},
        {"role": "operator"},
        {"scope_key": "91440101F00000018N/pkg-another"},
        {"expires": datetime(2025, 11, 2, 12, tzinfo=UTC)},
        {"params": {"day": "2025-10-21"}},
        {"params": {}},
    ],
    ids=["refused", "by nobody who may", "of another batch", "expired", "another day", "no day"],
)
def test_no_other_decision_accepts_it(decision: dict[str, Any], tmp_path: Path) -> None:
    found = _received_in_november(tmp_path, **decision)
    assert _rules(found)["chosen_for"] == {"day": "2025-11-03", "by": "receipt"}


def _question(found: Admitted) -> Any:
    return next(one for one in found.report["open_questions"] if one["code"] == QUESTION)


def test_the_day_is_asked_about_by_its_date(tmp_path: Path) -> None:
    asked = _question(_received_in_november(tmp_path))
    assert (asked["day"], asked["decided"]) == ("2025-10-20", None)


def test_another_declared_day_is_asked_about_again(tmp_path: Path) -> None:
    found = _received_in_november(tmp_path, params={"day": "2025-10-21"})
    assert _question(found)["decided"] is None
