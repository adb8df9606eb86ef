"""Articles 6 and 8: the way in, and the stage."""

from typing import Any

import pytest

from tests.verify.rules.articles.said import codes
from tests.verify.rules.cases import case_view, head
from verify.rules.articles import art6, art8


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "art6.deposited"),
        ({"sealed": False}, "art6.seal_open"),
        ({"platform": None}, "art6.seal_open"),
        ({"head": head(path="manual", platform_id=None), "sealed": False}, "art6.manual"),
    ],
)
def test_a_package_came_in_one_of_two_ways(changed: dict[str, Any], expected: str) -> None:
    assert codes(art6.judge(case_view(**changed))) == [expected]


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        ("诉前", "art8.stage"),
        ("诉中", "art8.stage"),
        ("执行", "art8.stage"),
        ("再审", "art8.stage_unknown"),
    ],
)
def test_online_resolution_applies_to_three_stages(stage: str, expected: str) -> None:
    assert codes(art8.judge(case_view(head=head(stage=stage)))) == [expected]
