"""Codes of the rules of online litigation, Articles 12-13: scanned material 电子化材料."""

from verify.findings import Asks, CheckStatus, CodeRow, Effect, Scope

__all__ = ["ROWS"]

_HUMAN = (CheckStatus.HUMAN,)
_RULE = "人民法院在线诉讼规则第十二条、第十三条"

ROWS = (
    CodeRow(
        "rule12.native", (CheckStatus.NOT_APPLICABLE,), _RULE,
        "没有填报为扫描件的材料，不适用。", "Nothing is stated to be a scan.",
    ),
    CodeRow(
        "rule12.contract_scanned", _HUMAN, _RULE,
        "借款合同、放款凭证或者身份认证证据为电子化材料（扫描件），需经审核；必要时应当提供原件核对。",
        "The contract, a voucher or the evidence of identification is a scan: it has to be "
        "examined, and the paper original may be called for.",
        cure_zh="有电子原件的，请提交电子原件。",
        cure_en="Send the electronic original, where there is one.",
        asks=Asks(Scope.CASE, Effect.BLOCKING),
    ),
    CodeRow(
        "rule12.scanned", _HUMAN, _RULE,
        "该材料为电子化材料（扫描件），经审核通过后可以直接使用。",
        "The item is a scan; once examined it can be used as it is.",
        asks=Asks(Scope.CASE, Effect.ADVISORY),
    ),
    CodeRow(
        "rule12.no_text", _HUMAN, _RULE,
        "借款合同未填报为扫描件，但文件中没有文字层，可能为扫描件，需查看。",
        "The contract is not stated to be a scan, yet its file holds no text.",
        asks=Asks(Scope.BATCH, Effect.ADVISORY),
    ),
)  # fmt: skip
