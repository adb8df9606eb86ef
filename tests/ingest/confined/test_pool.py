import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from anchors.units import MIB
from ingest.confined import (
    ConfinedPool,
    FailedError,
    KilledError,
    RefusedError,
    TimedOutError,
    confined,
)
from ingest.confined.child import FRAME
from tests.ingest.confined import deeds

SECONDS = 20
OCTETS = 256 * MIB


@pytest.fixture(scope="module")
def pool() -> Iterator[ConfinedPool]:
    """One for every test that says nothing of how a child begins."""
    with ConfinedPool(1, SECONDS, OCTETS) as pool:
        yield pool


@pytest.fixture
def hurried() -> Iterator[ConfinedPool]:
    with ConfinedPool(1, 0.3, OCTETS) as pool:
        yield pool


def _ended(number: int) -> bool:
    return not Path(f"/proc/{number}").exists()


def _pid(pool: ConfinedPool) -> int:
    found = pool.run(deeds.number, None)
    assert isinstance(found, int)
    return found


def test_one_call_answers_what_the_function_returns() -> None:
    assert confined(deeds.size, b"abc", seconds=SECONDS, octets=OCTETS) == 3


@pytest.mark.parametrize(
    "value", [None, True, 7, "文", [1, "a"], {"a": [None]}, b"\x00\xff", b"", "\ud800"], ids=repr
)
def test_plain_values_come_back_as_they_are(pool: ConfinedPool, value: object) -> None:
    assert pool.run(deeds.echo, value) == value


def test_a_large_argument_passes_whole(pool: ConfinedPool) -> None:
    assert pool.run(deeds.size, bytes(8 * MIB)) == 8 * MIB


def test_a_large_answer_passes_whole(pool: ConfinedPool) -> None:
    assert pool.run(deeds.zeros, 8 * MIB) == bytes(8 * MIB)


def test_the_child_stays_for_the_next_call(pool: ConfinedPool) -> None:
    assert _pid(pool) == _pid(pool)


def test_the_child_is_not_this_process(pool: ConfinedPool) -> None:
    assert _pid(pool) != os.getpid()


def test_an_endless_loop_times_out(hurried: ConfinedPool) -> None:
    with pytest.raises(TimedOutError):
        hurried.run(deeds.loop, None)


def test_a_child_that_timed_out_is_dead(hurried: ConfinedPool) -> None:
    number = _pid(hurried)
    with pytest.raises(TimedOutError):
        hurried.run(deeds.loop, None)
    assert _ended(number)


def test_the_next_call_after_a_timeout_is_answered(pool: ConfinedPool) -> None:
    with pytest.raises(TimedOutError):
        pool.run(deeds.loop, None, seconds=0.1)
    assert pool.run(deeds.echo, 1) == 1


def test_too_much_memory_is_refused(pool: ConfinedPool) -> None:
    with pytest.raises(KilledError):
        pool.run(deeds.hoard, 2 * OCTETS)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT])
def test_a_child_that_dies_is_told(pool: ConfinedPool, number: int) -> None:
    with pytest.raises(KilledError, match=str(-number)):
        pool.run(deeds.die, number)


def test_the_end_of_processor_time_counts_as_time(pool: ConfinedPool) -> None:
    with pytest.raises(TimedOutError):
        pool.run(deeds.die, signal.SIGXCPU)


def test_a_child_that_leaves_is_told(pool: ConfinedPool) -> None:
    with pytest.raises(KilledError, match="3"):
        pool.run(deeds.leave, 3)


def test_the_next_call_after_a_death_is_answered(pool: ConfinedPool) -> None:
    with pytest.raises(KilledError):
        pool.run(deeds.leave, 0)
    assert pool.run(deeds.echo, 1) == 1


def test_a_refusal_is_carried_with_its_code(pool: ConfinedPool) -> None:
    with pytest.raises(RefusedError) as refused:
        pool.run(deeds.refuse, "document.encrypted")
    assert (refused.value.code, refused.value.detail) == ("document.encrypted", "what was seen")


def test_a_child_that_refused_stays(pool: ConfinedPool) -> None:
    number = _pid(pool)
    with pytest.raises(RefusedError):
        pool.run(deeds.refuse, "a")
    assert _pid(pool) == number


def test_another_exception_is_told_by_its_name(pool: ConfinedPool) -> None:
    with pytest.raises(FailedError, match="LookupError: nowhere"):
        pool.run(deeds.stumble, "nowhere")


def test_an_answer_that_is_no_json_fails(pool: ConfinedPool) -> None:
    with pytest.raises(FailedError, match="ValueError"):
        pool.run(deeds.echo, float("nan"))


def test_an_answer_over_its_bound_is_refused() -> None:
    with ConfinedPool(1, SECONDS, OCTETS, result_octets=1000) as pool, pytest.raises(KilledError):
        pool.run(deeds.zeros, 1001)


