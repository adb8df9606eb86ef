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
