"""Codes of trusted timestamps: RFC 3161, GB/T 20520, judgement 3."""

from verify.codes.cure import OF_THIS_FILE, OF_THIS_FILE_EN
from verify.findings import CheckStatus, CodeRow, Side, SubIndication

__all__ = ["ROWS"]

_FAILED = (CheckStatus.FAILED,)
_OPEN = (CheckStatus.INDETERMINATE,)
_ANOTHER = "请提交由时间戳机构出具的原始令牌，或者补交其他证明。"
_ANOTHER_EN = "Send the authority's original token, or another proof."

ROWS = (
    CodeRow(
        "timestamp.imprint_mismatch", _FAILED, "RFC 3161 2.4.2",
        "该证明与所交文件不对应（文件改动或证明错附）：时间戳中的摘要与文件摘要不同。",
        "The imprint is not the digest of what the token is said to cover: the file was changed, "
        "or the proof belongs to another file.",
        sub_indication=SubIndication.HASH_FAILURE, contradiction=True,
        cure_zh=OF_THIS_FILE, cure_en=OF_THIS_FILE_EN,
    ),
    CodeRow(
        "timestamp.value_wrong", _FAILED, "RFC 5652 5.4",
        "时间戳令牌的签名与其内容不符：数据不一致，原因待查。",
        "The token's signature does not belong to its content.",
        sub_indication=SubIndication.SIG_CRYPTO_FAILURE, contradiction=True,
        cure_zh=_ANOTHER, cure_en=_ANOTHER_EN,
    ),
    CodeRow(
        "timestamp.digest_mismatch", _FAILED, "RFC 5652 11.2",
        "时间戳令牌内部的摘要与其时间信息不符：数据不一致，原因待查。",
        "The token's message digest is not the digest of its TSTInfo.",
        sub_indication=SubIndication.HASH_FAILURE, contradiction=True,
        cure_zh=_ANOTHER, cure_en=_ANOTHER_EN,
    ),
    CodeRow(
        "timestamp.not_granted", _FAILED, "RFC 3161 2.4.2",
        "时间戳机构的应答不是“已签发”，其中没有可用的时间戳。",
        "The authority's response grants no token.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_ANOTHER, cure_en=_ANOTHER_EN,
    ),
    CodeRow(
        "timestamp.malformed", _FAILED, "RFC 3161 2.4.2",
        "时间戳令牌或者应答的结构不合规范。",
        "The token or response is not of the form the standard gives.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_ANOTHER, cure_en=_ANOTHER_EN,
    ),
    CodeRow(
        "timestamp.not_tstinfo", _FAILED, "RFC 3161 2.4.2",
        "文件是签名数据，但内容不是时间戳信息（TSTInfo）。",
        "The file is signed data, but its content is no TSTInfo.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_ANOTHER, cure_en=_ANOTHER_EN,
    ),
    CodeRow(
        "timestamp.critical_extension", _OPEN, "RFC 3161 2.4.2",
        "时间戳令牌含有本系统不认识的关键扩展。",
        "The token has a critical extension that is not known here.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "timestamp.content_type_mismatch", _FAILED, "RFC 3161 2.4.2; RFC 5652 11.1",
        "令牌签名属性中的内容类型不是时间戳信息。",
        "The signed content-type attribute does not say TSTInfo.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_ANOTHER, cure_en=_ANOTHER_EN,
    ),
    CodeRow(
        "timestamp.attributes_incomplete", _FAILED, "RFC 5652 5.3",
        "时间戳令牌缺少必需的签名属性。",
        "The token lacks the signed attributes that it must have.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_ANOTHER, cure_en=_ANOTHER_EN,
    ),
    CodeRow(
        "timestamp.signers_not_one", _OPEN, "RFC 3161 2.4.2",
        "时间戳令牌应当只有一个签名者。",
        "A token must have exactly one signer.",
        sub_indication=SubIndication.SIG_CONSTRAINTS_FAILURE,
        cure_zh=_ANOTHER, cure_en=_ANOTHER_EN,
    ),
    CodeRow(
        "timestamp.certificate_absent", _OPEN, "RFC 3161 2.4.1",
        "令牌未附时间戳机构证书，所用信任清单中也未找到。",
        "The authority's certificate is neither in the token nor on the trust list.",
        sub_indication=SubIndication.NO_SIGNING_CERTIFICATE_FOUND,
        cure_zh="请提交时间戳机构的证书。", cure_en="Send the authority's certificate.",
    ),
    CodeRow(
        "timestamp.certificate_ambiguous", _OPEN, "judgement 4",
        "有两张证书使用同一公钥，令牌未指明是哪一张。",
        "Two certificates hold this key, and the token does not say which one is meant.",
        sub_indication=SubIndication.SIG_CONSTRAINTS_FAILURE,
    ),
    CodeRow(
        "timestamp.certificate_unbound", _OPEN, "RFC 3161 2.4.2; RFC 5816",
        "令牌签名属性未指明时间戳机构的证书（ESSCertID）。",
        "The signed attributes do not name the authority's certificate (ESSCertID).",
        sub_indication=SubIndication.SIG_CONSTRAINTS_FAILURE,
        cure_zh=_ANOTHER, cure_en=_ANOTHER_EN,
    ),
    CodeRow(
        "timestamp.certificate_mismatch", _OPEN, "RFC 5816; RFC 5035 5",
        "令牌签名属性指明的是另一张证书。",
        "The signed attributes name another certificate.",
        sub_indication=SubIndication.SIG_CONSTRAINTS_FAILURE,
        cure_zh=_ANOTHER, cure_en=_ANOTHER_EN,
    ),
    CodeRow(
        "timestamp.eku_absent", _OPEN, "RFC 3161 2.3",
        "签发证书未标明用于时间戳。",
        "The certificate is not marked for time stamping.",
        sub_indication=SubIndication.CHAIN_CONSTRAINTS_FAILURE,
        cure_zh=_ANOTHER, cure_en=_ANOTHER_EN,
    ),
    CodeRow(
        "timestamp.eku_not_critical", _OPEN, "RFC 3161 2.3",
        "签发证书的时间戳用途扩展未标为关键。",
        "The certificate's extended key usage is not critical.",
        sub_indication=SubIndication.CHAIN_CONSTRAINTS_FAILURE,
        cure_zh=_ANOTHER, cure_en=_ANOTHER_EN,
    ),
    CodeRow(
        "timestamp.eku_not_alone", _OPEN, "RFC 3161 2.3",
        "签发证书除时间戳外还有其他用途。",
        "The certificate has other extended key usages beside time stamping.",
        sub_indication=SubIndication.CHAIN_CONSTRAINTS_FAILURE,
        cure_zh=_ANOTHER, cure_en=_ANOTHER_EN,
    ),
    CodeRow(
        "timestamp.algorithm_unsupported", _OPEN, "judgement 1",
        "时间戳所用算法本系统暂不支持。",
        "The token's algorithm is not supported here.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "timestamp.algorithm_weak", _OPEN, "judgement 3; EN 319 102-1 5.2.8",
        "时间戳所用算法或者密钥长度已不够安全，单凭该时间戳不能认定。",
        "The token's algorithm or key size is no longer strong.",
        sub_indication=SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
        cure_zh=_ANOTHER, cure_en=_ANOTHER_EN,
    ),
    CodeRow(
        "timestamp.in_future", _OPEN, "judgement 3",
        "时间戳的时间晚于核验时点。",
        "The token's time lies after the validation time.",
        sub_indication=SubIndication.TIMESTAMP_ORDER_FAILURE,
    ),
    CodeRow(
        "timestamp.outside_validity", _FAILED, "judgement 3; RFC 3161 2.3",
        "时间戳的时间不在时间戳机构证书的有效期内。",
        "The token's time lies outside the validity of the authority's certificate.",
        sub_indication=SubIndication.EXPIRED, contradiction=True,
    ),
    CodeRow(
        "timestamp.tsa_revoked", _FAILED, "judgement 3",
        "时间戳机构证书在时间戳的时间之前已被吊销。",
        "The authority's certificate had been revoked before the token's time.",
        sub_indication=SubIndication.REVOKED, contradiction=True,
    ),
    CodeRow(
        "timestamp.tsa_compromised", _OPEN, "judgement 3; RFC 3161 4",
        "时间戳机构证书因密钥失控或者未说明原因被吊销，其令牌缺少更早的独立证明。",
        "The authority's certificate was revoked for compromise or without a reason, and no other "
        "proof shows that the token existed before.",
        sub_indication=SubIndication.REVOKED_NO_POE,
        cure_zh="请补交其他机构出具的更早的时间证明。",
        cure_en="Send an earlier proof of time from another authority.",
    ),
)  # fmt: skip
