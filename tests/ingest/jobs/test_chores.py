"""What is done now and then."""

import threading
from datetime import timedelta

from ingest.jobs.chores import doing_chores
from ingest.jobs.port import Chore

_OFTEN = timedelta(milliseconds=1)


def test_a_chore_comes_again_and_again_though_one_fails() -> None:
    enough = threading.Semaphore(0)

    def fails() -> None:
        raise ValueError

    with doing_chores([Chore(_OFTEN, fails), Chore(_OFTEN, enough.release)]):
        assert all(enough.acquire(timeout=10) for _ in range(3))


def test_without_chores_nothing_is_waited_for() -> None:
    with doing_chores([]):
        pass
