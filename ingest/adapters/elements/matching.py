"""Which attachment belongs to which case; what is missing, left over, or used twice is told."""

from collections.abc import Mapping
from typing import NamedTuple

from anchors.limits import LIMITS
from ingest.adapters.elements.attachments import Attachment, Attachments, split_paths
from ingest.adapters.elements.cases import CaseIndex
from ingest.adapters.elements.faults import FaultList, SheetFault, file_fault
from ingest.adapters.elements.layout import CONTRACT, LOAN, PATHS
from ingest.adapters.elements.rows import Row, RowReader
from ingest.adapters.elements.tables import Entered
from verify.rules.elements.field import Sheet

__all__ = ["Matched", "match_attachments"]

_CASES = Sheet.CASE.value
_PERSONAL = frozenset({2, 4})
"""Categories that identify one borrower, and can be common to no two (judgement 5)."""


class Matched(NamedTuple):
    """Attachments by whom they belong to."""

    cases: Mapping[int, list[Attachment]]
    """By the row of the case."""
    shared: list[Attachment]


def match_attachments(
    entered: Entered,
    index: CaseIndex,
    attachments: Attachments | None,
    required: Mapping[int, str],
    faults: FaultList,
) -> Matched:
    """Find every case's attachments.

    Args:
        entered: the element list.
        index: its loans.
        attachments: the files; None where none were sent.
        required: categories that are called for, and when (`always`, `agent`).
        faults: where it is told what is missing, left over or wrong.
    """
    shared = _shared(attachments, faults)
    everything = attachments.shared() if attachments is not None else []
    used: dict[str, str] = {one.path: "" for one in everything}
    common = {one.category for one in shared}
    agent = "c_name" in entered.batch.values
    called = {n for n, when in required.items() if when == "always" or (agent and when == "agent")}
    found: dict[int, list[Attachment]] = {}
    reader, rows = entered.case_rows(FaultList(0))
    for row in rows:
        if reader is None or not row.values.get(CONTRACT):
            continue
        own = _of_case(row, reader, index, attachments, used, faults)
        _check_use(row, own, used, faults)
        found[row.number] = own
        missing = called - common - {one.category for one in own}
        if missing:
            observed = "、".join(f"{number:02}" for number in sorted(missing))
            where = f"{reader.letters[CONTRACT]}{row.number}"
            label = row.values[CONTRACT]
            faults.add(SheetFault(_CASES, where, "sheet.attachment_missing", observed, None, label))
    for one in attachments or ():
        if one.path not in used:
            faults.add(file_fault("sheet.attachment_extra", one.path))
    return Matched(found, shared)


def _shared(attachments: Attachments | None, faults: FaultList) -> list[Attachment]:
    found = []
    for one in attachments.shared() if attachments is not None else ():
        if one.category is None:
            faults.add(file_fault("sheet.attachment_category", one.path))
        elif one.category in _PERSONAL:
            faults.add(file_fault("sheet.shared_category", one.path))
        else:
            found.append(one)
    if len(found) > LIMITS.case_shared:
        observed, most = str(len(found)), str(LIMITS.case_shared)
        faults.add(file_fault("sheet.attachments_too_many", "共用", observed, most))
    return found


def _of_case(
    row: Row,
    reader: RowReader,
    index: CaseIndex,
    attachments: Attachments | None,
    used: dict[str, str],
    faults: FaultList,
) -> list[Attachment]:
    """Return one case's files: those of its folder, and those that its column names."""
    contract = row.values[CONTRACT]
    loan = row.values.get(LOAN) or contract
    found: dict[str, Attachment] = {}
    if attachments is not None:
        own = attachments.of_loan(contract, loan, index.loans.get(contract, set()))
        found = {one.path: one for one in own}
    where = f"{reader.letters.get(PATHS, '')}{row.number}"
    for path in split_paths(row.values.get(PATHS, "")):
        named = attachments.at(path) if attachments is not None else []
        if not named:
            fault = SheetFault(_CASES, where, "sheet.path_unresolved", path, None, "附件路径")
            faults.add(fault)
        found |= {one.path: one for one in named}
    for one in found.values():
        if one.category is None:
            used.setdefault(one.path, contract)
            faults.add(file_fault("sheet.attachment_category", one.path))
    if len(found) > LIMITS.case_evidence:
        observed, most = str(len(found)), str(LIMITS.case_evidence)
        faults.add(file_fault("sheet.attachments_too_many", contract, observed, most))
    ordered = [one for one in found.values() if one.category is not None]
    return sorted(ordered, key=lambda one: (one.category or 0, one.path))


def _check_use(row: Row, own: list[Attachment], used: dict[str, str], faults: FaultList) -> None:
    """Tell a file that another case has too: loans of one contract may, other contracts may not."""
    contract = row.values[CONTRACT]
    for one in own:
        first = used.get(one.path)
        if first is None:
            used[one.path] = contract
            continue
        code = "sheet.attachment_twice" if first in {"", contract} else "sheet.attachment_conflict"
        faults.add(file_fault(code, one.path, f"{first or '共用'}、{contract}"))
