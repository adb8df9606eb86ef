"""What is wrong in the rows of the schedule (I1) and of the ledger (I2), each with its right value.

The subject is the first cell that is wrong; its own right value comes first, then those of the
other cells, as many as a person reads, and then the figures that follow from them.
"""

from collections.abc import Iterator, Sequence

from verify.codes.table import finding
from verify.rules.debt.conventions import PARTS
from verify.rules.debt.figures import Figure, Words, day_text
from verify.rules.debt.following import following, right_values
from verify.rules.debt.issue import MOST_CELLS, told
from verify.rules.debt.ledgercheck import LedgerLine, unbalanced
from verify.rules.debt.loan import Instalment, Loan
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
    loan: Loan, check: PlanCheck, words: Words | None, prepaid: int, figures: Sequence[Figure]
) -> Iterator[Issue]:
    """Yield what is wrong with the stated schedule, its sums after the rows."""
    stated = sum([one.principal for one in loan.plan])
    right = loan.received - prepaid
    follow = [] if check.agrees else following(figures, _PLAN)
    if not check.derived and loan.plan:
        yield _not_derived(loan)
    if not check.agrees and not check.gross:
        yield _plan_differs(check, words, follow)
        follow = []
    if check.gross or (loan.plan and stated > loan.received):
        yield told(
            "debt.principal_over_disbursed", _PLAN, "h_disbursements",
            *[one.key for one in follow], observed=money_text(stated),
            expected=right_values(money_text(loan.received), None, follow),
        )  # fmt: skip
    elif loan.plan and check.agrees and stated != right:
        yield _sum_differs("i_schedule", "h_disbursements", stated, right)
    fees = sum([one.fee for one in loan.plan])
    if fees and loan.fees is not None and fees != loan.fees:
        yield _sum_differs("f_fees", "i_schedule", loan.fees, fees)


def _sum_differs(subject: str, other: str, stated: int, right: int) -> Issue:
    return told(
        "debt.sum_differs", subject, other, observed=money_text(stated), expected=money_text(right)
    )


def _not_derived(loan: Loan) -> Issue:
    code = "debt.schedule_formula" if loan.formula else "debt.schedule_not_derived"
    return told(code, _PLAN, "f_repayment_method", "j_formula", observed=loan.method)


def _plan_differs(check: PlanCheck, words: Words | None, follow: Sequence[Figure]) -> Issue:
    wrong = [line for line in check.lines if line.differs]
    pairs = [(line, cell) for line in wrong for cell in line.differs]
    cells = [f"{_PLAN}/{line.claimed.row}/{cell}" for line, cell in pairs if line.claimed]
    (first, cell), others = pairs[0], pairs[1:]
    stated = first.claimed
    observed = None if stated is None else _cell(stated, cell)
    value = _with_others(_right(first, cell), [_named(*one) for one in others])
    one = finding(
        "debt.schedule_differs", cells[0] if cells else _PLAN, observed=observed,
        expected=right_values(value, words, follow),
    )  # fmt: skip
    return Issue(one, (*(cells[:MOST_CELLS] or [_PLAN]), *[each.key for each in follow]))


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
    """Return a right value with those of other cells, and the number of those not told."""
    if not others:
        return value
    more = len(others) - _MOST_VALUES
    rest = f"，另有 {more} 处" if more > 0 else ""
    return f"{value}；其他：{'、'.join(others[:_MOST_VALUES])}{rest}"


def ledger_issues(
    loan: Loan, lines: Sequence[LedgerLine], figures: Sequence[Figure], *, follows: bool
) -> Iterator[Issue]:
    """Yield rows that do not add up, and splits that are not ours; not where they follow."""
    wrong = unbalanced(loan.ledger)
    if wrong:
        first, rows = wrong[0], [f"{_LEDGER}/{row.row}" for row in wrong[:MOST_CELLS]]
        follow = following(figures, rows[0])
        others = [f"第{row.row}行 {money_text(row.amount)}" for row in wrong[1:]]
        yield told(
            "debt.row_unbalanced", *rows, *[one.key for one in follow],
            observed=money_text(sum(first.split) + first.overpaid),
            expected=right_values(_with_others(money_text(first.amount), others), None, follow),
        )  # fmt: skip
    other = [line for line in lines if line.differs]
    if other and not follows and not wrong:
        yield _split_differs(other)


def _split_differs(lines: Sequence[LedgerLine]) -> Issue:
    pairs = [(line, cell) for line in lines for cell in line.differs]
    cells = [f"{_LEDGER}/{line.row.row}/{cell}" for line, cell in pairs]
    stated, ours = _part(*pairs[0])
    others = [
        f"第{line.row.row}行{_LABELS[_LEDGER, cell]} {money_text(_part(line, cell)[1])}"
        for line, cell in pairs[1:]
    ]
    one = finding(
        "debt.ledger_differs", cells[0], observed=money_text(stated),
        expected=_with_others(money_text(ours), others),
    )  # fmt: skip
    return Issue(one, tuple(cells[:MOST_CELLS]))


def _part(line: LedgerLine, cell: str) -> tuple[int, int]:
    if cell == "overpaid":
        return line.row.overpaid, line.credit
    place = PARTS.index(cell)
    return line.row.split[place], line.split[place]
