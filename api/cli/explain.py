"""`evidence explain`: the code table, one code, an area or all of it, in one language or both."""

import difflib
import sys
from collections.abc import Mapping

from api.cli.exits import refuse
from api.render.explain import AREAS, ExplainLang, area_of, code_json, render_code, render_codes
from verify.canonical import canonical_json
from verify.codes.table import CODES
from verify.findings import CodeRow

__all__ = ["run_explain"]


def run_explain(code: str | None, *, lang: ExplainLang, as_json: bool) -> int:
    """Print one code, those of an area, or all by area; an unknown one ends with exit 2."""
    if code is None or code in AREAS:
        _print_codes(_rows_of(code), lang, as_json=as_json)
        return 0
    if code not in CODES:
        near = difflib.get_close_matches(code[:200].lower(), CODES, n=5, cutoff=0.5)
        hint = f"; 相近的代码 nearest: {', '.join(near)}" if near else ""
        raise refuse(f"没有这个代码 no such code: {code[:200]!a}{hint}")
    if as_json:
        _print_json(code_json(CODES[code]))
    else:
        sys.stdout.writelines(render_code(CODES[code], lang))
    return 0


def _rows_of(area: str | None) -> list[CodeRow]:
    """Return the rows of one area, or of all, by code."""
    rows = (row for row in CODES.values() if area is None or area_of(row.code) == area)
    return sorted(rows, key=lambda row: row.code)


def _print_codes(rows: list[CodeRow], lang: ExplainLang, *, as_json: bool) -> None:
    if as_json:
        _print_json({"codes": [code_json(row) for row in rows]})
    else:
        sys.stdout.writelines(render_codes(rows, lang))


def _print_json(value: Mapping[str, object]) -> None:
    sys.stdout.buffer.write(canonical_json({"v": 1, **value}) + b"\n")
