"""Sums claimed beside the principal are pointed out above their share of it, and bar nothing."""

import pytest

from tests.verify.rules.cases import rules
from tests.verify.rules.debt.spec import Spec
from tests.verify.rules.debt.stated import codes, read, stated
from verify.codes.table import CODES
from verify.findings import Effect
from verify.rules.debt import Account, recompute

FEES, COSTS = "cost.fees_over_principal", "cost.enforcement_over_principal"


def _account(**changed: object) -> Account:
    signed = {"f_signed_at": "2024-06-08T10:00:00+08:00"}
    return recompute(read(stated(Spec(), **signed, **changed)), rules=rules())


@pytest.mark.parametrize(("costs", "flagged"), [("12000.00", False), ("12000.01", True)])
def test_costs_are_flagged_strictly_above_the_principal(costs: str, flagged: bool) -> None:
    assert (COSTS in codes(_account(k_enforcement_costs=costs))) is flagged


def test_damages_and_fees_above_the_principal_are_flagged() -> None:
    assert FEES in codes(_account(j_fees="900000.00"))


def test_a_flag_names_the_row_and_what_it_rests_on() -> None:
    found = {one.finding.code: one.finding.expected for one in _account(j_fees="900000.00").issues}
    assert found[FEES] == "≤ 12000.00（share-fees，依据自述日期）"


def test_without_rules_nothing_is_held_against_a_share() -> None:
    elements = read(stated(Spec(), k_enforcement_costs="4999000.00"))
    assert COSTS not in codes(recompute(elements))


@pytest.mark.parametrize("code", [FEES, COSTS])
def test_a_flag_bars_nothing(code: str) -> None:
    asks = CODES[code].asks
    assert asks is not None
    assert asks.effect is Effect.ADVISORY
