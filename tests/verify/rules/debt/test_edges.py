"""The edges of loans: no interest, one instalment, month ends, leap years, sums paid out in parts.

Each law is stated as plain arithmetic of days and cents, beside the lender's books of the other
tests.
"""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.verify.rules.debt.lender import cents, keep_books
from tests.verify.rules.debt.spec import METHODS, Spec
from tests.verify.rules.debt.stated import account, account_on, codes, money, read, stated
from verify.rules.debt import Account, recompute
from verify.rules.debt.state import State

UNHURRIED = settings(deadline=None)
METHOD = st.sampled_from(METHODS)
CENTS = st.integers(10_000, 5_000_000)
RATES = st.integers(1, 3600)
MONTH_ENDS = st.sampled_from(
    [date(2023, 1, 31), date(2024, 1, 31), date(2024, 2, 29), date(2023, 11, 30), date(2024, 8, 31)]
)


def _state(one: Account) -> State:
    assert one.state is not None
    return one.state


# consistent loans at the edges


@UNHURRIED
@given(METHOD, CENTS, st.integers(1, 14))
def test_a_loan_without_interest_reconciles(method: str, principal: int, count: int) -> None:
    spec = Spec(method, principal, rate=0, instalments=count, paid_in_time=0)
    assert codes(account(spec)) == ["debt.reconciles"]


@UNHURRIED
@given(METHOD, CENTS, RATES, st.booleans())
def test_a_loan_of_one_instalment_reconciles(
    method: str, principal: int, rate: int, by_days: bool
) -> None:
    spec = Spec(
        method, principal, rate, instalments=1, paid_in_time=0, by_days=by_days, called_after=None
    )
    assert codes(account(spec)) == ["debt.reconciles"]


@UNHURRIED
@given(METHOD, MONTH_ENDS, st.booleans(), st.none() | st.integers(1, 200))
def test_due_days_at_the_month_end_reconcile(
    method: str, start: date, by_days: bool, called_after: int | None
) -> None:
    spec = Spec(method, start=start, by_days=by_days, called_after=called_after, paid_in_time=1)
    assert codes(account(spec)) == ["debt.reconciles"]


@UNHURRIED
@given(st.sampled_from((360, 365)), st.integers(1, 60))
def test_a_leap_day_counts_as_a_day_of_the_stated_year(basis: int, days: int) -> None:
    # Due on 2024-02-08; 29 February lies among the days.
    spec = Spec(METHODS[2], start=date(2024, 1, 8), instalments=1, basis=basis, paid_in_time=0,
                called_after=None, cut_after=days)  # fmt: skip
    whole = Fraction(1_200_000 * 18 * days, 100 * basis)
    assert _state(account(spec)).parts[2] == cents(whole)


@UNHURRIED
@given(st.integers(0, 6), st.integers(1, 30))
def test_no_day_of_the_week_shifts_a_due_day(offset: int, days: int) -> None:
    start = date(2024, 6, 3) + timedelta(offset)
    spec = Spec(start=start, paid_in_time=0, called_after=None, cut_after=days)
    state = _state(account(spec))
    assert (state.overdue_due, state.parts[2]) == (
        keep_books(spec).plan[0][0].toordinal(),
        cents(Fraction(100_000 * 18 * days, 100 * 360)),
    )


@UNHURRIED
@given(st.integers(0, 10), st.integers(0, 10))
def test_within_the_grace_nothing_accrues_and_after_it_every_day_does(
    grace: int, days: int
) -> None:
    spec = Spec(grace=grace, paid_in_time=0, called_after=None, cut_after=days)
    counted = days if days > grace else 0
    assert _state(account(spec)).parts[2] == cents(Fraction(100_000 * 18 * counted, 36_000))


@UNHURRIED
@given(st.integers(1, 90), st.integers(1, 400))
def test_compound_interest_is_joined_at_each_turn(step: int, days: int) -> None:
    spec = Spec(METHODS[2], paid_in_time=0, called_after=None, compound=(1200, 1800),
                compound_days=step, cut_after=days)  # fmt: skip
    state, owed, base = _state(account(spec)), Fraction(0), 144_000
    daily = Fraction(18, 36_000)
    for turn in range(0, days, step):
        owed += base * min(step, days - turn) * daily
        base = 144_000 + cents(owed)
    assert state.parts[3] == cents(owed)


# days of the account


@UNHURRIED
@given(st.integers(1, 30))
def test_a_loan_called_in_before_its_first_due_day_bears_interest_for_its_days(days: int) -> None:
    called = date(2024, 6, 8) + timedelta(min(days, 29))
    one = recompute(
        read(stated(Spec(paid_in_time=0), j_called_in=called.isoformat(), i_ledger=[])),
        as_of=called,
    )
    assert _state(one).parts[:2] == (
        1_200_000,
        cents(Fraction(1_200_000 * 12 * min(days, 29), 36_000)),
    )


# paid out in several sums


def _in_parts(first: int, second: int, gap: int) -> list[dict[str, str]]:
    days = (date(2024, 6, 8), date(2024, 6, 8) + timedelta(gap))
    return [
        {"date": day.isoformat(), "amount": money(amount)}
        for day, amount in zip(days, (first, second), strict=True)
    ]


def _paid_out(first: int, second: int, gap: int, day: date, called: date | None = None) -> State:
    spec = Spec(principal=first + second, paid_in_time=0, called_after=None)
    elements = stated(
        spec, h_disbursements=_in_parts(first, second, gap), i_ledger=[],
        j_called_in=None if called is None else called.isoformat(),
    )  # fmt: skip
    return _state(recompute(read(elements), as_of=day))


