"""Codes of revocation: what CRLs and OCSP answers say, and why they prove nothing."""

from verify.findings import CheckStatus, CodeRow, Side, SubIndication

__all__ = ["ROWS"]

_OPEN = (CheckStatus.INDETERMINATE,)
_EITHER = (CheckStatus.FAILED, CheckStatus.INDETERMINATE)
_PASSED = (CheckStatus.PASSED, CheckStatus.INDETERMINATE)
"""Told only; a policy may raise it to an open check."""
_NO_PROOF = SubIndication.TRY_LATER
_CURE = "请补交该证书签发机构出具的、能说明签署时证书状态的 CRL 或者 OCSP 应答。"
_CURE_EN = "Send a CRL or OCSP answer of the issuer that tells the status at the time of signing."
_EARLIER = "请提交能证明签署早于吊销的凭证（时间戳、存证或者链上锚定）。"
_EARLIER_EN = "Send what proves that it was signed before: a timestamp, a deposit or an anchor."
_FILE = "请提交该文件的原始字节。"
_FILE_EN = "Send the file's original bytes."

ROWS = (
    CodeRow(
        "revocation.absent", _OPEN, "RFC 5280 6.1.3 (a) (3); judgement 3",
        "没有该证书的吊销数据（CRL 或者 OCSP 应答），其当时状态未能核验。",
        "There is no revocation data for the certificate, so its status then is not known.",
        sub_indication=_NO_PROOF, cure_zh=_CURE, cure_en=_CURE_EN, retry=True,
    ),
    CodeRow(
        "revocation.stale", _OPEN, "EN 319 102-1 5.2.5; judgement 3",
        "吊销数据的出具时间早于所证明的时间，且已过其下次更新时间。",
        "The revocation data was issued before the proven time and is no longer in force.",
        sub_indication=_NO_PROOF, cure_zh=_CURE, cure_en=_CURE_EN, retry=True,
    ),
    CodeRow(
        "revocation.issued_after_expiry", _OPEN, "X.509 9.5.2.8; RFC 6960 4.4.4; judgement 3",
        "吊销数据在证书过期后出具，未声明仍包含已过期证书。",
        "The revocation data was issued after the certificate expired, and does not say that it "
        "still knows such certificates.",
        sub_indication=_NO_PROOF, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "revocation.wrong_scope", _OPEN, "RFC 5280 6.3.3 (b), (c), (e)",
        "吊销数据的适用范围不包括或者不完全包括该证书。",
        "The scope of the revocation data does not cover the certificate, or not in full.",
        sub_indication=_NO_PROOF, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "revocation.issuer_not_authorised", _OPEN, "RFC 5280 6.3.3 (f)",
        "CRL 的签发者无权为该证书出具吊销数据，或者其自身的证书链未能核验。",
        "Whoever signed the CRL is not entitled to speak of the certificate, or has no path here.",
        sub_indication=_NO_PROOF, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "revocation.responder_not_authorised", _OPEN, "RFC 6960 4.2.2.2",
        "OCSP 应答者未经该证书的签发机构授权，或者其自身状态未能核验。",
        "The OCSP responder is not the issuer's delegate, or its own status is not known.",
        sub_indication=_NO_PROOF, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "revocation.signature_wrong", _OPEN, "RFC 5280 6.3.3 (g); RFC 6960 3.2",
        "吊销数据上的签名与其签发者的密钥不符。",
        "The signature on the revocation data is not made by the key of its issuer.",
        sub_indication=_NO_PROOF, cure_zh="请提交由签发机构签名的吊销数据。",
        cure_en="Send revocation data that the issuer signed.",
    ),
    CodeRow(
        "revocation.status_unknown", _OPEN, "RFC 6960 2.2",
        "OCSP 应答称不知道该证书的状态。",
        "The OCSP answer says that the certificate's status is unknown.",
        sub_indication=_NO_PROOF, cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "revocation.unsupported", _OPEN, "RFC 5280 5.2, 5.3; RFC 6960 4.4",
        "吊销数据含有本系统不识别的关键扩展，或者其签名算法暂不支持。",
        "The revocation data has a critical extension or an algorithm that is not known here.",
        sub_indication=_NO_PROOF, side=Side.COURT,
    ),
    CodeRow(
        "revocation.algorithm_weak", _OPEN, "EN 319 102-1 5.2.8; judgement 3",
        "在所证明的时间，吊销数据上签名的算法或者密钥长度已不足以采信。",
        "At the proven time the algorithm or key size of the revocation data was too weak.",
        sub_indication=SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
        cure_zh=_CURE, cure_en=_CURE_EN,
    ),
    CodeRow(
        "revocation.crl_malformed", _EITHER, "RFC 5280 5.1",
        "CRL 文件的结构不合规范，无法读取。",
        "The CRL is not well formed and cannot be read.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_FILE, cure_en=_FILE_EN,
    ),
    CodeRow(
        "revocation.ocsp_malformed", _EITHER, "RFC 6960 4.2.1",
        "OCSP 应答的结构不合规范，无法读取。",
        "The OCSP answer is not well formed and cannot be read.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_FILE, cure_en=_FILE_EN,
    ),
    CodeRow(
        "revocation.revoked_no_poe", _OPEN, "EN 319 102-1 5.2.6; judgement 3",
        "证书已被吊销，且没有证据证明签署发生在吊销之前或者之后。",
        "The certificate was revoked, and nothing proves whether it was used before or after.",
        sub_indication=SubIndication.REVOKED_NO_POE, cure_zh=_EARLIER, cure_en=_EARLIER_EN,
    ),
    CodeRow(
        "revocation.revoked_ca_no_poe", _OPEN, "EN 319 102-1 5.2.6; judgement 3",
        "证书链中的上级证书已被吊销，且没有证据证明签署发生在吊销之前或者之后。",
        "An issuer's certificate was revoked, and nothing proves use before or after.",
        sub_indication=SubIndication.REVOKED_CA_NO_POE, cure_zh=_EARLIER, cure_en=_EARLIER_EN,
    ),
    CodeRow(
        "revocation.invalid_since", _OPEN, "RFC 5280 5.3.2",
        "签发机构称该证书的密钥在所证明的时间之前可能已为他人掌握。",
        "The issuer says that the certificate's key may have been in other hands by then.",
        sub_indication=SubIndication.REVOKED_NO_POE, cure_zh=_EARLIER, cure_en=_EARLIER_EN,
    ),
    CodeRow(
        "revocation.none_issued", _PASSED, "formats package 15; judgement 3",
        "经登记的做法：该签发机构在所列期间不出具吊销数据；核验结果以此为前提。",
        "By registered practice this CA issues no revocation data; the result rests on that.",
        warns_only=True, side=Side.COURT,
    ),
)  # fmt: skip
