"""Codes of what carries a package, and of plain bags: archives, tars, directories, BagIt."""

from verify.codes.refusal import REPACK, REPACK_PLAIN, RESEND, SPLIT, refused, told
from verify.findings import CheckStatus, CodeRow, Side, SubIndication

__all__ = ["ROWS"]

_FAILED = (CheckStatus.FAILED,)
_OPEN = (CheckStatus.INDETERMINATE,)

_CONTAINER = (
    refused(
        "package.not_a_package", "formats package 1",
        "不是证据包：不是 ZIP、tar 或者目录，或者其中没有 bagit.txt 与 package.json。",
        "This is no evidence package: no ZIP, tar or directory, or none with bagit.txt.",
    ),
    refused(
        "package.archive_malformed", "formats package 1, 6; APPNOTE 4.3; POSIX.1-2001 pax",
        "归档文件结构不完整或者不合规范（可能被截断）。",
        "The archive's structure is incomplete or malformed; it may be cut off.",
        RESEND,
    ),
    refused(
        "package.archive_gap", "formats package 1, 6",
        "归档文件中有不属于任何成员的字节。",
        "The archive has octets that belong to no member.",
        REPACK_PLAIN,
    ),
    refused(
        "package.archive_overlap", "formats package 6",
        "归档文件的成员相互重叠。",
        "Members of the archive overlap.",
        REPACK_PLAIN,
    ),
    refused(
        "package.archive_unsupported", "formats package 1, 6",
        "归档文件使用了不接受的特性（分卷、其他压缩方法、标志位、文字编码等）。",
        "The archive uses a feature that is not accepted: volumes, another method, flags.",
        REPACK_PLAIN,
    ),
    refused(
        "package.header_mismatch", "formats package 6; APPNOTE 4.3.7, 4.3.9, 4.3.12",
        "归档目录与成员自身的文件头或者描述符不一致。",
        "The archive's directory and a member's own header or descriptor disagree.",
        REPACK_PLAIN,
    ),
    refused(
        "package.member_encrypted", "formats package 6",
        "成员已加密，无法核验。",
        "A member is encrypted.",
        REPACK_PLAIN,
    ),
    refused(
        "package.member_not_regular", "formats package 1, 6",
        "成员不是普通文件（链接、设备、稀疏文件等）。",
        "A member is no regular file: a link, device or sparse entry.",
        REPACK_PLAIN,
    ),
    refused(
        "package.deflate_malformed", "formats package 6; RFC 1951",
        "压缩数据与其声明的大小不符，或者已损坏。",
        "Compressed data does not have its declared size, or is damaged.",
        RESEND,
    ),
    CodeRow(
        "package.member_unreadable", _OPEN, "judgement 1",
        "成员文件无法读取。",
        "A member file cannot be read.",
        sub_indication=SubIndication.SIGNED_DATA_NOT_FOUND, side=Side.COURT, retry=True,
    ),
    refused(
        "package.path_unsafe", "formats package 6",
        "成员名称为空、过长、含空字符，或者指向包外。",
        "A member's name is empty, too long, holds NUL, or points outside.",
        REPACK_PLAIN,
    ),
    refused(
        "package.path_not_native", "formats package 4",
        "路径不符合要求（仅限小写字母、数字与 ._-/，不超过 200 字节，无空段与点段）。",
        "A path is not of the native form: a-z 0-9 . _ - /, at most 200 octets, no dot segments.",
    ),
    refused(
        "package.base_ambiguous", "formats package 1",
        "包内第一层有两个以上目录，无法确定基准目录。",
        "Two first-level directories: the base is ambiguous.",
    ),
    refused(
        "package.limit_exceeded", "formats package 5; Limits",
        "超出数量或者大小的上限。",
        "A number or size is over its limit.",
        SPLIT,
    ),
    refused(
        "package.more_findings", "Limits.package_findings",
        "问题过多，其余未逐一列出。",
        "There are more findings than are listed.",
    ),
    told(
        "package.archive_comment", "formats package 6",
        "归档文件带有注释（已注明）。",
        "The archive carries a comment (stated).",
    ),
    told(
        "package.name_not_utf8", "formats package 4",
        "文件名不是 UTF-8 编码，按 GBK 读取（已注明）。",
        "A name is not UTF-8 and was read as GBK (stated).",
    ),
)  # fmt: skip

_BAGS = (
    CodeRow(
        "package.digest_differs", _FAILED, "RFC 8493 3",
        "文件摘要与清单不一致：数据不一致，原因待查。",
        "A file's digest differs from its manifest line.",
        sub_indication=SubIndication.HASH_FAILURE, contradiction=True,
        cure_zh=RESEND[0], cure_en=RESEND[1],
    ),
    CodeRow(
        "package.fetch_incomplete", _OPEN, "RFC 8493 2.2.3; formats package 6",
        "文件只在 fetch.txt 中列出，未随包提交；本系统不从所列地址取文件。",
        "A file is only listed for fetching and is not here; nothing is ever fetched.",
        sub_indication=SubIndication.SIGNED_DATA_NOT_FOUND,
        cure_zh=RESEND[0], cure_en=RESEND[1],
    ),
    CodeRow(
        "package.path_alias",
        (CheckStatus.INDETERMINATE, CheckStatus.FAILED),
        "RFC 8493 6; formats package 6",
        "文件名仅大小写或者 Unicode 规范形式不同，部分系统会视为同一文件。",
        "Names differ in case or normalization only: some systems take them for one file.",
        sub_indication=SubIndication.SIGNED_DATA_NOT_FOUND,
        cure_zh=REPACK[0],
        cure_en=REPACK[1],
    ),
    CodeRow(
        "package.system_file_missing", _OPEN, "RFC 8493 6",
        "清单所列的操作系统辅助文件（如 .DS_Store）不在包内。",
        "A listed file of the kind that systems add and remove (.DS_Store) is not here.",
        sub_indication=SubIndication.SIGNED_DATA_NOT_FOUND,
        cure_zh=REPACK[0], cure_en=REPACK[1],
    ),
    told(
        "package.bag_weak_digest", "RFC 8493 2.4; judgement 3",
        "清单只用 MD5 或者 SHA-1，不足以单独证明完整性（已注明）。",
        "The manifests are MD5 or SHA-1 alone, which never suffice (stated).",
    ),
    told(
        "package.bag_line_unusual", "RFC 8493 2.1.3",
        "清单行的写法不规范（星号或者 ./ 前缀），已按原意读取。",
        "A manifest line is written with an asterisk or ./ and was read as meant.",
    ),
)  # fmt: skip

ROWS = (*_CONTAINER, *_BAGS)
