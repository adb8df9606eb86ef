"""The words of reports that no finding carries: one table, Chinese and English (judgement 10).

A row is what the product says about a result, a proof, or itself. What a finding says stands in the
code table of `verify.codes`; what a party says is quoted and stands in neither.
"""

from types import MappingProxyType

from api.render.admissionwords import ADMISSION_WORDS
from verify.words import PROOF_NAMES

__all__ = ["CATEGORIES", "NEAR_MISSES", "NUMERALS", "RULES", "STAGES", "WORDS"]

NUMERALS = "一二三四五六七八九十"
"""Article 7 counts its items so."""

CATEGORIES = (
    ("贷款人主体资格", "Lender's standing"),
    ("借款人主体资格", "Borrower's standing"),
    ("诉讼代理人授权", "Agent's authority"),
    ("借款人身份认证", "Borrower's identity check"),
    ("线上贷款全流程", "Online lending process"),
    ("借款合同成立", "Formation of the contract"),
    ("电子数据存证证明", "Deposit certificates"),
    ("发放贷款", "Disbursement"),
    ("还款及欠款明细", "Repayments and arrears"),
    ("其他证据", "Other evidence"),
)
"""Article 7 (1)-(10), shortened."""

NEAR_MISSES = {
    "hex_text_decoded": (
        "所交文件是原始文件的十六进制文本",
        "the file sent is the original written out in hexadecimal",
    ),
    "base64_text_decoded": (
        "所交文件是原始文件的 Base64 文本",
        "the file sent is the original in Base64",
    ),
    "bom_removed": (
        "所交文件比原始文件多一个文件头标记（BOM）",
        "the file sent has a byte-order mark that the original has not",
    ),
    "bom_added": (
        "所交文件比原始文件少一个文件头标记（BOM）",
        "the file sent lacks the byte-order mark of the original",
    ),
    "crlf_to_lf": (
        "所交文件的换行符由 LF 变成了 CRLF，其余相同",
        "the line ends became CRLF, nothing else differs",
    ),
    "lf_to_crlf": (
        "所交文件的换行符由 CRLF 变成了 LF，其余相同",
        "the line ends became LF, nothing else differs",
    ),
    "gbk_to_utf8": (
        "所交文件由 UTF-8 转成了 GBK 编码，文字相同",
        "the text was recoded from UTF-8 to GBK",
    ),
    "utf8_to_gbk": (
        "所交文件由 GBK 转成了 UTF-8 编码，文字相同",
        "the text was recoded from GBK to UTF-8",
    ),
    "pdf_previous_revision": (
        "所交 PDF 在作出摘要之后又被另存、追加了内容",
        "the PDF was saved again, with additions, after its digest was made",
    ),
    "neighbour_file": (
        "摘要与本案另一份文件相符，可能是附错了文件",
        "the digest is that of another file of this case: the wrong one was attached",
    ),
}
"""What would explain a digest mismatch (judgement 4), by trial."""

STAGES = {
    "诉前": ("诉前", "before filing"),
    "诉中": ("诉中", "during the proceedings"),
    "执行": ("执行", "enforcement"),
}
"""Stages of a case that a package may state (package.json)."""

RULES = (
    ("formats package ", "证据包格式 ", "Package format "),
    ("judgement ", "核验规则 ", "Rule of judgement "),
)
"""How a rule of our own pages begins, and its name for a reader; docs/rules.md has them."""

