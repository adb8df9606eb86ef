"""Codes of Article 5 (6): the product passed the court's compliance review."""

from verify.findings import Asks, CheckStatus, CodeRow, Effect, Role, Scope, Side

__all__ = ["ROWS"]

_HUMAN = (CheckStatus.HUMAN,)
_OPEN = (CheckStatus.INDETERMINATE,)
_RULE = "指引第五条第（六）项"
_PRODUCT = Asks(Scope.PRODUCT, Effect.BLOCKING)

ROWS = (
    CodeRow(
        "art5_6.registered", (CheckStatus.PASSED,), _RULE,
        "贷款产品的合规化审查已登记且在有效期（以合同签订时间为准）。",
        "The product's review is registered and was in force when the contract was signed.",
    ),
    CodeRow(
        "art5_6.not_registered", _OPEN, _RULE,
        "本院没有该贷款产品合规化审查的登记。",
        "The court has no record that this product was reviewed.",
        cure_zh="请核对贷款产品编号；尚未审查的，请先申请本院合规化审查。",
        cure_en="Check the product's code; where it was not reviewed yet, apply for that first.",
    ),
    CodeRow(
        "art5_6.product_differs", _OPEN, _RULE,
        "要素列表所填贷款产品编号与申请信息不一致。",
        "The product in the element list is not that of the application.",
        cure_zh="请核对并更正贷款产品编号。", cure_en="Check and correct the product's code.",
    ),
    CodeRow(
        "art5_6.reviewed_later", _HUMAN, _RULE,
        "贷款产品在合同签订之后才通过合规化审查，待认定。",
        "The product was reviewed only after the contract was signed.",
        asks=_PRODUCT,
    ),
    CodeRow(
        "art5_6.review_lapsed", (CheckStatus.FAILED,), _RULE,
        "合同签订时该贷款产品的合规化审查已经失效。",
        "The product's review had lapsed when the contract was signed.",
    ),
    CodeRow(
        "art5_6.review_undated", _OPEN, _RULE,
        "登记中没有该贷款产品通过合规化审查的时间。",
        "The record does not say when the product was reviewed.",
        side=Side.COURT,
    ),
    CodeRow(
        "art5_6.record_unreadable", _HUMAN, _RULE,
        "本院对该贷款产品的登记有不能读取的内容，未据以核对，待认定。",
        "The court's record of the product has members that cannot be read; nothing was held against them.",
        side=Side.COURT, asks=Asks(Scope.PRODUCT, Effect.BLOCKING, Role.OPERATOR),
    ),
    CodeRow(
        "art5_6.clause_differs", _HUMAN, _RULE,
        "合同条款与通过合规化审查的条款文字不同，待认定。",
        "A clause of the contract has other wording than the reviewed one.",
        asks=_PRODUCT,
    ),
    CodeRow(
        "art5_6.template_differs", _HUMAN, _RULE,
        "所附合同模板与通过合规化审查的模板不同，待认定。",
        "The contract template that was sent is not a reviewed one.",
        asks=_PRODUCT,
    ),
)  # fmt: skip