def _first(first: int, second: int, gap: int, day: date) -> int:
    held = (day - date(2024, 6, 8)).days
    return cents(Fraction((first * held + second * (held - gap)) * 12, 36_000))


@UNHURRIED
@given(CENTS, CENTS, st.integers(1, 20))
def test_before_the_second_sum_the_first_alone_is_owed(first: int, second: int, gap: int) -> None:
    day = date(2024, 6, 8) + timedelta(gap - 1)
    assert _paid_out(first, second, gap, day).parts == (first, 0, 0, 0, 0)


@UNHURRIED
@given(CENTS, CENTS, st.integers(1, 20))
def test_the_first_interest_counts_the_days_of_each_sum(first: int, second: int, gap: int) -> None:
    due = date(2024, 7, 8)
    assert _paid_out(first, second, gap, due).parts[1] == _first(first, second, gap, due)


@UNHURRIED
@given(CENTS, CENTS, st.integers(1, 20), st.integers(21, 29))
def test_called_in_before_the_first_due_day_each_sum_bears_interest_for_its_days(
    first: int, second: int, gap: int, days: int
) -> None:
    called = date(2024, 6, 8) + timedelta(days)
    state = _paid_out(first, second, gap, called, called)
    assert state.parts[:2] == (first + second, _first(first, second, gap, called))


@UNHURRIED
@given(CENTS, CENTS, st.integers(1, 20), st.integers(21, 29))
def test_interest_that_runs_counts_the_days_of_each_sum(
    first: int, second: int, gap: int, days: int
) -> None:
    day = date(2024, 6, 8) + timedelta(days)
    assert _paid_out(first, second, gap, day).running == _first(first, second, gap, day)


# money that came early


def _row(day: date, principal: int, interest: int, overpaid: int = 0) -> dict[str, str]:
    return {
        "date": day.isoformat(), "amount": money(principal + interest + overpaid),
        "principal": money(principal), "interest": money(interest), "penalty": "0.00",
        "overpaid": money(overpaid),
    }  # fmt: skip


@UNHURRIED
@given(CENTS, st.integers(600, 3600), st.sampled_from((360, 365)), st.integers(1, 29), st.data())
def test_an_early_part_payment_stops_interest_on_it_from_its_day(
    principal: int, rate: int, basis: int, days: int, data: st.DataObject
) -> None:
    # Interest alone is due each month, first on 2024-07-08; the payment comes before.
    spec = Spec(METHODS[3], principal, rate, basis=basis, paid_in_time=0, called_after=None)
    yearly = Fraction(rate, 10_000)
    early = cents(principal * yearly * Fraction(days, basis))
    repaid = data.draw(st.integers(1, principal - 1))
    row = _row(date(2024, 6, 8) + timedelta(days), repaid, early)
    one = recompute(read(stated(spec, i_ledger=[row])), as_of=date(2024, 8, 8))
    rest = principal - repaid
    broken, whole = rest * yearly * Fraction(30 - days, basis), rest * yearly / 12
    assert _state(one).parts[:2] == (rest, cents(broken) + cents(whole))


@UNHURRIED
@given(st.integers(1, 100_000), st.integers(1, 29))
def test_the_same_money_stated_as_overpaid_waits_for_the_next_due_day(
    amount: int, day: int
) -> None:
    spec = Spec(paid_in_time=0, called_after=None)
    row = _row(date(2024, 6, 8) + timedelta(day), 0, 0, amount)
    state = _state(recompute(read(stated(spec, i_ledger=[row])), as_of=date(2024, 7, 8)))
    assert (sum(state.parts), state.credit) == (1_200_000 + 12_000 - amount, 0)


@UNHURRIED
@given(CENTS, st.integers(1, 29))
def test_a_loan_repaid_early_as_a_whole_leaves_nothing(principal: int, days: int) -> None:
    interest = cents(Fraction(principal * 12 * days, 36_000))
    row = _row(date(2024, 6, 8) + timedelta(days), principal, interest)
    spec = Spec(principal=principal, paid_in_time=0, called_after=None)
    one = recompute(read(stated(spec, i_ledger=[row])), as_of=date(2026, 1, 1))
    assert _state(one).parts == (0, 0, 0, 0, 0)


def test_a_refund_as_a_negative_row_is_a_fault_of_form() -> None:
    row = {**_row(date(2024, 9, 20), 0, 0), "amount": "-100.00", "principal": "-100.00"}
    faults = read(stated(Spec(), i_ledger=[row])).faults
    assert "i_ledger/1/amount" in [one.subject for one in faults if one.code.endswith("_form")]


@UNHURRIED
@given(st.integers(1, 200_000))
def test_more_than_was_ever_owed_is_credit_and_no_debt_below_nought(more: int) -> None:
    spec = Spec(METHODS[2], paid_in_time=0, called_after=None)
    row = _row(date(2025, 6, 8), 1_200_000, 144_000, more)
    state = _state(recompute(read(stated(spec, i_ledger=[row])), as_of=date(2025, 12, 1)))
    assert (state.parts, state.credit) == ((0, 0, 0, 0, 0), more)


@UNHURRIED
@given(st.integers(0, 365))
def test_a_loan_that_is_not_overdue_has_no_day_of_default(days: int) -> None:
    spec = Spec(paid_in_time=12, called_after=None)
    one = account_on(spec, date(2024, 6, 8) + timedelta(days))
    assert [f.computed for f in one.figures if f.key == "j_overdue_from"] == [None]
