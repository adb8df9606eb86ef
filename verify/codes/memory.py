"""Codes of memory: what a case has in common with other cases, lenders and earlier packages.

They never move an item's result; what a person makes of them moves the case (judgement 5, 7). What
holds a case has no cure: a judge looks at it, and nothing is called for from its sender meanwhile.
"""

from verify.findings import Asks, CheckStatus, CodeRow, Effect, Scope

__all__ = ["ROWS"]

_HUMAN = (CheckStatus.HUMAN,)
_TOLD = (CheckStatus.PASSED, CheckStatus.INDETERMINATE)
"""Told only; a policy may raise it to an open check."""

ROWS = (
    CodeRow(
        "memory.item_of_other_borrower", _HUMAN, "judgement 5",
        "同一材料（文件或者存证编号）也出现在另一借款人的案件中，需人工核对。",
        "The same item, by its digest or deposit number, stands in the case of another borrower.",
        asks=Asks(Scope.CASE, Effect.BLOCKING),
    ),
    CodeRow(
        "memory.number_of_other_loan", _HUMAN, "judgement 5",
        "同一编号（放款流水号、身份认证流水号或者合同与借据编号）也出现在另一借款人的借款中，需人工核对。",
        "The same number of a payment, identity check or loan stands under another borrower.",
        asks=Asks(Scope.CASE, Effect.BLOCKING),
    ),
    CodeRow(
        "memory.loan_of_other_lender", _HUMAN, "judgement 6",
        "同一借款人的同一合同、凭证或者流水由另一贷款人也提交过，需人工核对。",
        "The same borrower's contract, voucher or account was also sent by another lender.",
        asks=Asks(Scope.CASE, Effect.BLOCKING),
    ),
    CodeRow(
        "memory.payment_of_two_loans", _HUMAN, "judgement 5",
        "同一放款凭证、还款流水或者放款流水号出现在同一借款人的两笔借款中，一笔款项不能分别主张，需人工核对。",
        "One payment, by its voucher, account or serial number, stands under two loans of one "
        "borrower.",
        cure_zh="同一笔借款重复提交的，请撤回其中一案；是两笔借款的，请分别提交各自的凭证和流水。",
        cure_en="Withdraw one of the cases where it is one loan; else send each loan's own.",
        asks=Asks(Scope.CASE, Effect.BLOCKING),
    ),
    CodeRow(
        "memory.contradicted_proof_replaced", _HUMAN, "judgement 5",
        "该项证据或者该笔借款以前提交的证明核验不一致，本次未再提交该证明或者已更换，需人工核对。",
        "A proof of this item or loan was contradicted in an earlier package, and is not here now.",
        asks=Asks(Scope.CASE, Effect.BLOCKING),
    ),
    CodeRow(
        "memory.same_borrower", _TOLD, "judgement 5",
        "同一材料或者编号也出现在同一借款人的另一笔借款中（已注明，不影响结论）。",
        "The same item or number stands in another loan of the same borrower (stated only).",
        warns_only=True,
    ),
    CodeRow(
        "memory.borrower_unnamed", _TOLD, "judgement 5",
        "同一材料或者编号也出现在另一案中，但其中一案的借款人号码未填或者不符合格式，无法比对（已注明）。",
        "The same item or number stands in another case; in one of them no number names the "
        "borrower, so that nobody can be compared (stated only).",
        warns_only=True,
    ),
    CodeRow(
        "memory.refiled", _TOLD, "judgement 5",
        "该笔借款以前提交过，两次提交已关联（已注明，不影响结论）。",
        "This loan was sent before; the two filings are linked (stated only).",
        warns_only=True,
    ),
    CodeRow(
        "memory.package_id_reused", (CheckStatus.FAILED,), "formats package 14",
        "同一贷款人以前以该证据包编号提交过内容不同的证据包。",
        "The lender sent another package under this package id before.",
        cure_zh="请更换证据包编号后重新提交。",
        cure_en="Send it under a package id of its own.",
    ),
)  # fmt: skip
