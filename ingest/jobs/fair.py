"""Whose turn is next: every attempt has a tag, and the lowest goes first.

The turns are those of start-time fair queueing. Virtual time is the tag of the next attempt in
line; an attempt that joins gets one more than virtual time or than the last tag of its own share,
whichever is later. A share of 391 shards thus lines up behind itself, one a round, and a share that
joins while it is served enters the round that goes on. A share that was away saves nothing up.

An attempt that waits stands in no line, and joins anew when its time has come. Once nobody stands
in line the tags begin at one again; what is later than the engine's last priority goes in the order
of arrival.
"""

from collections.abc import Callable

from sqlalchemy import ColumnElement, Connection, ScalarSelect, and_, bindparam, func, select

from ingest.jobs.port import AttemptState
from ingest.store.schema import METADATA

__all__ = ["LAST", "READY", "joining_tag", "tag_of"]

LAST = 2**31 - 1
"""The engine's last priority."""

_attempt = METADATA.tables["attempt"]
READY = and_(_attempt.c.state == AttemptState.READY, _attempt.c.not_before.is_(None))
"""Stands in line: what waits for its time does not."""
_RUNNING = _attempt.c.state == AttemptState.RUNNING
_OWN = _attempt.c.share == bindparam("joining")


def _tag(
    which: Callable[..., ColumnElement[int]], *of: ColumnElement[bool]
) -> ScalarSelect[int | None]:
    return select(which(_attempt.c.priority)).where(*of).scalar_subquery()


_LINE = select(
    _tag(func.min, READY), _tag(func.max, _RUNNING),
    _tag(func.max, _OWN, READY), _tag(func.max, _OWN, _RUNNING),
)  # fmt: skip
"""Next in line, served last, and the last of a share: each is looked up in an index, whatever
stands in line."""


def tag_of(virtual: int | None, last: int | None) -> int:
    """Return the tag of who joins at a virtual time, after the last tag of its own share."""
    return min(max(virtual or 0, last or 0) + 1, LAST)


def joining_tag(connection: Connection, share: str) -> int:
    """Return the tag of an attempt that joins the line now."""
    head, served, *own = connection.execute(_LINE, {"joining": share}).one()
    return tag_of(served if head is None else head, max(tag or 0 for tag in own))
