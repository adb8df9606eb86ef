"""Workers are killed, stopped and started again; what is recorded is recorded once."""

import pytest

from ingest.jobs.worker import LOST
from tests.kill.stand import Stand

_PARTS = [f"p{number}" for number in range(150)]


@pytest.mark.parametrize("count", [50, pytest.param(len(_PARTS), marks=pytest.mark.kill)])
def test_a_worker_killed_again_and_again_loses_nothing_and_doubles_nothing(
    stand: Stand, count: int
) -> None:
    parts = _PARTS[:count]
    stand.ask(parts)
    for tenths in (1, 3, 6):
        worker = stand.start()
        stand.wait_done(count * tenths // 10)
        worker.kill()
    stand.start()
    stand.wait_done(count)

    assert stand.each_once(parts)


def test_what_a_stopped_worker_had_in_hand_is_done_once_though_it_wakes_again(
    stand: Stand,
) -> None:
    stand.ask(["held"])
    stopped = stand.start()
    stand.wait_begun("held")
    stopped.stop()
    stand.start()
    stand.wait_begun("held", 2)
    (stand.folder / "go").touch()
    stand.wait_done(1)
    stopped.wake()

    assert stopped.wait(30) == LOST
    assert stand.each_once(["held"])


@pytest.mark.kill
def test_what_a_dead_worker_had_in_hand_is_done_by_one_that_was_there(stand: Stand) -> None:
    stand.ask(["held"])
    killed = stand.start()
    stand.wait_begun("held")
    stand.start()
    stand.ask(_PARTS)
    stand.wait_done(20)
    killed.kill()
    (stand.folder / "go").touch()
    stand.wait_done(1 + len(_PARTS))

    assert stand.each_once(["held", *_PARTS])


@pytest.mark.kill
def test_a_worker_killed_between_blob_and_rows_leaves_a_blob_and_its_shard_to_another(
    stand: Stand,
) -> None:
    stand.ask(["dying", *_PARTS[:20]])
    killed = stand.start()
    assert killed.wait(60) == -9
    stand.start()
    stand.wait_done(21)

    assert stand.each_once(["dying", *_PARTS[:20]])
    assert stand.logged("begun")["dying"] == 2


@pytest.mark.kill
def test_what_an_older_release_enqueued_is_done_by_a_newer_one(stand: Stand) -> None:
    stand.ask(["held", *_PARTS])
    older = stand.start()
    stand.wait_begun("held")
    older.kill()
    (stand.folder / "go").touch()
    stand.start(release="2")
    stand.wait_done(1 + len(_PARTS))

    assert stand.each_once(["held", *_PARTS])


@pytest.mark.kill
def test_a_worker_that_is_told_to_stop_finishes_or_gives_back_what_it_has(stand: Stand) -> None:
    stand.ask(["held", *_PARTS[:30]])
    told = stand.start()
    stand.wait_begun("held")
    told.terminate()
    assert told.wait(30) == 0
    (stand.folder / "go").touch()
    stand.start()
    stand.wait_done(31)

    assert stand.each_once(["held", *_PARTS[:30]])
