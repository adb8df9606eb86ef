"""Everything wrong is told at once, each by its sheet and cell, a bounded number of them."""

from pathlib import Path

import pytest

from anchors.limits import LIMITS
from ingest.adapters.elements.faults import FaultList, SheetFault, fault_json, file_fault
from ingest.adapters.elements.pack import pack_elements
from tests.ingest.adapters.elements.filled import (
    OPTIONS,
    Filled,
    Form,
    codes_of,
    pack_filled,
    places_of,
)

FORMS: list[Form] = ["csv", "xlsx"]


@pytest.mark.parametrize("form", FORMS)
def test_a_good_list_has_no_fault(form: Form, tmp_path: Path) -> None:
    assert places_of(pack_filled(Filled(2), tmp_path, form)) == set()


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    filled = Filled(2)
    filled.case["d_name"] = None
    filled.case["d_id_no"] = "440106199001010014"
    filled.rows["案件"][1]["j_principal"] = "-1"
    filled.rows["还款流水"][1]["date"] = "昨天"
    filled.batch["贷款人统一社会信用代码"] = "123"
    assert {
        (filled.cell("案件", "d_name"), "element.missing"),
        (filled.cell("案件", "d_id_no"), "element.identity_no_form"),
        (filled.cell("案件", "j_principal", 3), "element.money_form"),
        (filled.cell("还款流水", "date", 3), "element.day_form"),
        ("批次!B5", "element.credit_code_form"),
    } == places_of(pack_filled(filled, tmp_path))


def test_a_fault_of_the_batch_is_told_once_for_all_cases(tmp_path: Path) -> None:
    filled = Filled(20)
    filled.batch["贷款人名称"] = None
    outcome = pack_filled(filled, tmp_path)
    assert len([fault for fault in outcome.faults if not fault.told]) == 1


def test_an_identity_number_entered_as_a_number_is_an_error(tmp_path: Path) -> None:
    filled = Filled()
    filled.case["d_id_no"] = 440106199001010013
    faults = places_of(pack_filled(filled, tmp_path, "xlsx"))
    assert faults == {(filled.cell("案件", "d_id_no"), "sheet.number_as_text")}


def test_what_a_number_was_is_not_shown_where_it_is_personal(tmp_path: Path) -> None:
    filled = Filled()
    filled.case["d_id_no"] = 440106199001010013
    outcome = pack_filled(filled, tmp_path, "xlsx")
    shown = [str(f.observed) for f in outcome.faults if f.code == "sheet.number_as_text"]
    assert [("***" in text, "19900101" in text) for text in shown] == [(True, False)]


@pytest.mark.parametrize("form", FORMS)
def test_a_formula_is_an_error_wherever_it_stands(form: Form, tmp_path: Path) -> None:
    filled = Filled()
    filled.case["j_interest"] = "=1+2"
    filled.rows["放款"][0]["note"] = "=HYPERLINK(1)"
    expected = {
        (filled.cell("案件", "j_interest"), "sheet.formula"),
        ("放款!A2", "sheet.formula"),
    }
    assert expected == places_of(pack_filled(filled, tmp_path, form))


def test_a_formula_in_a_column_of_the_senders_own_is_an_error(tmp_path: Path) -> None:
    filled = Filled()
    filled.heads["还款计划"].append("我的列")
    filled.keys["还款计划"].append("own")
    filled.rows["还款计划"][0]["own"] = "=1"
    assert places_of(pack_filled(filled, tmp_path)) == {("还款计划!I2", "sheet.formula")}


def test_a_column_that_is_none_of_ours_is_kept_and_told(tmp_path: Path) -> None:
    filled = Filled()
    filled.heads["案件"].append("内部编号")
    filled.keys["案件"].append("own")
    filled.case["own"] = "N-1"
    outcome = pack_filled(filled, tmp_path)
    assert "sheet.column_unknown" in codes_of(outcome)
    assert outcome.package is not None
    assert "N-1" in outcome.package.read_bytes().decode("utf-8", "replace")


