"""The events of a loan that Article 5 (2) wants covered, and when each was (judgement 5).

One row for the identity check, one for the contract, one for each disbursement, and one for
repayment, whose time is the day the account was drawn up (J1); without repayments there is none.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from verify.instants import BEIJING
from verify.path.window import Window, moved
from verify.rules.elements.rows import ElementList

__all__ = ["CONTRACT", "DISBURSEMENT", "EVENTS", "Event", "day_window", "events_of"]

IDENTITY, CONTRACT, DISBURSEMENT, REPAYMENT = EVENTS = (
    "identity", "contract", "disbursement", "repayment",
)  # fmt: skip
"""Kinds of event, in the order in which they happen."""

_DAY = timedelta(days=1)
_FIRST = f"{DISBURSEMENT}/1"


class Event(NamedTuple):
    """One event, as the element list states it."""

    kind: str
    no: int
    """Number of the disbursement, from 1; 0 of every other kind."""
    zh: str
    en: str
    elements: tuple[str, ...]
    """Keys of the elements that say when it was."""
    window: Window | None
    """When it was; None where nothing states it."""
    key: str
    """Names the row: `contract`, `disbursement/2`."""
    applies: bool = True
    """Whether there was such an event."""


@lru_cache(maxsize=4096)
def day_window(day: date | None) -> Window | None:
    """Return the whole of a day of the court's own clock."""
    if day is None:
        return None
    begin = datetime.combine(day, time.min, BEIJING)
    return Window(begin, moved(begin, _DAY))


def _instant(at: datetime | None) -> Window | None:
    return None if at is None else Window(at, at)


def events_of(elements: ElementList) -> Iterator[Event]:
    """Yield every event in order; of a loan without a disbursement stated, one without a time."""
    identified, signed = elements.instant("g_identified_at"), elements.instant("f_signed_at")
    yield Event(
        IDENTITY, 0, "身份认证", "identification", ("g_identified_at",), _instant(identified),
        IDENTITY,
    )  # fmt: skip
    yield Event(CONTRACT, 0, "合同签订", "contract", ("f_signed_at",), _instant(signed), CONTRACT)
    yield from _disbursements(elements)
    yield Event(
        REPAYMENT, 0, "还款", "repayment", ("j_cut_off",), day_window(elements.day("j_cut_off")),
        REPAYMENT, bool(elements.rows("i_ledger")),
    )  # fmt: skip


def _disbursements(elements: ElementList) -> Iterator[Event]:
    rows = elements.rows("h_disbursements")
    if not rows:
        yield Event(DISBURSEMENT, 1, "放款", "disbursement", ("h_disbursements",), None, _FIRST)
    for no, row in enumerate(rows, 1):
        several = f" {no}" if len(rows) > 1 else ""
        keys = (f"h_disbursements/{no}/date",)
        yield Event(
            DISBURSEMENT, no, f"放款{several}", f"disbursement{several}", keys,
            day_window(row.day("date")), f"{DISBURSEMENT}/{no}",
        )  # fmt: skip
