"""Coverage matrix (judgement 5; Art. 5 (2)): events against techniques.

A cell counts only where its item is CONSISTENT, with its bytes here, and what its proof bounds lies
within the policy's lag of the event. Later is LATE, earlier than the event by more than the
tolerance is for a person. The platform's own word for the time of a deposit fills its own kind of
cell, and proves no time. One digest fills one event, proofs that did not pass fill nothing, and
what the package holds once for all of its cases fills nothing here.

Tighter than judgement 5: a row is no better than any original that the event consists in (the
contract of a contract) and whose bytes are here. What was in time beside it, the process or the
borrower's identity card, only shows the event and does not make up for an original without proof,
with a wrong one, or with a late one; nor does a judge's release, which alters no result.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from anchors.limits import LIMITS
from verify.canonical import rfc3339
from verify.checks.depositword import DepositWord
from verify.findings import CheckStatus
from verify.items import ItemResult
from verify.judging import ItemOutcome
from verify.model import PackageHead, ProofKind
from verify.outcomes import ProofOutcome
from verify.path.window import Window, moved
from verify.policy import Policy
from verify.rules.elements.rows import ElementList
from verify.rules.events import DISBURSEMENT, EVENTS, Event, events_of
from verify.rules.registry import Registry
from verify.rules.vouchers import match_disbursements

__all__ = ["Cell", "Coverage", "CoverageState", "EventRow", "Technique", "cover"]


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
BEFORE_EVENT, NOT_COUNTED = CoverageState.BEFORE_EVENT, CoverageState.NOT_COUNTED
_BEST = (IN_TIME, PLATFORM_TIME, LATE, BEFORE_EVENT)
"""A row is what its best cell is."""
_RANK = {state: rank for rank, state in enumerate((*_BEST, NOT_COUNTED))}

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

_TECHNIQUES: Mapping[ProofKind, Technique] = MappingProxyType({
    ProofKind.SIGNATURE: Technique.SIGNATURE,
    ProofKind.TIMESTAMP: Technique.TIMESTAMP,
    ProofKind.RECEIPT: Technique.DIGEST,
    ProofKind.ANCHOR: Technique.CHAIN,
})  # fmt: skip


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


class _Held(NamedTuple):
    """What the cells of one case are held against."""

    lender: str
    lender_names: frozenset[str]
    platform_names: frozenset[str]
    contract_no: str | None
    manual: bool
    at: datetime
    policy: Policy


def cover(
    items: Iterable[ItemOutcome],
    elements: ElementList,
    head: PackageHead,
    registry: Registry,
    policy: Policy,
    at: datetime,
) -> Coverage:
    """Return which events of a case are covered, by what and when.

    Args:
        items: the case's own evidence, judged.
        elements: its element list.
        head: the package it came in.
        registry: records of its platform and lender.
        policy: lags and tolerances.
        at: the court's receipt.
    """
    platform, lender, applicant = registry.platform, head.lender, head.applicant
    held = _Held(
        lender.uscc,
        frozenset((lender.uscc, lender.name, applicant.uscc, applicant.name)),
        platform.operators if platform is not None else frozenset(),
        elements.text("f_contract_no"),
        head.path == "manual",
        at,
        policy,
    )
    of_kind = _by_kind(items)
    rows = elements.rows("h_disbursements")
    paid = match_disbursements((o.evidence for o in of_kind[DISBURSEMENT].values()), rows)
    claims: dict[str, str] = {}
    found = []
    for event in events_of(elements):
        every = of_kind[event.kind]
        mine = paid.get(event.no, ()) if event.no else every
        found.append(_row(event, _claimed([every[name] for name in mine], event, claims), held))
    return Coverage(tuple(found))


def _by_kind(items: Iterable[ItemOutcome]) -> dict[str, dict[str, ItemOutcome]]:
    """Return the items of each kind of event by id."""
    found: dict[str, dict[str, ItemOutcome]] = {kind: {} for kind in EVENTS}
    for one in items:
        if one.evidence.event in found:
            found[one.evidence.event][one.evidence.id] = one
    return found


def _claimed(
    outcomes: Iterable[ItemOutcome], event: Event, claims: dict[str, str]
) -> list[ItemOutcome]:
    """Return the items whose digest fills this event: the first that has it, and no other."""
    kept = []
    for one in outcomes:
        digest = one.evidence.digests.get("sha256", one.evidence.id)
        if claims.setdefault(digest, event.key) == event.key:
            kept.append(one)
    return kept


def _row(event: Event, outcomes: list[ItemOutcome], held: _Held) -> EventRow:
    if not event.applies:
        return EventRow(event, CoverageState.NOT_APPLICABLE, ())
    names = tuple(sorted([one.evidence.id for one in outcomes]))
    if event.window is None:
        return EventRow(event, CoverageState.UNCOVERED, (), names)
    span = Window(
        moved(event.window.first, -held.policy.tolerances.clock),
        moved(event.window.last, held.policy.lags[event.kind]),
    )
    cells: list[Cell] = []
    makers: list[tuple[frozenset[str], ...]] = []
    for one in outcomes:
        _fill(one, span, held, cells, makers)
    cells.sort(key=_goodness)
    best = cells[0] if cells else None
    decisive, lowered_by = _lowest(best, cells, outcomes, event.kind)
    state = _state_of(decisive)
    said = _said(outcomes)
    return EventRow(
        event,
        CoverageState.UNCOVERED if state is NOT_COUNTED else state,
        tuple(cells[: LIMITS.coverage_cells]),
        names,
        any([_names(word, event, held) for _, word in said]),  # noqa: C419 - faster
        min([name for name, word in said if word.event not in {None, event.kind}], default=None),
        _sources(makers, held) if state is IN_TIME else 0,
        None if state is NOT_COUNTED else decisive,
        lowered_by,
    )


def _said(outcomes: Iterable[ItemOutcome]) -> list[tuple[str, DepositWord]]:
    """Return what platforms say of the items of a row, each in a receipt that passed."""
    return [
        (one.evidence.id, proof.word)
        for one in outcomes
        for proof in one.proofs
        if proof.word is not None and proof.status is CheckStatus.PASSED
    ]


def _names(word: DepositWord, event: Event, held: _Held) -> bool:
    """Whether a platform's signed field names this event, or this contract."""
    same = word.contract_no is not None and word.contract_no == held.contract_no
    return word.event == event.kind or (same and word.event is None)


