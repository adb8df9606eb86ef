"""Codes of Article 5 (4): the lender's own collection."""

from verify.findings import Asks, CheckStatus, CodeRow, Effect, Scope

__all__ = ["ROWS"]

_OPEN = (CheckStatus.INDETERMINATE,)
_RULE = "指引第五条第（四）项"
_MEND = "请补充或者更正催收记录。"
_MEND_EN = "Complete or correct the records of collection."

ROWS = (
    CodeRow(
        "art5_4.located", (CheckStatus.PASSED,), _RULE,
        "催收记录和自行催收完成的声明已列明：材料齐备。",
        "Records of collection, and the statement that it is completed, are there.",
    ),
    CodeRow(
        "art5_4.procedure_adequacy", (CheckStatus.HUMAN,), _RULE,
        "贷款人的催收程序是否合法完备，需人工认定（登记情况见所见内容）。",
        "Whether the lender's collection procedure is lawful and complete is for a person.",
        asks=Asks(Scope.PRODUCT, Effect.BLOCKING),
    ),
    CodeRow(
        "art5_4.procedure_absent", _OPEN, _RULE,
        "未登记、也未提交在催收期间有效的企业催收程序。",
        "No collection procedure in force at the time is registered or was sent.",
        cure_zh="请提交企业催收制度，或者办理登记。",
        cure_en="Send the collection procedure, or have it registered.",
    ),
    CodeRow(
        "art5_4.no_record", _OPEN, _RULE,
        "没有催收记录。", "No collection is recorded.", cure_zh=_MEND, cure_en=_MEND_EN,
    ),
    CodeRow(
        "art5_4.not_completed", (CheckStatus.FAILED,), _RULE,
        "贷款人声明尚未完成自行催收。",
        "The lender states that its own collection is not completed.",
    ),
    CodeRow(
        "art5_4.before_default", _OPEN, _RULE,
        "所列催收均早于逾期起始日。",
        "Every collection recorded lies before the default.", cure_zh=_MEND, cure_en=_MEND_EN,
    ),
    CodeRow(
        "art5_4.after_receipt", _OPEN, _RULE,
        "所列催收时间晚于本院收到证据包的时间。",
        "A collection is recorded for after the court received the package.",
        cure_zh=_MEND, cure_en=_MEND_EN,
    ),
    CodeRow(
        "art5_4.demand_in_future", _OPEN, _RULE,
        "所填最后一次主张日晚于本院收到证据包之日。",
        "The day of the last demand lies after the court's receipt.",
        cure_zh="请核对并更正最后一次主张日。", cure_en="Check and correct the day of the last demand.",
    ),
    CodeRow(
        "art5_4.evidence_unknown", _OPEN, _RULE,
        "催收记录所指的证据不在本案证据之中。",
        "The evidence that a record of collection names is not in the case.",
        cure_zh="请提交该证据，或者更正证据编号。",
        cure_en="Send the evidence, or correct its id.",
    ),
)  # fmt: skip
