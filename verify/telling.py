"""How a finding is told: its cure, what stands beside it, and what a person made of it.

Judgement 6, 7 and 10. Nobody cures a contradiction: what is sent again in its place is held again,
so that reports, letters and hand-offs name no cure of it. A value that was computed for the very
element is what it has to be (应为); an example of a form is an example and nothing else.
"""

import re
from collections.abc import Mapping

from verify.codes.table import CODES
from verify.findings import CheckStatus, CodeRow
from verify.words import Words

__all__ = ["OUTCOMES", "causes_of", "cure_of", "decided_words", "expected_label"]

_CARRIED = frozenset({"package.payload_damaged", "package.digest_differs"})
"""Contradictions that are the carrier's: cured by the very bytes that were declared."""

_EXPECTED = Words("应为", "Expected")
_LABELS = {
    "element.choice_form": Words("可选", "One of"),
    "element.rows_form": Words("要求", "Called for"),
    "element.more_faults": Words("列示上限", "At most told"),
}
_EXAMPLE = Words("格式例", "Form, for example")

OUTCOMES = {
    "met": Words("经人工认定：符合", "A person decided: met."),
    "not_met": Words("经人工认定：不符合", "A person decided: not met."),
    "released": Words("已由法官解除转人工审查", "A judge released it from review."),
}
"""What a person's answer makes of a question."""
_ASKS = re.compile(
    "(?:需(?:逐案)?人工(?:认定|核对|查看|审查|确认)|待(?:人工)?(?:认定|审查|查明)|供参考|提示核对|仅作提示"
    "|由(?:审判人员|法官|书记员)(?:查看后)?(?:认定|审查|核对))(?P<tail>[^，。：；（]*)(?P<more>：?)"
)
"""Where the sentence of a question says that a person has to answer it."""


def cure_of(row: CodeRow, status: CheckStatus) -> Words | None:
    """Return what cures a finding of a code; None of a contradiction, and where nothing does."""
    contradicts = row.contradiction and status is CheckStatus.FAILED and row.code not in _CARRIED
    if contradicts or row.cure_zh is None:
        return None
    return Words(row.cure_zh, row.cure_en or "")


def expected_label(code: str) -> Words:
    """Return what stands before the text that a finding has as expected."""
    form = code.startswith("element.") and code.endswith("_form")
    return _LABELS.get(code) or (_EXAMPLE if form else _EXPECTED)


def causes_of(observed: str | None, table: Mapping[str, CodeRow] = CODES) -> tuple[CodeRow, ...]:
    """Return the rows of the codes that a finding names as its cause; none of any other text."""
    codes = observed.split(", ") if observed else []
    rows = tuple(table[code] for code in codes if code in table)
    return rows if len(rows) == len(codes) else ()


def decided_words(row: CodeRow, outcome: str) -> Words:
    """Return the sentence of a question with a person's answer where it asked for one."""
    said = OUTCOMES.get(outcome)
    if said is None:
        return Words(row.zh, row.en)
    zh, found = _ASKS.subn(lambda asked: _answered(asked, said.zh), row.zh, count=1)
    return Words(zh if found else f"{row.zh}{said.zh}。", f"{said.en} {row.en}")


def _answered(asked: re.Match[str], said: str) -> str:
    return f"{asked['tail']}{said}{'；' if asked['more'] else ''}"
