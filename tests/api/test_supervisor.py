"""Worker processes are kept running, stop when told, and end with the one who started them."""

import subprocess
import sys
from pathlib import Path

from api.supervisor import Supervisor
from tests.kill.stand import wait_until

_WAITS = "import sys; sys.stdin.buffer.read()"
_STUBBORN = "import signal, sys; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); "
_DEADLINE = 20.0


def _runs(process: int) -> bool:
    return Path(f"/proc/{process}/stat").exists()


def test_as_many_run_as_are_asked_for_and_none_afterwards() -> None:
    with Supervisor([sys.executable, "-c", _WAITS], 2, {}) as workers:
        wait_until(lambda: len(workers.processes) == 2, _DEADLINE)
        processes = workers.processes
    assert not any(_runs(one) for one in processes)


def test_one_that_ends_is_started_again() -> None:
    with Supervisor([sys.executable, "-c", "pass"], 1, {}) as workers:
        wait_until(lambda: len(workers.processes) == 1, _DEADLINE)
        first = workers.processes
        wait_until(lambda: workers.processes not in ((), first), _DEADLINE)


def test_one_that_does_not_stop_is_killed(tmp_path: Path) -> None:
    flag = tmp_path / "ready"
    program = f"{_STUBBORN}open({str(flag)!r}, 'w'); import time; time.sleep(60)"
    with Supervisor([sys.executable, "-c", program], 1, {}, patience=0.2) as workers:
        wait_until(flag.exists, _DEADLINE)
        (process,) = workers.processes
    assert not _runs(process)


def test_a_process_is_told_when_its_supervisor_is_gone() -> None:
    program = f"""
import sys, time
from api.supervisor import Supervisor
with Supervisor([sys.executable, "-c", {_WAITS!r}], 1, {{}}) as workers:
    while not workers.processes:
        time.sleep(0.01)
    print(*workers.processes, flush=True)
    time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
        wait_until(lambda: not _runs(child), _DEADLINE)