def _goodness(cell: Cell) -> tuple[int, datetime, str, str, str]:
    """Return what cells are ordered by: the best first, and the same whatever came first."""
    return _RANK[cell.state], cell.bound, cell.technique, cell.item, cell.proof or ""


def _fill(
    outcome: ItemOutcome,
    span: Window,
    held: _Held,
    cells: list[Cell],
    makers: list[tuple[frozenset[str], ...]],
) -> None:
    """Add the cells of one item, and who made those in time."""
    name, result = outcome.evidence.id, outcome.result.result
    if outcome.facts is None:
        return
    if result is ItemResult.UNPROVEN and held.manual:
        cells.append(Cell(Technique.RECEIVED, name, None, held.at, LATE))
    if result is not ItemResult.CONSISTENT:
        return
    shown = not _is_trivial(outcome)
    for proof in outcome.proofs:
        if proof.status is not CheckStatus.PASSED:
            continue
        if proof.binding and (proof.proven_time or proof.kind is not ProofKind.ANCHOR):
            bound = proof.proven_time or held.at
            state = _state(bound, span) if shown else NOT_COUNTED
            cells.append(Cell(_TECHNIQUES[proof.kind], name, proof.id, bound, state))
            if state is IN_TIME:
                makers.append(proof.makers)
        if proof.word is not None and proof.word.deposited_at is not None:
            state = _platform_state(proof, span, held) if shown else NOT_COUNTED
            said = proof.word.deposited_at
            cells.append(Cell(Technique.PLATFORM, name, proof.id, said, state))


def _state(bound: datetime, span: Window) -> CoverageState:
    if bound > span.last:
        return LATE
    return IN_TIME if bound >= span.first else BEFORE_EVENT


def _platform_state(proof: ProofOutcome, span: Window, held: _Held) -> CoverageState:
    """Return what a platform's word for the time of a deposit is worth; it is never LATE."""
    word = proof.word
    if word is None or word.deposited_at is None or not word.registered:
        return NOT_COUNTED
    if held.lender not in word.mandates or not word.operators.isdisjoint(held.lender_names):
        return NOT_COUNTED
    return _BY_PLATFORM[_state(word.deposited_at, span)]


_OWN: Mapping[str, int] = MappingProxyType(
    {"identity": 4, "contract": 6, DISBURSEMENT: 8, "repayment": 9}
)
"""Article 7 category of the originals that an event consists in; others only show it."""


def _lowest(
    best: Cell | None, cells: Iterable[Cell], outcomes: Iterable[ItemOutcome], kind: str
) -> tuple[Cell | None, str | None]:
    """Return the cell that a row rests on, and the original that lowers it there.

    Every original of the event that is here counts by its own best cell; the worst of them wins.
    """
    first: dict[str, Cell] = {}
    for one in cells:
        first.setdefault(one.item, one)
    found, lowered_by = best, None
    for name in _originals(outcomes, kind):
        own = first.get(name)
        if _RANK[_state_of(own)] > _RANK[_state_of(found)]:
            found, lowered_by = own, name
    return found, lowered_by


def _originals(outcomes: Iterable[ItemOutcome], kind: str) -> list[str]:
    """Return the originals of an event whose bytes are here, in order.

    Not a picture of nothing: whether it shows what it should is asked of a person already.
    """
    own = _OWN[kind]
    return sorted([
        one.evidence.id
        for one in outcomes
        if one.evidence.category == own and one.facts is not None and not _is_trivial(one)
    ])  # fmt: skip


def _is_trivial(outcome: ItemOutcome) -> bool:
    return _TRIVIAL in [one.code for one in outcome.findings]


def _state_of(cell: Cell | None) -> CoverageState:
    return NOT_COUNTED if cell is None else cell.state


_TRIVIAL = "coverage.content_trivial"
_BY_PLATFORM = {IN_TIME: PLATFORM_TIME, BEFORE_EVENT: BEFORE_EVENT, LATE: NOT_COUNTED}


def _sources(makers: Iterable[tuple[frozenset[str], ...]], held: _Held) -> int:
    """Return how many operators stand behind the proofs; nobody known is one of its own."""
    found: set[frozenset[str]] = set()
    for names in {one for made in makers for one in made or (frozenset[str](),)}:
        known = (held.platform_names, held.lender_names)
        found.add(next((one for one in known if not one.isdisjoint(names)), names))
    return len(found)
