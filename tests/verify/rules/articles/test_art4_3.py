"""Article 4 (3): basic courts have what is below the amount of an intermediate court."""

from typing import Any

import pytest

from tests.verify.rules.articles.said import codes
from tests.verify.rules.cases import AT, AUDIENCE, book, case_view
from verify.rules.articles.art4_3 import judge
from verify.rules.ruleset import RuleSet

INSIDE: dict[str, Any] = {}
FAR = "湖南省长沙市虚构区虚构街2号"
ONE_OUTSIDE = {"d_domicile": FAR, "d_domicile_region": None}
LENDER_OUTSIDE = {"b_domicile": "上海市虚构区"}
BOTH_OUTSIDE = {**ONE_OUTSIDE, **LENDER_OUTSIDE}
UNKNOWN = {"d_domicile": "虚构街2号", "d_domicile_region": None}
BELOW, OVER, ASKS = "art4_3.below_limit", "art4_3.over_limit", "art4_3.side_unknown"
PASSPORT = {"d_id_type": "护照", "d_id_no": "E00000000", "d_birth_date": "1990-01-01"}


@pytest.mark.parametrize(
    ("stated", "amount", "expected"),
    [
        (INSIDE, "99999999.99", BELOW),
        (INSIDE, "100000000.00", BELOW),
        (INSIDE, "499999999.99", BELOW),
        (INSIDE, "500000000.00", OVER),
        (BOTH_OUTSIDE, "499999999.99", BELOW),
        (BOTH_OUTSIDE, "500000000.00", OVER),
        (ONE_OUTSIDE, "99999999.99", BELOW),
        (ONE_OUTSIDE, "100000000.00", OVER),
        (LENDER_OUTSIDE, "99999999.99", BELOW),
        (LENDER_OUTSIDE, "100000000.00", OVER),
        (UNKNOWN, "99999999.99", BELOW),
        (UNKNOWN, "100000000.00", ASKS),
        (UNKNOWN, "499999999.99", ASKS),
        (UNKNOWN, "500000000.00", OVER),
        ({**LENDER_OUTSIDE, "d_residence": FAR}, "100000000.00", BELOW),
    ],
)
def test_the_amount_belongs_to_a_basic_court_below_its_limit(
    stated: dict[str, Any], amount: str, expected: str
) -> None:
    assert codes(judge(case_view({**stated, "k_total": amount}))) == [expected]


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("39999999.99", "art4_3.below_limit"),
        ("40000000.00", "art4_3.foreign_amount"),
        ("500000000.00", "art4_3.foreign_amount"),
    ],
)
def test_a_foreign_related_claim_has_amounts_of_its_own(amount: str, expected: str) -> None:
    assert codes(judge(case_view({**PASSPORT, "k_total": amount}))) == [expected]


def test_an_amount_left_out_is_told_by_its_fault_alone() -> None:
    assert judge(case_view({"k_total": None})) == ()


def test_the_amount_and_the_limit_are_told() -> None:
    told = judge(case_view({"k_total": "500000000.00"}))[0].finding
    assert (told.observed, told.expected) == ("500000000.00", "< 500000000.00")


def _without_amounts() -> RuleSet:
    row = {
        "name": "monetary-2021", "valid_from": "2099-01-01", "valid_to": None, "source": "虚构",
        "verified": False, "both_same_side": "2.00", "one_outside": "1.00",
    }  # fmt: skip
    found = book().at(AUDIENCE, AT, {"tables": {"monetary": [row]}})
    assert found is not None
    return found


def test_a_day_that_no_row_holds_on_is_the_courts_matter() -> None:
    assert codes(judge(case_view(rules=_without_amounts()))) == ["art4_3.table_absent"]
