"""The log: one JSON object a line, ids only; the words of no exception, whoever logs it.

What libraries say goes the same way, so that a driver's error, which may quote a row, tells its
kind and place alone.
"""

import json
import logging
import sys
import traceback
from collections.abc import MutableMapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import structlog

if TYPE_CHECKING:
    from structlog.typing import Processor

__all__ = ["OWN_LOGGERS", "configure_logs", "place_of"]

_ROOT = Path(__file__).resolve().parents[1]
_DEEPEST = 12
"""Frames told of a fault, the innermost."""
OWN_LOGGERS = ("anchors", "api", "ingest", "verify")
"""Of libraries only what goes wrong is told: their lines name addresses, queries and values."""
_encode = json.JSONEncoder(ensure_ascii=False, default=str).encode


def configure_logs(stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Have this process log to a stream, standard error where none is given."""
    out = stream or sys.stderr
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        _without_words,
    ]
    structlog.configure(
        processors=[*shared, _rendered],
        logger_factory=partial(_Lines, out),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=False,
    )
    _configure_libraries(out, shared, level)


class _Lines(structlog.WriteLogger):
    """Writes our own lines themselves: a record of `logging` would cost as much again."""

    def __init__(self, stream: TextIO, name: str) -> None:
        super().__init__(stream)
        self.name = name


def _configure_libraries(out: TextIO, shared: list["Processor"], level: int) -> None:
    """Have everything that logs by `logging` say it in the same form."""
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _rendered],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in OWN_LOGGERS:
        logging.getLogger(name).setLevel(level)


def _rendered(_logger: object, _method: str, event: MutableMapping[str, Any]) -> str:
    return _encode(event)


def _without_words(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Put kind and place of an exception where its text would stand."""
    stated = event.pop("exc_info", None)
    event.pop("stack_info", None)
    found = sys.exc_info() if stated is True else stated
    error = found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        event.update(place_of(error))
    return event


def place_of(error: BaseException) -> dict[str, object]:
    """Return kind and place of an exception, and of what it came from; none of its words."""
    return {
        "error": type(error).__qualname__,
        "places": [
            f"{_short(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)[-_DEEPEST:]
        ],
        "cause": type(error.__cause__).__qualname__ if error.__cause__ else None,
    }


def _short(file: str) -> str:
    """Return a file as its package calls it, not where this machine has it."""
    path = Path(file)
    if path.is_relative_to(_ROOT):
        path = path.relative_to(_ROOT)
    parts = path.parts
    return "/".join(
        parts[parts.index("site-packages") + 1 :] if "site-packages" in parts else parts
    )
