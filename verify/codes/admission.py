"""Codes of the case verdict itself: what no article asks, and the end that a person gives a case.

The machine advises, a person decides (judgement 7): the end is a question of its own, advisory,
since the verdict stands whether or not anybody has answered it yet.
"""

from verify.findings import Asks, CheckStatus, CodeRow, Effect, Role, Scope, Side

__all__ = ["ROWS"]

_HUMAN = (CheckStatus.HUMAN,)

ROWS = (
    CodeRow(
        "admission.conclusion", _HUMAN, "judgement 7",
        "准入审查意见待本院人员决定：准予导入、导入非诉方式化解、不予导入或者已撤回。",
        "A person of the court decides what becomes of the case; the machine only advises.",
        side=Side.COURT, asks=Asks(Scope.CASE, Effect.ADVISORY, Role.JUDGE),
    ),
    CodeRow(
        "admission.article_unanswered", _HUMAN, "judgement 7",
        "该条未得出任何结果，需人工审查。",
        "No rule said anything of this article: a person has to look.",
        side=Side.COURT, asks=Asks(Scope.CASE, Effect.BLOCKING, Role.JUDGE),
    ),
)  # fmt: skip
