"""Whoever corrects every figure to the value that the account tells has a case that reconciles."""

import re
from dataclasses import replace
from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.verify.rules.debt.lender import keep_books
from tests.verify.rules.debt.spec import METHODS, ORDERS, Spec, specs
from tests.verify.rules.debt.stated import codes, money, read, stated
from verify.rules.debt import Account, recompute
from verify.rules.debt.conventions import PARTS
from verify.rules.debt.figures import day_text, value_text

UNHURRIED = settings(deadline=None)
OVERDUE = specs().filter(lambda spec: keep_books(spec).overdue is not None)
FIGURES = (
    "j_principal", "j_interest", "j_penalty", "j_compound", "j_fees", "j_total", "k_principal",
    "k_interest", "k_enforcement_costs", "k_total", "i_paid_principal", "i_paid_interest",
)  # fmt: skip
PASSED = {"debt.reconciles", "debt.claimed_less"}
WITHHELD = PASSED | {"cost.fee_at_disbursement"}
FROM_CALL = {"debt.overdue_from_due_day"}
"""Where the first instalment comes to nothing, it is the day of the call that was not kept."""
NOTHING_DUE = Spec(
    method=METHODS[4], principal=10_000, rate=2, penalty_rate=0, start=date(2019, 1, 1),
    instalments=2, paid_in_time=0, called_after=1, cut_after=2,
)  # fmt: skip
"""Interest of the first quarter, which alone is due then, comes to no cent."""
CHANGES = st.dictionaries(
    st.sampled_from(FIGURES), st.integers(-10_000, 10_000).filter(bool), min_size=1, max_size=4
)


def _changed(spec: Spec, changes: dict[str, int]) -> dict[str, object]:
    elements = stated(spec)
    for key, cents in changes.items():
        elements[key] = money(abs(int(str(elements[key]).replace(".", "")) + cents))
    return elements


def _corrected(elements: dict[str, object], one: Account) -> dict[str, object]:
    right = {each.key: value_text(each.key, each.computed) for each in one.differences}
    return {key: value for key, value in {**elements, **right}.items() if value is not None}


@UNHURRIED
@given(OVERDUE, CHANGES)
def test_corrected_figures_reconcile(spec: Spec, changes: dict[str, int]) -> None:
    elements = _changed(spec, changes)
    once = _corrected(elements, recompute(read(elements)))
    assert set(codes(recompute(read(once)))) <= PASSED


@UNHURRIED
@given(OVERDUE, CHANGES)
def test_every_figure_that_differs_has_its_cause_told(spec: Spec, changes: dict[str, int]) -> None:
    one = recompute(read(_changed(spec, changes)))
    told = {key for issue in one.issues for key in issue.elements}
    assert {each.key for each in one.differences} <= told


@UNHURRIED
@given(OVERDUE, st.data(), st.integers(1, 5_000))
def test_a_corrected_schedule_reconciles(spec: Spec, data: st.DataObject, cents: int) -> None:
    elements = stated(spec)
    rows = elements["i_schedule"]
    assert isinstance(rows, list)
    row = data.draw(st.sampled_from(rows))
    row["interest"] = money(int(row["interest"].replace(".", "")) + cents)
    right = re.match(r"[0-9.]+", str(recompute(read(elements)).issues[0].finding.expected))
    assert right is not None
    row["interest"] = right[0]
    assert codes(recompute(read(elements))) == ["debt.reconciles"]


@UNHURRIED
@given(OVERDUE, st.integers(1, 9_000))
@example(NOTHING_DUE, 1)
def test_a_withheld_sum_corrected_as_told_reconciles(spec: Spec, withheld: int) -> None:
    out = [
        {
            "date": spec.start.isoformat(), "amount": money(spec.principal),
            "withheld": money(withheld),
        }
    ]  # fmt: skip
    elements = stated(spec, h_disbursements=out)
    right = _lists(recompute(read(elements)))
    left = codes(recompute(read({**_corrected(elements, recompute(read(elements))), **right})))
    assert set(left) <= WITHHELD | (FROM_CALL if _nothing_due_first(right) else set())


def _nothing_due_first(right: dict[str, object]) -> bool:
    rows = right["i_schedule"]
    assert isinstance(rows, list)
    return {rows[0][name] for name in ("principal", "interest", "fee")} == {"0.00"}


def _lists(one: Account) -> dict[str, object]:
    """Return the schedule and the ledger as the account has them."""
    plan = [line.computed for line in one.schedule if line.computed is not None]
    return {
        "i_schedule": [
            {
                "no": str(row.no), "due": day_text(row.due), "principal": money(row.principal),
                "interest": money(row.interest), "fee": money(row.fee),
            }
            for row in plan
        ],
        "i_ledger": [
            {
                "date": day_text(line.row.day), "amount": money(line.row.amount),
                "overpaid": money(line.credit),
                **dict(zip(PARTS, map(money, line.split), strict=True)),
            }
            for line in one.ledger
        ],
    }  # fmt: skip


OTHERS = st.fixed_dictionaries(
    {},
    optional={
        "basis": st.sampled_from((360, 365)),
        "by_days": st.booleans(),
        "grace": st.integers(0, 5),
        "on_interest": st.booleans(),
        "order": st.sampled_from(ORDERS),
        "together": st.booleans(),
        "penalty_rate": st.integers(0, 5400),
    },
)
TERMS = (
    "f_day_basis", "f_interest_count", "f_grace_days", "f_penalty_base", "f_allocation_order",
    "f_allocation_scope", "f_penalty_rate",
)  # fmt: skip


@UNHURRIED
@given(OVERDUE, OTHERS)
def test_books_kept_by_another_convention_and_corrected_as_told_reconcile(
    spec: Spec, others: dict[str, object]
) -> None:
    other = replace(spec, **others)  # type: ignore[arg-type]
    terms = stated(spec)
    elements = {**stated(other), **{key: terms[key] for key in TERMS}}
    one = recompute(read(elements))
    fixed = {**_corrected(elements, one), **_lists(one)}
    assert set(codes(recompute(read(fixed)))) <= PASSED
