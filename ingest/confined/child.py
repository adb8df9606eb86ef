"""The child process: reads calls from its standard input, answers on its standard output.

Run as a plain file by a fresh interpreter, so that nothing of the parent's memory, descriptors or
environment is here to be read by a file that breaks a library. It bounds itself before it reads
anything: memory, processor time, files it may write (none), processes and connections (none).
Answers are JSON or plain octets: nothing that a broken library says is ever unpickled.
"""

import importlib
import json
import os
import pickle
import resource
import signal
import struct
import sys
from collections.abc import Callable
from contextlib import suppress

__all__ = ["FRAME", "refuse_outside", "serve"]

FRAME = struct.Struct(">cQ")
"""Kind of a frame, and how many octets follow."""

_NOT_LOADED = "numpy"
"""What a library takes along wherever it is installed: slow, and of no use to a reader."""
_FILES = 64
"""Descriptors at once: what a library opens to load itself."""
_SPARE_SECONDS = 1
_FAILURE_CHARACTERS = 500
_OUTSIDE = (
    "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "pty.", "socket.",
    "subprocess.", "urllib.",
)  # fmt: skip
"""Audit events (PEP 578) of leaving the process."""

_Answer = tuple[bytes, bytes]
_functions: dict[str, Callable[[object], object]] = {}


def serve(octets: int) -> None:
    """Answer calls until the parent closes its end."""
    calls, answers = _take_pipes()
    _bound(octets)
    sys.modules[_NOT_LOADED] = None  # type: ignore[assignment]  # importing it now fails
    sys.addaudithook(refuse_outside)
    while (kind := _read_exactly(calls, FRAME.size)) is not None:
        word, length = FRAME.unpack(kind)
        payload = _read_exactly(calls, length)
        if payload is None:
            return
        answer, body = _ANSWERS[word](payload)
        del payload
        _write_all(answers, FRAME.pack(answer, len(body)))
        _write_all(answers, body)


def refuse_outside(event: str, _: object) -> None:
    """Refuse what leaves the process: a reader of files has no business there.

    Raises:
        PermissionError: the event is a connection or another process.
    """
    if event.startswith(_OUTSIDE):
        raise PermissionError(f"{event} in a confined process")


def _take_pipes() -> tuple[int, int]:
    """Keep the two pipes to ourselves: what a library prints goes nowhere."""
    calls, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    return calls, answers


def _bound(octets: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (octets, octets))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_FILES, _FILES))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def _bound_time(seconds: float) -> None:
    """Let the kernel end the process, too, should nobody be left to do it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + seconds) + 1 + _SPARE_SECONDS
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


def _read_exactly(descriptor: int, octets: int) -> bytearray | None:
    found = bytearray(octets)
    left = memoryview(found)
    while left:
        read = os.readv(descriptor, (left,))
        if not read:
            return None
        left = left[read:]
    return found


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _load(payload: bytearray) -> _Answer:
    """Import a function; the parent's own word, so that what goes wrong here is told."""
    asked = json.loads(payload)
    sys.path[:] = asked["path"]
    module, _, name = asked["function"].partition(":")
    return _guarded(lambda: _keep(asked["function"], module, name))


def _keep(asked: str, module: str, name: str) -> None:
    """Keep a function, and load what its module says that it is going to need (`LOADS`)."""
    found = importlib.import_module(module)
    for one in getattr(found, "LOADS", ()):
        importlib.import_module(one)
    _functions[asked] = getattr(found, name)


def _call(payload: bytearray) -> _Answer:
    name, seconds, argument = pickle.loads(payload)  # noqa: S301  written by the parent
    _bound_time(seconds)
    return _guarded(lambda: _functions[name](argument))


def _guarded(call: Callable[[], object]) -> _Answer:
    """Return what a call comes to, whatever it raises: the parent is the one to judge."""
    try:
        value = call()
        if isinstance(value, bytes):
            return b"B", value
        return b"J", json.dumps(value, allow_nan=False).encode()
    except MemoryError:
        return b"M", b""
    except Exception as error:  # noqa: BLE001  no exception may pass for an answer
        return _raised(error)


def _raised(error: Exception) -> _Answer:
    kind, parts = b"F", [type(error).__name__, ""]
    with suppress(Exception):
        parts[1] = str(error)
    code, detail = getattr(error, "code", None), getattr(error, "detail", None)
    if type(error).__name__ == "RefusedError" and isinstance(code, str):
        kind, parts = b"R", [code, str(detail)]
    return kind, json.dumps([part[:_FAILURE_CHARACTERS] for part in parts]).encode()


_ANSWERS: dict[bytes, Callable[[bytearray], _Answer]] = {b"L": _load, b"C": _call}

if __name__ == "__main__":
    serve(int(sys.argv[1]))
