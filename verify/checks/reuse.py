"""What a case has in common with other cases, and which contradicted proof it no longer brings.

Judgement 5: the same item of categories 2, 4, 6, 8, 9, or the same number, under two borrowers is
for a person; under one borrower it is told, unless two lenders claim one loan; a loan filed again
is linked. A resubmission without the very proof that was contradicted before is for a person; with
it, over the same item and read in the same way, it is judged anew. None of this moves an item's
result. Of other lenders nothing is told but that they are there.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from verify.codes.table import finding
from verify.findings import Finding
from verify.memory import (
    NUMBERS,
    Brought,
    BroughtProof,
    Contradiction,
    Filing,
    KeyKind,
    Match,
    Recall,
    Remembered,
    Sighting,
    borrower_of,
    number,
)
from verify.model import CaseLine, Evidence

__all__ = ["case_findings", "case_sighting", "document_findings"]

_CARRIERS = {**{row.kind: row.category for row in NUMBERS}, KeyKind.LOAN: 6}
"""Category of the item that findings of a case's own key are told of: the contract for a loan."""
_OF_THE_DEBT = frozenset({6, 8, 9})
_OF_PAYMENT = frozenset({8, 9})
"""Voucher and account: of one loan, where contract and identity check may serve several."""
_OF_ITEM = frozenset({KeyKind.DIGEST, KeyKind.DEPOSIT})
_TOLD = 3


class _Told(NamedTuple):
    """One finding before its places are gathered."""

    code: str
    item: str
    place: str
    """Empty where it is another lender's."""
    expected: str | None = None


def case_sighting(line: CaseLine, filing: Filing) -> Sighting:
    """Return a case as others see it."""
    return Sighting(
        filing.package_id,
        filing.package_digest,
        filing.lender,
        borrower_of(line.elements),
        number(line.loan["contract_no"]),
        number(line.loan["loan_no"]),
        line.case_key,
    )


def case_findings(
    line: CaseLine, recall: Recall, here: Brought, filing: Filing
) -> Mapping[str, tuple[Finding, ...]]:
    """Return what is found of each item of a case.

    Args:
        line: the case.
        recall: what its keys stand in beside it.
        here: what it brings.
        filing: the package.
    """
    own = case_sighting(line, filing)
    matches = [_matched(match, own, line.evidence) for match in recall.matches]
    lost = [_lost(one, line.evidence) for one in recall.contradictions if _is_lost(one, here)]
    return _gathered([*[one for one in matches if one is not None], *lost])


def document_findings(evidence: Evidence, recall: Recall, here: Brought) -> tuple[Finding, ...]:
    """Return what is found of a shared document: it may stand anywhere, but it is remembered."""
    lost = [_lost(one, [evidence]) for one in recall.contradictions if _is_lost(one, here)]
    return _gathered(lost).get(evidence.id, ())


def _matched(match: Match, own: Sighting, evidence: Sequence[Evidence]) -> _Told | None:
    item = match.item or _carrier(match.key.kind, evidence)
    if item is None:
        return None
    category = next((row.category for row in evidence if row.id == match.item), 0)
    return _Told(_reuse(match, own, category), item, _place(match.sighting))


def _reuse(match: Match, own: Sighting, category: int) -> str:
    """Return the code of a key that stands elsewhere too.

    Two borrowers are held; a case that names nobody is no second borrower, and cannot be admitted
    before it names one. `category` is that of the item here.
    """
    kind, there = match.key.kind, match.sighting
    loan = (own.lender, own.contract_no, own.loan_no)
    same = loan == (there.lender, there.contract_no, there.loan_no)
    if not (own.borrower and there.borrower):
        return "memory.refiled" if same else "memory.borrower_unnamed"
    if own.borrower != there.borrower:
        held = "item_of_other_borrower" if kind in _OF_ITEM else "number_of_other_loan"
        return f"memory.{held}"
    if own.lender != there.lender:
        of_debt = kind is KeyKind.VOUCHER or there.category in _OF_THE_DEBT
        return "memory.loan_of_other_lender" if of_debt else "memory.same_borrower"
    if same:
        return "memory.refiled"
    of_item = kind in _OF_ITEM and not _OF_PAYMENT.isdisjoint({category, there.category})
    paid = kind is KeyKind.VOUCHER or of_item
    return "memory.payment_of_two_loans" if paid else "memory.same_borrower"


def _is_lost(one: Remembered, here: Brought) -> bool:
    """Whether what was contradicted is not here to be judged anew.

    A file that was damaged is cured by the octets of the very digest that was declared of it.
    """
    was = one.contradiction
    if not was.of_proof:
        return was.subject not in here.contents
    places = {one.item, was.item} - {""}
    return not any(BroughtProof(at, was.manner, was.subject) in here.proofs for at in places)


def _lost(one: Remembered, evidence: Iterable[Evidence]) -> _Told:
    rows = list(evidence)
    ids = {row.id for row in rows}
    was = one.contradiction
    named = one.item or (was.item if was.item in ids else _carrier(KeyKind.LOAN, rows))
    place = f"{was.package_id}/{was.case_key}/{was.proof or was.item} {was.code}"
    if not was.code:
        place = f"{was.package_id}/{was.case_key} …"
    return _Told("memory.contradicted_proof_replaced", named or "", place, _expected(was))


def _expected(was: Contradiction) -> str | None:
    if not was.code:
        return None
    return f"{was.subject.kind.value} {was.subject.value}"


def _carrier(kind: KeyKind, evidence: Iterable[Evidence]) -> str | None:
    """Return the item that a finding about a case's own key is told of."""
    rows = list(evidence)
    fitting = [row.id for row in rows if row.category == _CARRIERS[kind]]
    return next(iter([*fitting, *[row.id for row in rows]]), None)


def _place(there: Sighting) -> str:
    return "/".join(part for part in (there.package_id, there.case_key, there.item) if part)


def _gathered(told: Iterable[_Told]) -> dict[str, tuple[Finding, ...]]:
    """Return one finding an item and code, with the first places that it is about."""
    places: dict[tuple[str, str, str | None], dict[str, None]] = {}
    for one in told:
        places.setdefault((one.item, one.code, one.expected), {})[one.place] = None
    found: dict[str, tuple[Finding, ...]] = {}
    for (item, code, expected), where in sorted(places.items(), key=lambda row: str(row[0])):
        named = [place for place in where if place]
        shown = "; ".join([*named[:_TOLD], *(["…"] if len(named) > _TOLD else [])])
        row = finding(code, item, observed=shown or None, expected=expected)
        found[item] = (*found.get(item, ()), row)
    return found
