"""Codes of the package reader: container, tag files, closed world, shards, plain bags.

A FAILED one refuses the package (formats, package 9); for a plain bag it makes the bag invalid.
"""

from verify.findings import CheckStatus, CodeRow, Side, SubIndication

__all__ = ["ROWS"]

_FAILED = (CheckStatus.FAILED,)
_OPEN = (CheckStatus.INDETERMINATE,)
_TOLD = (CheckStatus.PASSED, CheckStatus.INDETERMINATE)
"""Told only; a policy may raise it to an open check."""
_REPACK = ("请重新打包后提交。", "Make the package anew and send it again.")
_REPACK_PLAIN = (
    "请用常规工具（不加密、不分卷、存储或者 deflate 压缩）重新打包后提交。",
    "Pack again with an ordinary tool: no encryption, one volume, stored or deflated.",
)
_RESEND = ("请重新传送完整的文件。", "Send the whole file again.")
_FIX_LINE = (
    "请更正案件行或者公共材料行后重新打包提交。",
    "Correct the case line or shared line, and make the package anew.",
)
_SPLIT = (
    "请拆分成较小的证据包提交。",
    "Split the package into smaller ones.",
)


def _refused(
    code: str, rule: str, zh: str, en: str, cure: tuple[str, str] = _REPACK,
    sub_indication: SubIndication = SubIndication.FORMAT_FAILURE,
) -> CodeRow:  # fmt: skip
    return CodeRow(
        code, _FAILED, rule, zh, en,
        sub_indication=sub_indication, cure_zh=cure[0], cure_en=cure[1],
    )  # fmt: skip


def _told(code: str, rule: str, zh: str, en: str) -> CodeRow:
    return CodeRow(code, _TOLD, rule, zh, en, warns_only=True)


_CONTAINER = (
    _refused(
        "package.not_a_package", "formats package 1",
        "不是证据包：不是 ZIP、tar 或者目录，或者其中没有 bagit.txt 与 package.json。",
        "This is no evidence package: no ZIP, tar or directory, or none with bagit.txt.",
    ),
    _refused(
        "package.archive_malformed", "formats package 1, 6; APPNOTE 4.3; POSIX.1-2001 pax",
        "归档文件结构不完整或者不合规范（可能被截断）。",
        "The archive's structure is incomplete or malformed; it may be cut off.",
        _RESEND,
    ),
    _refused(
        "package.archive_gap", "formats package 1, 6",
        "归档文件中有不属于任何成员的字节。",
        "The archive has octets that belong to no member.",
        _REPACK_PLAIN,
    ),
    _refused(
        "package.archive_overlap", "formats package 6",
        "归档文件的成员相互重叠。",
        "Members of the archive overlap.",
        _REPACK_PLAIN,
    ),
    _refused(
        "package.archive_unsupported", "formats package 1, 6",
        "归档文件使用了不接受的特性（分卷、其他压缩方法、标志位、文字编码等）。",
        "The archive uses a feature that is not accepted: volumes, another method, flags.",
        _REPACK_PLAIN,
    ),
    _refused(
        "package.header_mismatch", "formats package 6; APPNOTE 4.3.7, 4.3.9, 4.3.12",
        "归档目录与成员自身的文件头或者描述符不一致。",
        "The archive's directory and a member's own header or descriptor disagree.",
        _REPACK_PLAIN,
    ),
    _refused(
        "package.member_encrypted", "formats package 6",
        "成员已加密，无法核验。",
        "A member is encrypted.",
        _REPACK_PLAIN,
    ),
    _refused(
        "package.member_not_regular", "formats package 1, 6",
        "成员不是普通文件（链接、设备、稀疏文件等）。",
        "A member is no regular file: a link, device or sparse entry.",
        _REPACK_PLAIN,
    ),
    _refused(
        "package.deflate_malformed", "formats package 6; RFC 1951",
        "压缩数据与其声明的大小不符，或者已损坏。",
        "Compressed data does not have its declared size, or is damaged.",
        _RESEND,
    ),
    CodeRow(
        "package.member_unreadable", _OPEN, "judgement 1",
        "成员文件无法读取。",
        "A member file cannot be read.",
        sub_indication=SubIndication.SIGNED_DATA_NOT_FOUND, side=Side.COURT, retry=True,
    ),
    _refused(
        "package.path_unsafe", "formats package 6",
        "成员名称为空、过长、含空字符，或者指向包外。",
        "A member's name is empty, too long, holds NUL, or points outside.",
        _REPACK_PLAIN,
    ),
    _refused(
        "package.path_not_native", "formats package 4",
        "路径不符合要求（仅限小写字母、数字与 ._-/，不超过 200 字节，无空段与点段）。",
        "A path is not of the native form: a-z 0-9 . _ - /, at most 200 octets, no dot segments.",
    ),
    _refused(
        "package.base_ambiguous", "formats package 1",
        "包内第一层有两个以上目录，无法确定基准目录。",
        "Two first-level directories: the base is ambiguous.",
    ),
    _refused(
        "package.limit_exceeded", "formats package 5; Limits",
        "超出数量或者大小的上限。",
        "A number or size is over its limit.",
        _SPLIT,
    ),
    _refused(
        "package.more_findings", "Limits.package_findings",
        "问题过多，其余未逐一列出。",
        "There are more findings than are listed.",
    ),
    _told(
        "package.archive_comment", "formats package 6",
        "归档文件带有注释（已注明）。",
        "The archive carries a comment (stated).",
    ),
    _told(
        "package.name_not_utf8", "formats package 4",
        "文件名不是 UTF-8 编码，按 GBK 读取（已注明）。",
        "A name is not UTF-8 and was read as GBK (stated).",
    ),
)  # fmt: skip

