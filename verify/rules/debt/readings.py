"""Other conventions that would explain a claimed figure: each is tried once, on a difference only.

A reading changes one convention and draws the account up again. It never changes a result; it
tells the lender and the judge what the difference comes from (debt conventions 10).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from anchors.limits import LIMITS
from verify.rules.debt.conventions import ORDERS, Conventions
from verify.rules.debt.figures import FIGURES, Words
from verify.rules.debt.loan import Loan
from verify.rules.debt.plancheck import contract_plan, same_plan
from verify.rules.debt.state import draw_up

__all__ = ["ON_PENALTY", "explained", "explained_plan"]

ON_PENALTY = Words("对罚息计收复利", "compound interest on penalty")
"""The reading that is a matter for a person (银发〔1999〕77号)."""


class _Reading(NamedTuple):
    words: Words
    changes: Mapping[str, object]
    """Conventions and their other values; the name of a convention stands for its value."""


def _reading(zh: str, en: str, **changes: object) -> _Reading:
    return _Reading(Words(zh, en), changes)


_OF_PLAN = (
    _reading("一年按360天计", "a year of 360 days", day_basis=360),
    _reading("一年按365天计", "a year of 365 days", day_basis=365),
    _reading("每期利息按日计", "each period by its days", by_days=True),
    _reading("每期利息按月计", "each period by its months", by_days=False),
    _reading(
        "按各期实际天数求得等额", "instalments equal by days", level_by_days=True, by_days=True
    ),
)
_READINGS = (
    *_OF_PLAN[:4],
    _reading("还款日当日计入逾期天数", "the due day itself is counted", due_counted=True),
    _reading("不计宽限期", "without grace", grace=0),
    _reading("自宽限期满次日起计罚息", "penalty from the end of the grace", after_grace=True),
    _reading("罚息以逾期本金和利息为基数", "penalty on interest too", on_interest=True),
    _reading("罚息以逾期本金为基数", "penalty on principal alone", on_interest=False),
    _reading("不计复利", "without compound interest", compound=False),
    _reading("计收复利", "with compound interest", compound=True),
    _reading(
        "到期前亦按到期后利率计复利", "compound at the later rate",
        compound_rate="compound_rate_after",
    ),
    _reading(
        "到期后仍按到期前利率计复利", "compound at the earlier rate",
        compound_rate_after="compound_rate",
    ),
    _Reading(ON_PENALTY, {"compound_on_penalty": True}),
    _reading("复利不滚动", "compound interest that is never joined", compound_days=0),
    *(_reading(f"还款按{name}抵充", f"payments allocated {name}", order=name) for name in ORDERS),
    _reading("还款合并抵充", "payments meet all that is due", together=True),
    _reading("还款逐期抵充", "payments meet the oldest first", together=False),
)  # fmt: skip


def _changed(conventions: Conventions, changes: Mapping[str, object]) -> Conventions:
    values = conventions._asdict()
    named = {k: values.get(v, v) for k, v in changes.items() if isinstance(v, str)}
    return Conventions(**{**values, **changes, **named})


def explained(
    loan: Loan, claimed: Mapping[str, int], tolerances: Mapping[str, int], wanted: list[str]
) -> dict[str, Words]:
    """Return for the wanted figures the reading that gives what is claimed, where one does."""
    found: dict[str, Words] = {}
    for words, parts in _tried(loan):
        for place, key in enumerate(FIGURES):
            if key in wanted and abs(parts[place] - claimed[key]) <= tolerances[key]:
                found.setdefault(key, words)
        if len(found) == len(wanted):
            break
    return found


def _tried(loan: Loan) -> Iterator[tuple[Words, tuple[int, ...]]]:
    if len(loan.plan) + len(loan.ledger) > LIMITS.debt_rows_explained:
        return
    for words, changes in _READINGS:
        other = _changed(loan.conventions, changes)
        if other != loan.conventions:
            yield words, _drawn(loan._replace(conventions=other))
    if loan.called_in is not None:
        yield Words("不计提前到期", "without calling in"), _drawn(loan._replace(called_in=None))


def _drawn(read: Loan) -> tuple[int, ...]:
    plan = contract_plan(read, read.received) or read.plan
    return draw_up(read, plan, read.cut_off).parts


def explained_plan(loan: Loan, tolerance: int) -> Words | None:
    """Return the reading under which the contract gives the stated schedule."""
    if len(loan.plan) > LIMITS.debt_rows_explained:
        return None
    stated = date.fromordinal(loan.plan[0].due).day
    due_day = _reading(f"还款日为每月{stated}日", f"due on day {stated}", due_day=stated)
    for words, changes in (*_OF_PLAN, due_day):
        read = loan._replace(conventions=_changed(loan.conventions, changes))
        if same_plan(loan.plan, contract_plan(read, read.received), tolerance):
            return words
    return None
