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
_SIGNED = "请提交由存证平台以其登记证书签名的回执，或者平台对该回执文件的签名。"
_SIGNED_EN = "Send the receipt signed with the platform's registered key, or its signature on it."

ROWS = (
    CodeRow(
        "receipt.malformed", (*_FAILED, *_OPEN), "judgement 2",
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
        "该回执与所交文件不对应（文件改动或回执错附）：回执中的摘要与文件摘要不同。没有签名的回执只是提交人自述，不能据以认定文件改动。",
        "The digest in the receipt is not the digest of the file: the file was changed, or the "
        "receipt belongs to another file. One that nobody signed is the sender's word, and shows "
        "no change.",
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
    CodeRow(
        "receipt.not_signed", _OPEN, "judgement 2",
        "存证回执没有存证平台的签名，全部字段仅为提交人自述，不作为该平台的证明。",
        "The receipt has no signature of the platform: every field is the sender's word.",
        sub_indication=SubIndication.SIGNED_DATA_NOT_FOUND, cure_zh=_SIGNED, cure_en=_SIGNED_EN,
    ),
    CodeRow(
        "receipt.beside_undeclared", _OPEN, "judgement 2",
        "回执文件另附有签名，但所用信任清单未登记该平台以对文件的签名出具回执，不作为该平台的证明。",
        "There is a signature over the receipt's file, but the trust list that was used does not "
        "say that this platform's signature over a file makes it its receipt.",
        sub_indication=SubIndication.SIG_CONSTRAINTS_FAILURE, side=Side.COURT,
    ),
    CodeRow(
        "receipt.digest_absent", _OPEN, "judgement 2",
        "存证回执没有载明文件摘要，无法与所交文件对应。",
        "The receipt states no digest, and cannot be held against the file.",
        sub_indication=SubIndication.GENERIC, cure_zh="请提交载明文件摘要的存证回执。",
        cure_en="Send a receipt that states the digest of the file.",
    ),
    CodeRow(
        "receipt.digest_unsigned", _OPEN, "judgement 2",
        "回执中与所交文件对应的摘要不在平台签名范围内，仅为提交人自述，不能认定平台存证的是该文件。",
        "The digest that is the file's is outside the platform's signature: the sender's word.",
        sub_indication=SubIndication.GENERIC, cure_zh=_SIGNED, cure_en=_SIGNED_EN,
    ),
    CodeRow(
        "receipt.digest_label_unknown", _OPEN, "judgement 4",
        "存证回执所载摘要的算法标识不能识别。",
        "The receipt names an algorithm for its digest that is not known here.",
        sub_indication=SubIndication.GENERIC, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "receipt.algorithm_label_swapped", _PASSED, "judgement 4",
        "回执中的摘要与文件在另一同长度算法下的摘要完全一致：算法标识有误，数据一致。",
        "The digest in the receipt is the file's under another algorithm of the same length: its "
        "label is wrong.",
        warns_only=True,
    ),
    CodeRow(
        "receipt.fields_disagree", _OPEN, "judgement 2",
        "存证回执中同一事项在不同字段的记载不同，无法确定以何者为准。",
        "The receipt states one thing in two fields, and they differ.",
        sub_indication=SubIndication.GENERIC, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "receipt.pending", _OPEN, "judgement 4",
        "存证回执显示存证尚未完成（上链中），不能认定已经存证。",
        "By the receipt the deposit is not on the chain yet, or not complete.",
        sub_indication=SubIndication.GENERIC,
        cure_zh="请在存证完成后重新取得并提交回执。",
        cure_en="Fetch the receipt again once the deposit is complete, and send it.",
    ),
    CodeRow(
        "receipt.deposit_failed", _OPEN, "judgement 4",
        "存证回执显示存证或者核验失败。",
        "By the receipt the deposit, or its check by the platform, failed.",
        sub_indication=SubIndication.GENERIC, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "receipt.state_unknown", _OPEN, "judgement 4",
        "存证回执没有载明存证状态，或者其状态标识不能识别，不能认定已经存证。",
        "The receipt states no state of the deposit that is known here.",
        sub_indication=SubIndication.GENERIC, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "receipt.state_unsigned", _OPEN, "judgement 4",
        "存证回执的存证状态不在平台签名范围内，仅为提交人自述，不能认定已经存证。",
        "The state of the deposit is outside the platform's signature: the sender's word.",
        sub_indication=SubIndication.GENERIC, cure_zh=_SIGNED, cure_en=_SIGNED_EN,
    ),
    CodeRow(
        "receipt.time_implausible", _OPEN, "judgement 2",
        "存证回执所载时间无法识别，或者不可能是存证时间（可能混用了秒与毫秒）。",
        "The receipt states a time that cannot be read, or at which no deposit was made (seconds "
        "and milliseconds may have been mixed up).",
        sub_indication=SubIndication.GENERIC, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "receipt.time_in_future", _OPEN, "judgement 3",
        "存证回执所载存证时间晚于核验时点。",
        "The receipt states a time of deposit after the time of validation.",
        sub_indication=SubIndication.TIMESTAMP_ORDER_FAILURE, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "receipt.time_before_original", _OPEN, "人民法院在线诉讼规则第十八条; judgement 2",
        "存证回执所载存证时间早于提交人所称的文件生成时间。",
        "The receipt states a time of deposit before the file was made, as its sender says.",
        sub_indication=SubIndication.TIMESTAMP_ORDER_FAILURE,
        cure_zh="请核对文件生成时间，或者提交该文件的回执。",
        cure_en="Correct when the file was made, or send the receipt of this file.",
    ),
    CodeRow(
        "receipt.other_platform", _OPEN, "judgement 2",
        "存证回执所载平台不是该存证所属的平台。",
        "The receipt names another platform than the one that the deposit is with.",
        sub_indication=SubIndication.GENERIC, cure_zh="请提交该存证平台的回执。",
        cure_en="Send the receipt of the platform that the deposit is with.",
    ),
    CodeRow(
        "receipt.zone_assumed", _PASSED, "judgement 2",
        "存证回执所载时间没有时区，按北京时间（+08:00）理解。",
        "The time in the receipt has no zone and is read as Beijing time (+08:00).",
        warns_only=True,
    ),
    CodeRow(
        "receipt.chain_attested", _PASSED, "judgement 3",
        "回执所载交易哈希、区块高度等由平台证明，本次没有对链核验。",
        "Transaction, block and height in the receipt are the platform's word; no chain was asked.",
        warns_only=True,
    ),
    CodeRow(
        "receipt.evidence_updatable", _PASSED, "judgement 2",
        "该存证合约允许以同一编号更换摘要，回执所示可能不是首次存证的内容。",
        "The contract lets the digest under a number be replaced: the receipt may not show what "
        "was first deposited.",
        warns_only=True,
    ),
    CodeRow(
        "receipt.court_reference", _PASSED, "judgement 2",
        "回执载有其他系统的存证编号，由平台证明，可向该系统核对。",
        "The receipt carries the number of the deposit in another system, where it can be looked "
        "up: the platform's word.",
        warns_only=True,
    ),
    CodeRow(
        "receipt.token_undecided", _PASSED, "judgement 2",
        "回执内附的时间戳未能核验，或者不能确定其对象，不作为证明。",
        "A time-stamp token inside the receipt did not verify, or covers nothing that is known "
        "here, and proves nothing.",
        warns_only=True,
    ),
)  # fmt: skip
