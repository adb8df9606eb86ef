"""How long counts have stood still."""

from ingest.jobs.watching import Watch


def test_a_count_that_stands_still_is_seen_to_for_as_long_as_it_was_watched() -> None:
    watch = Watch(forgets=10)
    watch.look({"w": 5}, 100)
    watch.look({"w": 6}, 104)

    assert watch.look({"w": 6}, 107) == {"w": 3}


def test_a_count_that_goes_on_stands_still_for_nothing() -> None:
    watch = Watch(forgets=10)
    watch.look({"w": 5}, 100)

    assert watch.look({"w": 6}, 109) == {"w": 0}


def test_what_was_not_watched_did_not_stand_still() -> None:
    watch = Watch(forgets=10)
    watch.look({"w": 5}, 100)

    assert watch.look({"w": 5}, 110) == {"w": 0}


def test_a_count_that_went_away_and_came_back_is_watched_anew() -> None:
    watch = Watch(forgets=10)
    watch.look({"w": 5}, 100)
    watch.look({}, 102)

    assert watch.look({"w": 5}, 104) == {"w": 0}
