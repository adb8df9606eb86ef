"""A report lists every row of law that decided something in its case, and none that did not."""

from pathlib import Path

import pytest

from fixtures.scenarios.index import SCENARIOS
from tests.journeys.admitted import admit_scenario


def _rows(name: str, folder: Path) -> set[str]:
    found = admit_scenario(name, folder).report["verdict"]["rules"]["rows_used"]
    assert all(row["source"] for row in found)
    return {row["name"] for row in found}


@pytest.mark.parametrize(
    ("name", "listed", "unlisted"),
    [
        (
            "good",
            {
                "regime-2018", "lender-小额贷款公司", "document-居民身份证", "full-age",
                "monetary-2021", "wage-guangdong-2023", "rate-24",
            },
            {"monetary-foreign-2023", "bar-foreign", "order-bar-foreign", "microloan-cap-2025"},
        ),
        (
            "foreign_borrower_large_claim",
            {"monetary-foreign-2023", "document-护照", "bar-foreign", "order-bar-foreign"},
            {"monetary-2021", "wage-guangdong-2023", "document-居民身份证"},
        ),
        (
            "more_than_money",
            {"bar-not-money-alone", "order-bar-not-money-alone"},
            {"wage-guangdong-2023", "bar-foreign"},
        ),
        ("other_proceedings", {"order-bar-other-proceedings", "wage-guangdong-2023"}, set()),
        (
            "received_after_the_change_by_designation",
            {"regime-2025", "designation-小额借款合同纠纷"},
            {"regime-2018"},
        ),
    ],
)  # fmt: skip
def test_the_rows_listed_are_those_that_decided(
    name: str, listed: set[str], unlisted: set[str], tmp_path: Path
) -> None:
    found = _rows(name, tmp_path)
    assert (listed - found, unlisted & found) == (set(), set())


def test_every_scenario_named_here_is_one() -> None:
    assert {"good", "foreign_borrower_large_claim", "more_than_money", "other_proceedings"} <= set(
        SCENARIOS
    )
