"""Codes of Article 5 (5): facts that are clear, and what speaks against that."""

from verify.findings import Asks, CheckStatus, CodeRow, Effect, Scope

__all__ = ["ROWS"]

_HUMAN = (CheckStatus.HUMAN,)
_ADVISORY = Asks(Scope.CASE, Effect.ADVISORY)
_BLOCKING = Asks(Scope.CASE, Effect.BLOCKING)
_RULE = "指引第五条第（五）项"

ROWS = (
    CodeRow(
        "art5_5.facts_clear", _HUMAN, _RULE,
        "事实是否清楚、权利义务关系是否明确、争议是否不大，由审判人员认定（不影响本意见）。",
        "Whether the facts are clear and little is in dispute is for a judge (it bars nothing).",
        asks=_ADVISORY,
    ),
    CodeRow(
        "art5_5.not_money_alone", _HUMAN, _RULE,
        "诉请不限于金钱给付，是否适合批量化解供参考。",
        "More than money is claimed.",
        asks=_ADVISORY,
    ),
    CodeRow(
        "art5_5.security_given", _HUMAN, _RULE,
        "载明有担保，是否适合批量化解供参考。",
        "Security is stated to have been given.",
        asks=_ADVISORY,
    ),
    CodeRow(
        "art5_5.borrower_missing", _HUMAN, _RULE,
        "载明借款人（被申请人）下落不明，不适用小额诉讼程序，供参考。",
        "The borrower is stated to be missing: small claims are barred, nothing else.",
        asks=_ADVISORY,
    ),
    CodeRow(
        "art5_5.other_proceedings", _HUMAN, _RULE,
        "载明另有诉讼、仲裁或者支付令，是否重复申请待认定。",
        "Other proceedings, arbitration or a payment order are stated.",
        asks=_BLOCKING,
    ),
    CodeRow(
        "art5_5.foreign_party", _HUMAN, _RULE,
        "借款人（被申请人）持外国或者港澳台证件，本案有涉外、涉港澳台因素时是否仍适用本指引待认定。",
        "The borrower's document is a foreign one, or one of Hong Kong, Macao or Taiwan: whether the "
        "case is fit for this guideline nevertheless is for a judge.",
        asks=_BLOCKING,
    ),
    CodeRow(
        "art5_5.borrower_minor", _HUMAN, _RULE,
        "合同签订时借款人（被申请人）未成年，民事行为能力与法定代理是否无碍待认定。",
        "The borrower was under age when the contract was signed.",
        asks=_BLOCKING,
    ),
    CodeRow(
        "art5_5.borrower_is_lender", (CheckStatus.INDETERMINATE,), _RULE,
        "所填借款人（被申请人）的统一社会信用代码与贷款人（申请人）的相同。",
        "The borrower's credit code is the lender's own.",
        cure_zh="请核对并更正借款人的统一社会信用代码。",
        cure_en="Check and correct the borrower's credit code.",
    ),
    CodeRow(
        "art5_5.loan_amount", _HUMAN, _RULE,
        "借款金额高于对该类机构向同一借款人放款的提示标准，供参考。",
        "The loan is above the amount at which a loan of this kind of lender is flagged.",
        asks=_ADVISORY,
    ),
)  # fmt: skip
