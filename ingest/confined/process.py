"""One child process as its parent sees it: started, asked, killed."""

import json
import math
import os
import pickle
import select
import subprocess
import sys
from collections.abc import Callable
from fcntl import F_SETPIPE_SZ, fcntl
from pathlib import Path
from signal import SIGXCPU
from time import monotonic
from typing import NamedTuple, TypeVar

from anchors.limits import LIMITS
from anchors.nesting import overwhelms
from anchors.units import KIB
from ingest.confined import child
from ingest.confined.errors import FailedError, KilledError, RefusedError, TimedOutError

__all__ = ["Child", "name_of"]

_Argument = TypeVar("_Argument")
_PIPE_OCTETS = 1024 * KIB
_PIECE = 1024 * KIB
_DEEPEST = 64
"""Levels of an answer: what confined functions return is flat."""
_ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    # Threads of numerical libraries, which nobody asked for, are counted as memory.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


class _Frame(NamedTuple):
    kind: bytes
    body: bytes


class Child:
    """A child process, and the functions that it has imported."""

    def __init__(self, octets: int) -> None:
        """Start it; it may take `octets` of address space, its interpreter's 30 MB included."""
        command = (sys.executable, "-I", "-B", "-X", "utf8", child.__file__, str(octets))
        self._process = subprocess.Popen(  # noqa: S603  nothing of it comes from outside
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=_ENVIRONMENT,
            cwd="/",
            start_new_session=True,
        )
        self._calls, self._answers = _pipes_of(self._process)
        self._known: set[str] = set()
        self.uses = 0
        """Calls it has taken."""

    def ask(
        self,
        function: Callable[[_Argument], object],
        argument: _Argument,
        *,
        seconds: float,
        octets: int,
    ) -> object:
        """Return what the function answers within `seconds`, in at most `octets`.

        Raises:
            ConfinedError: it does not; unless it is a `RefusedError` the child is of no more use.
        """
        name = name_of(function)
        self.uses += 1
        if name not in self._known:
            path = [part or str(Path.cwd()) for part in sys.path]
            asked = json.dumps({"path": path, "function": name}).encode()
            start = LIMITS.confined_start_milliseconds / 1000
            _value_of(self._exchange(_Frame(b"L", asked), start, LIMITS.confined_result_octets))
            self._known.add(name)
        call = pickle.dumps((name, seconds, argument), pickle.HIGHEST_PROTOCOL)
        return _value_of(self._exchange(_Frame(b"C", call), seconds, octets))

    def kill(self) -> None:
        """End it and close its pipes; once is enough."""
        self._process.kill()
        self._process.wait()
        self._close()

    def disown(self) -> None:
        """Close our copies of its pipes, in a process that was forked from its parent."""
        # It is no child of this process: there is nothing to wait for, and nothing to warn of.
        self._process.returncode = 0
        self._close()

    def _close(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _exchange(self, frame: _Frame, seconds: float, most: int) -> _Frame:
        """Send a frame and return the one that answers it."""
        deadline = monotonic() + seconds
        left = [memoryview(child.FRAME.pack(frame.kind, len(frame.body))), memoryview(frame.body)]
        answer = bytearray()
        poll = select.poll()
        poll.register(self._calls, select.POLLOUT)
        poll.register(self._answers, select.POLLIN)
        while True:
            rest = deadline - monotonic()
            if rest <= 0:
                raise TimedOutError(f"no answer within {seconds:g} s")
            for descriptor, _ in poll.poll(math.ceil(rest * 1000)):
                if descriptor == self._calls:
                    left = _send(descriptor, left)
                    if not left:
                        poll.unregister(descriptor)
                elif self._receive(answer, most):
                    kind, _ = child.FRAME.unpack_from(answer)
                    return _Frame(kind, bytes(memoryview(answer)[child.FRAME.size :]))

    def _receive(self, answer: bytearray, most: int) -> bool:
        """Add what has come to an answer; return whether it is whole."""
        piece = os.read(self._answers, _PIECE)
        if not piece:
            raise self._ended()
        answer += piece
        if len(answer) < child.FRAME.size:
            return False
        length = int(child.FRAME.unpack_from(answer)[1])
        if length > most or len(answer) > child.FRAME.size + length:
            raise KilledError(f"an answer of {max(length, len(answer))} octets")
        return len(answer) == child.FRAME.size + length

    def _ended(self) -> TimedOutError | KilledError:
        """Return the error that says why it ended by itself."""
        status = self._process.wait()
        if status == -SIGXCPU:
            return TimedOutError("its processor time ended")
        return KilledError(f"it ended with status {status}")


def name_of(function: Callable[[_Argument], object]) -> str:
    """Return the name under which another interpreter can import a function.

    Raises:
        ValueError: it is not a function of a module.
    """
    module = getattr(function, "__module__", "")
    name = getattr(function, "__qualname__", "")
    if getattr(sys.modules.get(module), name, None) is not function or module == "__main__":
        raise ValueError(f"no function of a module: {function!r}")
    return f"{module}:{name}"


def _pipes_of(process: subprocess.Popen[bytes]) -> tuple[int, int]:
    """Return the descriptors to write to and to read from, neither of which blocks."""
    if process.stdin is None or process.stdout is None:
        raise ValueError("a child is asked through its pipes")
    descriptors = process.stdin.fileno(), process.stdout.fileno()
    for descriptor in descriptors:
        os.set_blocking(descriptor, False)
        _widen(descriptor)
    return descriptors


def _widen(descriptor: int) -> None:
    """Let a document pass in one piece; a user's pipes together are bounded, and 64 KiB do."""
    try:
        fcntl(descriptor, F_SETPIPE_SZ, _PIPE_OCTETS)
    except OSError:
        return


def _send(descriptor: int, left: list[memoryview]) -> list[memoryview]:
    """Write what the pipe takes; where the child has gone, its answer will say so."""
    try:
        sent = os.writev(descriptor, left)
    except BrokenPipeError:
        return []
    while left and sent >= len(left[0]):
        sent -= len(left[0])
        left = left[1:]
    return [left[0][sent:], *left[1:]] if left else []


def _value_of(answer: _Frame) -> object:
    """Return the value of an answer, or raise what it says."""
    if answer.kind == b"B":
        return answer.body
    if answer.kind == b"M":
        raise KilledError("it asked for more memory than it may")
    value = _json(answer.body)
    if answer.kind == b"J":
        return value
    match answer.kind, value:
        case b"R", [str(code), str(detail)]:
            raise RefusedError(code, detail)
        case b"F", [str(name), str(message)]:
            raise FailedError(f"{name}: {message}")
    raise KilledError("an answer that is none")


def _json(body: bytes) -> object:
    try:
        if not overwhelms(body, _DEEPEST):
            value: object = json.loads(body)
            return value
    except (ValueError, RecursionError):
        pass
    raise KilledError("an answer that is no JSON")
