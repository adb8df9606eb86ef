from types import MappingProxyType

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from anchors.limits import LIMITS
from verify.documents import asked_of, normal_text, without
from verify.judging import DecodedLine
from verify.model import Evidence
from verify.rules.clauses import clause_text

SEEN = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co"]))
CLAUSE = "双方确认以约定的手机号码作为电子送达地址。"


PATH = "data/000000/evidence/000/01.pdf"


def _row(category: int = 6, path: str | None = PATH) -> Evidence:
    return Evidence(
        "contract", category, "contract", "t", "p", path, None, None, None, {}, None, None, None
    )


def _asked(elements: dict[str, object]) -> dict[str, tuple[str, ...]]:
    (asked,) = asked_of(DecodedLine((_row(),), (), MappingProxyType(elements))).values()
    return asked


@given(st.text())
def test_a_text_is_normalised_as_a_clause_is(text: str) -> None:
    assert normal_text(text).text == clause_text(text)


@pytest.mark.parametrize(
    "unseen", ["\u200b", "\xad", "\ufeff", "\0", "\x02", "\ufffe", "\u3164", "\u202e"]
)
def test_what_nobody_sees_is_left_out(unseen: str) -> None:
    assert normal_text(f"电子{unseen}送达").text == "电子送达"


@pytest.mark.parametrize(
    ("text", "wording", "stands"),
    [
        ("合同编号 HT001 签订", "HT001", True),
        ("合同编号HT001，签订", "HT001", True),
        ("合同编号HT0012", "HT001", False),
        ("合同编号 HT001 2024年", "HT001", True),
        ("XHT001", "HT001", False),
        ("HT0012 和 HT001", "HT001", True),
        ("合同金额12,000.00元", "2,000.00", False),
        ("合同金额12,000.00元", "12,000.00", True),
        ("合同金额12,000.005", "12,000.00", False),
        ("姓名王一丁", "王一", True),
        ("abc", "", False),
        ("", "a", False),
    ],
)
def test_a_number_stands_only_where_it_ends(text: str, wording: str, stands: bool) -> None:
    assert normal_text(text).holds_any([wording]) is stands


@given(SEEN, SEEN, SEEN)
def test_what_was_put_between_spaces_is_found(before: str, wording: str, after: str) -> None:
    wanted = normal_text(wording).text
    assume(normal_text(wanted).text == wanted)
    assert normal_text(f"{before} {wanted} {after}").holds_any([wanted]) is bool(wanted)


def test_a_contract_is_asked_for_the_clauses_of_its_list() -> None:
    assert _asked({"f_service_clause": CLAUSE})["f_service_clause"] == (CLAUSE,)


def test_a_clause_is_asked_as_it_is_normalised() -> None:
    assert _asked({"f_service_clause": " 电子 送达（一）"})["f_service_clause"] == ("电子送达(一)",)


def test_every_contract_is_asked_for_the_marks_of_the_rules() -> None:
    marks = {"word": ("仲裁",)}
    assert asked_of(DecodedLine((_row(),), ()), marks)[PATH] == marks


@pytest.mark.parametrize(
    ("text", "stands"), [("提交仲裁", True), ("劳动仲裁", False), ("劳动仲裁、提交仲裁", True)]
)
def test_what_is_cut_out_first_is_not_found(text: str, *, stands: bool) -> None:
    assert normal_text(text).holds_any(["仲裁", *without(["劳动仲裁"])]) is stands


def test_cutting_joins_nothing_to_a_word() -> None:
    assert not normal_text("仲劳动裁").holds_any(["仲裁", *without(["劳动"])])


@pytest.mark.parametrize(
    "value", [None, "", " ", "无", 7, ["x"], "a" * (LIMITS.text_characters + 1)], ids=repr
)
def test_a_clause_that_is_none_is_not_asked(value: object) -> None:
    assert "f_arbitration_clause" not in _asked({"f_arbitration_clause": value})


def test_a_borrower_may_be_called_so() -> None:
    assert _asked({"d_name": "无"})["d_name"] == ("无",)


def test_a_name_is_asked_with_any_dot_between_its_parts() -> None:
    assert _asked({"d_name": "阿依古丽•买买提"})["d_name"][:2] == (
        "阿依古丽·买买提",
        "阿依古丽•买买提",
    )


def test_an_amount_is_asked_in_every_form() -> None:
    assert _asked({"f_contract_amount": "12000.00"})["f_contract_amount"] == (
        "12000.00", "12,000.00", "12000元", "12,000元", "壹万贰仟元整", "壹万贰仟圆整",
    )  # fmt: skip


def test_an_amount_with_cents_is_not_asked_without() -> None:
    assert _asked({"f_contract_amount": "0.50"})["f_contract_amount"] == (
        "0.50", "0.50", "伍角", "伍角",
    )  # fmt: skip


def test_what_is_no_amount_is_asked_as_it_stands() -> None:
    assert _asked({"f_contract_amount": "1.2万"})["f_contract_amount"] == ("1.2万",)


@pytest.mark.parametrize("row", [_row(category=5), _row(path=None)])
def test_other_evidence_is_not_asked(row: Evidence) -> None:
    assert asked_of(DecodedLine((row,), ())) == {}


@given(st.dictionaries(st.sampled_from(["d_name", "f_contract_amount"]), st.text()))
def test_what_a_list_holds_never_raises(elements: dict[str, object]) -> None:
    assert _asked(elements).keys() <= elements.keys()
