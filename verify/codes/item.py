"""Codes of one item's integrity: recomputed digests against everything that states one."""

from verify.findings import CheckStatus, CodeRow, Side, SubIndication

__all__ = ["ROWS"]

_FAILED = (CheckStatus.FAILED,)
_OPEN = (CheckStatus.INDETERMINATE,)
_PASSED = (CheckStatus.PASSED, CheckStatus.INDETERMINATE)
"""Told only; a policy may raise it to an open check."""
_CURE = "请提交摘要与声明一致的原始文件。"
_CURE_EN = "Send the original whose digest is the declared one."

ROWS = (
    CodeRow(
        "integrity.manifest_mismatch", _FAILED, "RFC 8493 2.1.3",
        "文件摘要与清单不一致：数据不一致，原因待查。",
        "The file's digest differs from its manifest line.",
        sub_indication=SubIndication.HASH_FAILURE, contradiction=True,
        cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "integrity.declared_digest_mismatch", _FAILED, "formats package 10",
        "文件摘要与案件所列摘要不一致：数据不一致，原因待查。",
        "The file's digest differs from the one in the case line.",
        sub_indication=SubIndication.HASH_FAILURE, contradiction=True,
        cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "integrity.size_mismatch", _FAILED, "formats package 10",
        "文件大小与案件所列大小不一致：数据不一致，原因待查。",
        "The file's size differs from the one in the case line.",
        sub_indication=SubIndication.HASH_FAILURE, contradiction=True,
        cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "integrity.algorithm_label_swapped", _PASSED, "judgement 4",
        "所列摘要与文件一致，但算法名称标注有误（已注明，不影响结论）。",
        "The declared digest is right under another algorithm's name (stated; it moves no result).",
        warns_only=True,
    ),
    CodeRow(
        "integrity.digest_unsupported", _OPEN, "judgement 1",
        "所列摘要的算法本系统无法计算，未予比对。",
        "The declared digest's algorithm cannot be computed here.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "integrity.near_miss", _PASSED, "judgement 4",
        "摘要不一致的可能原因（仅供参考，不改变结论）。",
        "What would explain the difference (for information; it moves no result).",
        warns_only=True,
    ),
    CodeRow(
        "proof.digest_never_enough", _PASSED, "judgement 3",
        "该证明所用的摘要算法（MD5 或 SHA-1）单独不足以得出核验一致。",
        "The proof rests on MD5 or SHA-1, which alone never make an item consistent.",
        warns_only=True,
    ),
    CodeRow(
        "integrity.original_absent", _OPEN, "judgement 4",
        "未提交原件，无法与摘要核对。",
        "The original was not sent, so nothing can be compared with its digest.",
        sub_indication=SubIndication.SIGNED_DATA_NOT_FOUND,
        cure_zh="请提交原件。", cure_en="Send the original.",
    ),
    CodeRow(
        "integrity.media_type_differs", _PASSED, "formats package 10",
        "文件内容的类型与声明的类型不同（已注明，不影响结论）。",
        "The file's content is of another type than declared (stated; it moves no result).",
        warns_only=True,
    ),
    CodeRow(
        "package.payload_damaged", _FAILED, "judgement 5",
        "文件与提交人自己的清单或者案件所列（摘要、大小）不一致，而所附证明均与所列摘要相符：文件可能在传输中受损，或者清单、所列有误，补交即可。",
        "The file differs from what the sender's own list or line says of it, while every proof "
        "agrees with the declared digest: it was damaged on the way, or the list is wrong.",
        sub_indication=SubIndication.HASH_FAILURE, contradiction=True,
        cure_zh="请补交摘要与证明完全一致的原始文件，并更正清单、所列摘要和大小。",
        cure_en="Send the file that the proofs are of, with the list and the line that fit it.",
    ),
)  # fmt: skip
