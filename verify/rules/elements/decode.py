"""From the elements of a case line, as JSON holds them, to values and what is wrong with them.

Nothing here raises on what JSON can hold. A value of the wrong form reads as None and is a fault;
keys that the court's list does not know are kept silently. It runs once a case: what is in order is
read by one table look-up and one reader a cell, and only what is not in order is looked at again.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from anchors.limits import LIMITS
from verify.findings import Finding
from verify.instants import BEIJING
from verify.rules.elements.cells import Cell, Reader, absent, reader_of
from verify.rules.elements.faults import fault_of, list_fault, missing, row_fault, too_many
from verify.rules.elements.field import Field, Kind, Need, When
from verify.rules.elements.identity import read_identity_number
from verify.rules.elements.relations import relations
from verify.rules.elements.rows import ElementList, ElementRow
from verify.rules.elements.table import ELEMENTS

__all__ = ["MOST_ROWS", "ElementList", "ElementRow", "decode_elements"]

MOST_ROWS: Mapping[str, int] = {
    "h_disbursements": LIMITS.element_disbursements,
    "i_schedule": LIMITS.element_instalments,
    "i_ledger": LIMITS.element_repayments,
    "l_records": LIMITS.element_collections,
}
"""Rows of each list that are read; a longer list is a fault and has none."""


class _Plan:
    """How the cells of one row are read, drawn from its fields once."""

    __slots__ = ("fields", "readers", "required", "when")

    def __init__(self, fields: Mapping[str, Field]) -> None:
        self.fields = fields
        single = {key: field for key, field in fields.items() if field.kind is not Kind.ROWS}
        self.readers: dict[str, Reader] = {key: reader_of(one) for key, one in single.items()}
        self.required = frozenset(
            key for key, f in single.items() if f.need is Need.REQUIRED and f.when is None
        )
        self.when: tuple[tuple[str, When], ...] = tuple(
            (key, f.when)
            for key, f in single.items()
            if f.when is not None and f.need is not Need.OPTIONAL
        )

    def read(self, stated: Mapping[str, object]) -> tuple[dict[str, Cell], list[str]]:
        """Return the values, and the keys whose value could not be read or is absent."""
        readers = self.readers
        cells: dict[str, Cell] = {}
        odd: list[str] = []
        for key, value in stated.items():
            reader = readers.get(key)
            if reader is not None:
                cell = reader[value] if type(value) is str else None
                if cell is None:
                    odd.append(key)
                else:
                    cells[key] = cell
        return cells, odd


_CASE = _Plan(ELEMENTS)
_LISTS = tuple(
    (field, _Plan({row.key: row for row in field.rows}))
    for field in ELEMENTS.values()
    if field.kind is Kind.ROWS
)
_ORDER = {key: place for place, key in enumerate(ELEMENTS)}


def decode_elements(elements: Mapping[str, object]) -> ElementList:
    """Return the element list of a case line, with everything that is wrong with it."""
    cells, odd = _CASE.read(elements)
    _read_number(cells, odd)
    faults = list(_faults(_CASE, elements, cells, odd, ""))
    inner: list[Finding] = []
    lists: dict[str, tuple[ElementRow, ...]] = {}
    for field, plan in _LISTS:
        stated = elements.get(field.key)
        if type(stated) is list and len(stated) <= MOST_ROWS[field.key]:
            lists[field.key] = tuple(_rows(field, plan, stated, inner))
        else:
            faults.append(list_fault(field, stated, MOST_ROWS[field.key]))
    faults += relations(ElementRow(elements, cells), lists)
    return ElementList(elements, cells, lists, _told([*faults, *inner]))


def _read_number(cells: dict[str, Cell], odd: list[str]) -> None:
    """Read the number of the borrower's document: nobody signs before being born."""
    kind, number, signed = (cells.get(key) for key in ("d_id_type", "d_id_no", "f_signed_at"))
    if isinstance(kind, str) and isinstance(number, str):
        day = signed.astimezone(BEIJING).date() if isinstance(signed, datetime) else None
        read = read_identity_number(kind, number, not_after=day)
        if read is None:
            del cells["d_id_no"]
            odd.append("d_id_no")
        else:
            cells["d_id_no"] = read.text


def _rows(
    field: Field, plan: _Plan, stated: list[object], faults: list[Finding]
) -> Iterator[ElementRow]:
    for number, row in enumerate(stated, 1):
        if type(row) is dict or isinstance(row, Mapping):
            cells, odd = plan.read(row)
            if (odd or not plan.required <= cells.keys()) and len(faults) <= LIMITS.element_faults:
                faults += _faults(plan, row, cells, odd, f"{field.key}/{number}/")
            yield ElementRow(row, cells)
        else:
            # An empty row in its place: the number of every later row is that of the sender.
            faults.append(row_fault(f"{field.key}/{number}", row))
            yield ElementRow({}, {})


def _faults(
    plan: _Plan, stated: Mapping[str, object], cells: Mapping[str, Cell], odd: list[str], path: str
) -> Iterator[Finding]:
    # In the order of the list, whatever a set of keys comes out as: reports are the same bytes.
    malformed = {key for key in odd if not absent(stated[key])}
    lacking = plan.required - cells.keys() - malformed
    for key, field in plan.fields.items():
        if key in malformed:
            yield fault_of(field, f"{path}{key}", stated[key])
        elif key in lacking:
            yield missing(field, f"{path}{key}")
    for key, when in plan.when:
        if key not in cells and key not in malformed and when.holds(cells.get(when.key)):
            yield missing(plan.fields[key], f"{path}{key}")


def _told(faults: list[Finding]) -> tuple[Finding, ...]:
    """Return the faults in the order of the court's list, as many as are told.

    They come with those of cells in lists last: a list that is wrong throughout hides nothing else.
    """
    most = LIMITS.element_faults
    told = sorted(faults[:most], key=_place)
    return tuple(told) if len(told) == len(faults) else (*told, too_many(faults[most].subject))


def _place(fault: Finding) -> int:
    return _ORDER[fault.subject.partition("/")[0]]
