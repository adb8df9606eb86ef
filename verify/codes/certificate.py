"""Codes of certificates and their paths: where trust ends, and what a path has to satisfy."""

from verify.findings import CheckStatus, CodeRow, Side, SubIndication

__all__ = ["ROWS"]

_FAILED = (CheckStatus.FAILED,)
_OPEN = (CheckStatus.INDETERMINATE,)
_EITHER = (CheckStatus.FAILED, CheckStatus.INDETERMINATE)
_CHAIN = SubIndication.CHAIN_CONSTRAINTS_FAILURE
_OTHER = "请提交以符合要求的证书作出的签名，或者证书链上符合规范的证书。"
_OTHER_EN = "Send a signature made with a certificate that conforms, or a chain that does."
_EARLIER = "请提交能证明签署时间的凭证（时间戳、存证或者链上锚定）。"
_EARLIER_EN = "Send what proves the time of signing: a timestamp, a deposit or an anchor."
_ASK = "请存证平台核实；另有以当时有效的证书作出的证明的，连同本证明一并提交。"
_ASK_EN = (
    "Ask the platform; where a proof with a certificate in force then exists, send it with this."
)

ROWS = (
    CodeRow(
        "certificate.malformed", _EITHER, "RFC 5280 4.1, 4.2",
        "证书的结构不合规范，无法读取。",
        "The certificate is not well formed and cannot be read.",
        sub_indication=SubIndication.FORMAT_FAILURE,
        cure_zh="请提交证书的原始文件。", cure_en="Send the certificate's original file.",
    ),
    CodeRow(
        "certificate.root_unknown", _OPEN, "RFC 5280 6.1.1 (d)",
        "证书链未能连接到所用信任清单上的受信任根证书。",
        "The chain does not lead to a trusted root of the trust list that was used.",
        sub_indication=SubIndication.NO_CERTIFICATE_CHAIN_FOUND, side=Side.COURT,
    ),
    CodeRow(
        "certificate.root_other_purpose", _OPEN, "formats package 15",
        "证书链连接到的受信任根证书不用于此项用途。",
        "The chain leads to a root that is trusted for another purpose.",
        sub_indication=SubIndication.NO_CERTIFICATE_CHAIN_FOUND, side=Side.COURT,
    ),
    CodeRow(
        "certificate.root_out_of_term", _OPEN, "judgement 3; formats package 15",
        "在所核验的时间，受信任根证书不在所用信任清单所定的信任期或者其有效期内。",
        "At the time asked the root was not within its own term or that of the trust list.",
        sub_indication=SubIndication.OUT_OF_BOUNDS_NO_POE, side=Side.COURT,
    ),
    CodeRow(
        "certificate.signature_wrong", _EITHER, "RFC 5280 6.1.3 (a) (1)",
        "证书上的签名不是其所称签发机构的密钥所作。",
        "The signature on the certificate is not made by the key of the issuer that it names.",
        sub_indication=SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE,
        cure_zh="请提交证书的原始文件。", cure_en="Send the certificate's original file.",
    ),
    CodeRow(
        "certificate.algorithm_unsupported", _OPEN, "judgement 6",
        "证书所用的签名算法或者密钥，本系统暂不支持。",
        "The certificate's algorithm or key is not supported here.",
        sub_indication=SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE, side=Side.COURT,
    ),
    CodeRow(
        "certificate.algorithm_weak", _OPEN, "EN 319 102-1 5.2.8; judgement 3",
        "在所证明的时间，证书上签名的算法或者密钥长度已不足以采信。",
        "At the proven time the algorithm or key size of the certificate's signature was too weak.",
        sub_indication=SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
        cure_zh=_EARLIER, cure_en=_EARLIER_EN,
    ),
    CodeRow(
        "certificate.not_yet_valid", _OPEN, "RFC 5280 6.1.3 (a) (2)",
        "所证明的时间早于证书有效期的起始。",
        "The proven time lies before the certificate's term begins.",
        sub_indication=SubIndication.NOT_YET_VALID,
    ),
    CodeRow(
        "certificate.expired_no_poe", _OPEN, "EN 319 102-1 5.5; judgement 3",
        "证书已过有效期，且没有证据证明签署发生在有效期内。",
        "The certificate has expired, and nothing proves that it was used within its term.",
        sub_indication=SubIndication.OUT_OF_BOUNDS_NO_POE,
        cure_zh=_EARLIER, cure_en=_EARLIER_EN,
    ),
    CodeRow(
        "certificate.signed_after_expiry", _FAILED, "RFC 5280 6.1.3 (a) (2); judgement 3",
        "签署时间晚于证书有效期。",
        "The signature was made after the certificate's term.",
        sub_indication=SubIndication.EXPIRED, contradiction=True,
        cure_zh=_ASK, cure_en=_ASK_EN,
    ),
    CodeRow(
        "certificate.signed_after_revocation", _FAILED, "RFC 5280 6.1.3 (a) (3); judgement 3",
        "签署时间不早于证书吊销的时间。",
        "The signature was made at or after the certificate's revocation.",
        sub_indication=SubIndication.REVOKED, contradiction=True,
        cure_zh=_ASK, cure_en=_ASK_EN,
    ),
    CodeRow(
        "certificate.issuer_not_ca", _OPEN, "RFC 5280 6.1.4 (k), (n)",
        "证书链中有证书无权签发证书（基本限制或者密钥用途不符）。",
        "A certificate of the chain may not issue certificates (basicConstraints or keyUsage).",
        sub_indication=_CHAIN, cure_zh=_OTHER, cure_en=_OTHER_EN,
    ),
    CodeRow(
        "certificate.path_length_exceeded", _OPEN, "RFC 5280 6.1.4 (l), (m)",
        "证书链长度超出上级证书允许的范围。",
        "The chain is longer than a certificate above allows.",
        sub_indication=_CHAIN, cure_zh=_OTHER, cure_en=_OTHER_EN,
    ),
    CodeRow(
        "certificate.critical_extension_unknown", _OPEN, "RFC 5280 6.1.4 (o), 6.1.5 (f)",
        "证书含有本系统不识别的关键扩展。",
        "The certificate has a critical extension that is not known here.",
        sub_indication=_CHAIN, side=Side.COURT,
    ),
    CodeRow(
        "certificate.name_constraint_violated", _OPEN, "RFC 5280 6.1.3 (b), (c)",
        "证书中的名称超出上级证书允许的名称范围。",
        "A name in the certificate lies outside what a certificate above allows.",
        sub_indication=_CHAIN, cure_zh=_OTHER, cure_en=_OTHER_EN,
    ),
    CodeRow(
        "certificate.policy_unacceptable", _OPEN, "RFC 5280 6.1.3-6.1.5; RFC 9618",
        "证书链没有共同的、可接受的证书策略。",
        "The chain has no certificate policy in common that is acceptable.",
        sub_indication=_CHAIN, cure_zh=_OTHER, cure_en=_OTHER_EN,
    ),
    CodeRow(
        "certificate.usage_wrong", _OPEN, "RFC 5280 4.2.1.3, 4.2.1.12",
        "证书的密钥用途不包括此项用途。",
        "The certificate's key usage does not include this use.",
        sub_indication=_CHAIN, cure_zh=_OTHER, cure_en=_OTHER_EN,
    ),
    CodeRow(
        "certificate.search_limited", _OPEN, "Limits.path_candidates, Limits.path_length",
        "可能的证书链过多或者过长，或者吊销数据过多，未能全部核验。",
        "There are too many possible chains, too long ones, or too much revocation data; not all "
        "of it was tried.",
        sub_indication=SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE,
        cure_zh="请只提交与签名证书有关的证书和吊销数据。",
        cure_en="Send only certificates and revocation data that belong to the signer's chain.",
    ),
)  # fmt: skip
