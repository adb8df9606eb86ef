"""The account of any day: no split of a period, and no look in between, changes a later one."""

from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.verify.rules.debt.lender import keep_books
from tests.verify.rules.debt.spec import Spec, specs
from tests.verify.rules.debt.stated import account, account_on, read, stated
from verify.rules.debt import Account, recompute

UNHURRIED = settings(deadline=None)
LEFT = specs().filter(lambda spec: keep_books(spec).overdue is not None)
GROWING = ("j_interest", "j_penalty", "j_compound", "j_total")


def _parts(one: Account) -> tuple[int, ...]:
    assert one.state is not None
    return one.state.parts


def _later(one: Account) -> tuple[int, ...]:
    return tuple(figure.computed or 0 for figure in one.figures if figure.key in GROWING)


@UNHURRIED
@given(LEFT, st.integers(0, 400))
def test_an_empty_payment_splits_a_period_and_changes_nothing(spec: Spec, days: int) -> None:
    elements = stated(spec)
    rows = elements["i_ledger"]
    assert isinstance(rows, list)
    day = (spec.start + timedelta(days)).isoformat()
    nothing = dict.fromkeys(("amount", "principal", "interest", "penalty"), "0.00")
    split = {**elements, "i_ledger": [*rows, {"date": day, **nothing}]}
    assert _parts(recompute(read(split))) == _parts(recompute(read(elements)))


@UNHURRIED
@given(LEFT, st.integers(0, 200), st.integers(0, 200))
def test_what_is_owed_never_shrinks_without_a_payment(spec: Spec, days: int, more: int) -> None:
    cut = keep_books(spec).cut
    earlier = account_on(spec, cut + timedelta(days))
    later = account_on(spec, cut + timedelta(days + more))
    before, after = _later(earlier), _later(later)
    # Credit that is used on a due day may settle what had accrued before it.
    assume(earlier.state is not None and earlier.state.credit == 0)
    assert all(a <= b for a, b in zip(before, after, strict=True))


@UNHURRIED
@given(LEFT)
def test_the_cut_off_day_given_is_the_cut_off_day(spec: Spec) -> None:
    assert account_on(spec, keep_books(spec).cut).as_json() == account(spec).as_json()


def test_another_day_compares_nothing() -> None:
    assert account_on(Spec(), date(2025, 1, 1)).issues == ()


def test_a_later_day_says_that_no_further_payment_is_assumed() -> None:
    texts = [one.en for one in account_on(Spec(), date(2026, 1, 1)).assumptions]
    assert "The day lies after the cut-off: no further payment is assumed." in texts


def test_an_earlier_day_ignores_and_counts_later_rows() -> None:
    one = account_on(Spec(), date(2024, 8, 7))
    assert next(words.en for words in one.assumptions) == (
        "2 ledger rows after the day of the account are left out."
    )


@UNHURRIED
@given(LEFT, st.integers(1, 4000))
def test_before_the_disbursement_nothing_is_owed(spec: Spec, days: int) -> None:
    assert set(_parts(account_on(spec, spec.start - timedelta(days)))) == {0}


def test_before_the_disbursement_the_account_says_so() -> None:
    texts = [one.en for one in account_on(Spec(), date(1990, 1, 1)).assumptions]
    assert (
        "The day lies before the disbursement: there is no loan yet, and nothing is owed." in texts
    )


@UNHURRIED
@given(LEFT)
def test_on_the_day_of_the_disbursement_the_principal_is_owed_and_nothing_else(spec: Spec) -> None:
    assert _parts(account_on(spec, spec.start)) == (spec.principal, 0, 0, 0, 0)


@UNHURRIED
@given(LEFT)
def test_before_the_first_due_day_nothing_is_due(spec: Spec) -> None:
    one = account_on(spec, keep_books(spec).plan[0][0] - timedelta(1))
    assert one.state is not None
    assert one.state.not_due == one.state.parts[0]


@UNHURRIED
@given(LEFT)
def test_on_its_due_day_an_instalment_is_due_and_not_overdue(spec: Spec) -> None:
    one = account_on(spec, keep_books(spec).plan[0][0])
    assert one.state is not None
    assert one.state.overdue_due is None


@UNHURRIED
@given(LEFT, st.integers(0, 2000))
def test_after_maturity_no_principal_is_left_not_due(spec: Spec, days: int) -> None:
    one = account_on(spec, keep_books(spec).plan[-1][0] + timedelta(days))
    assert one.state is not None
    assert (one.state.not_due, one.state.running) == (0, 0)
