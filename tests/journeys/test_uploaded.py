"""A filled element list is packed and judged end to end, by the guideline's second way in."""

from pathlib import Path

import pytest

from fixtures.forge import forge
from fixtures.scenario import new_scenario
from fixtures.scenarios.drafting import standing_decisions
from fixtures.scenarios.index import Staged, write_draft
from fixtures.scenarios.registry import Draft
from fixtures.world import RECEIVED_AT
from ingest.adapters.elements.pack import pack_elements
from ingest.package.read import open_package, read_shard
from tests.ingest.adapters.elements.filled import OPTIONS
from tests.journeys.admitted import Admitted, admit


@pytest.fixture(scope="module")
def uploaded(tmp_path_factory: pytest.TempPathFactory) -> Admitted:
    folder = tmp_path_factory.mktemp("uploaded")
    forged = forge("honest_workbook", folder)
    package = folder / "package.zip"
    pack_elements(forged.path, forged.attachments, package, OPTIONS)
    good = new_scenario(cases=1)
    decided = Draft(good, standing_decisions(good.sender))
    beside = write_draft(decided, "beside", RECEIVED_AT, folder)
    return admit(
        Staged(package, beside.trust, beside.decisions, RECEIVED_AT, _key(package)), folder
    )


def _key(package: Path) -> str:
    """Return the key of the one case of a package."""
    with open_package(package) as opened:
        return read_shard(opened, opened.shards[0]).cases[0].case_key


def test_what_was_not_deposited_is_the_only_question_that_blocks(uploaded: Admitted) -> None:
    asked = uploaded.report["open_questions"]
    blocking = {q["code"] for q in asked if q["effect"] == "blocking" and q["decided"] is None}
    assert blocking == {"art5_2.not_deposited"}


def test_no_certificate_of_deposit_is_asked_for(uploaded: Admitted) -> None:
    assert uploaded.articles["7(7)"] == "NOT_APPLICABLE"


def test_the_debt_of_the_sheets_reconciles(uploaded: Admitted) -> None:
    assert "debt.reconciles" in uploaded.codes


def test_the_case_awaits_a_person(uploaded: Admitted) -> None:
    assert uploaded.route == "AWAITING_DECISION"
