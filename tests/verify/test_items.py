"""The item result is one total function; each row of its table holds where it should."""

from dataclasses import replace
from itertools import product

import pytest

from verify.items import RESULT_TABLE, ItemResult, ItemState, item_result

GOOD = ItemState(
    digest_contradicted=False,
    proof_contradicted=False,
    original_here=True,
    bound=True,
    bound_by_platform_alone=False,
    expected_passed=True,
    any_failed=False,
    signature_open=False,
    claimed=True,
    retry=False,
)


def test_everything_passed_is_consistent() -> None:
    assert item_result(GOOD).zh == "核验一致"


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"digest_contradicted": True}, "核验不一致"),
        ({"proof_contradicted": True}, "核验未通过"),
        ({"bound_by_platform_alone": True}, "核验一致（平台证明）"),
        ({"original_here": False}, "无法核验"),
        ({"bound": False}, "无法核验"),
        ({"expected_passed": False}, "无法核验"),
        ({"any_failed": True}, "无法核验"),
        ({"signature_open": True}, "无法核验"),
        ({"signature_open": True, "retry": True}, "暂时无法核验"),
        ({"bound": False, "claimed": False}, "无证明"),
        ({"digest_contradicted": True, "proof_contradicted": True}, "核验不一致"),
        ({"digest_contradicted": True, "claimed": False, "bound": False}, "核验不一致"),
    ],
)
def test_each_row_of_the_table_decides_where_it_is_first(
    change: dict[str, bool], word: str
) -> None:
    assert item_result(replace(GOOD, **change)).zh == word


def test_every_row_is_reached_by_some_state() -> None:
    states = (ItemState(*bits) for bits in product((False, True), repeat=10))
    assert {id(item_result(state)) for state in states} == {id(row) for row in RESULT_TABLE}


def test_no_contradicted_state_is_ever_consistent() -> None:
    states = [ItemState(*bits) for bits in product((False, True), repeat=10)]
    results = {
        item_result(s).result for s in states if s.digest_contradicted or s.proof_contradicted
    }
    assert results == {ItemResult.INCONSISTENT}


def test_consistent_needs_original_binding_and_every_expected_proof() -> None:
    states = [ItemState(*bits) for bits in product((False, True), repeat=10)]
    consistent = [s for s in states if item_result(s).result is ItemResult.CONSISTENT]
    assert all(
        s.original_here and s.bound and s.expected_passed and not s.any_failed for s in consistent
    )
