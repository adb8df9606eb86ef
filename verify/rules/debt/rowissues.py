"""What is wrong in the rows of the schedule (I1) and of the ledger (I2), each with its right value.

The subject is the first cell that is wrong; its own right value comes first, then those of the
other cells, as many as a person reads, and then the figures that follow from them.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from verify.rules.debt.conventions import PARTS
from verify.rules.debt.figures import Figure, Words, day_text
from verify.rules.debt.following import following, right_values
from verify.rules.debt.issue import MOST_CELLS, told
from verify.rules.debt.ledgercheck import LedgerCheck, LedgerLine, unbalanced
from verify.rules.debt.loan import Instalment, Loan, Repayment
from verify.rules.debt.plancheck import PlanCheck, PlanLine
from verify.rules.debt.rounding import money_text
from verify.rules.elements.table import ELEMENTS
from verify.rules.outcome import Issue

__all__ = ["ledger_issues", "plan_issues"]

_PLAN, _LEDGER = "i_schedule", "i_ledger"
_MOST_VALUES = 12
"""Right values beside the first that one issue tells; the account shows every line."""
_NO_ROW = "无此期"
_LABELS = {(key, row.key): row.zh for key in (_PLAN, _LEDGER) for row in ELEMENTS[key].rows}


def plan_issues(
    loan: Loan,
    check: PlanCheck,
    ledger: LedgerCheck,
    words: Words | None,
    prepaid: int,
    figures: Sequence[Figure],
) -> Iterator[Issue]:
    """Yield what is wrong with the stated schedule, its sums after the rows."""
    stated = sum([one.principal for one in loan.plan])
    right = loan.received - prepaid
    if not check.derived and loan.plan:
        yield _not_derived(loan)
    if not check.agrees:
        yield _plan_differs(loan, check, words, _following(ledger, figures))
    if stated > loan.received and not check.gross:
        yield _sum_over(stated, loan)
    elif loan.plan and check.agrees and stated != right:
        yield _sum_differs("i_schedule", "h_disbursements", stated, right)
    fees = sum([one.fee for one in loan.plan])
    if fees and loan.fees is not None and fees != loan.fees:
        yield _sum_differs("f_fees", "i_schedule", loan.fees, fees)


def _sum_over(stated: int, loan: Loan) -> Issue:
    return told(
        "debt.principal_over_disbursed", _PLAN, "h_disbursements",
        observed=money_text(stated), expected=money_text(loan.received),
    )  # fmt: skip


def _sum_differs(subject: str, other: str, stated: int, right: int) -> Issue:
    return told(
        "debt.sum_differs", subject, other, observed=money_text(stated), expected=money_text(right)
    )


def _not_derived(loan: Loan) -> Issue:
    code = "debt.schedule_formula" if loan.formula else "debt.schedule_not_derived"
    return told(code, _PLAN, "f_repayment_method", "j_formula", observed=loan.method)


class _Following(NamedTuple):
    """What follows from a wrong schedule."""

    figures: Sequence[Figure]
    cells: Sequence[str]
    """Cells of the ledger, of payments split by it."""
    values: str


def _following(ledger: LedgerCheck, figures: Sequence[Figure]) -> _Following:
    rows = [line for line in ledger.lines if line.differs] if ledger.root == _PLAN else []
    cells = [f"{_LEDGER}/{line.row.row}/{cell}" for line in rows for cell in line.differs]
    named = [_split(line, cell) for line in rows for cell in line.differs]
    values = f"；还款流水随之：{_bounded(named)}" if named else ""
    return _Following(following(figures, _PLAN), cells, values)


def _plan_differs(loan: Loan, check: PlanCheck, words: Words | None, follow: _Following) -> Issue:
    """Return that the schedule is another; of one right but for sums withheld, its principal."""
    wrong = [line for line in check.lines if line.differs]
    pairs = [(line, cell) for line in wrong for cell in line.differs]
    cells = [f"{_PLAN}/{line.claimed.row}/{cell}" for line, cell in pairs if line.claimed]
    keys = [one.key for one in follow.figures]
    if check.gross:
        stated = sum([one.principal for one in loan.plan])
        value = _with_others(money_text(loan.received), [_named(*one) for one in pairs])
        return told(
            "debt.principal_over_disbursed", _PLAN, "h_disbursements", *keys,
            *follow.cells[:MOST_CELLS], observed=money_text(stated),
            expected=right_values(value, None, follow.figures) + follow.values,
        )  # fmt: skip
    (first, cell), others = pairs[0], pairs[1:]
    observed = None if first.claimed is None else _cell(first.claimed, cell)
    value = _with_others(_right(first, cell), [_named(*one) for one in others])
    subject, *more = cells[:MOST_CELLS] or [_PLAN]
    return told(
        "debt.schedule_differs", subject, *more, *keys, *follow.cells[:MOST_CELLS],
        observed=observed, expected=right_values(value, words, follow.figures) + follow.values,
    )  # fmt: skip


def _named(line: PlanLine, cell: str) -> str:
    """Return a right value with the instalment and the cell it is of."""
    one = line.computed or line.claimed
    label = "" if line.claimed is None or line.computed is None else _LABELS[_PLAN, cell]
    return f"第{one.no if one else ''}期{label} {_right(line, cell)}"


def _right(line: PlanLine, cell: str) -> str:
    """Return what a cell ought to be: of a row that is missing all its cells, else nothing."""
    one = line.computed
    if one is None:
        return _NO_ROW
    if line.claimed is None:
        shown = [f"{_LABELS[_PLAN, name]} {_cell(one, name)}" for name in _OF_INSTALMENT]
        return "，".join(shown)
    return _cell(one, cell)


_OF_INSTALMENT = ("no", "due", "principal", "interest")


def _cell(one: Instalment, cell: str) -> str:
    if cell == "no":
        return str(one.no)
    if cell == "due":
        return day_text(one.due)
    return money_text(one.principal if cell == "principal" else one.interest)


def _with_others(value: str, others: Sequence[str]) -> str:
    """Return a right value with those of other cells."""
    return f"{value}；其他：{_bounded(others)}" if others else value


def _bounded(values: Sequence[str]) -> str:
    """Return as many values as a person reads, and the number of those not told."""
    more = len(values) - _MOST_VALUES
    return "、".join(values[:_MOST_VALUES]) + (f"，另有 {more} 处" if more > 0 else "")


def ledger_issues(loan: Loan, ledger: LedgerCheck, figures: Sequence[Figure]) -> Iterator[Issue]:
    """Yield rows that do not add up, and splits that are not ours; not where they follow."""
    root = ledger.root
    if root is None or root == _PLAN:
        return
    follow = following(figures, root)
    wrong = unbalanced(loan.ledger)
    yield _uneven(wrong, follow) if wrong else _split_differs(ledger.lines, follow)


def _uneven(wrong: Sequence[Repayment], follow: Sequence[Figure]) -> Issue:
    first, rows = wrong[0], [f"{_LEDGER}/{row.row}" for row in wrong[:MOST_CELLS]]
    others = [f"第{row.row}行 {money_text(row.amount)}" for row in wrong[1:]]
    return told(
        "debt.row_unbalanced", *rows, *[one.key for one in follow],
        observed=money_text(sum(first.split) + first.overpaid),
        expected=right_values(_with_others(money_text(first.amount), others), None, follow),
    )  # fmt: skip


def _split_differs(lines: Sequence[LedgerLine], follow: Sequence[Figure]) -> Issue:
    pairs = [(line, cell) for line in lines for cell in line.differs]
    cells = [f"{_LEDGER}/{line.row.row}/{cell}" for line, cell in pairs][:MOST_CELLS]
    stated, ours = _part(*pairs[0])
    value = _with_others(money_text(ours), [_split(*one) for one in pairs[1:]])
    return told(
        "debt.ledger_differs", *cells, *[one.key for one in follow],
        observed=money_text(stated), expected=right_values(value, None, follow),
    )  # fmt: skip


def _split(line: LedgerLine, cell: str) -> str:
    return f"第{line.row.row}行{_LABELS[_LEDGER, cell]} {money_text(_part(line, cell)[1])}"


def _part(line: LedgerLine, cell: str) -> tuple[int, int]:
    if cell == "overpaid":
        return line.row.overpaid, line.credit
    place = PARTS.index(cell)
    return line.row.split[place], line.split[place]
