"""Codes of Article 6 and 8: the way in, and the stage."""

from verify.findings import CheckStatus, CodeRow, Side

__all__ = ["ROWS"]

_PASSED = (CheckStatus.PASSED,)
_OPEN = (CheckStatus.INDETERMINATE,)
_SIX, _EIGHT = "指引第六条", "指引第八条"

ROWS = (
    CodeRow(
        "art6.deposited", _PASSED, _SIX,
        "电子数据已存证：由登记的存证平台对接导入，证据包签名有效。",
        "Deposited: sent by a registered platform, whose signature on the package is valid.",
    ),
    CodeRow(
        "art6.manual", _PASSED, _SIX,
        "电子数据未存证：按要素列表上传（第六条第二款）。",
        "Not deposited: uploaded by the element list (Article 6 paragraph 2).",
    ),
    CodeRow(
        "art6.seal_open", _OPEN, _SIX,
        "所称由存证平台导入，但证据包签名未能完整核验。",
        "Said to be sent by a platform whose signature on the package could not be verified.",
        side=Side.COURT,
    ),
    CodeRow(
        "art8.stage", _PASSED, _EIGHT,
        "所处阶段已填写，在线多元化解适用于该阶段。",
        "The stage is stated, and one to which online resolution applies.",
    ),
    CodeRow(
        "art8.stage_unknown", _OPEN, _EIGHT,
        "所填阶段不是诉前、诉中、执行之一。",
        "The stage is none of those to which online resolution applies.",
        cure_zh="请将阶段填写为诉前、诉中或者执行。", cure_en="State the stage: 诉前, 诉中 or 执行.",
    ),
)  # fmt: skip
