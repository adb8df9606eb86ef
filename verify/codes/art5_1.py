"""Codes of Article 5 (1): who the borrower is, and how that was established."""

from verify.findings import Asks, CheckStatus, CodeRow, Effect, Scope

__all__ = ["ROWS"]

_HUMAN = (CheckStatus.HUMAN,)
_RULE = "指引第五条第（一）项"

ROWS = (
    CodeRow(
        "art5_1.located", (CheckStatus.PASSED,), _RULE,
        "身份认证的方式、机构、结果、时间和流水号已列明，证据原件已提交：材料齐备。",
        "Method, provider, result, time and number of the identification are stated, and its evidence is here.",
    ),
    CodeRow(
        "art5_1.not_passed", (CheckStatus.FAILED,), _RULE,
        "身份认证结果为未通过。",
        "The identification is stated not to have passed.",
    ),
    CodeRow(
        "art5_1.after_signing", _HUMAN, _RULE,
        "身份认证的时间晚于合同签订时间，需人工认定。",
        "The borrower was identified after the contract was signed.",
        cure_zh="请核对身份认证时间和签订时间；有签订之前的认证的，请提交。",
        cure_en="Check both times; send an identification made before the signing, if there is one.",
        asks=Asks(Scope.CASE, Effect.BLOCKING),
    ),
    CodeRow(
        "art5_1.long_before_signing", _HUMAN, _RULE,
        "身份认证远早于合同签订（超过政策允许的间隔），该产品的认证能否及于本次签订，需人工认定。",
        "The identification lies well before the signing: whether it reaches it is for a person.",
        cure_zh="签订前另有认证的，请提交该次认证的时间和证据。",
        cure_en="Send the time and evidence of an identification made at the signing, if any.",
        asks=Asks(Scope.PRODUCT, Effect.BLOCKING),
    ),
    CodeRow(
        "art5_1.score_below_threshold", _HUMAN, _RULE,
        "所填比对分值低于所填阈值，而结果填为通过，需人工核对。",
        "The score stated lies below the threshold stated, yet the result is stated as passed.",
        cure_zh="请核对比对分值和阈值。", cure_en="Check score and threshold.",
        asks=Asks(Scope.CASE, Effect.BLOCKING),
    ),
    CodeRow(
        "art5_1.score_unclear", _HUMAN, _RULE,
        "所填比对分值或者阈值无法读取，或者两者的计量方式不同，是否达到阈值需人工核对。",
        "The score or its threshold cannot be read, or they are in different units: whether it was "
        "reached is for a person.",
        cure_zh="请以同一计量方式填写比对分值和阈值。",
        cure_en="State score and threshold as numbers in the same unit.",
        asks=Asks(Scope.CASE, Effect.BLOCKING),
    ),
    CodeRow(
        "art5_1.likeness", _HUMAN, _RULE,
        "影像中的人是否为借款人本人，由法官查看后认定；本系统不作人像比对。",
        "Whether the person shown is the borrower is for the judge; no likeness is computed here.",
        asks=Asks(Scope.CASE, Effect.ADVISORY),
    ),
)  # fmt: skip
