"""What the commands of a kit check, and what the tools leave unchecked; Chinese and English.

The second half is measured: what `openssl` accepts that this program does not (threats 1 to 20).
"""

from typing import NamedTuple

__all__ = [
    "ANCHOR", "ASIC", "CMS", "ED25519", "FISCO", "ISSUED", "OTHER", "OTS", "PDF", "RECEIPT",
    "SEAL", "SM2", "TOKEN", "WORD", "Bounds",
]  # fmt: skip


class Bounds(NamedTuple):
    """What is repeated and what is not, as (Chinese, English)."""

    repeats: tuple[str, str]
    unchecked: tuple[str, str]


_NO_PATH_ZH = """openssl cms 加 -noverify 不查证书路径、期限与吊销（见后文）；
  不查签名证书属性（ESSCertID）是否指向该证书，不查算法在当时是否仍可靠，
  不查签名人与当事人是否为同一人。"""
_NO_PATH_EN = """openssl cms with -noverify checks no path, term or revocation (below); nor
  that the signing-certificate attribute names this certificate, that the algorithms were
  strong then, or that the signer is the party."""

CMS = Bounds(
    (
        "电子签名：被签文件、签名值与签名证书三者相符（RFC 5652）",
        "Electronic signatures: file, value and certificate belong together (RFC 5652)",
    ),
    (_NO_PATH_ZH, _NO_PATH_EN),
)
TOKEN = Bounds(
    (
        "可信时间戳：摘要、签名、机构证书路径与用途（RFC 3161）",
        "Trusted timestamps: imprint, signature, path and purpose of the authority (RFC 3161)",
    ),
    (
        """openssl ts 用时间戳自带的摘要算法重算，不查该算法是否可靠；不查吊销，
  不查时间是否晚于今天，不查签名属性中的内容类型，不查精度与先后。""",
        """openssl ts digests with the token's own algorithm, strong or not; it checks no
  revocation, no time in the future, no content type among the signed attributes, no
  accuracy and no order of times.""",
    ),
)
SM2 = Bounds(
    (
        "SM2：签名属性中的摘要与文件相符；签名值与签名属性、公钥相符（GB/T 32918、35275）",
        (
            "SM2: the digest among the signed attributes is the file's, and the value belongs to\n"
            "  these attributes and this key (GB/T 32918, 35275)"
        ),
    ),
    (
        """openssl cms 与 openssl ts 不能核验 SM2 的签名与时间戳，也不识别国密内容类型，
  故按原始步骤分开核验。用户标识取登记值；登记为不计 Z 的，openssl dgst 不能核验。
  证书路径逐级核验：openssl verify 只对末级证书使用该标识；
  签发者以 r‖s 编码或者签名不含 Z 的不能核验。""",
        """openssl cms and ts cannot verify SM2 signatures and tokens, nor do they know the
  national content types: hence the raw steps. The user id is the registered one; where
  signatures are registered without Z, openssl dgst cannot verify them. Paths are verified
  link by link, since openssl verify gives the id to the leaf alone; where the CA writes
  r‖s or signs without Z, not at all.""",
    ),
)
SEAL = Bounds(
    (
        (
            "电子印章：被签内容（TBS_Sign）中的摘要与被盖章的内容相符；签名值与被签内容、公钥相符"
            "（GB/T 38540、GM/T 0031）"
        ),
        (
            "electronic seal: the digest in TBS_Sign is that of what is sealed, and the value\n"
            "  belongs to TBS_Sign and this key (GB/T 38540, GM/T 0031)"
        ),
    ),
    (
        """被盖章的内容（-covered.bin）是 OFD 中的 Signature.xml，其中列有各部件的摘要，可用 unzip
  取出部件逐个核对；上述命令不核验这些摘要、印章本身（制章者的签名、有效期、证书列表）
  和文件中未列入的部件。""",
        """What is sealed (-covered.bin) is Signature.xml of the OFD, which lists the digests of
  the parts: take these out with unzip and compare. The commands above check neither these
  digests, nor the seal itself (its maker's signature, term, list of certificates), nor
  parts of the document that are not listed.""",
    ),
)
PDF = Bounds(
    (
        (
            "PDF 内的签名与时间戳：签名值与其字节范围内的内容（-covered.bin）相符；"
            "这些字节就在原件的该处（cmp）"
        ),
        (
            "Signatures and time-stamps inside a PDF: value and the octets of its byte range\n"
            "  (-covered.bin) belong together; these stand in the original there (cmp)"
        ),
    ),
    (
        """上述命令不核验字节范围以外的内容：签名之后以增量更新加入的页面、批注、表单内容，
  可以改变所见而不影响任何一条命令；也不核验空出的部分是否仅为签名值。此后有何改动，
  见各签名之下所列和报告；可用 PDF 工具取出签名时的版本，与现在的页面对照。""",
        """They check nothing outside of the byte range: pages, annotations and form contents that
  an incremental update added after signing can change what is seen, and no command fails;
  nor that the gap holds the signature's value alone. What came after is told under each
  signature and in the report: take the signed revision out with a PDF tool, and compare.""",
    ),
)
ASIC = Bounds(
    (
        "ASiC 内的签名与时间戳：签名值与清单（没有清单的为数据文件，-covered.bin）相符",
        (
            "Signatures and time-stamps inside an ASiC: value and manifest (without one, the data\n"
            "  file; -covered.bin) belong together"
        ),
    ),
    (
        """清单列有各文件的摘要：上述命令不核验这些摘要，也不核验未列入清单的文件。可用 unzip
  取出各文件，用 openssl dgst 逐个与清单对照；文件被改换而清单未动的，命令仍全部成功。""",
        """The manifest lists the digests of the files: these commands check neither these, nor
  files that are not listed. Take the files out with unzip, and compare each with the
  manifest by openssl dgst: where a file was exchanged and the manifest left as it was,
  every command still succeeds.""",
    ),
)
ED25519 = Bounds(
    (
        "Ed25519：签名属性中的摘要与文件相符；签名值与签名属性、公钥相符（RFC 8419）",
        (
            "Ed25519: the digest among the signed attributes is the file's, and the value belongs\n"
            "  to these attributes and this key (RFC 8419)"
        ),
    ),
    (
        "证书路径见后文；其余签名属性、算法强度、签名人身份不在其内。",
        "Paths are below; the other attributes, strength and who the signer is are not checked.",
    ),
)
ANCHOR = Bounds(
    (
        "链上锚定：由文件摘要按路径算出批次根；该根在回执日志中；区块散列与登记的区块头相同",
        (
            "Ledger anchors: the batch root from the file along its path; the root is in the\n"
            "  receipt's log; the block's hash is the one that the court pinned"
        ),
    ),
    (
        """这些命令不核验回执在区块中的位置（Merkle-Patricia 证明）、合约、事件与状态：
  请用任一节点按所列区块散列与序号取回执，逐项对照。openssl 3.2 起可用
  openssl dgst -keccak-256 重算区块散列。""",
        """They do not check the receipt's place in the block (Merkle-Patricia proof), contract,
  event and status: fetch the receipt from any node by the block hash and index given,
  and compare. From 3.2 on, openssl dgst -keccak-256 recomputes the block's hash.""",
    ),
)
FISCO = Bounds(
    (
        (
            "链上锚定（FISCO BCOS）：由文件摘要按路径算出批次根；国密链另核对区块头、交易、"
            "回执的散列；登记的共识节点对区块散列的签名"
        ),
        (
            "Ledger anchors (FISCO BCOS): the batch root from the file along its path; on SM3\n"
            "  chains the hashes of header, transaction and receipt; the registered nodes'\n"
            "  signatures over the block's hash"
        ),
    ),
    (
        """这些命令不核验交易与回执在区块中的位置、合约、事件与状态，也不计算法定数：请按所列
  登记的共识节点逐一对照，并用任一节点按所列散列取区块、交易与回执。openssl 3.2 起可用
  openssl dgst -keccak-256 重算非国密链的散列。""",
        """They do not check the places of transaction and receipt in the block, contract, event
  and status, nor do they count a quorum: compare with the registered nodes, and fetch
  block, transaction and receipt from any node by the hashes given. From 3.2 on, openssl
  dgst -keccak-256 recomputes the hashes of the other chains.""",
    ),
)
OTS = Bounds(
    (
        (
            "链上锚定（OpenTimestamps）：由文件摘要按路径逐步算出的结果即所列比特币区块头的默克尔根；"
            "区块头的散列与登记的相同"
        ),
        (
            "Ledger anchors (OpenTimestamps): the operations lead from the file to the Merkle\n"
            "  root in the Bitcoin header listed; the header's hash is the one the court lists"
        ),
    ),
    (
        """这些命令不核验该区块头是否在比特币链上（工作量、与检查点的连接）：请在任一节点或者
  区块浏览器按高度查对区块散列；装有 ots 工具并自有节点的，可用 ots verify 整体核验。
  区块时间可有约两小时偏差；路径中经过 160 位摘要的，不足以单独证明。""",
        """They do not check that the header is on Bitcoin's chain (work, link to a checkpoint):
  compare its hash with any node or explorer by the height, or run ots verify with a node
  of your own. Block time may be off by two hours; a path through a digest of 160 bits
  does not suffice alone.""",
    ),
)
RECEIPT = Bounds(
    (
        "平台存证回执：文件摘要写在回执中；平台对回执字段的签名另列",
        (
            "Platform receipts: the file's digest stands in it; the platform's signature over its\n"
            "  fields is listed as a proof of its own"
        ),
    ),
    (
        "哪些字段在签名之内由平台登记决定；其余字段是提交人自述。",
        "Which fields are signed the platform's record says; every other is the sender's word.",
    ),
)
WORD = Bounds(
    (
        "链上锚定（仅有平台陈述）：该链不提供可以独立核验的证明",
        "Ledger anchors by a platform's word: the chain shows no proof that others can repeat",
    ),
    (
        "原样附上；只能向该链的运营方查询所列交易编号。",
        "They are enclosed as they came; only the chain's operator can be asked for the id.",
    ),
)
OTHER = Bounds(
    (
        "其他：本次核验未能读取该形式的证明",
        "Others: forms of proof that could not be read",
    ),
    ("原样附上，未作任何核验。", "They are enclosed as they came, unchecked."),
)
ISSUED = Bounds(
    (
        "证书路径与吊销信息：签发关系、期限；名单是否由该签发者签名、其中有无该序列号",
        (
            "Paths and revocation data: who issued what, and terms; that the issuer signed the\n"
            "  list, and whether the serial is on it"
        ),
    ),
    (
        """openssl verify 不查吊销与算法强度，也不知本院信任该证书的期限与用途；
  吊销信息是否适用于当时由报告说明。""",
        """openssl verify checks neither revocation nor strength, nor for which purpose and term
  the court trusts the end; whether revocation data speaks of that time the report says.""",
    ),
)
