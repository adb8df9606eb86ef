"""Cases of an element list: rows put together and checked, every fault led back to its cell."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from anchors.limits import LIMITS
from ingest.adapters.elements.computed import compute_elements
from ingest.adapters.elements.faults import FaultList, SheetFault
from ingest.adapters.elements.layout import BATCH_FIELDS, CONTRACT, LOAN, NOTE, PATHS
from ingest.adapters.elements.rows import Row, RowReader
from ingest.adapters.elements.tables import Entered, LoanKey, RowSheet
from ingest.package.write import canonical_json
from verify.findings import Finding
from verify.rules.elements.decode import decode_elements
from verify.rules.elements.field import Sheet
from verify.rules.elements.table import ELEMENTS, TEMPLATE_VERSION

__all__ = ["CaseDraft", "CaseIndex", "check_cases", "index_cases", "read_drafts"]

_CASES = Sheet.CASE.value
_NO_ELEMENTS = frozenset({NOTE, PATHS})
_MISSING = frozenset({"element.missing", "element.missing_here"})


class CaseDraft(NamedTuple):
    """One case before it has evidence."""

    number: int
    """Its row on the sheet of cases."""
    contract: str
    loan: str
    """The loan's number; the contract's where it has none of its own."""
    elements: dict[str, object]


class _Drawn(NamedTuple):
    """A draft with the rows that it was put together from."""

    draft: CaseDraft
    row: Row
    rows: dict[str, list[Row]]
    """Rows of each list as entered, in the order of the list."""


@dataclass(slots=True)
class CaseIndex:
    """Which loans there are, before any of them is put together."""

    loans: dict[str, set[str]] = field(default_factory=dict)
    """Loans by contract; one without a number has that of its contract."""
    cases: int = 0

    def keys(self, contract: str, loan: str) -> tuple[LoanKey, ...]:
        """Return the keys under which rows of other sheets name this loan.

        A row without a loan's number is that of the only loan; of several it is nobody's.
        """
        own = LoanKey(contract, loan or contract)
        if len(self.loans.get(contract, ())) == 1:
            return own, LoanKey(contract, "")
        return (own,)


def index_cases(entered: Entered, faults: FaultList) -> CaseIndex:
    """Return which loans there are; a loan that stands twice and rows of no loan go to `faults`."""
    index = CaseIndex()
    reader, rows = entered.case_rows(FaultList(0))
    for row in rows:
        index.cases += 1
        if index.cases > LIMITS.package_cases:
            return index
        contract = row.values.get(CONTRACT, "")
        if not contract:
            continue
        loan = row.values.get(LOAN) or contract
        loans = index.loans.setdefault(contract, set())
        if loan in loans and reader is not None:
            where = f"{reader.letters[CONTRACT]}{row.number}"
            faults.add(SheetFault(_CASES, where, "sheet.case_twice", contract))
        loans.add(loan)
    if reader is not None and not index.cases:
        faults.add(SheetFault(_CASES, "", "sheet.no_cases"))
    known = {
        key for contract, loans in index.loans.items()
        for loan in loans for key in index.keys(contract, loan)
    }  # fmt: skip
    for sheet in entered.sheets.values():
        _check_orphans(sheet, index, known, faults)
    return index


def _check_orphans(
    sheet: RowSheet, index: CaseIndex, known: set[LoanKey], faults: FaultList
) -> None:
    """Tell rows whose contract and loan number no case has."""
    for key in sheet.places:
        if key in known:
            continue
        ambiguous = not key.loan and key.contract in index.loans
        code = "sheet.row_ambiguous" if ambiguous else "sheet.row_orphan"
        for row in sheet.rows((key,)):
            where = f"{sheet.reader.letters[CONTRACT]}{row.number}"
            observed = "、".join(part for part in key if part)
            faults.add(SheetFault(sheet.layout.name, where, code, observed))


def check_cases(entered: Entered, index: CaseIndex, faults: FaultList, spool: Path) -> None:
    """Put every case together once: what is wrong with it is told, the draft goes to `spool`."""
    reader, rows = entered.case_rows(faults)
    drawn_loans: set[LoanKey] = set()
    with spool.open("wb") as file:
        for row in rows:
            loan = _loan_of(row)
            if loan in drawn_loans and loan.contract:
                # It was told that it stands twice; its rows are those of the first.
                continue
            drawn_loans.add(loan)
            drawn = _draw(entered, index, row)
            file.write(canonical_json(drawn.draft) + b"\n")
            for finding in decode_elements(drawn.draft.elements).faults:
                fault = _located(finding, drawn, entered, reader)
                if fault is not None:
                    faults.add(fault)


def read_drafts(spool: Path) -> Iterator[CaseDraft]:
    """Yield the drafts that `check_cases` made, in the order of their rows."""
    with spool.open("rb") as file:
        for line in file:
            yield CaseDraft(*json.loads(line))


def _loan_of(row: Row) -> LoanKey:
    contract = row.values.get(CONTRACT, "")
    return LoanKey(contract, row.values.get(LOAN) or contract)


def _draw(entered: Entered, index: CaseIndex, row: Row) -> _Drawn:
    contract, loan = _loan_of(row)
    keys = index.keys(contract, loan)
    rows = {name: sheet.rows(keys) for name, sheet in entered.sheets.items()}
    elements: dict[str, object] = {
        **entered.batch.values,
        **{key: value for key, value in row.values.items() if key not in _NO_ELEMENTS},
        **{name: [_bare(one) for one in found] for name, found in rows.items()},
        "a_template_version": TEMPLATE_VERSION,
        "a_row_no": str(row.number),
    }
    if row.extra:
        elements["x_columns"] = [{"column": name, "value": text} for name, text in row.extra]
    elements |= compute_elements(elements)
    draft = CaseDraft(row.number, contract, loan, elements)
    return _Drawn(draft, row, rows)


def _bare(row: Row) -> dict[str, str]:
    """Return a row of a list: what it says but the keys that led it here."""
    skipped = {CONTRACT, LOAN, NOTE}
    return {key: value for key, value in row.values.items() if key not in skipped}


def _located(
    finding: Finding, drawn: _Drawn, entered: Entered, reader: RowReader | None
) -> SheetFault | None:
    """Return a fault of an element at its cell; None where that cell's own fault was told."""
    key, _, rest = finding.subject.partition("/")
    one = ELEMENTS.get(key)
    if one is None or reader is None:
        return None
    if key in BATCH_FIELDS:
        batch = entered.batch
        if key in batch.faulty or not batch.present:
            return None
        return _fault(finding, Sheet.BATCH, batch.cells.get(key, ""), one.zh)
    if one.rows:
        return _row_fault(finding, key, rest, drawn, entered)
    missing = finding.code in _MISSING
    if key in drawn.row.faulty or (missing and key in reader.absent):
        return None
    if one.sheet is Sheet.COMPUTED and missing:
        return None
    letter = reader.letters.get(key, reader.letters.get(CONTRACT, ""))
    return _fault(finding, _CASES, f"{letter}{drawn.row.number}", one.zh)


def _row_fault(
    finding: Finding, key: str, rest: str, drawn: _Drawn, entered: Entered
) -> SheetFault | None:
    """Return a fault of a list, a row or a cell of a row, where its sheet has it."""
    sheet = entered.sheets.get(key)
    if sheet is None:
        return None
    place, _, name = rest.partition("/")
    rows = drawn.rows[key]
    if not place.isdecimal() or not 1 <= int(place) <= len(rows):
        label = f"{sheet.layout.name}：{drawn.draft.contract}"
        return _fault(finding, _CASES, str(drawn.row.number), label)
    row = rows[int(place) - 1]
    missing = finding.code in _MISSING
    if name in row.faulty or (missing and name in sheet.reader.absent):
        return None
    labels = {c.key: c.label for c in sheet.layout.columns}
    where = f"{sheet.reader.letters.get(name, '')}{row.number}"
    return _fault(finding, sheet.layout.name, where, labels.get(name, ""))


def _fault(finding: Finding, sheet: str, cell: str, label: str) -> SheetFault:
    return SheetFault(sheet, cell, finding.code, finding.observed, finding.expected, label)
