"""Correction lists: every defect of the cases that are to be corrected, each with its cure."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

__all__ = ["COLUMNS", "case_name", "corrections_csv", "corrections_of", "safe_cell"]

COLUMNS = (
    "case_key", "contract_no", "loan_no", "borrower", "article", "code", "items",
    "elements", "zh", "en", "observed", "expected", "curable", "cure_zh", "cure_en", "side",
)  # fmt: skip
_NAMES = {"contract_no": "f_contract_no", "loan_no": "f_loan_no", "borrower": "d_name"}
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings that a spreadsheet takes for more than text (threats 30), full-width ones too."""
_BLANK = " \u3000\u00a0"
_MARK = "\ufeff"
"""By which spreadsheets know UTF-8."""


def corrections_of(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the defects of one case as a list shows them."""
    verdict = report["verdict"]
    return [_row(report, one) for one in verdict["defects"]] if verdict else []


def corrections_csv(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the lines of a CSV file; no cell is more than text to a spreadsheet."""
    yield _MARK + _line(COLUMNS)
    for row in rows:
        yield _line([safe_cell(_text(row[name])) for name in COLUMNS])


def case_name(report: Mapping[str, Any]) -> dict[str, str | None]:
    """Return by what people know a case, as far as a report shows it."""
    return {name: report["elements"].get(key) for name, key in _NAMES.items()}


def safe_cell(text: str) -> str:
    """Return a text that no spreadsheet computes."""
    return f"'{text}" if text.lstrip(_BLANK).startswith(_ACTIVE) else text


def _row(report: Mapping[str, Any], defect: Mapping[str, Any]) -> dict[str, Any]:
    words, cure = defect["words"], defect["cure"] or {}
    return {
        "case_key": report["case_key"],
        **case_name(report),
        "zh": words["zh"],
        "en": words["en"],
        "cure_zh": cure.get("zh"),
        "cure_en": cure.get("en"),
        **{name: defect[name] for name in COLUMNS if name in defect},
    }


def _text(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(str(one) for one in value)
    return "" if value is None else str(value)


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()
