"""Article 4 (1): online throughout, and a cause of action that the court still has."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.verify.rules.articles.said import codes, keys
from tests.verify.rules.cases import AUDIENCE, book, case_view, lender
from tests.verify.rules.elements.samples import HONEST
from verify.rules.articles.art4_1 import judge
from verify.rules.case import CaseView

SWITCH = datetime(2025, 10, 31, 16, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MICROLOAN = "小额借款合同纠纷"


def _paid_by(*channels: str) -> CaseView:
    row = HONEST["h_disbursements"][0]
    return case_view({"h_disbursements": [{**row, "channel": one} for one in channels]})


def _designated(**changed: Any) -> CaseView:
    row = {"from": "2025-11-01", "to": None, "cause": MICROLOAN, "source": "虚构", **changed}
    rules = book().at(AUDIENCE, SWITCH, {"designations": [row]})
    return case_view(at=SWITCH, rules=rules)


def test_a_loan_made_online_meets_it() -> None:
    assert codes(judge(case_view())) == ["art4_1.online"]


def test_a_contract_signed_offline_fails() -> None:
    assert codes(judge(case_view({"f_signing_method": "线下"}))) == ["art4_1.signed_offline"]


@pytest.mark.parametrize(
    "channel", ["柜台现金", "营业网点柜面", "现金支票", "营业厅现场交付", "当面交付"]
)
def test_a_loan_paid_out_over_a_counter_is_for_a_person(channel: str) -> None:
    issues = judge(_paid_by("虚构支付通道", channel))
    assert codes(issues) == ["art4_1.mixed_channels"]
    assert issues[0].elements == ("f_signing_method", "h_disbursements/2/channel")


def test_a_method_left_out_is_told_by_its_fault_alone() -> None:
    assert codes(judge(case_view({"f_signing_method": None}))) == []


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (SWITCH - SECOND, ["art4_1.online"]),
        (SWITCH, ["art4_1.online", "art4_1.cause_moved"]),
    ],
)
def test_the_cause_moves_with_the_second_the_law_changes(at: datetime, expected: list[str]) -> None:
    assert codes(judge(case_view(at=at))) == expected


def test_whether_the_court_has_a_cause_is_asked_once_for_the_cause() -> None:
    issues = judge(case_view(at=SWITCH))
    assert keys(issues)["art4_1.cause_moved"] == f"{AUDIENCE}/{MICROLOAN}"


def test_a_bank_has_another_cause() -> None:
    issues = judge(case_view(at=SWITCH, lender=lender(type="银行")))
    assert keys(issues)["art4_1.cause_moved"] == f"{AUDIENCE}/金融借款合同纠纷"


def test_a_kind_of_lender_that_is_unknown_has_a_cause_of_its_own() -> None:
    issues = judge(case_view({"b_type": None}, at=SWITCH, lender=None))
    assert keys(issues)["art4_1.cause_moved"] == f"{AUDIENCE}/*"


def test_a_designation_answers_it() -> None:
    assert codes(judge(_designated())) == ["art4_1.online", "art4_1.designated"]


@pytest.mark.parametrize(
    "change",
    [
        {"cause": "金融借款合同纠纷"},
        {"from": "2025-11-02"},
        {"from": "2025-10-01", "to": "2025-10-31"},
    ],
)
def test_a_designation_of_another_cause_or_day_answers_nothing(change: dict[str, Any]) -> None:
    assert "art4_1.cause_moved" in codes(judge(_designated(**change)))
