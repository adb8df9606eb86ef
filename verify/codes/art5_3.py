"""Codes of Article 5 (3): the clause on electronic service and its four matters."""

from verify.findings import Asks, CheckStatus, CodeRow, Effect, Scope

__all__ = ["ROWS"]

_FAILED = (CheckStatus.FAILED,)
_HUMAN = (CheckStatus.HUMAN,)
_RULE = "指引第五条第（三）项"

ROWS = (
    CodeRow(
        "art5_3.clause_meaning", _HUMAN, _RULE,
        "电子送达条款要素已定位，四项内容是否载明、是否已作提示说明，待认定。",
        "The clause on electronic service was found; what it says, and whether notice of it was given, is for a person.",
        asks=Asks(Scope.CLAUSE, Effect.BLOCKING),
    ),
    CodeRow(
        "art5_3.clause_unlocated", _HUMAN, _RULE,
        "电子送达条款未在合同原件的文字中定位，合同与模板的对应由贷款人自述，待认定。",
        "The clause on electronic service was not found in the contract's text: that it stands there is the lender's word.",
        asks=Asks(Scope.BATCH, Effect.BLOCKING),
    ),
    CodeRow(
        "art5_3.matter_absent", _FAILED, _RULE,
        "贷款人自述电子送达条款未载明第五条第（三）项所列事项之一。",
        "The lender itself states that the clause lacks one of the four matters.",
    ),
    CodeRow(
        "art5_3.clause_absent", _FAILED, _RULE,
        "贷款人自述合同没有约定电子送达。",
        "The lender itself states that the contract does not agree on electronic service.",
    ),
    CodeRow(
        "art5_3.address_differs", (CheckStatus.INDETERMINATE,), _RULE,
        "电子送达条款写明的手机号码或者电子邮箱与要素列表所填的不一致。",
        "The clause names a mobile number or e-mail other than the one in the element list.",
        cure_zh="请核对约定手机号码、约定电子邮箱与条款原文，更正后重新提交。",
        cure_en="Check the agreed number and e-mail against the wording of the clause, and correct them.",
    ),
)  # fmt: skip
