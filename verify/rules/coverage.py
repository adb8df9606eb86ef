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
from types import MappingProxyType
from typing import NamedTuple

from anchors.limits import LIMITS
from verify.checks.depositword import DepositWord
from verify.findings import CheckStatus
from verify.items import ItemResult
from verify.judging import ItemOutcome
from verify.model import PackageHead, ProofKind
from verify.outcomes import ProofOutcome
from verify.path.window import Window, moved
from verify.policy import Policy
from verify.rules.elements.rows import ElementList
from verify.rules.events import CONTRACT, DISBURSEMENT, EVENTS, Event, events_of
from verify.rules.matrix import Cell, Coverage, CoverageState, EventRow, Technique
from verify.rules.registry import Registry
from verify.rules.vouchers import match_disbursements

__all__ = ["Cell", "Coverage", "CoverageState", "EventRow", "Technique", "cover"]


IN_TIME, PLATFORM_TIME, LATE = (
    CoverageState.IN_TIME, CoverageState.PLATFORM_TIME, CoverageState.LATE,
)  # fmt: skip
BEFORE_EVENT, NOT_COUNTED = CoverageState.BEFORE_EVENT, CoverageState.NOT_COUNTED
_BEST = (IN_TIME, PLATFORM_TIME, LATE, BEFORE_EVENT)
"""A row is what its best cell is."""
_RANK = {state: rank for rank, state in enumerate((*_BEST, NOT_COUNTED))}

_TECHNIQUES: Mapping[ProofKind, Technique] = MappingProxyType({
    ProofKind.SIGNATURE: Technique.SIGNATURE,
    ProofKind.TIMESTAMP: Technique.TIMESTAMP,
    ProofKind.RECEIPT: Technique.DIGEST,
    ProofKind.ANCHOR: Technique.CHAIN,
})  # fmt: skip


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
    """Return the items of each kind of event by id.

    Where no contract is labelled as what the signing consists in, every contract sent is.
    """
    found: dict[str, dict[str, ItemOutcome]] = {kind: {} for kind in EVENTS}
    contracts = []
    for one in items:
        if one.evidence.event in found:
            found[one.evidence.event][one.evidence.id] = one
        if one.evidence.category == _OWN[CONTRACT]:
            contracts.append(one)
    if all(one.evidence.event != CONTRACT for one in contracts):
        found[CONTRACT].update({one.evidence.id: one for one in contracts})
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
    {"identity": 4, CONTRACT: 6, DISBURSEMENT: 8, "repayment": 9}
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
