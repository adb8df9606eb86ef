"""Codes of what a loan costs: flags for a person, which bar nothing (debt conventions 9)."""

from verify.findings import Asks, CheckStatus, CodeRow, Effect, Scope

__all__ = ["ROWS"]

_HUMAN = (CheckStatus.HUMAN,)
_ADVISORY = Asks(Scope.PRODUCT, Effect.ADVISORY)
_OF_CASE = Asks(Scope.CASE, Effect.ADVISORY)
_RULE = "judgement 6"

ROWS = (
    CodeRow(
        "cost.annual_over", _HUMAN, _RULE,
        "年化成本（内部收益率×12）高于所示限度，仅作提示。",
        "The yearly cost (IRR × 12) is above the limit shown; advisory only.",
        asks=_ADVISORY,
    ),
    CodeRow(
        "cost.penalty_over", _HUMAN, _RULE,
        "罚息利率与借款利率之比高于所示限度，仅作提示。",
        "The penalty rate is above the limit shown, as a multiple of the loan's; advisory only.",
        asks=_ADVISORY,
    ),
    CodeRow(
        "cost.fee_at_disbursement", _HUMAN, _RULE,
        "放款时扣除或者当日收取了费用，已计入年化成本，仅作提示。",
        "A sum was withheld at, or paid on the day of, the disbursement: it is part of the cost.",
        asks=_ADVISORY,
    ),
    CodeRow(
        "cost.fees_over_principal", _HUMAN, _RULE,
        "所列违约金、费用高于本金的提示比例，是否过高供参考，仅作提示。",
        "Damages and fees are above the share of the principal shown; advisory only.",
        asks=_OF_CASE,
    ),
    CodeRow(
        "cost.enforcement_over_principal", _HUMAN, _RULE,
        "所列实现债权费用高于本金的提示比例，是否合理供参考，仅作提示。",
        "Costs of enforcement are above the share of the principal shown; advisory only.",
        asks=_OF_CASE,
    ),
    CodeRow(
        "cost.rate_differs", _HUMAN, _RULE,
        "所填年化综合成本与复算的两种口径（内部收益率×12、实际年化）均不相符，仅作提示。",
        "The stated yearly cost is neither reading of the computed one; advisory only.",
        asks=_ADVISORY,
    ),
)  # fmt: skip
