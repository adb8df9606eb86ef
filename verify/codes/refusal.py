"""How rows of package codes are made: what refuses a package, what is only told, and the cures."""

from verify.findings import CheckStatus, CodeRow, SubIndication

__all__ = ["FIX_LINE", "REPACK", "REPACK_PLAIN", "RESEND", "SPLIT", "refused", "told"]

REPACK = ("请重新打包后提交。", "Make the package anew and send it again.")
REPACK_PLAIN = (
    "请用常规工具（不加密、不分卷、存储或者 deflate 压缩）重新打包后提交。",
    "Pack again with an ordinary tool: no encryption, one volume, stored or deflated.",
)
RESEND = ("请重新传送完整的文件。", "Send the whole file again.")
FIX_LINE = (
    "请更正案件行或者公共材料行后重新打包提交。",
    "Correct the case line or shared line, and make the package anew.",
)
SPLIT = ("请拆分成较小的证据包提交。", "Split the package into smaller ones.")


def refused(
    code: str, rule: str, zh: str, en: str, cure: tuple[str, str] = REPACK,
    sub_indication: SubIndication = SubIndication.FORMAT_FAILURE,
) -> CodeRow:  # fmt: skip
    """Return the row of a code that refuses the package, curable by `cure`."""
    return CodeRow(
        code, (CheckStatus.FAILED,), rule, zh, en,
        sub_indication=sub_indication, cure_zh=cure[0], cure_en=cure[1],
    )  # fmt: skip


def told(code: str, rule: str, zh: str, en: str) -> CodeRow:
    """Return the row of a code that is only told; a policy may raise it to an open check."""
    statuses = (CheckStatus.PASSED, CheckStatus.INDETERMINATE)
    return CodeRow(code, statuses, rule, zh, en, warns_only=True)
