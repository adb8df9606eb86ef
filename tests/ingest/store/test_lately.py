"""What was done a moment ago is known for a while, and not for long."""

from ingest.store.lately import Lately


class _Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_name_is_remembered_for_as_long_as_was_said() -> None:
    clock = _Clock()
    lately = Lately(5.0, clock)
    lately.add("a")
    clock.now += 4.9
    assert "a" in lately
    clock.now += 0.1
    assert "a" not in lately


def test_a_name_that_is_added_again_is_remembered_longer() -> None:
    clock = _Clock()
    lately = Lately(5.0, clock)
    lately.add("a")
    clock.now += 4
    lately.add("a")
    clock.now += 4
    assert "a" in lately


def test_of_many_names_the_last_are_remembered() -> None:
    lately = Lately(5.0, _Clock())
    for number in range(2000):
        lately.add(str(number))
    assert ("0" in lately, "1999" in lately) == (False, True)
