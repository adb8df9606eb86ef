"""What a case has in common with other cases, and which contradicted proof it no longer brings.

Judgement 5: the same item of categories 2, 4, 6, 8, 9, or the same number, under two borrowers is
for a person; under one borrower it is told, unless two lenders claim one loan; a loan filed again
is linked. A resubmission without the very proof that was contradicted before is for a person; with
it, it is judged anew. None of this moves an item's result.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from verify.codes.table import finding
from verify.findings import Finding
from verify.memory import (
    NUMBERS,
    Contradiction,
    Filing,
    IndexKey,
    KeyKind,
    Match,
    Recall,
    Remembered,
    Sighting,
    borrower_of,
    digest_key,
    short,
)
from verify.model import CaseLine, Evidence

__all__ = ["case_findings", "case_sighting", "document_findings"]

_CARRIERS = {**{row.kind: row.category for row in NUMBERS}, KeyKind.LOAN: 6}
"""Category of the item that findings of a case's own key are told of: the contract for a loan."""
_OF_THE_DEBT = frozenset({6, 8, 9})
_TOLD = 3


class _Told(NamedTuple):
    """One finding before its places are gathered."""

    code: str
    item: str
    place: str
    expected: str | None = None


def case_sighting(line: CaseLine, filing: Filing) -> Sighting:
    """Return a case as others see it."""
    return Sighting(
        filing.package_id,
        filing.package_digest,
        filing.lender,
        borrower_of(line.elements),
        short(line.loan["contract_no"]),
        short(line.loan["loan_no"]),
        line.case_key,
    )


def case_findings(
    line: CaseLine, recall: Recall, proofs: Iterable[IndexKey], filing: Filing
) -> Mapping[str, tuple[Finding, ...]]:
    """Return what is found of each item of a case.

    Args:
        line: the case.
        recall: what its keys stand in beside it.
        proofs: keys of the octets of every proof that it brings.
        filing: the package.
    """
    own = case_sighting(line, filing)
    matches = [_matched(match, own, line.evidence) for match in recall.matches]
    known = _known(line.evidence, proofs)
    lost = [_lost(one, line.evidence) for one in recall.contradictions if _is_lost(one, known)]
    return _gathered([*[one for one in matches if one is not None], *lost])


def document_findings(
    evidence: Evidence, recall: Recall, proofs: Iterable[IndexKey]
) -> tuple[Finding, ...]:
    """Return what is found of a shared document: it may stand anywhere, but it is remembered."""
    known = _known([evidence], proofs)
    lost = [_lost(one, [evidence]) for one in recall.contradictions if _is_lost(one, known)]
    return _gathered(lost).get(evidence.id, ())


def _matched(match: Match, own: Sighting, evidence: Iterable[Evidence]) -> _Told | None:
    item = match.item or _carrier(match.key.kind, evidence)
    if item is None:
        return None
    return _Told(_reuse(match, own), item, _place(match.sighting))


def _reuse(match: Match, own: Sighting) -> str:
    """Return the code of a key that stands elsewhere too; whom it cannot tell is another person."""
    kind, there = match.key.kind, match.sighting
    if not own.borrower or own.borrower != there.borrower:
        of_item = kind in {KeyKind.DIGEST, KeyKind.DEPOSIT}
        return "memory.item_of_other_borrower" if of_item else "memory.number_of_other_loan"
    if own.lender != there.lender:
        of_debt = kind is KeyKind.VOUCHER or there.category in _OF_THE_DEBT
        return "memory.loan_of_other_lender" if of_debt else "memory.same_borrower"
    same = (own.contract_no, own.loan_no) == (there.contract_no, there.loan_no)
    return "memory.refiled" if same else "memory.same_borrower"


def _known(evidence: Iterable[Evidence], proofs: Iterable[IndexKey]) -> set[IndexKey]:
    """Return what a case brings: the octets of its proofs, and the digests it declares."""
    declared = [digest_key(name, value) for e in evidence for name, value in e.digests.items()]
    return {*proofs, *declared}


def _is_lost(one: Remembered, known: set[IndexKey]) -> bool:
    """Whether what was contradicted is not here to be judged anew.

    A file that was damaged is cured by the octets of the very digest that was declared of it.
    """
    return one.contradiction.subject not in known


def _lost(one: Remembered, evidence: Iterable[Evidence]) -> _Told:
    rows = list(evidence)
    ids = {row.id for row in rows}
    was = one.contradiction
    named = one.item or (was.item if was.item in ids else _carrier(KeyKind.LOAN, rows))
    place = f"{was.package_id}/{was.case_key}/{was.proof or was.item} {was.code}"
    return _Told("memory.contradicted_proof_replaced", named or "", place, _expected(was))


def _expected(was: Contradiction) -> str:
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
        shown = "; ".join([*list(where)[:_TOLD], *(["…"] if len(where) > _TOLD else [])])
        row = finding(code, item, observed=shown, expected=expected)
        found[item] = (*found.get(item, ()), row)
    return found
