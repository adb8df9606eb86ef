"""`evidence explain`: the code table, one code or all of it, in one language or both."""

import difflib
import sys

from api.cli.exits import refuse
from api.render.explain import ExplainLang, code_json, render_code, render_codes
from verify.canonical import canonical_json
from verify.codes.table import CODES

__all__ = ["run_explain"]


def run_explain(code: str | None, *, lang: ExplainLang, as_json: bool) -> int:
    """Print one code, or all by area where none is named; an unknown one ends with exit 2."""
    if code is not None and code not in CODES:
        near = difflib.get_close_matches(code[:200].lower(), CODES, n=5, cutoff=0.5)
        hint = f"; 相近的代码 nearest: {', '.join(near)}" if near else ""
        raise refuse(f"没有这个代码 no such code: {code[:200]!a}{hint}")
    if as_json:
        ordered = sorted(CODES.values(), key=lambda row: row.code)
        every = {"v": 1, "codes": [code_json(row) for row in ordered]}
        value = every if code is None else {"v": 1, **code_json(CODES[code])}
        sys.stdout.buffer.write(canonical_json(value) + b"\n")
    else:
        every_row = CODES.values()
        lines = render_codes(every_row, lang) if code is None else render_code(CODES[code], lang)
        sys.stdout.writelines(lines)
    return 0
