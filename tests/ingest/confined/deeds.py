"""What a child process is made to do in tests, each a function of this module."""

import importlib
import os
import signal
import socket
import sys
from pathlib import Path

from ingest.confined import RefusedError


def echo(argument: object) -> object:
    return argument


def size(data: bytes) -> int:
    return len(data)


def zeros(octets: int) -> bytes:
    return bytes(octets)


def loop(_: object) -> None:
    while True:
        pass


def hoard(octets: int) -> int:
    return len(bytes(octets))


def die(number: int) -> None:
    os.kill(os.getpid(), number)


def leave(status: int) -> None:
    os._exit(status)


def refuse(code: str) -> None:
    raise RefusedError(code, "what was seen")


def stumble(text: str) -> None:
    raise LookupError(text)


def chatter(text: str) -> str:
    print(text)  # noqa: T201
    sys.stderr.write(text)
    return text


def number(_: object) -> int:
    return os.getpid()


def write(path: str) -> None:
    Path(path).write_bytes(b"something")


def connect(_: object) -> None:
    socket.socket()


def fork(_: object) -> None:
    os.fork()


def variables(_: object) -> list[str]:
    return sorted(os.environ)


def descriptors(_: object) -> list[int]:
    return sorted(int(one.name) for one in Path("/proc/self/fd").iterdir())


def forge(octets: bytes) -> None:
    """Answer with octets of one's own, as a child does that has been taken over."""
    for one in range(3, 64):
        try:
            os.write(one, octets)
        except OSError:
            continue
    signal.pause()


def load(name: str) -> bool:
    importlib.import_module(name)
    return True
