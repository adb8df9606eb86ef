"""Loans as hypothesis draws them: terms, conventions, payments, when the rest was called in."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import strategies as st

__all__ = ["METHODS", "Spec", "specs"]

METHODS = (
    "等额本息",
    "等额本金",
    "到期一次还本付息",
    "按月付息到期还本",
    "按季付息到期还本",
    "按年付息到期还本",
)
STEPS = {METHODS[2]: 0, METHODS[4]: 3, METHODS[5]: 12}
ORDERS = ("费息罚复本", "息罚复本费", "本息罚复费")


@dataclass(frozen=True)
class Spec:
    """One loan: amounts in cents, rates in hundredths of a per cent."""

    method: str = "等额本金"
    principal: int = 1_200_000
    rate: int = 1200
    penalty_rate: int = 1800
    start: date = date(2024, 6, 8)
    instalments: int = 12
    basis: int = 360
    by_days: bool = False
    grace: int = 0
    on_interest: bool = False
    compound: tuple[int, int] | None = None
    compound_days: int = 0
    order: str = "费息罚复本"
    together: bool = False
    fee: int = 0
    paid_in_time: int = 3
    payments: tuple[tuple[int, int], ...] = ()
    """Days after the first instalment that was not paid in time, and an amount."""
    called_after: int | None = 200
    """Days after that instalment until the rest was called in."""
    cut_after: int = 230

    @property
    def step(self) -> int:
        """Months between instalments; the whole term where there is one instalment."""
        return STEPS.get(self.method, 1) or self.instalments

    @property
    def count(self) -> int:
        """Number of instalments."""
        return 1 if self.method == METHODS[2] else self.instalments

    def yearly(self, hundredths: int) -> Fraction:
        """A rate as a fraction of one."""
        return Fraction(hundredths, 10_000)


def specs() -> st.SearchStrategy[Spec]:
    """Any loan that defaults."""
    return st.builds(
        Spec,
        method=st.sampled_from(METHODS),
        principal=st.integers(10_000, 50_000_000),
        rate=st.integers(0, 3600),
        penalty_rate=st.integers(0, 5400),
        start=st.dates(date(2019, 1, 1), date(2024, 12, 31)),
        instalments=st.integers(1, 14),
        basis=st.sampled_from((360, 365)),
        by_days=st.booleans(),
        grace=st.integers(0, 5),
        on_interest=st.booleans(),
        compound=st.none() | st.tuples(st.integers(0, 3600), st.integers(0, 5400)),
        compound_days=st.sampled_from((0, 0, 30)),
        order=st.sampled_from(ORDERS),
        together=st.booleans(),
        fee=st.sampled_from((0, 0, 500)),
        paid_in_time=st.integers(0, 3),
        payments=st.lists(st.tuples(st.integers(-8, 190), st.integers(1, 300_000)), max_size=3).map(
            tuple
        ),
        called_after=st.none() | st.integers(1, 200),
        cut_after=st.integers(0, 230),
    )


ONE_DAY = timedelta(days=1)
