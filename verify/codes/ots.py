"""Codes of OpenTimestamps proofs (design 7 step 6): the file, its attestations, what it is worth.

A promise of a calendar is no failure, and what no block confirms yet proves no time.
"""

from verify.findings import CheckStatus, CodeRow, Side, SubIndication

__all__ = ["ROWS"]

_FAILED = (CheckStatus.FAILED,)
_OPEN = (CheckStatus.INDETERMINATE,)
_PASSED = (CheckStatus.PASSED, CheckStatus.INDETERMINATE)
"""Told only; a policy may raise it to an open check."""
_CURE = "请重新提交该项完整的 OpenTimestamps 证明文件（.ots）。"
_CURE_EN = "Send the complete OpenTimestamps proof (.ots) of this item again."

ROWS = (
    CodeRow(
        "ots.malformed", _FAILED, "formats package 11",
        "OpenTimestamps 证明文件的格式不合要求，无法读取。",
        "The OpenTimestamps proof is not of its form and cannot be read.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "ots.too_large", _OPEN, "judgement 1; Limits",
        "OpenTimestamps 证明文件的大小、见证数目或者层数超出本系统上限，未能核验。",
        "The OpenTimestamps proof has more octets, attestations or operations than are read here.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "ots.unsupported", _OPEN, "judgement 1",
        "OpenTimestamps 证明文件的版本或者其中的运算本系统暂不支持。",
        "The version of the OpenTimestamps proof, or an operation in it, is not supported here.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "ots.root_differs", _FAILED, "formats package 11",
        "按该证明逐步计算的结果与所列比特币区块头记载的不同，该证明不能归入所称区块。",
        "The operations of the proof do not lead to the Merkle root of the Bitcoin block that it "
        "names, as the header on the trust list has it.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "ots.pending", _OPEN, "judgement 3; formats package 11",
        "该证明仅有日历服务器的登记，尚待区块确认（待上链），目前不能证明任何时间。",
        "The proof only has the promise of a calendar: no block confirms it yet, and it proves no "
        "time so far.",
        sub_indication=SubIndication.TRY_LATER, retry=True,
        cure_zh="请在区块确认后更新（ots upgrade）并重新提交该证明文件。",
        cure_en="Upgrade the proof once a block confirms it (ots upgrade), and send it again.",
    ),
    CodeRow(
        "ots.notary_unknown", _OPEN, "judgement 1; formats package 11",
        "该证明的见证方本系统不认识或者不予核验，未能核验。",
        "The proof is attested by a notary that is not known, or not verified, here.",
        sub_indication=SubIndication.NO_POE, side=Side.COURT,
    ),
    CodeRow(
        "ots.existence_only", _PASSED, "judgement 3; formats package 12",
        "与所用信任清单所列的比特币区块头一致：仅证明其所载摘要至迟在该区块时间（区块时间本身可有约两小时偏差）"
        "已经存在。任何人均可自行取得此类证明，不证明为平台存证；所依据的是境外公有区块链。",
        "It matches the Bitcoin block header on the trust list that was used: the digest that it "
        "states existed no later than about the block's time, which may be off by two hours. "
        "Anybody can obtain such a proof: it is no deposit with a platform, and the chain is a "
        "public one abroad.",
        warns_only=True,
    ),
    CodeRow(
        "ots.attestations_beside", _PASSED, "formats package 11",
        "该证明文件另载有未计入的见证（待确认、未能核验、不成立或者较晚），不影响已核验的部分。",
        "The proof carries further attestations that were not counted: pending, not verified, not "
        "holding, or later. What was verified does not depend on them.",
        warns_only=True,
    ),
)  # fmt: skip
