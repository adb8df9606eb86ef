"""Codes of a platform's own receipt (judgement 2, Receipt; design 7 step 7)."""

from verify.codes.cure import OF_THIS_FILE, OF_THIS_FILE_EN
from verify.findings import CheckStatus, CodeRow, Side, SubIndication

__all__ = ["ROWS"]

_FAILED = (CheckStatus.FAILED,)
_OPEN = (CheckStatus.INDETERMINATE,)
_PASSED = (CheckStatus.PASSED, CheckStatus.INDETERMINATE)
"""Told only; a policy may raise it to an open check."""
_CURE = "请由存证平台重新出具该项的存证回执。"
_CURE_EN = "Have the platform issue the receipt of this item again."

ROWS = (
    CodeRow(
        "receipt.malformed", _FAILED, "judgement 2",
        "存证回执的格式不合要求，无法读取。",
        "The platform's receipt is not of its form and cannot be read.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "receipt.too_large", _OPEN, "judgement 1; Limits.receipt_octets, receipt_fields",
        "存证回执超出本系统的大小、层数或者字段数量上限，未能核验。",
        "The platform's receipt is larger or deeper, or has more fields, than is read here.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "receipt.form_unregistered", _OPEN, "formats package 13",
        "所用信任清单未登记存证回执所属的平台，或者未登记其回执格式。",
        "The trust list that was used has no such platform, or no form of receipt of it.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "receipt.digest_mismatch", (*_FAILED, *_OPEN), "judgement 4",
        "该证明与所交文件不对应（文件改动或证明错附）：回执中的摘要与文件摘要不同。",
        "The digest in the receipt is not the digest of the file: the file was changed, or the "
        "receipt belongs to another file.",
        sub_indication=SubIndication.HASH_FAILURE, contradiction=True,
        cure_zh=OF_THIS_FILE, cure_en=OF_THIS_FILE_EN,
    ),
    CodeRow(
        "receipt.signature_wrong", _FAILED, "judgement 2",
        "存证回执的平台签名核验未通过。",
        "The platform's signature on the receipt did not verify.",
        sub_indication=SubIndication.SIG_CRYPTO_FAILURE, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "receipt.certificate_not_registered", _OPEN, "judgement 2",
        "存证回执并非以所用信任清单为该存证平台登记的证书签名，不作为该平台的证明。",
        "The receipt is not signed with a certificate that the trust list registers for the "
        "deposit's platform, and is not that platform's word.",
        sub_indication=SubIndication.SIG_CONSTRAINTS_FAILURE, side=Side.COURT,
    ),
    CodeRow(
        "receipt.signature_undecided", _OPEN, "judgement 2",
        "存证回执的平台签名无法完整核验。",
        "The platform's signature on the receipt could not be verified in full.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "receipt.deposit_differs", _OPEN, "judgement 2",
        "存证回执所载存证编号或者时间与案件所列不同。",
        "The receipt names another deposit number or time than the case line.",
        sub_indication=SubIndication.GENERIC, cure_zh="请提交该存证编号的回执。",
        cure_en="Send the receipt of this deposit number.",
    ),
    CodeRow(
        "receipt.field_unsigned", _PASSED, "judgement 2",
        "回执中未经平台签名的字段仅为提交人自述，不作为证明。",
        "Fields outside the platform's signature are the sender's word and prove nothing.",
        warns_only=True,
    ),
)  # fmt: skip
