"""Codes of Article 2: the applicant is the licensed lender itself."""

from verify.findings import Asks, CheckStatus, CodeRow, Effect, Role, Scope, Side

__all__ = ["ROWS"]

_HUMAN = (CheckStatus.HUMAN,)
_OPEN = (CheckStatus.INDETERMINATE,)
_RULE = "指引第二条"
_LENDER = Asks(Scope.LENDER, Effect.BLOCKING)

ROWS = (
    CodeRow(
        "art2.lender_registered", (CheckStatus.PASSED,), _RULE,
        "贷款人已登记且在有效期，登记的机构类型属于金融机构或者小额贷款公司。",
        "The lender is registered and in force, of a kind that Article 2 names.",
    ),
    CodeRow(
        "art2.applicant_not_lender", _HUMAN, _RULE,
        "申请人不是贷款人本身（债权受让人、担保人、助贷机构等），是否属于本指引第二条的借款合同纠纷，待认定。",
        "The applicant is not the lender itself: whether Article 2 covers it is for a person.",
        asks=_LENDER,
    ),
    CodeRow(
        "art2.third_party", _HUMAN, _RULE,
        "要素列表载明联合贷款、助贷或者债权转让，贷款人的主体地位待认定。",
        "The loan is stated to be joint, facilitated or assigned: whose it is, is for a person.",
        asks=_LENDER,
    ),
    CodeRow(
        "art2.lender_differs", _OPEN, _RULE,
        "要素列表所填贷款人的统一社会信用代码与申请信息不一致。",
        "The lender's credit code in the element list is not that of the application.",
        cure_zh="请核对并更正贷款人的统一社会信用代码。",
        cure_en="Check and correct the lender's credit code.",
    ),
    CodeRow(
        "art2.name_differs", _OPEN, _RULE,
        "申请信息所写的贷款人（申请人）名称与同一统一社会信用代码登记的名称不一致。",
        "The lender (applicant) is called otherwise than under its credit code in the register.",
        cure_zh="请核对并更正贷款人（申请人）的名称；名称已经变更的，请先办理变更登记。",
        cure_en="Correct the name of the lender (applicant), or have the registration changed first.",
    ),
    CodeRow(
        "art2.lender_unregistered", _HUMAN, _RULE,
        "本院未登记该贷款人，其是否为金融机构或者小额贷款公司待认定。",
        "The court has not registered the lender: whether it is a licensed one is for a person.",
        side=Side.COURT, asks=Asks(Scope.LENDER, Effect.BLOCKING, Role.OPERATOR),
    ),
    CodeRow(
        "art2.lender_not_in_force", _HUMAN, _RULE,
        "合同签订时该贷款人的登记不在有效期，待认定。",
        "The lender's registration was not in force when the contract was signed.",
        asks=_LENDER,
    ),
    CodeRow(
        "art2.type_excluded", (CheckStatus.FAILED,), _RULE,
        "登记的机构类型既非金融机构，也非小额贷款公司，疑不属于本指引第二条的适用范围。",
        "The lender is registered as of a kind that is neither financial institution nor microloan company.",
    ),
    CodeRow(
        "art2.type_unknown", _HUMAN, _RULE,
        "登记的机构类型不在规则表内，是否属于金融机构待认定。",
        "The registered kind of institution is in no table: whether it is a financial institution is for a person.",
        asks=_LENDER,
    ),
    CodeRow(
        "art2.type_differs", _OPEN, _RULE,
        "要素列表所填机构类型与登记的机构类型不一致。",
        "The kind of institution in the element list is not the registered one.",
        cure_zh="请核对并更正机构类型；登记有误的，请先办理变更登记。",
        cure_en="Correct the kind of institution, or have the registration changed first.",
    ),
)  # fmt: skip
