"""Codes of the package reader: tag files, closed world, shards (formats, package 1 to 9).

A FAILED one refuses the package. What carries it has its codes in `verify.codes.container`.
"""

from verify.codes import container
from verify.codes.refusal import FIX_LINE, REPACK, RESEND, refused
from verify.findings import CheckStatus, CodeRow, Side, SubIndication

__all__ = ["ROWS"]

_FAILED = (CheckStatus.FAILED,)
_OPEN = (CheckStatus.INDETERMINATE,)

_TAG_FILES = (
    refused(
        "package.tag_file_missing", "formats package 7; RFC 8493 2.1",
        "缺少标签文件。",
        "A tag file is absent.",
    ),
    refused(
        "package.tag_file_unlisted", "formats package 7; RFC 8493 2.2.1",
        "标签文件未列入标签清单。",
        "A tag file is not listed by the tag manifest.",
    ),
    CodeRow(
        "package.tag_file_differs", _FAILED, "formats package 7; RFC 8493 3",
        "标签文件的摘要与标签清单不一致：数据不一致，原因待查。",
        "A tag file's digest differs from its line in the tag manifest.",
        sub_indication=SubIndication.HASH_FAILURE, contradiction=True,
        cure_zh=RESEND[0], cure_en=RESEND[1],
    ),
    refused(
        "package.tagmanifest_second", "formats package 7",
        "存在第二份标签清单。",
        "There is a second tag manifest.",
    ),
    refused(
        "package.fetch_present", "formats package 6",
        "证据包不得含 fetch.txt；本系统不从证据包所列地址取文件。",
        "A package may not have fetch.txt: nothing is ever fetched.",
    ),
    refused(
        "package.bagit_malformed", "RFC 8493 2.1.1; formats package 7",
        "bagit.txt 不合规范，或者版本不受支持。",
        "bagit.txt is malformed, or of a version that is not read.",
    ),
    refused(
        "package.bag_info_malformed", "RFC 8493 2.2.2",
        "bag-info.txt 不合规范。",
        "bag-info.txt is malformed.",
    ),
    refused(
        "package.label_missing", "formats package 7",
        "bag-info.txt 缺少必填标签。",
        "bag-info.txt lacks a label that is required.",
    ),
    refused(
        "package.label_twice", "formats package 7",
        "bag-info.txt 的标签重复。",
        "A label that is read stands twice in bag-info.txt.",
    ),
    refused(
        "package.label_differs", "formats package 7; RFC 8493 2.2.2",
        "bag-info.txt 的标签与 package.json 或者实际内容不一致。",
        "A label of bag-info.txt differs from package.json or from what is here.",
    ),
    refused(
        "package.profile_unsupported", "formats package 14",
        "证据包格式版本不受支持。",
        "The package is of a profile that is not read.",
    ),
    refused(
        "package.counts_differ", "formats package 14",
        "package.json 声明的数量与实际不一致。",
        "The counts of package.json differ from what is here.",
    ),
    refused(
        "package.manifest_algorithm_unknown", "formats package 14",
        "清单使用了未定义的摘要算法。",
        "A manifest is of a digest algorithm that our formats do not name.",
    ),
)  # fmt: skip

