"""Penalty and compound interest: from the day after the due day, exact, rounded once (2-5)."""

import pytest

from tests.verify.rules.cases import rules
from tests.verify.rules.debt.spec import Spec
from tests.verify.rules.debt.stated import account, codes, read, stated
from verify.rules.debt import recompute
from verify.rules.debt.conventions import COMPOUND, PENALTY

ONE = Spec("到期一次还本付息", instalments=12, paid_in_time=0, called_after=None)
"""12,000.00 and 1,440.00 of interest, due on 2025-06-08; penalty 18 % a year of 360: 6.00 a day."""


def _owed(spec: Spec, part: int, **changes: object) -> int:
    state = account(spec, **changes).state
    assert state is not None
    return state.parts[part]


def _spec(**changes: object) -> Spec:
    return Spec(**{**ONE.__dict__, **changes})


@pytest.mark.parametrize(("days", "cents"), [(0, 0), (1, 600), (30, 18_000)])
def test_the_due_day_is_not_counted_and_the_cut_off_is(days: int, cents: int) -> None:
    assert _owed(_spec(cut_after=days), PENALTY) == cents


def test_penalty_replaces_the_loans_rate_on_overdue_principal() -> None:
    state = account(_spec(cut_after=30)).state
    assert state is not None
    assert state.parts == (1_200_000, 144_000, 18_000, 0, 0)


@pytest.mark.parametrize(("days", "cents"), [(5, 0), (6, 3_600)])
def test_penalty_begins_at_the_due_day_once_the_grace_is_over(days: int, cents: int) -> None:
    assert _owed(_spec(grace=5, cut_after=days), PENALTY) == cents


def test_what_is_paid_within_the_grace_bears_no_penalty() -> None:
    spec = _spec(grace=5, payments=((5, 744_000),), cut_after=10)
    # 6,000.00 of principal are left, with ten days of 3.00.
    assert _owed(spec, PENALTY) == 3_000


def test_penalty_on_interest_too_where_agreed() -> None:
    # 13,440.00 × 18 % × 10 / 360
    assert _owed(_spec(on_interest=True, cut_after=10), PENALTY) == 6_720


def test_what_was_paid_of_a_penalty_is_taken_from_the_rounded_sum_to_date() -> None:
    spec = Spec(principal=1_000, instalments=1, method="到期一次还本付息", rate=0, paid_in_time=0,
                penalty_rate=3650, basis=365, order="息罚复本费", called_after=None,
                payments=((1, 1), (2, 1)), cut_after=3)  # fmt: skip
    # Three days of 0.01: a cent each day was paid, the third is owed.
    assert _owed(spec, PENALTY) == 1


@pytest.mark.parametrize(
    ("days", "turns", "cents"),
    [
        (30, 0, 2_160),  # 1,440.00 × 18 % × 30 / 360
        (60, 0, 4_320),
        (60, 30, 4_352),  # and 21.60 × 18 % × 30 / 360 for the second thirty days
    ],
)
def test_compound_interest_runs_on_unpaid_billed_interest(
    days: int, turns: int, cents: int
) -> None:
    spec = _spec(compound=(1200, 1800), compound_days=turns, cut_after=days)
    assert _owed(spec, COMPOUND) == cents


def test_compound_interest_bears_the_earlier_rate_until_maturity() -> None:
    spec = Spec("按月付息到期还本", instalments=12, paid_in_time=0, compound=(1200, 2400),
                called_after=None, cut_after=31)  # fmt: skip
    # 120.00 at 12 % for the 31 days since 2024-07-08; the next interest is due on that day.
    assert _owed(spec, COMPOUND) == 124


def test_calling_in_is_maturity_for_compound_interest() -> None:
    spec = Spec("按月付息到期还本", instalments=12, paid_in_time=0, compound=(1200, 2400),
                called_after=0, cut_after=30)  # fmt: skip
    assert _owed(spec, COMPOUND) == 240


def test_penalty_on_interest_and_compound_interest_exclude_each_other() -> None:
    spec = _spec(compound=(1200, 1800), on_interest=True, cut_after=30)
    assert _owed(spec, COMPOUND) == 0


def _unstated(claimed: str) -> list[str]:
    spec = _spec(method="按月付息到期还本", compound=(1200, 1800), cut_after=20)
    return codes(account(
        spec, f_compound_rate=None, f_compound_rate_after=None, j_compound=claimed,
        j_total=None, k_interest=None, k_total=None,
    ))  # fmt: skip


@pytest.mark.parametrize("claimed", ["0.80", "1.20"])
def test_a_clause_without_a_rate_is_for_a_person_whichever_reading_is_claimed(
    claimed: str,
) -> None:
    assert _unstated(claimed)[-1:] == ["debt.compound_rate_unstated"]


def test_a_clause_without_a_rate_shows_both_readings() -> None:
    spec = _spec(method="按月付息到期还本", compound=(1200, 1800), cut_after=20)
    one = account(spec, f_compound_rate=None, f_compound_rate_after=None)
    told = next(i for i in one.issues if i.finding.code == "debt.compound_rate_unstated")
    assert (told.finding.observed, told.finding.expected) == (
        "到期前按合同利率 0.80",
        "始终按罚息利率 1.20",
    )


def test_what_neither_reading_gives_differs() -> None:
    assert "debt.figure_differs" in _unstated("5.00")


def test_compound_interest_of_a_microloan_company_is_for_a_person() -> None:
    elements = read(stated(_spec(compound=(1200, 1800), cut_after=30), b_type="小额贷款公司"))
    assert "debt.compound_microloan" in codes(recompute(elements, rules=rules()))


def test_what_a_lender_is_registered_as_goes_before_what_it_states() -> None:
    elements = read(stated(_spec(compound=(1200, 1800), cut_after=30), b_type="银行"))
    told = recompute(elements, rules=rules(), lender_type="小额贷款公司")
    assert "debt.compound_microloan" in codes(told)


def test_compound_interest_on_penalty_is_for_a_person() -> None:
    spec = _spec(compound=(1200, 1800), compound_days=30, cut_after=60)
    # And 180.00 of penalty × 18 % × 30 / 360 joined the base at the first turn.
    one = account(spec, j_compound="46.22", j_total=None, k_interest=None, k_total=None)
    assert "debt.compound_on_penalty" in codes(one)