_ROWS = {
    # the report itself
    "report": ("电子数据技术核验报告", "Technical verification report on electronic data"),
    "batch_report": (
        "电子数据技术核验报告 · 批次",
        "Technical verification report on electronic data: batch",
    ),
    "not_court": ("非法院出具", "Not issued by a court"),
    "not_court_why": (
        "由命令行工具生成；信任清单、核验策略与核验时点由使用者选定，列于结论之中。",
        "Made by the command line; its user chose the trust list, policy and time named below.",
    ),
    "sandbox": ("沙箱环境 · 合成数据", "Sandbox · synthetic data"),
    "watermark": ("沙箱 仅供测试", "SANDBOX for testing only"),
    "product": ("证据网关", "Evidence Gateway"),
    "product_line": ("电子数据技术核验", "Technical verification of electronic data"),
    "last": (
        "供举证、质证参考，不是鉴定意见",
        "For reference in adducing and examining evidence; not an expert opinion",
    ),
    "skip": ("跳到正文", "Skip to content"),
    "made": ("核验时点 {at}", "Validation time {at}"),
    "zone": (
        "时间均为北京时间（UTC+8）。",
        "All times are Beijing time (UTC+8).",
    ),
    "quoted": (
        "加底纹和引号的是提交人或证书的原文，不是本报告的结论；不可见的字符以编码显示。",
        "Shaded text in brackets is a party's own and no finding; hidden characters show a code.",
    ),
    "quoted_text": (
        "「」中是提交人或证书的原文，不是本报告的结论。",
        "Text in 「」 is a party's or a certificate's own, and no finding of this report.",
    ),
    # conclusion
    "conclusion": ("技术核验结论", "Technical conclusion"),
    "all_consistent": ("全部 {n} 项证据核验一致", "All {n} items verified as consistent"),
    "no_items": ("没有可核验的证据", "There is no evidence to verify"),
    "some_inconsistent": ("{n} 项数据不一致，原因待查", "{n} with inconsistent data, cause open"),
    "some_unverifiable": ("{n} 项无法核验", "{n} could not be verified"),
    "some_unproven": ("{n} 项无证明", "{n} without proof"),
    "of_items": (
        "本案 {items} 项证据，{consistent} 项核验一致。",
        "{consistent} of this case's {items} items verified as consistent.",
    ),
    "of_shared": (
        "另引用共用材料 {n} 项，{consistent} 项核验一致。",
        "{consistent} of the {n} shared documents it refers to verified as consistent.",
    ),
    "shared_state": ("共用材料：{state}", "Shared documents: {state}"),
    "means": (
        "“核验一致”只表示所列数据与其证明相符，不是对案件事实的认定。",
        "Consistent means that the data agree with their proofs; it finds no fact of the case.",
    ),
    "admission": ("准入审查意见", "Advice on admission"),
    "admission_none": (
        "本次仅作技术核验，未作准入审查。",
        "This run verified; it did not judge admission.",
    ),
    "consistent": ("核验一致", "Consistent"),
    "inconsistent": ("核验不一致", "Inconsistent"),
    "unverifiable": ("无法核验", "Unverifiable"),
    "unproven": ("无证明", "No proof"),
    "counts": ("证据核验统计", "Items by result"),
    # inputs
    "at": ("核验时点", "Validation time"),
    "at_option": ("命令行核验以此为准", "the time that the command line used"),
    "policy": ("核验策略", "Policy"),
    "trust": ("信任清单", "Trust list"),
    "trust_sequence": ("第 {n} 号", "no. {n}"),
    "trust_bare": ("未编号", "unnumbered"),
    "trust_none": ("未提供：不信任任何根证书", "none given: no root is trusted"),
    "software": ("软件版本", "Software"),
    "verdict_id": ("核验编号", "Verification id"),
    "package_digest": ("证据包摘要（SHA-256）", "Package digest (SHA-256)"),
    "case_digest": ("案件摘要", "Case digest"),
    "facts_digest": ("事实摘要", "Facts digest"),
    "policy_digest": ("策略摘要", "Policy digest"),
    "trust_digest": ("信任清单摘要", "Trust list digest"),
    # facts of the case and the package
    "case_facts": ("案件信息", "Case"),
    "package_facts": ("证据包信息", "Package"),
    "case_key": ("案件编号", "Case"),
    "package_id": ("证据包编号", "Package"),
    "lender": ("贷款人（申请人）", "Lender (applicant)"),
    "applicant": ("申请人", "Applicant"),
    "platform": ("存证平台", "Deposit platform"),
    "seal": ("证据包签名", "Package seal"),
    "platform_none": ("无（要素列表上传）", "none (element list)"),
    "product_code": ("贷款产品", "Loan product"),
    "batch_ref": ("批次", "Batch"),
    "stage": ("阶段 / 申请日期", "Stage / filing date"),
    "environment": ("环境", "Environment"),
    # proves
    "proves": ("本报告证明", "What this report proves"),
    "proves_nothing": ("没有经核验一致的事项。", "Nothing was verified as consistent."),
    "does_not_prove": ("本报告不证明", "What this report does not prove"),
    # checks
    "checks": ("逐项核验", "Item by item"),
    "checks_by": ("按指引第七条分类", "grouped by Article 7 of the guideline"),
    "clause": ("指引第七条（{numeral}）", "Guideline, Article 7 ({number})"),
    "result": ("结果", "Result"),
    "checked": ("核验项", "What was checked"),
    "explained": ("说明", "Explanation"),
    "basis": ("依据", "Basis"),
    "shared_item": ("共用材料", "shared document"),
    "scanned": ("电子化材料（扫描件）", "scanned copy"),
    "no_file_name": ("未写明文件名", "no file name"),
    "not_submitted": ("未提交原件", "original not submitted"),
    "existed_by": ("最迟于 {time} 已存在", "Existed no later than {time}"),
    "signature_by": ("该签名最迟于 {time} 已存在", "The signature existed no later than {time}"),
    "receipt_by": ("该回执最迟于 {time} 已存在", "The receipt existed no later than {time}"),
    "existed_by_at": ("仅证明核验时已存在", "Proven to exist only at validation"),
    "signer": ("证书主体", "Certificate subject"),
    "cure": ("补正方法", "Cure"),
    "observed": ("所见", "Observed"),
    "side_court": (
        "属本方信任清单或软件的原因，不是提交人的缺陷。",
        "This lies with the verifying side's trust list or software, not with the sender.",
    ),
    "side_world": (
        "属外部原因，不是提交人的缺陷。",
        "This lies with the outside world, not with the sender.",
    ),
    "retry": ("原因消除后可重新核验。", "Can be verified again once the cause has passed."),
    "PASSED": ("通过", "Passed"),
    "FAILED": ("未通过", "Failed"),
    "INDETERMINATE": ("无法核验", "Undecided"),
    "HUMAN": ("待人工认定", "For a person"),
    "NOT_APPLICABLE": ("不适用", "Not applicable"),
    "DEPOSITED": ("已存证", "Deposited"),
    "PENDING": ("存证待确认（上链中）", "Deposit pending on the chain"),
    "DIGEST_ONLY": ("仅存摘要", "Digest deposited only"),
    "NOT_DEPOSITED": ("未存证", "Not deposited"),
    # proofs
    **{kind.value: (words.zh, words.en) for kind, words in PROOF_NAMES.items()},
    "item_basis": ("指引第五条（二）", "Guideline, Article 5 (2)"),
    "signature_basis": ("RFC 5652", "RFC 5652"),
    "timestamp_basis": ("RFC 3161", "RFC 3161"),
    "signature_basis_national": ("GM/T 0010（GB/T 35275）", "GM/T 0010 (GB/T 35275)"),
    "seal_basis": ("GB/T 38540（GM/T 0031）", "GB/T 38540 (GM/T 0031)"),
    "timestamp_basis_national": ("GB/T 20520", "GB/T 20520"),
    "anchor_basis": ("RFC 9162", "RFC 9162"),
    "receipt_basis": ("指引第七条（七）", "Guideline, Article 7 (7)"),
    "over_item": ("对本文件", "over this file"),
    "over_signature": ("对签名值 {id}", "over signature value {id}"),
    "over_receipt": ("对回执 {id}", "over receipt {id}"),
    "over_tagmanifest": ("对整个证据包", "over the whole package"),
    # tree and times
    "tree": ("证据目录", "Evidence"),
    "files": ("{n} 项", "{n}"),
    "none_received": ("未收到", "none received"),
    "times": ("时间", "Times"),
    "times_key": (
        "实心点为第三方证明，空心点为提交人自述",
        "solid: proven by a third party; hollow: said by the sender",
    ),
    "claimed": ("自述时间", "Claimed time"),
    "proven": ("最迟于此时已存在", "Existed no later than this"),
    "proven_note": ("由{kind}证明", "proven by: {kind}"),
    "proven_other": ("依据见逐项核验", "see item by item"),
    "validated": ("核验时点", "Validation time"),
    "validated_note": ("{n} 项仅证明此时已存在", "items proven to exist only now: {n}"),
    "and_more": ("等 {n} 项", "and others, {n} in all"),
    # technical details
    "details": ("技术细节", "Technical details"),
    "details_note": (
        "供鉴定与复核使用，点开查看；不打印",
        "for experts; open to read; not printed",
    ),
    "inputs": ("核验所据", "What this rests on"),
    "proof": ("证明", "Proof"),
    "form": ("形式", "Form"),
    "over": ("对象", "Over"),
    "path": ("证书路径", "Certificate path"),
    "ledger": ("链上位置", "Place on the chain"),
    "ledger_chain": ("链 {chain}（{operator}）", "chain {chain} ({operator})"),
    "ledger_block": ("区块 {height}", "block {height}"),
    "ledger_time": (
        "区块时间 {time}，容差 {tolerance} 秒",
        "block time {time}, tolerance {tolerance} s",
    ),
    "ledger_transaction": ("交易 {index}", "transaction {index}"),
    "ledger_hash": ("区块哈希 {digest}", "block hash {digest}"),
    "algorithms": ("算法", "Algorithms"),
    "code": ("结果代码", "Code"),
    "no_proofs": ("没有证明。", "No proofs."),
    # batch
    "package_refused": (
        "证据包未予接收，未逐项核验",
        "The package was refused; no item was verified",
    ),
    "refused_why": (
        "下列问题涉及整个证据包；改正后重新提交即可，不影响其他证据包。",
        "The faults below concern the whole package; send it again once they are mended.",
    ),
    "package_unknown_here": (
        "未能核验：所用信任清单未登记该平台（或未提供），不是提交人的缺陷",
        "Not verified: the trust list in use lacks this platform; no defect of the sender",
    ),
    "unknown_here_why": (
        "请用登记了该平台的信任清单（--trust）重新核验；提交人无需改正，也无需重新提交。",
        "Verify with a trust list (--trust) that has the platform; the sender need do nothing.",
    ),
    "all_cases_consistent": (
        "{cases} 件案件的证据全部核验一致",
        "Every item of all {cases} cases is consistent",
    ),
    "cases_to_see": ("{cases} 件案件中 {n} 件需要查看", "{n} of {cases} cases to look at"),
    "shards_lost": ("{n} 个分片已损坏", "{n} damaged shards"),
    "items_of_batch": (
        "共 {items} 项证据，{consistent} 项核验一致。",
        "{consistent} of {items} items verified as consistent.",
    ),
    "package_findings": ("证据包检查", "Package"),
    "shards_rotten": (
        "下列分片已损坏，其中的案件无法核验",
        "These shards are damaged and their cases could not be verified",
    ),
    "causes": ("问题汇总", "Causes"),
    "causes_note": ("同一原因合并计数", "counted by cause"),
    "cause": ("原因", "Cause"),
    "cases": ("案件数", "Cases"),
    "items": ("证据数", "Items"),
    "shared_problems": ("共用材料的问题", "Faults of shared documents"),
    "problem_cases": ("需要查看的案件", "Cases to look at"),
    "clean_cases": ("全部核验一致的案件", "Cases wholly consistent"),
    "cut": (
        "此处只列出前 {shown} 件，共 {total} 件；其余见 JSON 报告。",
        "The first {shown} of {total} are listed here; the JSON report has all.",
    ),
    "see_cases": (
        "各案证明与不证明的事项见各案报告。",
        "What is proven and not proven of each case stands in its own report.",
    ),
}

WORDS = MappingProxyType(_ROWS | ADMISSION_WORDS)
"""Key to (Chinese, English); braces are filled by `str.format`."""