@pytest.mark.parametrize(
    "forged",
    [
        FRAME.pack(b"J", 2 << 40),
        FRAME.pack(b"J", 1) + b"{",
        FRAME.pack(b"J", 1) + b"12",
        FRAME.pack(b"R", 2) + b"[]",
        FRAME.pack(b"?", 4) + b"null",
        FRAME.pack(b"J", 100_000) + b"[" * 100_000,
    ],
    ids=["huge", "broken", "trailing", "no refusal", "no kind", "deep"],
)
def test_an_answer_that_is_none_is_no_answer(forged: bytes) -> None:
    with ConfinedPool(1, SECONDS, OCTETS) as pool, pytest.raises(KilledError):
        pool.run(deeds.forge, forged)


def test_what_a_library_prints_is_no_answer(pool: ConfinedPool) -> None:
    assert pool.run(deeds.chatter, "x" * 100) == "x" * 100


def test_the_child_writes_no_file(pool: ConfinedPool, tmp_path: Path) -> None:
    with pytest.raises(FailedError, match="OSError"):
        pool.run(deeds.write, str(tmp_path / "file"))


def test_the_child_makes_no_connection(pool: ConfinedPool) -> None:
    with pytest.raises(FailedError, match="PermissionError"):
        pool.run(deeds.connect, None)


def test_the_child_makes_no_process(pool: ConfinedPool) -> None:
    with pytest.raises(FailedError, match="PermissionError"):
        pool.run(deeds.fork, None)


def test_the_child_loads_no_numerical_library(pool: ConfinedPool) -> None:
    with pytest.raises(FailedError, match="ModuleNotFoundError"):
        pool.run(deeds.load, "numpy")


def test_the_child_knows_nothing_of_our_environment(pool: ConfinedPool) -> None:
    assert pool.run(deeds.variables, None) == [
        "LC_ALL", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TZ",
    ]  # fmt: skip


def test_the_child_inherits_no_descriptor(tmp_path: Path) -> None:
    with (tmp_path / "file").open("wb") as file, ConfinedPool(1, SECONDS, OCTETS) as pool:
        os.set_inheritable(file.fileno(), True)
        found = pool.run(deeds.descriptors, None)
    # The last one is the folder that was listed.
    assert found == [0, 1, 2, 3, 4, 5, 6]


def test_closing_leaves_no_process() -> None:
    with ConfinedPool(1, SECONDS, OCTETS) as pool:
        number = _pid(pool)
    assert _ended(number)


def test_the_last_reference_ends_the_children() -> None:
    pool = ConfinedPool(1, SECONDS, OCTETS)
    number = _pid(pool)
    del pool
    assert _ended(number)


def test_no_descriptor_leaks() -> None:
    before = list(Path("/proc/self/fd").iterdir())
    for _ in range(3):
        confined(deeds.echo, 1, seconds=SECONDS, octets=OCTETS)
    assert len(list(Path("/proc/self/fd").iterdir())) == len(before)


def test_a_child_ends_with_a_parent_that_was_killed() -> None:
    program = (
        "import os, sys; from ingest.confined import ConfinedPool;"
        " from tests.ingest.confined import deeds; pool = ConfinedPool(1, 20, 1 << 28);"
        " print(pool.run(deeds.number, None), flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout is not None
        child = os.pidfd_open(int(parent.stdout.readline()))
        parent.kill()
    poll = select.poll()
    poll.register(child, select.POLLIN)
    ended = poll.poll(20_000)
    os.close(child)
    assert ended


def test_a_closed_pool_may_be_asked_again(pool: ConfinedPool) -> None:
    pool.close()
    assert pool.run(deeds.echo, 1) == 1


def test_a_child_is_replaced_after_its_uses() -> None:
    with ConfinedPool(1, SECONDS, OCTETS, uses=2) as pool:
        numbers = [_pid(pool) for _ in range(4)]
    assert len(set(numbers)) == 2


def test_threads_get_children_of_their_own() -> None:
    gate = threading.Barrier(2)
    with ConfinedPool(2, SECONDS, OCTETS) as pool, ThreadPoolExecutor(2) as threads:
        numbers = list(threads.map(lambda _: (gate.wait(), _pid(pool))[1], range(2)))
        assert len(set(numbers)) <= 2


def test_a_pool_of_no_child_is_none() -> None:
    with pytest.raises(ValueError, match="one child"):
        ConfinedPool(0, SECONDS, OCTETS)


def test_only_a_function_of_a_module_can_be_called(pool: ConfinedPool) -> None:
    with pytest.raises(ValueError, match="no function of a module"):
        pool.run(lambda one: one, 1)


_inherited: list[ConfinedPool] = []


def _pid_in_worker(_: object) -> tuple[int, int]:
    return _pid(_inherited[0]), os.getpid()


def test_a_forked_worker_has_children_of_its_own(pool: ConfinedPool) -> None:
    mine = _pid(pool)
    _inherited[:] = [pool]
    with ProcessPoolExecutor(1, get_context("fork")) as workers:
        theirs, _ = workers.submit(_pid_in_worker, None).result()
    assert (theirs != mine, _pid(pool)) == (True, mine)
