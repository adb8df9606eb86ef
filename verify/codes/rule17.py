"""Codes of Article 17 of the rules of online litigation: the deposit platform itself."""

from verify.findings import Asks, CheckStatus, CodeRow, Effect, Role, Scope, Side

__all__ = ["ROWS"]

_HUMAN = (CheckStatus.HUMAN,)
_RULE = "人民法院在线诉讼规则第十七条"
_PLATFORM = Asks(Scope.PLATFORM, Effect.BLOCKING)

ROWS = (
    CodeRow(
        "rule17.not_deposited", (CheckStatus.NOT_APPLICABLE,), _RULE,
        "未经存证平台导入，不适用。", "Not sent by a platform: nothing to ask of one.",
    ),
    CodeRow(
        "rule17.platform_unregistered", (CheckStatus.INDETERMINATE,), _RULE,
        "本院没有该存证平台的登记。", "The court has no record of the platform.",
        side=Side.COURT,
    ),
    CodeRow(
        "rule17.record_unreadable", _HUMAN, _RULE,
        "本院对该存证平台的登记有不能读取的内容，未据以核对，待认定。",
        "The court's record of the platform has members that cannot be read; nothing was held against them.",
        side=Side.COURT, asks=Asks(Scope.PLATFORM, Effect.BLOCKING, Role.OPERATOR),
    ),
    CodeRow(
        "rule17.filing_registered", (CheckStatus.PASSED,), _RULE,
        "存证平台的区块链信息服务备案已登记且在有效期（备案不是认可）。",
        "The platform's filing is registered and was in force (a filing is no endorsement).",
    ),
    CodeRow(
        "rule17.filing_not_in_force", _HUMAN, _RULE,
        "存证时没有该平台在有效期内的区块链信息服务备案登记，待认定。",
        "No filing of the platform was in force when the evidence was deposited.",
        asks=_PLATFORM,
    ),
    CodeRow(
        "rule17.not_in_force", _HUMAN, _RULE,
        "存证时该平台的登记不在有效期，待认定。",
        "The platform was not registered when the evidence was deposited.",
        asks=_PLATFORM,
    ),
    CodeRow(
        "rule17.conflict_of_interest", _HUMAN, _RULE,
        "存证平台的运营方或者股东与贷款人、申请人或者代理人相同，是否不当干预待认定。",
        "The platform's operator or shareholder is the lender, the applicant or its agent.",
        asks=_PLATFORM,
    ),
    CodeRow(
        "rule17.standard_expired", _HUMAN, _RULE,
        "证明该平台符合标准的文件在存证时不在有效期，待认定。",
        "A document by which the platform shows that it meets a standard was not in force.",
        asks=_PLATFORM,
    ),
    CodeRow(
        "rule17.standard_absent", _HUMAN, _RULE,
        "登记中没有证明该平台符合标准的文件，待认定。",
        "No document is registered by which the platform shows that it meets any standard.",
        asks=_PLATFORM,
    ),
    CodeRow(
        "rule17.platform_adequacy", _HUMAN, _RULE,
        "存证平台的系统与存证过程是否符合清洁性、安全性、可靠性、可用性等要求，待认定。",
        "Whether the platform's system and process are fit is for a person.",
        asks=_PLATFORM,
    ),
)  # fmt: skip
