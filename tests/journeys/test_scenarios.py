"""Every named case before the guideline comes to its verdict, and each article to its result."""

from pathlib import Path

import pytest

from fixtures.scenarios.index import SCENARIOS
from tests.journeys.admitted import Admitted, admit_scenario
from verify.rules.articles.table import RULES
from verify.rules.verdict import Route

NAMES = sorted(SCENARIOS)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Admitted:
    return admit_scenario("good", tmp_path_factory.mktemp("good"))


@pytest.mark.parametrize("name", NAMES)
def test_the_case_comes_to_its_verdict(name: str, good: Admitted, tmp_path: Path) -> None:
    row = SCENARIOS[name]
    found = admit_scenario(name, tmp_path)
    expected = {**good.articles, **row.articles}
    assert (found.route, found.articles, sorted(set(row.expects) - found.codes)) == (
        row.route,
        expected,
        [],
    )


def test_there_are_at_least_fifty_cases() -> None:
    assert len(SCENARIOS) >= 50


def test_every_verdict_has_a_case() -> None:
    assert {row.route for row in SCENARIOS.values()} == {route.value for route in Route}


ALWAYS_ADVISORY = {"5(5)", "规则18"}
"""For a person in every case, and never in the way of one."""
HOLDS_FOR_EVERY_PACKAGE_READ = {"8"}
"""A stage that is none of the guideline's refuses the package before any case is judged."""


def test_every_article_fails_in_some_case() -> None:
    changed = {article for row in SCENARIOS.values() for article in row.articles}
    every = {rule.article for rule in RULES}
    assert every - changed - ALWAYS_ADVISORY - HOLDS_FOR_EVERY_PACKAGE_READ == set()


def test_every_case_is_described_in_both_languages() -> None:
    assert [row.name for row in SCENARIOS.values() if not row.zh or not row.en] == []
