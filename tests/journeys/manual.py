"""A lender's own way in: the court's template filled in by hand, beside a folder of attachments."""

from collections.abc import Mapping
from pathlib import Path
from typing import cast

import openpyxl

from fixtures.cases import ITEMS, SHARED, case_content, make_sender, shared_content
from fixtures.elements import elements
from fixtures.loan import make_loan
from fixtures.world import world
from ingest.adapters.elements.layout import BATCH_FIELDS, LAYOUTS, VERSION_LABEL
from ingest.adapters.elements.template import write_template

__all__ = ["fill_in", "write_attachments"]

_CATEGORY_NAMES = (
    "",
    "主体",
    "身份",
    "授权",
    "认证",
    "流程",
    "合同",
    "存证",
    "放款",
    "还款",
    "其他",
)
_NO_DEPOSIT = 7
"""Category of what only a deposit has; the manual way brings none."""


def fill_in(path: Path, number: int = 0) -> Path:
    """Write the template and fill in loan `number` of the fictional lender, below the examples."""
    write_template(path)
    here = world(1)
    stated = elements(make_loan(number), here.lenders[0], here.borrower(number))
    for record in _rows(stated, "l_records"):
        cast("dict[str, object]", record)["evidence"] = "催收记录.csv"
    book = openpyxl.load_workbook(path)
    labels = {str(row[0].value): row[1] for row in book["批次"].iter_rows(min_row=2)}
    for key, field in BATCH_FIELDS.items():
        if key in stated:
            labels[field.zh].value = str(stated[key])
    labels[VERSION_LABEL].value = str(stated["a_template_version"])
    for name, layout in LAYOUTS.items():
        keys = [column.key for column in layout.columns]
        rows = [stated] if layout.element is None else _rows(stated, layout.element)
        for at, row in enumerate(rows, 3):
            own = {**row, **{key: stated[key] for key in ("f_contract_no", "f_loan_no")}}
            for place, key in enumerate(keys, 1):
                if isinstance(own.get(key), str):
                    book[name].cell(at, place).value = str(own[key])
    book.save(path)
    return path


def _rows(stated: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    return cast("list[Mapping[str, object]]", stated[key])


def write_attachments(folder: Path, number: int = 0) -> Path:
    """Write the originals of loan `number`, and what the lender has once, where they belong."""
    sender = make_sender(world(1), 0, 0, 1500)
    files = {
        f"HT{number:08}/{kind.category:02}{_CATEGORY_NAMES[kind.category]}/{kind.title}.{kind.suffix}":
            case_content(sender, number, kind)
        for kind in ITEMS if kind.category != _NO_DEPOSIT
    }  # fmt: skip
    for kind in SHARED:
        name = f"共用/{kind.category:02}{_CATEGORY_NAMES[kind.category]}/{kind.title}.{kind.suffix}"
        files[name] = shared_content(sender, kind)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder
