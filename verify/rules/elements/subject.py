"""What the subject of a fault names: a field, a row, or a cell of a list, in words people read."""

from typing import NamedTuple

from verify.rules.elements.field import Field
from verify.rules.elements.table import ELEMENTS

__all__ = ["Place", "place_of"]


class Place(NamedTuple):
    """A place of the element list."""

    field: Field
    """The field; of a whole row, that of its list."""
    zh: str
    """`还款流水第 3 行：还款金额`."""
    en: str


def place_of(subject: str) -> Place | None:
    """Return what `key`, `i_ledger/3` or `i_ledger/3/amount` names; None for anything else."""
    key, *rest = subject.split("/")
    field = ELEMENTS.get(key)
    if field is None or not rest:
        return None if field is None else Place(field, field.zh, field.en)
    zh, en = f"{field.zh}第 {rest[0]} 行", f"{field.en}, row {rest[0]}"
    if len(rest) == 1:
        return Place(field, zh, en)
    cells = {one.key: one for one in field.rows}
    cell = cells.get(rest[1])
    return None if cell is None else Place(cell, f"{zh}：{cell.zh}", f"{en}: {cell.en}")
