"""What is wrong with one cell, row or list, as a finding.

What was stated is shown as far as a person needs it to find the cell: short, and personal data
masked, for findings go into reports, notices and logs.
"""

from collections.abc import Mapping
from types import MappingProxyType

from anchors.limits import LIMITS
from verify.codes.table import finding
from verify.findings import Finding
from verify.rules.elements.cells import absent
from verify.rules.elements.field import Field, Kind, Need
from verify.rules.elements.masks import mask

__all__ = ["FORM_CODES", "fault_of", "list_fault", "missing", "row_fault", "too_many"]

FORM_CODES: Mapping[Kind, str] = MappingProxyType(
    {kind: f"element.{kind}_form" for kind in Kind} | {Kind.CLAUSE: "element.text_form"}
)
"""The code of a value that has not the form of its kind."""

_SHOWN = 64
"""Characters of a stated value that are shown."""
_LARGEST = 10**15
_EXPECTED: Mapping[Kind, str] = MappingProxyType({
    Kind.MONEY: "1234.50",
    Kind.RATE: "12.00",
    Kind.DAY: "2024-06-08",
    Kind.INSTANT: "2024-06-08T10:01:00+08:00",
    Kind.COUNT: "12",
    Kind.REGION: "440106",
    Kind.CREDIT_CODE: "91440101MA5ABCDE52",
    Kind.PHONE: "020-00000000",
    Kind.MOBILE: "13800000000",
    Kind.EMAIL: "name@mail.example",
})  # fmt: skip


def fault_of(field: Field, subject: str, stated: object) -> Finding:
    """Return the fault of a stated value that has not the form of its field."""
    expected = _EXPECTED.get(field.kind) or "、".join(field.choices) or None
    return finding(
        FORM_CODES[field.kind], subject, observed=_shown(stated, field), expected=expected
    )


def missing(field: Field, subject: str) -> Finding:
    """Return the fault of a field that is called for and has no value."""
    code = "element.missing" if field.need is Need.REQUIRED else "element.missing_here"
    return finding(code, subject)


def list_fault(field: Field, stated: object, most: int) -> Finding:
    """Return the fault of a list that is absent, is no list, or is too long."""
    if absent(stated):
        return missing(field, field.key)
    observed = str(len(stated)) if isinstance(stated, list) else _shown(stated, field)
    return finding(FORM_CODES[Kind.ROWS], field.key, observed=observed, expected=f"≤ {most}")


def row_fault(subject: str, stated: object) -> Finding:
    """Return the fault of a row that is no object."""
    return finding(FORM_CODES[Kind.ROWS], subject, observed=_shown(stated), expected="{…}")


def too_many(untold: str) -> Finding:
    """Return that there are more faults than are told, of the list that has the first of them."""
    listed = untold.partition("/")[0]
    return finding("element.more_faults", listed, expected=f"≤ {LIMITS.element_faults}")


def _shown(stated: object, field: Field | None = None) -> str:
    """Return a stated value as a person may see it."""
    if isinstance(stated, str):
        text = stated if field is None or field.personal is None else mask(field, stated)
        short = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
        return "".join(
            char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in short
        )
    if isinstance(stated, bool):
        return str(stated).lower()
    if isinstance(stated, int) and abs(stated) < _LARGEST and (field is None or not field.personal):
        return str(stated)
    return _JSON.get(type(stated), "…")


_JSON: Mapping[type, str] = MappingProxyType({list: "[…]", dict: "{…}", int: "0…9", float: "0.0"})
"""What stands for a value that is not shown."""
