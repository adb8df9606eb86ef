"""Article 5 (1): identification of the borrower."""

import pytest

from tests.verify.rules import evidence as e
from verify.rules.articles.art5_1 import judge

LATE, EARLY = "2024-06-08T22:02:00+08:00", "2024-06-07T10:00:00+08:00"


def told(**changed: object) -> list[str]:
    """Return the codes told of an element list."""
    return e.codes(judge(e.case(stated=e.elements(**changed))))


def test_a_good_case_is_located() -> None:
    assert told() == ["art5_1.located"]


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"g_result": "未通过"}, ["art5_1.not_passed"]),
        ({"g_identified_at": LATE}, ["art5_1.after_signing"]),
        ({"g_identified_at": EARLY}, ["art5_1.long_before_signing"]),
        ({"g_identified_at": "2024-06-08T22:01:00+08:00"}, ["art5_1.located"]),
        ({"g_identified_at": "2024-06-07T10:01:00+08:00"}, ["art5_1.located"]),
        ({"g_identified_at": None}, ["art5_1.located"]),
        ({"g_score": "79.9", "g_threshold": "80"}, ["art5_1.score_below_threshold"]),
        ({"g_score": "80.0", "g_threshold": "80"}, ["art5_1.located"]),
        ({"g_score": "80%", "g_threshold": "80%"}, ["art5_1.located"]),
        ({"g_score": "95分", "g_threshold": "80 分"}, ["art5_1.located"]),
        ({"g_score": "0.91", "g_threshold": "0.8"}, ["art5_1.located"]),
        ({"g_score": "７９.９", "g_threshold": "80"}, ["art5_1.score_below_threshold"]),
        ({"g_score": "60分", "g_threshold": "80分"}, ["art5_1.score_below_threshold"]),
        ({"g_score": "85", "g_threshold": None}, ["art5_1.located"]),
    ],
)
def test_what_is_stated_is_held_against_the_signing(
    changed: dict[str, object], codes: list[str]
) -> None:
    assert told(**changed) == codes


def test_evidence_of_it_has_to_be_here() -> None:
    assert e.codes(judge(e.case(e.without("id-result")))) == ["art7_4.absent"]


def test_evidence_known_by_its_digest_alone_is_not_here() -> None:
    away = e.item("id-result", 4, "identity", here=False)
    assert e.codes(judge(e.case(e.with_items(away)))) == ["art7_4.absent"]


def test_likeness_is_left_to_the_judge() -> None:
    video = e.item("id-result", 4, "identity", e.proof(), media_type="video/mp4")
    assert e.codes(judge(e.case(e.with_items(video)))) == ["art5_1.located", "art5_1.likeness"]


@pytest.mark.parametrize(
    ("score", "threshold"),
    [
        ("20%", "0.8"), ("60分", "80"), ("80%", "80"), ("20", "0.8"), ("-5", "80"), ("−5", "80"),
        ("good", "80"), ("9" * 40, "80"), ("85", "八十"), ("8.5.1", "8.0"), ("8", "8."),
    ],
)  # fmt: skip
def test_a_score_that_cannot_be_held_against_its_threshold_is_for_a_person(
    score: str, threshold: str
) -> None:
    assert told(g_score=score, g_threshold=threshold) == ["art5_1.score_unclear"]
