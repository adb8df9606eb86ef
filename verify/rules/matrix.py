"""The rows and cells of the coverage matrix, and what is said of each (judgement 5; Art. 5 (2))."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from verify.canonical import rfc3339
from verify.rules.events import Event

__all__ = ["Cell", "Coverage", "CoverageState", "EventRow", "Technique"]


class Technique(StrEnum):
    """What Article 5 (2) names, and the court's own receipt beside it."""

    SIGNATURE = "signature"
    TIMESTAMP = "timestamp"
    DIGEST = "digest"
    """The digest in a platform's receipt, signed with its registered key."""
    CHAIN = "chain"
    PLATFORM = "platform"
    """The time of the deposit, by the platform's word."""
    RECEIVED = "received"
    """No proof: the original was here when the court received it."""


class CoverageState(StrEnum):
    """State of a row, and of a cell."""

    IN_TIME = "IN_TIME"
    PLATFORM_TIME = "PLATFORM_TIME"
    LATE = "LATE"
    BEFORE_EVENT = "BEFORE_EVENT"
    UNCOVERED = "UNCOVERED"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    NOT_COUNTED = "NOT_COUNTED"
    """Of a cell alone: it is there and fills nothing."""


IN_TIME, PLATFORM_TIME, LATE = (
    CoverageState.IN_TIME, CoverageState.PLATFORM_TIME, CoverageState.LATE,
)  # fmt: skip
BEFORE_EVENT = CoverageState.BEFORE_EVENT

_WORDS: Mapping[CoverageState, tuple[str, str]] = MappingProxyType({
    IN_TIME: ("在允许间隔内有证明", "proved within the lag allowed"),
    PLATFORM_TIME: ("存证时间由平台证明", "the time of deposit is the platform's word"),
    LATE: ("事后存证", "deposited after the event"),
    BEFORE_EVENT: ("可证明的时间早于所称事件", "what is proved lies before the event"),
    CoverageState.UNCOVERED: ("没有在允许间隔内的证明", "not proved within the lag allowed"),
    CoverageState.NOT_APPLICABLE: ("不适用（没有还款）", "not applicable: nothing was paid back"),
})  # fmt: skip
_RECEIVED = ("未存证，仅证明本院收到时已存在", "not deposited; here when the court received it")
_ORIGINAL = ("以该环节的原件为准", "as its own originals are")
_SENDER = ("所属环节：提交人自述", "which event it is of: the sender's word")
_PLATFORM = ("所属环节：存证平台签名字段载明", "which event it is of: a field the platform signed")


class Cell(NamedTuple):
    """One proof of one item, beside one event."""

    technique: Technique
    item: str
    proof: str | None
    bound: datetime
    """By when the item is proved to have existed; of a platform's cell, what it says."""
    state: CoverageState

    def as_json(self) -> dict[str, object]:
        """Return the cell as a report carries it."""
        return {
            "technique": self.technique.value,
            "item": self.item,
            "proof": self.proof,
            "bound": rfc3339(self.bound),
            "state": self.state.value,
        }


class EventRow(NamedTuple):
    """One event, with everything that covers it."""

    event: Event
    state: CoverageState
    cells: tuple[Cell, ...]
    """Best first; of very many the best are kept."""
    items: tuple[str, ...] = ()
    """Every item that its sender says is of this event."""
    platform_says: bool = False
    """Whether a field that a platform signed says so too."""
    differs: str | None = None
    """An item that the platform says is of another event."""
    sources: int = 0
    """Operators behind the techniques that are in time: those of one count once."""
    decisive: Cell | None = None
    """The cell that makes the row what it is; None where none does."""
    lowered_by: str | None = None
    """An original of the event that holds the row below what its best cell would make it."""

    @property
    def received(self) -> bool:
        """Whether an original without any proof stands here since the court's receipt."""
        return any(one.technique is Technique.RECEIVED for one in self.cells)

    @property
    def words(self) -> tuple[str, str]:
        """What is said of the row, Chinese and English."""
        late_alone = self.state is LATE and self.received
        zh, en = _RECEIVED if late_alone else _WORDS[self.state]
        if not self.items or self.state is CoverageState.NOT_APPLICABLE:
            return zh, en
        said = [(zh, en), _PLATFORM if self.platform_says else _SENDER]
        if self.lowered_by is not None:
            said.insert(1, _ORIGINAL)
        return "；".join([one for one, _ in said]), "; ".join([one for _, one in said])

    def as_json(self) -> dict[str, object]:
        """Return the row as a report carries it."""
        zh, en = self.words
        window = self.event.window
        return {
            "event": self.event.kind,
            "key": self.event.key,
            "label": {"zh": self.event.zh, "en": self.event.en},
            "event_time": None if window is None else {
                "from": rfc3339(window.first), "to": rfc3339(window.last),
            },
            "state": self.state.value,
            "words": {"zh": zh, "en": en},
            "sources": self.sources,
            "cells": [one.as_json() for one in self.cells],
        }  # fmt: skip


class Coverage(NamedTuple):
    """The whole matrix of one case."""

    rows: tuple[EventRow, ...]

    def as_json(self) -> list[dict[str, object]]:
        """Return the matrix as a report carries it."""
        return [row.as_json() for row in self.rows]

    def in_time(self, kind: str) -> bool:
        """Whether every event of a kind is covered in time, so that nothing else lowers it."""
        good = (IN_TIME, PLATFORM_TIME, CoverageState.NOT_APPLICABLE)
        rows = [row.state in good for row in self.rows if row.event.kind == kind]
        return all(rows)
