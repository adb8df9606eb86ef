from typing import Any

from api.render.edition import Edition
from api.render.timeline import timeline_of
from tests.api.render.data.reports import AT, CONTRACT, MISMATCHED

EDITION = Edition({})


def _points(*items: dict[str, Any]) -> list[tuple[str, str]]:
    return [(p.kind, p.time) for p in timeline_of(EDITION, list(items), AT)]


def test_claimed_and_proven_times_stand_in_one_order() -> None:
    assert _points(MISMATCHED, CONTRACT) == [
        ("claimed", "2026-03-01 10:12:31"),
        ("proven", "2026-03-01 10:12:34"),
        ("claimed", "2026-03-01 10:20:41"),
        ("validated", "2026-04-17 09:32:06"),
    ]


def test_a_time_only_of_the_validation_is_no_proof_of_an_earlier_one() -> None:
    assert timeline_of(EDITION, [MISMATCHED], AT)[-1].note == "1 项仅证明此时已存在"


def test_a_proven_time_names_the_kind_of_proof() -> None:
    assert timeline_of(EDITION, [CONTRACT], AT)[1].note == "由可信时间戳证明"


def test_items_of_one_instant_stand_together() -> None:
    items = [{**CONTRACT, "title": title} for title in "甲乙丙丁"]
    point = timeline_of(EDITION, items, AT)[0]
    assert (point.titles, point.more) == (("甲", "乙", "丙"), "等 4 项")


def test_a_claimed_time_that_is_none_is_quoted_first() -> None:
    points = timeline_of(EDITION, [{**CONTRACT, "claimed_time": "昨天"}], AT)
    assert (points[0].time, points[0].said) == ("昨天", True)


def test_the_validation_time_says_nothing_of_where_it_came_from() -> None:
    assert timeline_of(EDITION, [CONTRACT], AT)[-1].note == ""
