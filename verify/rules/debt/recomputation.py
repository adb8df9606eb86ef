"""`recompute`: the debt of one loan drawn up anew and held against what is claimed (Art. 7 (9)).

Pure and total: whatever the element list holds, an `Account` comes back in bounded time, and what
is missing for it is an issue. A consistent loan gives one issue, `debt.reconciles`.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from anchors.limits import LIMITS
from verify.codes.table import finding
from verify.findings import CheckStatus
from verify.rules.debt.account import Account
from verify.rules.debt.afterwards import later_payments
from verify.rules.debt.assumptions import assumptions
from verify.rules.debt.comparison import Comparison, checked_plan, compare
from verify.rules.debt.conventions import COMPOUND
from verify.rules.debt.cost import Cost, Signed, cost_of
from verify.rules.debt.figures import FIGURES, Figure
from verify.rules.debt.issue import told
from verify.rules.debt.issues import cost_issues, missing_issues
from verify.rules.debt.ledgercheck import check_ledger
from verify.rules.debt.listed import read_loan
from verify.rules.debt.loan import Instalment, Loan
from verify.rules.debt.proportion import proportion_issues
from verify.rules.debt.rounding import money_text
from verify.rules.debt.state import draw_up
from verify.rules.elements.rows import ElementList
from verify.rules.outcome import Issue

if TYPE_CHECKING:
    from verify.rules.ruleset import RuleSet

__all__ = ["recompute"]

_AMOUNTS = (
    *FIGURES,
    "j_total",
    "k_principal",
    "k_interest",
    "k_enforcement_costs",
    "k_total",
    "i_paid_principal",
    "i_paid_interest",
)
_DAYS = ("j_overdue_from", "i_interest_paid_to")
_CALLED_FOR = (*FIGURES, "j_total", "k_principal", "k_enforcement_costs", "k_total",
               "i_paid_principal", "i_paid_interest")  # fmt: skip
_OF_DEFAULT = ("j_overdue_from",)
"""Called for where the loan is overdue."""


def recompute(
    elements: ElementList,
    *,
    as_of: date | None = None,
    rules: "RuleSet | None" = None,
    lender_type: str | None = None,
    signing_proven: bool = False,
    received: date | None = None,
) -> Account:
    """Return the account of a loan as of its cut-off, or of another day without a comparison.

    Args:
        elements: the element list.
        as_of: the other day.
        rules: limits of rates are chosen by them; without them nothing is held against a limit.
        lender_type: as registered; None where only the element list says it.
        signing_proven: whether the day of the contract, which chooses limits, is more than stated.
        received: the day of the court's receipt; None where nothing was received.
    """
    loan, missing = read_loan(elements)
    issues = missing_issues(missing)
    if loan is None:
        return Account(tuple(issues), as_of)
    hindrance = list(_hindrances(loan))
    if hindrance:
        return Account((*issues, *hindrance), as_of)
    issues += later_payments(loan, received)
    check = checked_plan(loan)
    if not check.base:
        return Account((*issues, *missing_issues([] if issues else ["i_schedule"])), as_of, loan)
    lender = lender_type or elements.text("b_type")
    signed = Signed(elements.day("f_signed_at"), proven=signing_proven)
    cost = cost_of(loan, check.base, rules, signed, lender)
    until_paid = elements.said("k_until_paid", "是")
    day = loan.cut_off if as_of is None else as_of.toordinal()
    if day != loan.cut_off:
        return _on_another_day(loan, check.base, day, cost, until_paid=until_paid)
    claimed = _claimed(elements)
    done = compare(loan, check, claimed)
    called_for = _CALLED_FOR if done.state.overdue_due is None else (*_CALLED_FOR, *_OF_DEFAULT)
    issues += missing_issues([key for key in called_for if key not in claimed])
    issues += done.issues
    issues += _compound_issues(done, claimed, rules, lender)
    if all(one.finding.status is CheckStatus.PASSED for one in issues):
        issues.insert(0, Issue(finding("debt.reconciles", "j_total"), FIGURES))
    issues += cost_issues(cost, elements.rate("f_apr"))
    issues += proportion_issues(loan, claimed, rules, signed, lender)
    return Account(
        tuple(issues), date.fromordinal(day), loan, done.state, done.figures, done.schedule,
        done.ledger, cost, until_paid, tuple(assumptions(loan, done.state)),
    )  # fmt: skip


def _claimed(elements: ElementList) -> dict[str, int]:
    """Return the claimed figures that can be read, days as ordinals."""
    cells, claimed = elements.cells, {}
    for key in _AMOUNTS:
        cell = cells.get(key)
        if isinstance(cell, int):
            claimed[key] = cell
    for key in _DAYS:
        day = elements.day(key)
        if day is not None:
            claimed[key] = day.toordinal()
    count = elements.count("j_overdue_days")
    if count is not None:
        claimed["j_overdue_days"] = count
    return claimed


def _hindrances(loan: Loan) -> Iterator[Issue]:
    """Yield what makes an account impossible: days out of order, more than can be computed."""
    first = loan.ledger[0].day if loan.ledger else loan.start
    if first < loan.start:
        yield told("debt.day_order", f"i_ledger/{loan.ledger[0].row}/date", "h_disbursements")
    if loan.cut_off < loan.start:
        yield told("debt.day_order", "j_cut_off", "h_disbursements")
    if loan.called_in is not None and loan.called_in < loan.start:
        yield told("debt.day_order", "j_called_in", "h_disbursements")
    if _steps(loan) > LIMITS.debt_steps:
        yield told("debt.too_large", "i_ledger", "f_compound_days")


def _steps(loan: Loan) -> int:
    conventions = loan.conventions
    instalments = max(len(loan.plan), 1)
    steps = instalments * len(loan.ledger) if conventions.together else 0
    if conventions.compound and conventions.compound_days:
        days = max(loan.cut_off - loan.start, 0)
        steps += instalments * (days // conventions.compound_days)
    return steps


def _on_another_day(
    loan: Loan, base: tuple[Instalment, ...], day: int, cost: Cost, *, until_paid: bool
) -> Account:
    """Return the account of another day: nothing is claimed of it."""
    state = draw_up(loan, base, day)
    computed = dict(zip(FIGURES, state.parts, strict=True))
    due = state.overdue_due
    figures = [Figure(key, None, value, 0, None) for key, value in computed.items()]
    figures.append(Figure("j_total", None, sum(state.parts), 0, None))
    figures.append(Figure("j_overdue_from", None, None if due is None else due + 1, 0, None))
    figures.append(Figure("j_overdue_days", None, 0 if due is None else state.day - due, 0, None))
    return Account(
        (), date.fromordinal(state.day), loan, state, tuple(figures), (),
        check_ledger(state.entries, 0), cost, until_paid, tuple(assumptions(loan, state)),
    )  # fmt: skip


def _compound_issues(
    done: Comparison,
    claimed: Mapping[str, int],
    rules: "RuleSet | None",
    lender: str | None,
) -> Iterator[Issue]:
    """Yield what of compound interest is for a person."""
    if not claimed.get("j_compound") and not done.state.parts[COMPOUND]:
        return
    if done.unstated is not None:
        first, second = done.unstated
        yield told(
            "debt.compound_rate_unstated", "j_compound", "f_compound_rate",
            observed=f"到期前按合同利率 {money_text(first)}",
            expected=f"始终按罚息利率 {money_text(second)}",
        )  # fmt: skip
    if rules is not None and rules.is_microlender(lender):
        yield told("debt.compound_microloan", "j_compound", "f_compound", "b_type")