def test_a_text_of_a_column_of_ones_own_that_is_too_long_is_an_error(tmp_path: Path) -> None:
    filled = Filled()
    filled.heads["案件"].append("内部编号")
    filled.keys["案件"].append("own")
    filled.case["own"] = "N" * (LIMITS.text_characters + 1)
    faults = places_of(pack_filled(filled, tmp_path))
    assert faults == {(filled.cell("案件", "own"), "element.text_form")}


def _places(filled: Filled, code: str, folder: Path) -> list[str]:
    return [fault.place for fault in pack_filled(filled, folder).faults if fault.code == code]


@pytest.mark.parametrize("head", [None, " "])
def test_values_under_no_label_are_told_once_a_column(head: str | None, tmp_path: Path) -> None:
    filled = Filled(2)
    filled.heads["案件"].append(head or "")
    filled.keys["案件"].append("own")
    for row in filled.rows["案件"]:
        row["own"] = "100.00"
    told = _places(filled, "sheet.column_unread", tmp_path)
    assert told == [filled.cell("案件", "own")]


def test_columns_of_ones_own_beyond_those_that_are_kept_are_told(tmp_path: Path) -> None:
    filled = Filled()
    names = [f"自有{number}" for number in range(65)]
    filled.heads["案件"] += names
    filled.keys["案件"] += names
    assert _places(filled, "sheet.column_unread", tmp_path) == [
        filled.cell("案件", "自有64").replace("2", "1")
    ]


def test_a_batch_sheet_without_its_head_loses_no_item(tmp_path: Path) -> None:
    folder = Filled().write_csv(tmp_path / "list")
    text = (folder / "批次.csv").read_text("utf-8-sig").partition("\n")[2]
    (folder / "批次.csv").write_text(text, "utf-8")
    assert places_of(pack_elements(folder, None, tmp_path / "p.zip", OPTIONS)) == set()


def test_a_column_that_stands_twice_is_an_error(tmp_path: Path) -> None:
    filled = Filled()
    filled.heads["案件"].append("借款人姓名 或者名称*")
    filled.keys["案件"].append("d_name")
    assert places_of(pack_filled(filled, tmp_path)) == {("案件!AN1", "sheet.header_twice")}


def test_a_mandatory_column_that_is_absent_is_told_once(tmp_path: Path) -> None:
    filled = Filled(3)
    place = filled.keys["案件"].index("d_mobile")
    del filled.keys["案件"][place], filled.heads["案件"][place]
    assert places_of(pack_filled(filled, tmp_path)) == {("案件!1", "sheet.column_missing")}


def test_columns_are_found_in_any_order(tmp_path: Path) -> None:
    filled = Filled()
    filled.keys["案件"].reverse()
    filled.heads["案件"].reverse()
    assert places_of(pack_filled(filled, tmp_path)) == set()


def test_another_version_of_the_template_is_an_error(tmp_path: Path) -> None:
    filled = Filled()
    filled.batch["模板版本"] = "0"
    faults = places_of(pack_filled(filled, tmp_path))
    assert {code for _, code in faults} == {"sheet.template_version"}


def test_a_list_without_a_version_is_an_error(tmp_path: Path) -> None:
    filled = Filled()
    del filled.batch["模板版本"]
    assert places_of(pack_filled(filled, tmp_path)) == {("批次", "sheet.template_version")}


def test_a_sheet_that_is_absent_is_told(tmp_path: Path) -> None:
    filled = Filled()
    del filled.rows["催收记录"]
    assert ("催收记录", "sheet.sheet_missing") in places_of(pack_filled(filled, tmp_path))


def test_a_list_without_cases_is_an_error(tmp_path: Path) -> None:
    assert places_of(pack_filled(Filled(0), tmp_path)) == {("案件", "sheet.no_cases")}


def test_the_same_loan_twice_is_an_error(tmp_path: Path) -> None:
    filled = Filled(2)
    for rows in filled.rows.values():
        rows[1] = {**rows[1], "f_contract_no": "HT00000001", "f_loan_no": "JK00000001"}
    assert places_of(pack_filled(filled, tmp_path)) == {("案件!B3", "sheet.case_twice")}


