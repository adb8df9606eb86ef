"""Codes of packages in a platform's own form: design 4, 5."""

from verify.codes.refusal import told
from verify.findings import CheckStatus, CodeRow, Side, SubIndication

__all__ = ["ROWS"]

_OPEN = (CheckStatus.INDETERMINATE,)

ROWS = (
    CodeRow(
        "foreign.report_missing", _OPEN, "指引第七条; formats package 4",
        "存证平台的压缩包内没有出证报告。",
        "The platform's package has no report of its own.",
        sub_indication=SubIndication.SIGNED_DATA_NOT_FOUND,
        cure_zh="请提交平台出具的完整压缩包（报告及原文）。",
        cure_en="Send the platform's whole package: the report and the originals.",
    ),
    CodeRow(
        "foreign.member_unreadable", _OPEN, "formats package 6",
        "平台压缩包不能按封闭清单读取（结构损坏、重名、加密或者超出上限），未作核验。",
        "The platform's package cannot be read as a closed list: damaged, a name twice, encrypted "
        "or over a limit.",
        sub_indication=SubIndication.FORMAT_FAILURE,
        cure_zh="请提交平台出具的原始压缩包，不要解压后重新打包。",
        cure_en="Send the package as the platform gave it, not packed anew.",
    ),
    CodeRow(
        "foreign.records_unread", _OPEN, "judgement 1",
        "平台压缩包内的记录文件多于本系统读取的上限，其余未读。",
        "The platform's package has more record files than are read here; the rest were not.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    told(
        "foreign.category_by_name", "指引第七条; judgement 5",
        "材料类别按文件名归入，为提交人自述（已注明）；所示数字是按文件名归类的文件数。",
        "Categories were taken from the names of files: the sender's own word (stated). The number "
        "is that of the files.",
    ),
    told(
        "foreign.file_unknown", "formats package 4",
        "文件用途不明，原样保留并列出。",
        "What a file is for is not known; it is kept as it is, and listed.",
    ),
)  # fmt: skip
