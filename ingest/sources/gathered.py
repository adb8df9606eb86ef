"""What one turn of asking a source came to."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple

from ingest.sources.reissue import Change

__all__ = ["Addition", "Gathered", "SourceState"]

Addition = Callable[[Mapping[str, bytes]], Mapping[str, Change | None]]
"""The files of a trust directory, to those that change by what came; None: such a one goes."""


class SourceState(StrEnum):
    """Where a source stands."""

    UP = "up"
    DOWN = "down"
    """It gives no answer that counts; it is asked again later, and later."""
    CONFLICT = "conflict"
    """It says two things: it is not asked again before a person settled it."""


class Gathered(NamedTuple):
    """What one turn of asking a source came to."""

    state: SourceState
    reason: str | None = None
    """Why something that was asked for is not there."""
    addition: Addition | None = None
    """What it brought."""