def _of_one_contract(loans: list[str | None]) -> Filled:
    filled = Filled(len(loans))
    for rows in filled.rows.values():
        for row, loan in zip(rows, loans, strict=True):
            row |= {"f_contract_no": "HT00000001", "f_loan_no": loan}
    return filled


def test_a_loan_without_a_number_and_one_with_its_contracts_are_the_same(tmp_path: Path) -> None:
    filled = _of_one_contract([None, "HT00000001"])
    assert ("案件!B3", "sheet.case_twice") in places_of(pack_filled(filled, tmp_path))


def test_a_row_without_a_loan_is_of_neither_where_one_of_them_has_no_number(tmp_path: Path) -> None:
    filled = _of_one_contract([None, "JK2"])
    faults = places_of(pack_filled(filled, tmp_path))
    assert ("还款流水!B2", "sheet.row_ambiguous") in faults


def test_a_row_of_no_case_is_an_error(tmp_path: Path) -> None:
    filled = Filled()
    filled.rows["放款"].append({**filled.rows["放款"][0], "f_contract_no": "HT99"})
    assert places_of(pack_filled(filled, tmp_path)) == {("放款!B3", "sheet.row_orphan")}


def test_a_row_that_names_no_loan_of_several_is_an_error(tmp_path: Path) -> None:
    filled = Filled(2)
    for rows in filled.rows.values():
        rows[1]["f_contract_no"] = "HT00000001"
    filled.rows["还款流水"][1]["f_loan_no"] = None
    assert places_of(pack_filled(filled, tmp_path)) == {("还款流水!B3", "sheet.row_ambiguous")}


def test_rows_may_leave_out_the_loan_of_a_contract_that_has_one(tmp_path: Path) -> None:
    filled = Filled(2)
    for name in ("放款", "还款计划", "还款流水", "催收记录"):
        filled.rows[name][0]["f_loan_no"] = None
    assert places_of(pack_filled(filled, tmp_path)) == set()


def test_the_example_is_not_read_while_it_stands_unchanged(tmp_path: Path) -> None:
    filled = Filled(1)
    example = {**Filled().case, "note": "示例", "d_id_no": "440106199001010013"}
    filled.rows["案件"].insert(0, example)
    outcome = pack_filled(filled, tmp_path)
    assert (places_of(outcome), outcome.cases) == (set(), 1)


def test_an_example_that_was_changed_is_an_error(tmp_path: Path) -> None:
    filled = Filled()
    filled.rows["案件"].append({**filled.case, "note": "示例", "d_name": "张三"})
    assert places_of(pack_filled(filled, tmp_path)) == {("案件!A3", "sheet.example_changed")}


def test_faults_beyond_the_limit_are_counted() -> None:
    faults = FaultList(2)
    for number in range(5):
        faults.add(SheetFault("案件", f"A{number}", "sheet.formula"))
    assert (len(faults), faults.errors) == (5, 5)
    assert [fault.code for fault in faults] == ["sheet.formula"] * 2 + ["sheet.more_faults"]
    assert list(faults)[-1].observed == "3"


def test_the_same_fault_at_the_same_place_is_told_once() -> None:
    faults = FaultList()
    faults.add(SheetFault("案件", "A1", "sheet.formula"))
    faults.add(SheetFault("案件", "A1", "sheet.formula"))
    assert len(faults) == 1


def test_a_fault_says_its_place_its_sentence_and_its_cure() -> None:
    fault = SheetFault("案件", "D7", "sheet.number_as_text", "1.0", None, "证件号码")
    value = fault_json(fault)
    assert (fault.place, value["cell"], value["label"]) == ("案件!D7", "D7", "证件号码")
    assert (value["words"], value["cure"]) != (None, None)


def test_a_name_from_outside_is_quoted() -> None:
    assert "\u202e" not in file_fault("sheet.attachment_extra", "a\u202efdp.exe").place


@pytest.mark.parametrize(
    ("code", "by_example"),
    [("element.money_form", True), ("element.choice_form", False), ("sheet.formula", False)],
)
def test_an_example_of_the_form_is_told_apart_from_what_is_expected(
    code: str, by_example: bool
) -> None:
    assert SheetFault("案件", "D7", code, "12元", "1234.50").by_example is by_example
