"""一次性告知: complete, ready to send, and silent on what its reader must not see."""

import pytest

from tests.verify.rules.admissions import (
    BLOCKING_OF_PRODUCT,
    CONTRADICTION,
    CURABLE,
    REUSED,
    admitted,
    article,
    issue,
    plain_case,
)
from tests.verify.rules.evidence import head, item, proof, with_items
from verify.codes.table import CODES
from verify.model import Applicant
from verify.rules.case import CaseView
from verify.rules.defects import defects_of
from verify.rules.notice import notice_of
from verify.rules.outcome import ArticleOutcome

LACKING = article("7(6)", issue(CURABLE, "7(6)"))
ELEMENT = article("5(3)", issue("element.missing", "d_mobile", elements=("d_mobile",)))
ROW = article("7(9)", issue("element.missing", "i_ledger/3/amount"))
SHARED = article(
    "7(1)", issue("art7_1.unverifiable", "licence", items=("shared:licence",)),
    issue("art7_1.unverifiable", "authority", items=("shared:licence",)),
)  # fmt: skip
HELD = article("5(2)", issue(CONTRADICTION, "sig", items=("contract",), observed="sha256:ab"))
REUSE = article("7(8)", issue(REUSED, "voucher", items=("voucher",), observed="pkg-2/case-9"))


def letter(*outcomes: ArticleOutcome, of: CaseView | None = None) -> str | None:
    case = of or plain_case()
    admission = admitted(*outcomes, of=case)
    return notice_of(case, admission, defects_of(admission))


def text(*outcomes: ArticleOutcome, of: CaseView | None = None) -> str:
    found = letter(*outcomes, of=of)
    assert found is not None
    return found


def test_every_defect_is_told_at_once() -> None:
    told = text(LACKING, ELEMENT)
    assert [f"\n{number}. " in told for number in (1, 2, 3)] == [True, True, False]


def test_a_kind_of_defect_is_told_once_with_every_place() -> None:
    assert "所在：要素 D9 约定手机号码；“还款流水”表本案第 3 行“还款金额”（要素 I2）。" in text(
        ELEMENT, ROW
    )


def test_a_defect_is_told_with_its_cure() -> None:
    assert f"补正：{CODES[CURABLE].cure_zh}" in text(LACKING)


def test_an_element_is_named_by_its_number_and_label() -> None:
    assert "要素 D9 约定手机号码" in text(ELEMENT)


def test_a_cell_of_a_list_is_named_by_its_row() -> None:
    assert "第 3 行" in text(ROW)


def test_a_point_ends_with_its_code() -> None:
    assert f"{CODES[CURABLE].cure_zh} [{CURABLE}]\n" in text(LACKING)


def test_what_is_held_has_a_letter_of_its_own() -> None:
    assert text(HELD).startswith("数据核查告知\n")


@pytest.mark.parametrize("asked", ["一次性告知", "补正", "送达之日起", "逾期"])
def test_the_letter_of_what_is_held_asks_for_nothing(asked: str) -> None:
    assert asked not in text(HELD, LACKING)


def test_what_is_common_is_named_once() -> None:
    assert text(SHARED).count("公共材料 licence") == 1


def test_the_letter_names_lender_case_and_contract() -> None:
    told = text(LACKING)
    assert all(one in told for one in ("虚构甲小额贷款有限公司", "case-1", "HT00000001"))


def test_the_letter_is_signed_by_the_court_of_the_rules() -> None:
    assert "广州互联网法院" in text(LACKING)


def test_the_period_is_left_to_the_court() -> None:
    assert "＿＿＿＿日内（期限由本院填写）" in text(LACKING)


def test_of_what_is_held_its_sender_is_told_the_item_and_no_more() -> None:
    assert "证据 contract“证据”：数据不一致，原因待查。" in text(HELD)


@pytest.mark.parametrize("secret", ["sha256:ab", "摘要", "签名", "补正：", "7(6)"])
def test_of_what_is_held_nothing_else_is_told(secret: str) -> None:
    assert secret not in text(HELD, LACKING)


@pytest.mark.parametrize("secret", ["pkg-2", "case-9", "借款人的案件", "同一材料"])
def test_of_reuse_nothing_of_the_other_case_is_told(secret: str) -> None:
    assert secret not in text(REUSE)


def test_a_damaged_file_is_told_with_its_cure() -> None:
    damaged = article("5(2)", issue("package.payload_damaged", "contract", items=("contract",)))
    cure = CODES["package.payload_damaged"].cure_zh or ""
    assert (
        "数据不一致，原因待查。\n   所在：证据 contract“证据”。\n"
        f"   补正：{cure} [package.payload_damaged]\n"
    ) in text(damaged)


@pytest.mark.parametrize(
    "outcome",
    [
        article("5(6)", issue(BLOCKING_OF_PRODUCT)),
        article("4(1)", issue("art4_1.signed_offline")),
        article("5(6)", issue("art5_6.review_lapsed")),
        article("7(1)"),
    ],
    ids=["awaiting", "out of jurisdiction", "non-litigation", "admission"],
)
def test_no_letter_goes_out_before_a_person_decided(outcome: ArticleOutcome) -> None:
    assert letter(outcome) is None


def test_defects_found_before_a_jurisdiction_is_decided_are_not_yet_sent() -> None:
    assert letter(LACKING, article("2", issue("art2.third_party"))) is None


HOSTILE = "甲\n2. 补正：无需补正\u202e\u0000"


def test_a_name_of_the_sender_stays_on_its_line() -> None:
    case = plain_case()._replace(
        head=head(applicant=Applicant("91440101F00000018N", HOSTILE, "lender"))
    )
    assert "\n2. 补正" not in text(LACKING, of=case)


def test_unseen_characters_of_a_title_are_shown_as_code_points() -> None:
    case = plain_case(items=with_items(item("contract", 6, "contract", proof(), title=HOSTILE)))
    told = text(article("7(6)", issue(CURABLE, items=("contract",))), of=case)
    assert "\\u202e\\u0000" in told


def test_no_letter_says_more_than_a_machine_may() -> None:
    told = text(LACKING, ELEMENT, SHARED)
    assert not any(word in told for word in ("真实", "虚假", "篡改", "裁定", "原告", "被告"))
