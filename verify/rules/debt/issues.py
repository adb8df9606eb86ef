"""What the differences come to: one issue for each thing that is wrong, with what follows."""

from collections.abc import Iterator, Sequence

from verify.codes.table import finding
from verify.rules.debt.conventions import PARTS
from verify.rules.debt.cost import Cost
from verify.rules.debt.figures import Figure, Words, value_text
from verify.rules.debt.ledgercheck import LedgerLine, unbalanced
from verify.rules.debt.loan import Loan
from verify.rules.debt.parts import FROM_DUE_DAY
from verify.rules.debt.plancheck import PlanCheck
from verify.rules.debt.readings import ON_PENALTY
from verify.rules.debt.rounding import money_text, rate_text
from verify.rules.elements.table import ELEMENTS
from verify.rules.outcome import Issue

__all__ = [
    "cost_issues", "figure_issues", "ledger_issues", "missing_issues", "plan_issues", "told",
]  # fmt: skip

_MOST_CELLS = 24
"""Cells that one issue names: a person looks at the first."""
_SUMS = {"j_total", "k_principal", "k_interest", "k_total", "i_paid_principal", "i_paid_interest"}


def told(
    code: str,
    subject: str,
    *elements: str,
    observed: str | None = None,
    expected: str | None = None,
) -> Issue:
    """Return an issue about a subject, which is its first element."""
    one = finding(code, subject, observed=observed, expected=expected)
    return Issue(one, (subject, *elements))


def missing_issues(missing: Sequence[str]) -> list[Issue]:
    """Return what has to be there for the account, one issue for each list or element."""
    by_key: dict[str, list[str]] = {}
    for path in missing:
        by_key.setdefault(path.partition("/")[0], []).append(path)
    return [
        Issue(finding("debt.input_missing", paths[0]), tuple(paths[:_MOST_CELLS]))
        for paths in by_key.values()
    ]


def plan_issues(loan: Loan, check: PlanCheck, words: Words | None, prepaid: int) -> Iterator[Issue]:
    """Yield what is wrong with the stated schedule, its sums after the rows."""
    stated = sum([one.principal for one in loan.plan])
    if not check.derived and loan.plan:
        yield _not_derived(loan)
    if not check.agrees and not check.gross:
        yield _plan_differs(check, words)
    if check.gross or (loan.plan and stated > loan.received):
        yield told(
            "debt.principal_over_disbursed", "h_disbursements", "i_schedule", "f_contract_amount",
            observed=money_text(stated), expected=money_text(loan.received),
        )  # fmt: skip
    elif loan.plan and check.agrees and stated != loan.received - prepaid:
        yield told(
            "debt.sum_differs", "i_schedule", "h_disbursements",
            observed=money_text(stated), expected=money_text(loan.received - prepaid),
        )  # fmt: skip
    fees = sum([one.fee for one in loan.plan])
    if fees and loan.fees is not None and fees != loan.fees:
        yield told(
            "debt.sum_differs", "f_fees", "i_schedule",
            observed=money_text(fees), expected=money_text(loan.fees),
        )  # fmt: skip


def _not_derived(loan: Loan) -> Issue:
    code = "debt.schedule_formula" if loan.formula else "debt.schedule_not_derived"
    return told(code, "i_schedule", "f_repayment_method", "j_formula", observed=loan.method)


def _plan_differs(check: PlanCheck, words: Words | None) -> Issue:
    wrong = [line for line in check.lines if line.differs]
    first = wrong[0]
    cells = [
        f"i_schedule/{line.claimed.row}/{cell}"
        for line in wrong
        if line.claimed is not None
        for cell in line.differs
    ]
    cells = cells[:_MOST_CELLS] or ["i_schedule"]
    cell = first.differs[0]
    observed, expected = (None if one is None else _cell(one, cell) for one in first[:2])
    return Issue(
        finding("debt.schedule_differs", cells[0], observed=observed,
                expected=_with(expected, words)),
        tuple(cells),
    )  # fmt: skip


def _cell(one: object, cell: str) -> str:
    value = getattr(one, cell)
    text = value_text("j_overdue_from" if cell == "due" else "j_principal", value)
    return str(value) if cell == "no" else str(text)


