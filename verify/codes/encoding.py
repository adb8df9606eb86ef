"""Codes of decoding: DER, CMS and what a proof file must be before it says anything."""

from verify.findings import CheckStatus, CodeRow, Side, SubIndication

__all__ = ["ROWS"]

_FAILED = (CheckStatus.FAILED,)
_OPEN = (CheckStatus.INDETERMINATE,)
_PASSED = (CheckStatus.PASSED, CheckStatus.INDETERMINATE)
"""Told only; a policy may raise it to an open check."""
_FORM = SubIndication.FORMAT_FAILURE
_CURE = "请提交该证明的原始文件（未经转码、截取）。"
_CURE_EN = "Send the proof's original file, neither recoded nor cut."

ROWS = (
    CodeRow(
        "asn1.malformed", _FAILED, "ITU-T X.690 8, 10",
        "证明文件的编码不合规范，无法读取。",
        "The proof's encoding is broken and cannot be read.",
        sub_indication=_FORM, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "asn1.trailing_bytes", _FAILED, "ITU-T X.690 8.1",
        "证明文件在完整结构之后还有多余字节。",
        "There are octets after the proof's outer structure.",
        sub_indication=_FORM, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "asn1.ber_encoding", _PASSED, "ITU-T X.690 8; RFC 5652 5.4",
        "证明文件采用 BER 编码或者签名属性未按 DER 排序，已按同一结构的 DER 核验（不影响结论）。",
        "The proof is in BER, or its signed attributes are not in the order of DER: it was "
        "verified as the DER of the same structure (stated; it moves no result).",
        warns_only=True,
    ),
    CodeRow(
        "asn1.too_many_elements", _OPEN, "judgement 1; Limits asn1_elements to ber_depth",
        "证明文件的元素数量或者嵌套层数超出本系统上限，未能核验。",
        "The proof holds more elements, or nests deeper, than is read here.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "cms.malformed", _FAILED, "RFC 5652 5",
        "签名文件不是完整的 CMS SignedData 结构。",
        "The signature file is no well-formed CMS SignedData.",
        sub_indication=_FORM, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "cms.not_signed_data", _FAILED, "RFC 5652 3, 5",
        "文件是 CMS 结构，但不是签名数据（SignedData）。",
        "The file is CMS, but no SignedData.",
        sub_indication=_FORM, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "cms.attribute_twice", _FAILED, "RFC 5652 11",
        "签名属性重复或取值个数不合规范。",
        "A signed attribute stands twice, or with another number of values than one.",
        sub_indication=_FORM, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "cms.no_signers", _FAILED, "RFC 5652 5.1",
        "签名文件中没有任何签名者。",
        "The signature file has no signer.",
        sub_indication=_FORM, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "cms.too_many_signers", _OPEN, "judgement 1; Limits.cms_signers",
        "签名者数量超出本系统上限，未能核验。",
        "There are more signers than are read here.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "cms.too_many_certificates", _OPEN, "judgement 1; Limits.cms_certificates",
        "签名文件所附证书数量超出本系统上限，未能核验。",
        "More certificates are attached than are read here.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "cms.too_many_revocations", _OPEN, "judgement 1; Limits.cms_revocations",
        "签名文件所附吊销列表和在线状态应答数量超出本系统上限，未能核验。",
        "More CRLs and OCSP answers are attached than are read here.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "cms.too_many_timestamps", _OPEN, "judgement 1; Limits.cms_timestamps",
        "签名属性中的内容时间戳数量超出本系统上限，未能核验。",
        "The signed attributes hold more content timestamps than are read here.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "proof.too_large", _OPEN, "judgement 1; Limits.proof_octets",
        "证明文件大小超出本系统上限，未能核验。",
        "The proof is larger than is read here.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "proof.bytes_absent", _OPEN, "formats package 2, 9",
        "证明文件缺失，或其摘要与清单不符，未予读取。",
        "The proof's bytes are absent or differ from the manifest, and were not read.",
        sub_indication=SubIndication.SIGNED_DATA_NOT_FOUND,
        cure_zh="请重新提交该证明的原始文件。", cure_en="Send the proof's original file again.",
    ),
    CodeRow(
        "proof.form_unsupported", _OPEN, "judgement 1",
        "本系统暂不支持核验此种形式的证明。",
        "Proofs of this form cannot be verified here yet.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "proof.over_unresolved", _OPEN, "judgement 2",
        "证明所声明的对象没有可供核对的原始字节。",
        "The bytes that the proof declares to cover are not here.",
        sub_indication=SubIndication.SIGNED_DATA_NOT_FOUND,
        cure_zh="请提交该证明所指的原始文件。", cure_en="Send the original that the proof covers.",
    ),
    CodeRow(
        "proof.withheld", _OPEN, "judgement 4",
        "按登记，存证平台对此类证据应附此种证明，但未提交。",
        "The platform's record calls for this kind of proof, and it was not sent.",
        sub_indication=SubIndication.SIGNED_DATA_NOT_FOUND,
        cure_zh="请补交存证平台出具的该种证明。",
        cure_en="Send the proof of this kind that the platform issued.",
    ),
    CodeRow(
        "proof.absent", _OPEN, "judgement 4",
        "此项证据没有任何证明。",
        "There is no proof for this item.",
        cure_zh="如有电子签名、时间戳或者存证，请一并提交。",
        cure_en="Send its signature, timestamp or deposit, if there is one.",
    ),
)  # fmt: skip
