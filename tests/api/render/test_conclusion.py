import pytest

from api.render.conclusion import gravest, state_of
from api.render.edition import Edition


@pytest.mark.parametrize(
    ("results", "worst"),
    [
        ([], None),
        (["consistent"], "consistent"),
        (["consistent", "unproven"], "unproven"),
        (["unproven", "unverifiable"], "unverifiable"),
        (["unverifiable", "inconsistent", "consistent"], "inconsistent"),
    ],
)
def test_the_gravest_result_leads(results: list[str], worst: str | None) -> None:
    assert gravest(results) == worst


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({}, "没有可核验的证据"),
        ({"consistent": 3}, "全部 3 项证据核验一致"),
        ({"consistent": 3, "unproven": 1}, "1 项无证明"),
        ({"inconsistent": 1, "unverifiable": 2}, "1 项数据不一致，原因待查；2 项无法核验"),
    ],
)
def test_the_sentence_names_every_fault(counts: dict[str, int], sentence: str) -> None:
    assert state_of(Edition({}), counts) == sentence
