"""Work on what somebody sent, in a process of its own that can be killed.

For what is long rather than hostile to a library: a million members to list, a package to make out
of an element list. It runs below the server's priority, and its memory goes with it.
"""

import os
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeVar

from ingest.intake.errors import ApartError

__all__ = ["run_apart"]

_Value = TypeVar("_Value")
_NICE = 10
_BEAT_S = 1.0


def run_apart(
    function: Callable[..., _Value],
    *arguments: object,
    milliseconds: int,
    beat: Callable[[], None] | None = None,
) -> _Value:
    """Return what a function of a module gives, called in a new process.

    Args:
        function: of a module.
        arguments: can be pickled.
        milliseconds: it may take.
        beat: called every second while it runs; what it raises ends the process.

    Raises:
        ApartError: it raised, died, or took longer.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_call, args=(theirs, function, arguments))
    process.start()
    theirs.close()
    try:
        if not _answered(ours, milliseconds / 1000, beat):
            raise ApartError(f"{function.__name__}: over {milliseconds} ms")
        failure, value = ours.recv()
    except EOFError as error:
        raise ApartError(f"{function.__name__}: its process died") from error
    finally:
        ours.close()
        process.kill()
        process.join()
        process.close()
    if failure:
        raise ApartError(f"{function.__name__}: {failure}")
    found: _Value = value
    return found


def _answered(answers: Connection, seconds: float, beat: Callable[[], None] | None) -> bool:
    end = time.monotonic() + seconds
    while not answers.poll(min(_BEAT_S, max(0.0, end - time.monotonic()))):
        if time.monotonic() >= end:
            return False
        if beat is not None:
            beat()
    return True


def _call(
    answers: Connection, function: Callable[..., object], arguments: tuple[object, ...]
) -> None:
    os.nice(_NICE)
    try:
        answers.send(("", function(*arguments)))
    except Exception as error:  # noqa: BLE001 - whatever it is, the other process is to know
        answers.send((f"{type(error).__name__}: {error}", None))
