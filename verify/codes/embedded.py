"""Codes of signatures inside an original, whatever its format: judgement 2, embedded signatures."""

from verify.findings import CheckStatus, CodeRow, Side, SubIndication

__all__ = ["ROWS"]

_FAILED = (CheckStatus.FAILED,)
_OPEN = (CheckStatus.INDETERMINATE,)
_TOLD = (CheckStatus.PASSED, CheckStatus.INDETERMINATE)
"""Told only; a policy may raise it to an open check."""

ROWS = (
    CodeRow(
        "embedded.changed_content", _FAILED, "judgement 2",
        "该签名之后文件内容被改动，所交文件与签名人所签内容不同：数据不一致，原因待查。",
        "What the document shows was changed after this signature: it is not what was signed.",
        sub_indication=SubIndication.HASH_FAILURE, contradiction=True,
        cure_zh="请提交签名完成时的原始文件。",
        cure_en="Send the document as it was when it was signed.",
    ),
    CodeRow(
        "embedded.changed_annotations", _OPEN, "judgement 2",
        "该签名之后文件被加入或者改动了批注，不能认定所交文件即所签文件。",
        "Annotations were added or changed after this signature.",
        sub_indication=SubIndication.SIG_CONSTRAINTS_FAILURE,
        cure_zh="请提交签名完成时、未加批注的原始文件。",
        cure_en="Send the document as it was when it was signed, without annotations.",
    ),
    CodeRow(
        "embedded.changed_unknown", _OPEN, "judgement 2",
        "该签名之后文件有改动，改动的性质无法判断。",
        "The document was changed after this signature in a way that cannot be told to be harmless.",
        sub_indication=SubIndication.SIG_CONSTRAINTS_FAILURE,
        cure_zh="请提交签名完成时的原始文件。",
        cure_en="Send the document as it was when it was signed.",
    ),
    CodeRow(
        "embedded.changed_form", _TOLD, "judgement 2",
        "该签名之后填写了签名时留空、签名人未禁止填写的表单栏目。",
        "Fields that were left empty when it was signed, and not locked, were filled in after it.",
        warns_only=True,
    ),
    CodeRow(
        "embedded.not_whole", _TOLD, "judgement 2",
        "该签名不涵盖所交的整份文件（有部分未被涵盖，或者与所签的不同），不能单独证明整份文件未经改动。",
        "The signature does not cover the whole document as it is here: parts are not covered, or "
        "unlike what was signed.",
        warns_only=True,
    ),
    CodeRow(
        "embedded.unreadable", _OPEN, "judgement 2",
        "文件结构损坏，内嵌签名无法读取，未能核验。",
        "The signatures inside the document could not be read: its structure is broken.",
        sub_indication=SubIndication.FORMAT_FAILURE,
        cure_zh="请提交可正常打开的原始文件。",
        cure_en="Send the original document, in a form that opens.",
    ),
    CodeRow(
        "embedded.over_limit", _OPEN, "Limits",
        "文件超出本系统的读取限制（大小、部件数、读取时间），内嵌签名未能核验。",
        "The document is over what is read here (size, parts, time): the signatures inside were not "
        "verified.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "embedded.too_many", _OPEN, "Limits.inner_signatures",
        "文件内嵌签名过多，未能全部核验。",
        "The document has more signatures inside than are read.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
)  # fmt: skip