_CLOSURE = (
    refused(
        "package.manifest_malformed", "formats package 7; RFC 8493 2.1.3",
        "清单行不合规范。",
        "A manifest line is malformed.",
    ),
    CodeRow(
        "package.manifest_line_twice", (CheckStatus.FAILED, CheckStatus.PASSED),
        "formats package 7; RFC 8493 2.1.3",
        "同一文件在一份清单中列了两次。",
        "One manifest lists a file twice.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=REPACK[0], cure_en=REPACK[1],
    ),
    refused(
        "package.manifests_disagree", "formats package 7",
        "两份清单对同一文件的记载不可能同时成立。",
        "Two manifests state of one file what cannot both be so.",
        sub_indication=SubIndication.HASH_FAILURE,
    ),
    refused(
        "package.member_unlisted", "formats package 7; RFC 8493 3",
        "文件未列入清单。",
        "A payload file is not listed by every manifest.",
    ),
    refused(
        "package.member_missing", "formats package 7; RFC 8493 3",
        "清单所列文件不在包内。",
        "A file that a manifest lists is not here.",
        RESEND,
    ),
    refused(
        "package.member_twice", "formats package 6",
        "同一名称的成员出现两次。",
        "Two members have one name.",
    ),
    refused(
        "package.member_misplaced", "formats package 3",
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
        sub_indication=SubIndication.HASH_FAILURE, cure_zh=RESEND[0], cure_en=RESEND[1],
    ),
    CodeRow(
        "package.proof_rotten", _OPEN, "formats package 9",
        "证明文件与清单不一致，使用该证明的证据无法以此核验。",
        "A proof file differs from the manifest: items that use it lack that proof.",
        sub_indication=SubIndication.HASH_FAILURE, cure_zh=RESEND[0], cure_en=RESEND[1],
    ),
    CodeRow(
        "package.proof_too_large", _OPEN, "Limits.proof_octets",
        "证明超出大小上限，未予读取。",
        "A proof is larger than is read.",
        sub_indication=SubIndication.GENERIC,
    ),
    refused(
        "package.lines_missing", "formats package 3",
        "分片缺少 cases.jsonl 或者 shared.jsonl。",
        "A shard lacks cases.jsonl or shared.jsonl.",
    ),
    refused(
        "package.lines_malformed", "formats package 1",
        "案件行文件不合规范（UTF-8 无字节顺序标记，每行以 LF 结束，无空行、无 CR）。",
        "A lines file is not UTF-8 lines that each end in LF, with no mark, CR or empty line.",
    ),
    refused(
        "package.id_twice", "formats package 3",
        "编号重复。",
        "An id stands twice.",
        FIX_LINE,
    ),
    refused(
        "package.case_key_twice", "formats package 3",
        "案件键重复（不区分大小写）。",
        "A case key stands twice, without regard to case.",
        FIX_LINE,
    ),
    refused(
        "package.over_unresolved", "formats package 3; judgement 2",
        "证明所指的对象在同一行中不存在。",
        "What a proof covers is not in its line.",
        FIX_LINE,
    ),
    refused(
        "package.over_cycle", "formats package 3",
        "证明的指向自身或者构成循环。",
        "A proof covers itself, by itself or in a cycle.",
        FIX_LINE,
    ),
    refused(
        "package.shared_unresolved", "formats package 3",
        "所引用的公共材料不存在。",
        "A shared document that is referred to is not here.",
        FIX_LINE,
    ),
    refused(
        "package.file_absent", "formats package 3",
        "案件行所指的文件不在包内。",
        "A line names a file that is not in the package.",
        FIX_LINE,
    ),
    refused(
        "package.evidence_misplaced", "formats package 1, 3",
        "证据文件的路径不在本行的 evidence 目录中。",
        "An original does not lie under evidence/ and the number of its line.",
        FIX_LINE,
    ),
    refused(
        "package.proof_misplaced", "formats package 2, 3",
        "证明的位置不是本分片的 proofs.bin 或者 proofs 目录中的单个文件。",
        "A proof lies neither in its shard's proofs.bin nor in a file of its proofs/.",
        FIX_LINE,
    ),
    refused(
        "package.locator_overlap", "formats package 2",
        "证明在 proofs.bin 中的位置相互重叠。",
        "Locators overlap in proofs.bin.",
        FIX_LINE,
    ),
    refused(
        "package.locator_gap", "formats package 2",
        "proofs.bin 中有不属于任何证明的字节。",
        "proofs.bin has octets that no locator names.",
        FIX_LINE,
    ),
    refused(
        "package.locator_out_of_range", "formats package 2",
        "证明的位置超出 proofs.bin 的范围。",
        "A locator reaches beyond proofs.bin.",
        FIX_LINE,
    ),
    refused(
        "package.member_unclaimed", "formats package 3",
        "文件未被本分片的任何一行引用。",
        "No line of its shard names this file.",
        FIX_LINE,
    ),
    refused(
        "package.not_synthetic", "formats package 14",
        "沙箱证据包的案件行载有真实形式的身份证件号码。",
        "A case line of a sandbox package has an identity number of a real person's form.",
        ("请改用以440199开头的虚构号码后重新打包提交。",
         "Use made-up numbers that begin with 440199, and make the package anew."),
    ),
)  # fmt: skip

_RULES = (
    CodeRow(
        "package.rules_absent", (CheckStatus.INDETERMINATE,), "judgement 6",
        "系统没有该法院在收到日期的规则数据，未审查准入条件。",
        "There are no rules of this court for the day of receipt: admission was not judged.",
        side=Side.COURT, warns_only=True,
    ),
)  # fmt: skip

ROWS = (*container.ROWS, *_TAG_FILES, *_CLOSURE, *_SHARDS, *_RULES)
