"""What the differences come to: one issue for each thing that is wrong, with what follows."""

from collections.abc import Iterator, Sequence

from verify.codes.table import finding
from verify.rules.debt.claims import LESS, not_lowered
from verify.rules.debt.cost import Cost
from verify.rules.debt.figures import Figure, value_text
from verify.rules.debt.following import following, right_values
from verify.rules.debt.issue import MOST_CELLS, told
from verify.rules.debt.parts import FROM_DUE_DAY
from verify.rules.debt.readings import ON_PENALTY
from verify.rules.debt.rounding import money_text, rate_text
from verify.rules.elements.table import ELEMENTS
from verify.rules.outcome import Issue

__all__ = ["cost_issues", "figure_issues", "missing_issues"]

_SUMS = {"j_total", "k_principal", "k_interest", "k_total", "i_paid_principal", "i_paid_interest"}


def missing_issues(missing: Sequence[str]) -> list[Issue]:
    """Return what has to be there for the account, one issue for each list or element."""
    by_key: dict[str, list[str]] = {}
    for path in missing:
        by_key.setdefault(path.partition("/")[0], []).append(path)
    return [
        Issue(finding("debt.input_missing", paths[0]), tuple(paths[:MOST_CELLS]))
        for paths in by_key.values()
    ]


def figure_issues(figures: Sequence[Figure]) -> Iterator[Issue]:
    """Yield one issue for each figure that is wrong in itself, with what follows from it."""
    for one in figures:
        if one.explained_by is FROM_DUE_DAY and one.key == "j_overdue_from":
            yield told(
                "debt.overdue_from_due_day", one.key, observed=value_text(one.key, one.claimed)
            )
        if one.agrees is False and one.because_of is None:
            yield _figure_issue(one, following(figures, one.key))
    yield from _lesser_claims(figures)


def _figure_issue(one: Figure, follow: Sequence[Figure]) -> Issue:
    code = "debt.sum_differs" if one.key in _SUMS else "debt.figure_differs"
    if one.explained_by is ON_PENALTY:
        code = "debt.compound_on_penalty"
    observed = value_text(one.key, one.claimed)
    if follow:
        names = "、".join([ELEMENTS[each.key].code for each in follow])
        observed = f"{observed}（{names} 随之不符）"
    return told(
        code, one.key, *[each.key for each in follow], observed=observed,
        expected=right_values(value_text(one.key, one.computed), one.explained_by, follow),
    )  # fmt: skip


def _lesser_claims(figures: Sequence[Figure]) -> Iterator[Issue]:
    """Yield claims below the debt, which are no defect, and a total that was not lowered."""
    for one in figures:
        if one.explained_by is LESS:
            yield _claim("debt.claimed_less", one)
    total = not_lowered(figures)
    if total is not None:
        yield _claim("debt.total_not_lowered", total)


def _claim(code: str, one: Figure) -> Issue:
    claimed, computed = value_text(one.key, one.claimed), value_text(one.key, one.computed)
    return told(code, one.key, observed=claimed, expected=computed)


def cost_issues(cost: Cost, apr: int | None) -> Iterator[Issue]:
    """Yield the advisory flags."""
    for flag in cost.flags:
        if flag.over:
            annual = flag.applies == "annual_cost"
            code = "cost.annual_over" if annual else "cost.penalty_over"
            key = "f_annual_rate" if annual else "f_penalty_rate"
            yield told(
                code, key, observed=f"{rate_text(flag.rate)}%",
                expected=f"≤ {rate_text(flag.limit)}%（{flag.basis.zh}）",
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
