"""What verdicts, article results and people's answers are called: one table (judgement 7 and 10).

A verdict has the word of its row, for one case, and a short one that stands beside a count. The
machine advises and a person decides, so no word is a court's decision.
"""

from collections.abc import Mapping
from typing import NamedTuple

__all__ = ["ANSWER_WORDS", "RESULT_WORDS", "ROUTE_WORDS", "RouteWords"]


class RouteWords(NamedTuple):
    """The words of one verdict."""

    full: tuple[str, str]
    brief: tuple[str, str]


ROUTE_WORDS: Mapping[str, RouteWords] = {
    "HOLD": RouteWords(
        ("转人工审查", "held for a person to examine"), ("转人工审查", "for review by a person"),
    ),
    "OUT_OF_JURISDICTION": RouteWords(
        (
            "疑不属于本院管辖（或不属本指引适用范围），待审查",
            "apparently outside the court's jurisdiction or this guideline; to be examined",
        ),
        ("疑不属管辖或适用范围", "outside jurisdiction or scope?"),
    ),
    "AWAITING_DECISION": RouteWords(
        ("待人工认定", "awaiting a person's decision"), ("待人工认定", "for a person to decide"),
    ),
    "NON_LITIGATION_CANDIDATE": RouteWords(
        (
            "不符合第五条条件，待甄别、评估、审查",
            "does not meet Article 5; to be screened, assessed and examined",
        ),
        ("待甄别（非诉）", "non-litigation?"),
    ),
    "CORRECTION": RouteWords(
        ("需补正（一次性告知）", "to be corrected, all told at once"),
        ("需补正", "to be corrected"),
    ),
    "BATCH_ODR": RouteWords(
        ("建议准入批量化解", "admission to batch resolution proposed"),
        ("建议准入", "advised to admit"),
    ),
}  # fmt: skip
"""Verdict to its words, in the order of judgement 7."""

RESULT_WORDS: Mapping[str, tuple[str, str]] = {
    "MET": ("符合", "met"),
    "NOT_MET": ("不符合", "not met"),
    "INCOMPLETE": ("材料不足", "incomplete"),
    "OPEN": ("待认定", "open"),
    "NOT_APPLICABLE": ("不适用", "not applicable"),
}
"""Words of an article's result (judgement 6)."""

ANSWER_WORDS: Mapping[str, tuple[str, str]] = {
    "admit": ("准予导入", "admitted"),
    "admit_non_litigation": ("导入非诉方式化解", "admitted to non-litigation resolution"),
    "refuse": ("不予导入（可依法另行起诉）", "not admitted (an action may be brought)"),
    "withdrawn": ("已撤回", "withdrawn"),
    "released": ("解除转人工审查", "released from review"),
    "met": ("已认定：符合", "decided: met"),
    "not_met": ("已认定：不符合", "decided: not met"),
}
"""What a person's decision comes to: how a case ended, or how a question was answered."""
