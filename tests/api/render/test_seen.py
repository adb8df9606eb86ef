"""What a reader sees of a report: masked as the table says, and of a held case next to nothing."""

import json

import pytest

from api.render.seen import seen_report
from tests.services.rows import GOOD, HELD, sample
from verify.rules.elements.masks import Viewer

STATED = sample(GOOD).report["elements"]


@pytest.mark.parametrize(("viewer", "name", "number"), [
    (Viewer.JUDGE, True, True), (Viewer.CLERK, True, False), (Viewer.LENDER, True, False),
    (Viewer.PLATFORM, False, False), (Viewer.PIPELINE, False, False),
    (Viewer.PUBLIC, False, False),
])  # fmt: skip
def test_personal_data_stand_nowhere_where_they_are_not_shown(
    viewer: Viewer, name: bool, number: bool
) -> None:
    report = sample(GOOD).report
    report["items"][0]["title"] = f"{STATED['d_name']} {STATED['d_id_no']} 身份证件"
    text = json.dumps(seen_report(report, viewer).value, ensure_ascii=False)
    assert [STATED["d_name"] in text, STATED["d_id_no"] in text] == [name, number]


@pytest.mark.parametrize("viewer", [Viewer.LENDER, Viewer.PLATFORM, Viewer.PIPELINE])
def test_of_a_held_case_nothing_that_was_found_is_shown(viewer: Viewer) -> None:
    report = sample(HELD).report
    seen = seen_report(report, viewer)
    text = json.dumps(seen.value, ensure_ascii=False)
    assert seen.how == "held"
    assert [one["id"] for one in seen.value["items"]] == ["contract"]
    codes = {one["code"] for one in report["open_questions"]}
    assert not any(code in text for code in codes)
    assert STATED["d_id_no"] not in text


@pytest.mark.parametrize("viewer", [Viewer.JUDGE, Viewer.CLERK])
def test_the_court_sees_what_holds_a_case(viewer: Viewer) -> None:
    text = json.dumps(seen_report(sample(HELD).report, viewer).value)
    assert "signature.value_wrong" in text