_TAG_FILES = (
    _refused(
        "package.tag_file_missing", "formats package 7; RFC 8493 2.1",
        "缺少标签文件。",
        "A tag file is absent.",
    ),
    _refused(
        "package.tag_file_unlisted", "formats package 7; RFC 8493 2.2.1",
        "标签文件未列入标签清单。",
        "A tag file is not listed by the tag manifest.",
    ),
    CodeRow(
        "package.tag_file_differs", _FAILED, "formats package 7; RFC 8493 3",
        "标签文件的摘要与标签清单不一致：数据不一致，原因待查。",
        "A tag file's digest differs from its line in the tag manifest.",
        sub_indication=SubIndication.HASH_FAILURE, contradiction=True,
        cure_zh=_RESEND[0], cure_en=_RESEND[1],
    ),
    _refused(
        "package.tagmanifest_second", "formats package 7",
        "存在第二份标签清单。",
        "There is a second tag manifest.",
    ),
    _refused(
        "package.fetch_present", "formats package 6",
        "证据包不得含 fetch.txt；本院不从证据包所列地址取文件。",
        "A package may not have fetch.txt: nothing is ever fetched.",
    ),
    _refused(
        "package.bagit_malformed", "RFC 8493 2.1.1; formats package 7",
        "bagit.txt 不合规范，或者版本不受支持。",
        "bagit.txt is malformed, or of a version that is not read.",
    ),
    _refused(
        "package.bag_info_malformed", "RFC 8493 2.2.2",
        "bag-info.txt 不合规范。",
        "bag-info.txt is malformed.",
    ),
    _refused(
        "package.label_missing", "formats package 7",
        "bag-info.txt 缺少必填标签。",
        "bag-info.txt lacks a label that is required.",
    ),
    _refused(
        "package.label_twice", "formats package 7",
        "bag-info.txt 的标签重复。",
        "A label that is read stands twice in bag-info.txt.",
    ),
    _refused(
        "package.label_differs", "formats package 7; RFC 8493 2.2.2",
        "bag-info.txt 的标签与 package.json 或者实际内容不一致。",
        "A label of bag-info.txt differs from package.json or from what is here.",
    ),
    _refused(
        "package.profile_unsupported", "formats package.json",
        "证据包格式版本不受支持。",
        "The package is of a profile that is not read.",
    ),
    _refused(
        "package.counts_differ", "formats package.json counts",
        "package.json 声明的数量与实际不一致。",
        "The counts of package.json differ from what is here.",
    ),
    _refused(
        "package.manifest_algorithm_unknown", "formats preamble",
        "清单使用了未定义的摘要算法。",
        "A manifest is of a digest algorithm that our formats do not name.",
    ),
)  # fmt: skip

