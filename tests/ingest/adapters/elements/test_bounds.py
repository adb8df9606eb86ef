"""A list that is larger than any batch ends early: nothing of it is put together first."""

from dataclasses import replace
from pathlib import Path

import pytest

from anchors.limits import LIMITS
from ingest.adapters.elements import cases, csvfile, pack, tables, workbook
from tests.ingest.adapters.elements.filled import Filled, Form, codes_of, pack_filled, places_of

FORMS: list[Form] = ["csv", "xlsx"]


def test_more_cases_than_a_package_has_are_refused_before_any_is_put_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = replace(LIMITS, package_cases=2)
    for module in (cases, pack):
        monkeypatch.setattr(module, "LIMITS", few)
    filled = Filled(4)
    filled.case["d_name"] = None
    outcome = pack_filled(filled, tmp_path)
    assert (places_of(outcome), outcome.refused) == ({("案件", "sheet.limit_exceeded")}, True)


def test_rows_of_more_loans_than_there_may_be_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "_MOST_LOANS", 2)
    outcome = pack_filled(Filled(3), tmp_path)
    assert (places_of(outcome), outcome.refused) == ({("放款", "sheet.limit_exceeded")}, True)


@pytest.mark.parametrize("form", FORMS)
def test_more_rows_than_a_spreadsheet_has_are_refused(
    form: Form, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = replace(LIMITS, workbook_rows=3)
    monkeypatch.setattr(csvfile, "LIMITS", few)
    monkeypatch.setattr(workbook, "LIMITS", few)
    monkeypatch.setattr(workbook, "confined", lambda call, asked, **_: call(asked))
    outcome = pack_filled(Filled(3), tmp_path, form)
    assert (codes_of(outcome), outcome.refused) == ({"sheet.limit_exceeded"}, True)


def test_a_loan_with_more_rows_than_are_read_is_told_so(tmp_path: Path) -> None:
    filled = Filled()
    filled.rows["放款"] *= LIMITS.element_disbursements + 50
    assert "element.rows_form" in codes_of(pack_filled(filled, tmp_path))
