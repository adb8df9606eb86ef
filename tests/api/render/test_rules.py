"""Which rules judged a case is told with the filing, where an earlier one was accepted."""

import pytest

from api.render.edition import Edition, Lang
from api.render.opinion import rules_fact
from tests.api.render.data.admissions import RULES


@pytest.mark.parametrize(
    ("lang", "told"),
    [("zh", "按经认定的申请日期 2024-12-20"), ("en", "of the filing date 2024-12-20")],
)
def test_an_accepted_filing_is_told(lang: Lang, told: str) -> None:
    rules = {**RULES, "chosen_for": {"day": "2024-12-20", "by": "decision"}}
    assert told in str(rules_fact(Edition({}, lang), rules))


def test_rules_of_the_receipt_name_no_filing() -> None:
    assert "2025-06-10" not in str(rules_fact(Edition({}), RULES))
