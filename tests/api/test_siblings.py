"""Processes that share an address are told when to begin and to end, and outlive nobody."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from api.siblings import listening_sockets
from tests.kill.stand import wait_until

_DEADLINE = 20.0
_PROGRAM = """
import os, sys, threading
from api.siblings import Siblings

def say(*words):
    os.write(1, (" ".join(map(str, words)) + "\\n").encode())

def run(number, line):
    say("forked", number, os.getpid())
    known = line.begin()
    say("begun", number, known)
    if known is None:
        return
    over = threading.Event()
    line.watch(over.set, lambda: os._exit(3))
    over.wait()
    say("told", number)

with Siblings(run, 2) as siblings:
    for line in sys.stdin:
        exec(line)
say("all ended")
"""
"""Forks two, and does then what it is told."""


class _Parent:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def do(self, statement: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{statement}\n")
        self.process.stdin.flush()

    def says(self, lines: int) -> Sequence[str]:
        assert self.process.stdout is not None
        return sorted(self.process.stdout.readline().strip() for _ in range(lines))

    def forked(self) -> Sequence[int]:
        return [int(line.split()[2]) for line in self.says(2)]


@pytest.fixture(name="parent")
def _parent() -> Iterator[_Parent]:
    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield _Parent(process)
        process.kill()


def _runs(process: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text("ascii")
    except FileNotFoundError:
        return False


def test_each_begins_with_what_was_found_and_ends_when_told(parent: _Parent) -> None:
    parent.forked()
    parent.do("siblings.begin('known')")
    assert parent.says(2) == ["begun 1 known", "begun 2 known"]
    parent.do("siblings.ask_to_stop()")
    assert parent.says(2) == ["told 1", "told 2"]


def test_one_that_never_began_ends_with_the_block(parent: _Parent) -> None:
    processes = parent.forked()
    parent.process.stdin.close()  # type: ignore[union-attr]
    assert parent.says(3) == ["all ended", "begun 1 None", "begun 2 None"]
    assert not any(_runs(one) for one in processes)


def test_none_outlives_the_process_that_forked_it(parent: _Parent) -> None:
    processes = parent.forked()
    parent.do("siblings.begin('known')")
    parent.says(2)
    parent.process.send_signal(signal.SIGKILL)
    wait_until(lambda: not any(_runs(one) for one in processes), _DEADLINE)


def test_one_that_ends_leaves_the_others(parent: _Parent) -> None:
    first, second = parent.forked()
    parent.do("siblings.begin('known')")
    parent.says(2)
    parent.do(f"os.kill({first}, 9)")
    wait_until(lambda: not _runs(first), _DEADLINE)
    assert _runs(second)


@contextmanager
def _closed(sockets: Sequence[socket.socket]) -> Iterator[tuple[str, int]]:
    try:
        yield sockets[0].getsockname()
    finally:
        for one in sockets:
            one.close()


@pytest.mark.enable_socket
@pytest.mark.parametrize("count", [1, 2])
def test_a_server_shares_its_address_with_itself_alone(count: int) -> None:
    sockets = listening_sockets("127.0.0.1", 0, count)
    with _closed(sockets) as (host, port):
        assert [one.getsockname() for one in sockets] == [(host, port)] * count
        for one in sockets:
            one.listen()
        for others in (1, 2):
            with pytest.raises(OSError, match="in use"):
                listening_sockets(host, port, others)
