"""Codes of ledger anchors: batch tree, receipt, block, pinned header (design 7 step 6).

Only a digest that differs contradicts the item. A proof that does not hang together is about the
proof alone; a chain or header that the trust list lacks is a matter of the verifying side.
"""

from verify.codes.cure import OF_THIS_FILE, OF_THIS_FILE_EN
from verify.findings import CheckStatus, CodeRow, Side, SubIndication

__all__ = ["ROWS"]

_FAILED = (CheckStatus.FAILED,)
_OPEN = (CheckStatus.INDETERMINATE,)
_PASSED = (CheckStatus.PASSED, CheckStatus.INDETERMINATE)
"""Told only; a policy may raise it to an open check."""
_CURE = "请由存证平台重新出具该项的上链证明。"
_CURE_EN = "Have the platform issue the anchor proof of this item again."

ROWS = (
    CodeRow(
        "anchor.malformed", _FAILED, "formats package 11",
        "上链证明的格式不合要求，无法读取。",
        "The anchor claim is not of its form and cannot be read.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "anchor.too_large", _OPEN, "judgement 1; Limits",
        "上链证明超出本系统的大小或者层数上限，未能核验。",
        "The anchor claim is larger or deeper than is read here.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "anchor.form_unsupported", _OPEN, "judgement 1",
        "上链证明的版本、批次树或者回执形式本系统暂不支持。",
        "The claim's version, tree or form of receipt is not supported here.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "anchor.form_other_chain", _OPEN, "formats package 12",
        "上链证明的形式与所登记的区块链种类不符，未能核验。",
        "The claim is of a form that the registered chain does not have.",
        sub_indication=SubIndication.GENERIC, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "anchor.digest_mismatch", _FAILED, "judgement 2; formats package 11",
        "该证明与所交文件不对应（文件改动或证明错附）：上链的摘要与文件摘要不同。",
        "The digest that was anchored is not the digest of the file: the file was changed, or the "
        "proof belongs to another file.",
        sub_indication=SubIndication.HASH_FAILURE, contradiction=True,
        cure_zh=OF_THIS_FILE, cure_en=OF_THIS_FILE_EN,
    ),
    CodeRow(
        "anchor.batch_proof_invalid", _FAILED, "RFC 9162 2.1.3.2",
        "摘要不能按所给路径归入上链的批次根。",
        "The digest does not lead to the anchored root along the path given.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "anchor.meta_differs", _FAILED, "formats package 11",
        "重新计算的批次信息与链上记录的不同（批次树种类、规模或者编号不符）。",
        "The batch's tree, size or id is not the one recorded on the chain.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "anchor.log_absent", _FAILED, "formats package 12",
        "交易回执的所指位置没有登记合约的存证记录。",
        "The receipt holds no record by the registered contract at that place.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "anchor.receipt_failed", _FAILED, "EIP-658",
        "所指交易执行失败，未形成存证记录。",
        "The transaction failed, so no deposit was recorded by it.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "anchor.receipt_proof_invalid", _FAILED, "Ethereum Yellow Paper, appendix D",
        "交易回执不能按所给路径归入该区块。",
        "The receipt does not belong to the block along the path given.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "anchor.proof_missing", _OPEN, "formats package 11",
        "上链证明未附交易或者回执归入区块的路径，未能核验。",
        "The claim has no path of the transaction or receipt into its block.",
        sub_indication=SubIndication.GENERIC, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "anchor.transaction_proof_invalid", _FAILED, "formats package 11",
        "所附交易不能按所给路径归入该区块，或者属于其他链、其他群组。",
        "The transaction does not belong to the block along the path given, or is of another chain "
        "or group.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "anchor.transaction_differs", _FAILED, "formats package 12",
        "所附交易不是对登记合约的该次存证调用。",
        "The transaction is not the call of the registered contract that made this record.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "anchor.sealer_signature_invalid", _FAILED, "formats package 12",
        "区块头中有登记共识节点的签名不能通过验证。",
        "A signature of a registered consensus node over the block does not verify.",
        sub_indication=SubIndication.SIG_CRYPTO_FAILURE, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "anchor.sealer_counted_twice", _FAILED, "formats package 12",
        "同一共识节点的签名在区块签名列表中出现两次以上，只计一次。",
        "A consensus node stands in the list of signatures more than once; it counts once.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "anchor.sealers_differ", _OPEN, "formats package 12",
        "区块头所载共识节点与所用信任清单登记的不同。",
        "The block's consensus nodes are not those that the trust list registers for its time.",
        sub_indication=SubIndication.NO_POE, side=Side.COURT,
    ),
    CodeRow(
        "anchor.sealers_short", _OPEN, "formats package 12",
        "登记的共识节点中对该区块签名的未达到法定数，不能认定其为链上区块。",
        "Too few of the registered consensus nodes signed the block, so it is not final.",
        sub_indication=SubIndication.NO_POE, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "anchor.sealers_retired", _OPEN, "judgement 3; formats package 12",
        "对该区块签名的共识节点中仍在任的过少，该区块头又未列于所用信任清单：不能排除该区块是节点离任之后补作的。",
        "Too few of the nodes that signed the block still seal on the chain, and its header is not "
        "on the trust list: keys that have retired can make a block of the past at any time.",
        sub_indication=SubIndication.NO_POE, side=Side.COURT, retry=True,
    ),
    CodeRow(
        "anchor.header_malformed", _FAILED, "Ethereum Yellow Paper 4.4",
        "区块头无法读取。",
        "The block header cannot be read.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "anchor.chain_unknown", _OPEN, "formats package 12",
        "所用信任清单未登记该区块链，或者当时不在登记有效期内。",
        "The trust list that was used registers no such chain for that time.",
        sub_indication=SubIndication.NO_POE, side=Side.COURT,
    ),
    CodeRow(
        "anchor.header_unpinned", _OPEN, "judgement 3; formats package 12",
        "该区块头未列于所用信任清单，不能认定其为链上区块。",
        "The block header is not on the trust list that was used, so the block cannot be told from "
        "any other.",
        sub_indication=SubIndication.NO_POE, side=Side.COURT, retry=True,
    ),
    CodeRow(
        "anchor.header_conflict", _OPEN, "formats package 12",
        "所用信任清单所列的该区块时间或者高度与区块头所载不同，须先查明。",
        "The trust list's line for the block and the header itself differ in time or height.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "anchor.quorum_short", _OPEN, "formats package 12",
        "该区块头的来源未达到登记要求的独立运营方数目。",
        "The header was pinned by fewer independent operators than the chain's profile calls for.",
        sub_indication=SubIndication.NO_POE, side=Side.COURT,
    ),
    CodeRow(
        "anchor.platform_attested", _OPEN, "judgement 3",
        "该链由存证平台自行运营，链上锚定仅为平台证明，不据此认定时间。",
        "The chain is run by the platform itself: its word (平台证明), which proves no time here.",
        sub_indication=SubIndication.NO_POE,
    ),
    CodeRow(
        "anchor.in_future", _OPEN, "judgement 3",
        "区块时间晚于核验时点。",
        "The block's time lies after the validation time.",
        sub_indication=SubIndication.GENERIC,
    ),
    CodeRow(
        "anchor.algorithm_weak", _OPEN, "judgement 3",
        "上链摘要所用算法在区块时间已不具备足够强度，或者单独使用不足以证明。",
        "The anchored digest's algorithm was not strong at the block's time, or never suffices.",
        sub_indication=SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
    ),
    CodeRow(
        "anchor.deposit_updated", _OPEN, "formats package 12",
        "该链允许更新记录，而本次上链远晚于所称存证时间：不能证明为该编号当时的内容。",
        "The chain lets records be replaced, and this one is far later than the deposit claimed.",
        sub_indication=SubIndication.NO_POE, cure_zh="请提交存证当时的上链证明。",
        cure_en="Send the anchor proof made at the time of the deposit.",
    ),
    CodeRow(
        "anchor.submitter_unlisted", _PASSED, "formats package 12",
        "所用信任清单未登记该上链账户：仅证明该摘要当时已存在，不证明为平台存证。",
        "The trust list that was used does not register the submitting account: the digest existed "
        "then; it is no deposit.",
        warns_only=True,
    ),
)  # fmt: skip
