"""A lender's books of one loan, kept day by day in plain fractions: nothing of the product's.

Every day each unpaid instalment bears one more day of penalty and compound interest; on its due
day it is billed; what is paid is put against it. At the end stand the element list's figures.
"""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache

from tests.verify.rules.debt.spec import Spec

__all__ = ["Books", "Paid", "due_dates", "keep_books", "schedule"]

PARTS = {"费": "fee", "息": "interest", "罚": "penalty", "复": "compound", "本": "principal"}


def cents(value: Fraction) -> int:
    """Round half up."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def later(day: date, months: int) -> date:
    """The same day some months later, or the month's last."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def due_dates(spec: Spec) -> list[date]:
    """Every due day."""
    return [later(spec.start, spec.step * k) for k in range(1, spec.count + 1)]


def annuity(spec: Spec) -> int:
    """The equal instalment by the textbook formula, in 60 digits."""
    with localcontext() as context:
        context.prec = 60
        rate = Decimal(spec.rate) / 10_000 / 12
        if not rate:
            return cents(Fraction(spec.principal, spec.count))
        grown = (1 + rate) ** spec.count
        return int(
            (spec.principal * rate * grown / (grown - 1)).quantize(Decimal(1), ROUND_HALF_UP)
        )


def schedule(spec: Spec) -> list[tuple[date, int, int]]:
    """Due day, principal and interest of every instalment."""
    rows: list[tuple[date, int, int]] = []
    balance, before = spec.principal, spec.start
    level = annuity(spec) if spec.method == "等额本息" else 0
    even = cents(Fraction(spec.principal, spec.count)) if spec.method == "等额本金" else 0
    for due in due_dates(spec):
        months = Fraction(spec.step, 12)
        share = Fraction((due - before).days, spec.basis) if spec.by_days else months
        interest = cents(balance * spec.yearly(spec.rate) * share)
        part = max(level - interest, 0) if level else even
        part = balance if len(rows) == spec.count - 1 else min(part, balance)
        rows.append((due, part, interest))
        balance, before = balance - part, due
    return rows


@dataclass
class Open:
    """One instalment that fell due."""

    due: date
    parts: dict[str, int]
    quiet_until: date
    accrued: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("p", "c"), 0))
    """Not divided yet: by the days of a year, and by what a rate is in parts of."""
    paid: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("p", "c"), 0))
    capital: int = 0
    days: int = 0


@dataclass
class Paid:
    """One payment and where it went."""

    day: date
    amount: int
    left: int
    split: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PARTS.values(), 0))


@dataclass
class Books:
    """Everything that stands on the cut-off day."""

    spec: Spec
    plan: list[tuple[date, int, int]]
    called: date | None
    cut: date
    lines: list[Open] = field(default_factory=list)
    ledger: list[Paid] = field(default_factory=list)
    not_due: int = 0

    def owed(self, part: str) -> int:
        """What is owed of one part."""
        return sum(line.parts[part] for line in self.lines) + (
            self.not_due if part == "principal" else 0
        )

    @property
    def overdue(self) -> date | None:
        """The first due day with something billed unpaid."""
        billed = ("principal", "interest", "fee")
        late = (x for x in self.lines if x.due < self.cut and any(x.parts[p] for p in billed))
        return next((line.due for line in late), None)


@lru_cache(maxsize=64)
def keep_books(spec: Spec) -> Books:
    """Keep the books of a loan from its first day to its cut-off; they are only read."""
    plan = schedule(spec)
    late = plan[min(spec.paid_in_time, len(plan) - 1)][0]
    called = None if spec.called_after is None else late + timedelta(days=spec.called_after)
    cut = late + timedelta(days=spec.cut_after)
    books = Books(spec, plan, called, cut)
    paying = {due: p + i + spec.fee for due, p, i in plan[: min(spec.paid_in_time, len(plan) - 1)]}
    pending = sorted([*paying.items(), *((late + timedelta(days=d), m) for d, m in spec.payments)])
    pending = [one for one in pending if spec.start <= one[0] <= cut]
    rest, day, last = list(plan), spec.start, spec.start
    maturity = min(plan[-1][0], called or plan[-1][0])
    while day <= cut:
        for line in books.lines:
            _one_day(spec, line, day, maturity)
        while rest and rest[0][0] == day:
            due, principal, interest = rest.pop(0)
            quiet = due + timedelta(days=spec.grace)
            books.lines.append(_bill(due, principal, interest, spec.fee, quiet))
            last = due
        if rest and called is not None and day == called:
            principal = sum(p for _, p, _ in rest)
            share = Fraction((called - last).days, spec.basis)
            interest = cents(principal * spec.yearly(spec.rate) * share)
            books.lines.append(_bill(called, principal, interest, 0, called))
            rest = []
        for paid in (one for one in books.ledger if one.left):
            _put(spec, books.lines, paid)
        while pending and pending[0][0] == day:
            _, amount = pending.pop(0)
            books.ledger.append(Paid(day, amount, amount))
            _put(spec, books.lines, books.ledger[-1])
        day += timedelta(days=1)
    books.not_due = sum(p for _, p, _ in rest)
    return books


def _bill(due: date, principal: int, interest: int, fee: int, quiet: date) -> Open:
    parts = {"principal": principal, "interest": interest, "penalty": 0, "compound": 0, "fee": fee}
    return Open(due, parts, quiet)


def _one_day(spec: Spec, line: Open, day: date, maturity: date) -> None:
    line.days += 1
    if day <= line.quiet_until:
        return
    for offset in range(line.days - 1, -1, -1):
        _accrue(spec, line, day - timedelta(days=offset), maturity)
    line.days = 0


def _accrue(spec: Spec, line: Open, day: date, maturity: date) -> None:
    parts, year = line.parts, 10_000 * spec.basis
    base = parts["principal"] + (parts["interest"] if spec.on_interest else 0)
    if base:
        line.accrued["p"] += base * spec.penalty_rate
        parts["penalty"] = cents(Fraction(line.accrued["p"], year)) - line.paid["p"]
    if spec.compound is None or spec.on_interest:
        return
    base = parts["interest"] + line.capital
    if base:
        line.accrued["c"] += base * spec.compound[0 if day <= maturity else 1]
        parts["compound"] = cents(Fraction(line.accrued["c"], year)) - line.paid["c"]
    if spec.compound_days and (day - line.due).days % spec.compound_days == 0:
        line.capital = parts["compound"]


def _put(spec: Spec, lines: list[Open], paid: Paid) -> None:
    names = [PARTS[sign] for sign in spec.order]
    if spec.together:
        pairs = [(line, name) for name in names for line in lines]
    else:
        pairs = [(line, name) for line in lines for name in names]
    for line, name in pairs:
        taken = min(paid.left, line.parts[name])
        line.parts[name] -= taken
        paid.left -= taken
        paid.split[name] += taken
        if name == "penalty":
            line.paid["p"] += taken
        if name == "compound":
            line.paid["c"] += taken
            line.capital = max(line.capital - taken, 0)