_CLOSURE = (
    _refused(
        "package.manifest_malformed", "formats package 7; RFC 8493 2.1.3",
        "清单行不合规范。",
        "A manifest line is malformed.",
    ),
    CodeRow(
        "package.manifest_line_twice", (CheckStatus.FAILED, CheckStatus.PASSED),
        "formats package 7; RFC 8493 2.1.3",
        "同一文件在一份清单中列了两次。",
        "One manifest lists a file twice.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_REPACK[0], cure_en=_REPACK[1],
    ),
    _refused(
        "package.manifests_disagree", "formats package 7",
        "两份清单对同一文件的记载不可能同时成立。",
        "Two manifests state of one file what cannot both be so.",
        sub_indication=SubIndication.HASH_FAILURE,
    ),
    _refused(
        "package.member_unlisted", "formats package 7; RFC 8493 3",
        "文件未列入清单。",
        "A payload file is not listed by every manifest.",
    ),
    _refused(
        "package.member_missing", "formats package 7; RFC 8493 3",
        "清单所列文件不在包内。",
        "A file that a manifest lists is not here.",
        _RESEND,
    ),
    _refused(
        "package.member_twice", "formats package 6",
        "同一名称的成员出现两次。",
        "Two members have one name.",
    ),
    _refused(
        "package.member_misplaced", "formats Package (native)",
        "文件不在任何分片目录中。",
        "A payload file lies outside every shard.",
    ),
    CodeRow(
        "package.digest_unsupported", _OPEN, "judgement 1",
        "清单的摘要算法本系统无法计算，未予比对。",
        "The digest algorithm of a manifest cannot be computed here.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
)  # fmt: skip

_SHARDS = (
    CodeRow(
        "package.shard_rotten", _OPEN, "formats package 9",
        "分片的案件行或者证明文件与清单不一致，该分片无法核验。",
        "A shard's lines or proofs differ from the manifest: its items cannot be verified.",
        sub_indication=SubIndication.HASH_FAILURE, cure_zh=_RESEND[0], cure_en=_RESEND[1],
    ),
    CodeRow(
        "package.proof_rotten", _OPEN, "formats package 9",
        "证明文件与清单不一致，使用该证明的证据无法以此核验。",
        "A proof file differs from the manifest: items that use it lack that proof.",
        sub_indication=SubIndication.HASH_FAILURE, cure_zh=_RESEND[0], cure_en=_RESEND[1],
    ),
    CodeRow(
        "package.proof_too_large", _OPEN, "Limits.proof_octets",
        "证明超出大小上限，未予读取。",
        "A proof is larger than is read.",
        sub_indication=SubIndication.GENERIC,
    ),
    _refused(
        "package.lines_missing", "formats Package (native)",
        "分片缺少 cases.jsonl 或者 shared.jsonl。",
        "A shard lacks cases.jsonl or shared.jsonl.",
    ),
    _refused(
        "package.lines_malformed", "formats package 1",
        "案件行文件不合规范（UTF-8 无字节顺序标记，每行以 LF 结束，无空行、无 CR）。",
        "A lines file is not UTF-8 lines that each end in LF, with no mark, CR or empty line.",
    ),
    _refused(
        "package.id_twice", "formats package 3",
        "编号重复。",
        "An id stands twice.",
        _FIX_LINE,
    ),
    _refused(
        "package.case_key_twice", "formats package 3",
        "案件键重复（不区分大小写）。",
        "A case key stands twice, without regard to case.",
        _FIX_LINE,
    ),
    _refused(
        "package.over_unresolved", "formats package 3; judgement 2",
        "证明所指的对象在同一行中不存在。",
        "What a proof covers is not in its line.",
        _FIX_LINE,
    ),
    _refused(
        "package.over_cycle", "formats package 3",
        "证明的指向自身或者构成循环。",
        "A proof covers itself, by itself or in a cycle.",
        _FIX_LINE,
    ),
    _refused(
        "package.shared_unresolved", "formats Case line, Shared line",
        "所引用的公共材料不存在。",
        "A shared document that is referred to is not here.",
        _FIX_LINE,
    ),
    _refused(
        "package.file_absent", "formats package 3",
        "案件行所指的文件不在包内。",
        "A line names a file that is not in the package.",
        _FIX_LINE,
    ),
    _refused(
        "package.evidence_misplaced", "formats package 1, 3",
        "证据文件的路径不在本行的 evidence 目录中。",
        "An original does not lie under evidence/ and the number of its line.",
        _FIX_LINE,
    ),
    _refused(
        "package.proof_misplaced", "formats package 2, 3",
        "证明的位置不是本分片的 proofs.bin 或者 proofs 目录中的单个文件。",
        "A proof lies neither in its shard's proofs.bin nor in a file of its proofs/.",
        _FIX_LINE,
    ),
    _refused(
        "package.locator_overlap", "formats package 2",
        "证明在 proofs.bin 中的位置相互重叠。",
        "Locators overlap in proofs.bin.",
        _FIX_LINE,
    ),
    _refused(
        "package.locator_gap", "formats package 2",
        "proofs.bin 中有不属于任何证明的字节。",
        "proofs.bin has octets that no locator names.",
        _FIX_LINE,
    ),
    _refused(
        "package.locator_out_of_range", "formats package 2",
        "证明的位置超出 proofs.bin 的范围。",
        "A locator reaches beyond proofs.bin.",
        _FIX_LINE,
    ),
    _refused(
        "package.member_unclaimed", "formats package 3",
        "文件未被本分片的任何一行引用。",
        "No line of its shard names this file.",
        _FIX_LINE,
    ),
)  # fmt: skip

_BAGS = (
    CodeRow(
        "package.digest_differs", _FAILED, "RFC 8493 3",
        "文件摘要与清单不一致：数据不一致，原因待查。",
        "A file's digest differs from its manifest line.",
        sub_indication=SubIndication.HASH_FAILURE, contradiction=True,
        cure_zh=_RESEND[0], cure_en=_RESEND[1],
    ),
    CodeRow(
        "package.fetch_incomplete", _OPEN, "RFC 8493 2.2.3; formats package 6",
        "文件只在 fetch.txt 中列出，未随包提交；本院不从所列地址取文件。",
        "A file is only listed for fetching and is not here; nothing is ever fetched.",
        sub_indication=SubIndication.SIGNED_DATA_NOT_FOUND,
        cure_zh=_RESEND[0], cure_en=_RESEND[1],
    ),
    CodeRow(
        "package.path_alias", _OPEN, "RFC 8493 6; formats package 6",
        "清单所列文件不在包内，但有仅大小写或者 Unicode 规范形式不同的同名文件。",
        "A listed file is not here, but one that differs in case or normalization only is.",
        sub_indication=SubIndication.SIGNED_DATA_NOT_FOUND,
        cure_zh=_REPACK[0], cure_en=_REPACK[1],
    ),
    CodeRow(
        "package.system_file_missing", _OPEN, "RFC 8493 6",
        "清单所列的操作系统辅助文件（如 .DS_Store）不在包内。",
        "A listed file of the kind that systems add and remove (.DS_Store) is not here.",
        sub_indication=SubIndication.SIGNED_DATA_NOT_FOUND,
        cure_zh=_REPACK[0], cure_en=_REPACK[1],
    ),
    _told(
        "package.bag_weak_digest", "RFC 8493 2.4; judgement 3",
        "清单只用 MD5 或者 SHA-1，不足以单独证明完整性（已注明）。",
        "The manifests are MD5 or SHA-1 alone, which never suffice (stated).",
    ),
    _told(
        "package.bag_line_unusual", "RFC 8493 2.1.3",
        "清单行的写法不规范（星号或者 ./ 前缀），已按原意读取。",
        "A manifest line is written with an asterisk or ./ and was read as meant.",
    ),
)  # fmt: skip

ROWS = (*_CONTAINER, *_TAG_FILES, *_CLOSURE, *_SHARDS, *_BAGS)