def ledger_issues(loan: Loan, lines: Sequence[LedgerLine], *, follows: bool) -> Iterator[Issue]:
    """Yield rows that do not add up, and splits that are not ours; not where they follow."""
    wrong = unbalanced(loan.ledger)
    if wrong:
        first, rows = wrong[0], [f"i_ledger/{row.row}" for row in wrong[:_MOST_CELLS]]
        yield told(
            "debt.row_unbalanced", *rows,
            observed=money_text(sum(first.split) + first.overpaid),
            expected=money_text(first.amount),
        )  # fmt: skip
    other = [line for line in lines if line.differs]
    if other and not follows and not wrong:
        yield _split_differs(other)


def _split_differs(lines: Sequence[LedgerLine]) -> Issue:
    first = lines[0]
    cells = [f"i_ledger/{line.row.row}/{cell}" for line in lines for cell in line.differs]
    cell = first.differs[0]
    stated, ours = _part(first, cell)
    return Issue(
        finding("debt.ledger_differs", cells[0], observed=money_text(stated),
                expected=money_text(ours)),
        tuple(cells[:_MOST_CELLS]),
    )  # fmt: skip


def _part(line: LedgerLine, cell: str) -> tuple[int, int]:
    if cell == "overpaid":
        return line.row.overpaid, line.credit
    place = PARTS.index(cell)
    return line.row.split[place], line.split[place]


def figure_issues(figures: Sequence[Figure]) -> Iterator[Issue]:
    """Yield one issue for each figure that is wrong in itself, with what follows from it."""
    for one in figures:
        if one.explained_by is FROM_DUE_DAY and one.key == "j_overdue_from":
            yield told(
                "debt.overdue_from_due_day", one.key, observed=value_text(one.key, one.claimed)
            )
        if one.agrees is False and one.because_of is None:
            following = [each for each in figures if each.because_of == one.key]
            yield _figure_issue(one, following)


def _figure_issue(one: Figure, following: Sequence[Figure]) -> Issue:
    code = "debt.sum_differs" if one.key in _SUMS else "debt.figure_differs"
    if one.explained_by is ON_PENALTY:
        code = "debt.compound_on_penalty"
    observed = value_text(one.key, one.claimed)
    if following:
        names = "、".join(ELEMENTS[each.key].code for each in following)
        observed = f"{observed}（{names} 随之不符）"
    return told(
        code, one.key, *[each.key for each in following], observed=observed,
        expected=_with(value_text(one.key, one.computed), one.explained_by),
    )  # fmt: skip


def _with(value: str | None, words: Words | None) -> str | None:
    """Return a computed value with the other convention that gives the claimed one."""
    if words is None:
        return value
    return f"{value or ''}（所列数额与“{words.zh}”的口径相符；{words.en}）"


def cost_issues(cost: Cost, apr: int | None) -> Iterator[Issue]:
    """Yield the advisory flags."""
    for flag in cost.flags:
        if flag.over:
            annual = flag.applies == "annual_cost"
            code = "cost.annual_over" if annual else "cost.penalty_over"
            key = "f_annual_rate" if annual else "f_penalty_rate"
            yield told(
                code, key, observed=f"{rate_text(flag.rate)}%",
                expected=f"≤ {rate_text(flag.limit)}%（{flag.row}）",
            )  # fmt: skip
    if cost.fee_at_disbursement:
        fee = money_text(cost.fee_at_disbursement)
        yield told("cost.fee_at_disbursement", "h_disbursements", observed=fee)
    yield from _rate_issue(cost, apr)


def _rate_issue(cost: Cost, apr: int | None) -> Iterator[Issue]:
    """Yield that the stated yearly cost is neither reading of the computed one."""
    if apr is None or cost.rates is None:
        return
    step = 10_000
    if all(abs(apr - one) > step for one in cost.rates):
        both = "，".join(f"{rate_text(one)}%" for one in cost.rates)
        yield told("cost.rate_differs", "f_apr", observed=f"{rate_text(apr)}%", expected=both)
