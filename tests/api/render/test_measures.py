import pytest

from api.render.measures import beijing, in_beijing, instant, octets


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("2026-03-01T02:12:34Z", "2026-03-01 10:12:34"),
        ("2026-03-01T10:12:34+08:00", "2026-03-01 10:12:34"),
        ("2026-03-01T02:12:34.500Z", "2026-03-01 10:12:34.5"),
    ],
)
def test_an_instant_is_shown_in_beijing_time(sent: str, shown: str) -> None:
    assert beijing(sent) == shown


@pytest.mark.parametrize(
    "sent",
    [
        "yesterday",
        "2026-03-01T10:12:34",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59Z",
        "2026-02-30T00:00:00Z",
    ],
)
def test_what_is_no_instant_stays_as_it_was_sent(sent: str) -> None:
    assert beijing(sent) == sent


@pytest.mark.parametrize(
    ("seen", "shown"),
    [
        ("CN=甲: 2025-02-01T00:00:00Z keyCompromise", "CN=甲: 2025-02-01 08:00:00 keyCompromise"),
        ("2025-02-01 00:00:00.500000+00:00", "2025-02-01 08:00:00.5"),
        ("CRL thisUpdate 2025-06-01T00:00:00Z", "CRL thisUpdate 2025-06-01 08:00:00"),
        ("2025-02-01T00:00:00+08:00", "2025-02-01T00:00:00+08:00"),
        ("2025-13-01T00:00:00Z", "2025-13-01T00:00:00Z"),
        ("2025-02-01", "2025-02-01"),
        (None, None),
    ],
)
def test_times_inside_a_finding_are_shown_in_beijing_time(
    seen: str | None, shown: str | None
) -> None:
    assert in_beijing(seen) == shown


def test_a_time_without_zone_is_no_instant() -> None:
    assert instant("2026-03-01T10:12:34") is None


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (None, ""),
        (0, "0 B"),
        (999, "999 B"),
        (2048, "2.0 KB"),
        (286_400, "286 KB"),
        (10**15, "1000 TB"),
    ],
)
def test_a_size_has_the_largest_unit_that_leaves_a_whole(size: int | None, shown: str) -> None:
    assert octets(size) == shown
