"""Codes of electronic signatures: RFC 5652, CAdES (ETSI EN 319 122-1), judgement 2 to 4."""

from verify.codes.cure import OF_THIS_FILE, OF_THIS_FILE_EN
from verify.findings import CheckStatus, CodeRow, Side, SubIndication

__all__ = ["ROWS"]

_FAILED = (CheckStatus.FAILED,)
_OPEN = (CheckStatus.INDETERMINATE,)
_PASSED = (CheckStatus.PASSED, CheckStatus.INDETERMINATE)
"""Told only; a policy may raise it to an open check."""

ROWS = (
    CodeRow(
        "signature.value_wrong", _FAILED, "RFC 5652 5.4",
        "签名值与签名内容、签名证书不符：数据不一致，原因待查。",
        "The signature value does not belong to this content and this certificate.",
        sub_indication=SubIndication.SIG_CRYPTO_FAILURE, contradiction=True,
        cure_zh="请提交被签名的原始文件；文件无误的，请存证平台重新出具证明。",
        cure_en="Send the very file that was signed; where it is, have the proof issued again.",
    ),
    CodeRow(
        "signature.digest_mismatch", _FAILED, "RFC 5652 5.4, 11.2",
        "该证明与所交文件不对应（文件改动或证明错附）：签名中的摘要与文件摘要不同。",
        "The digest inside the signature is not the digest of the file: the file was changed, or "
        "the proof belongs to another file.",
        sub_indication=SubIndication.HASH_FAILURE, contradiction=True,
        cure_zh=OF_THIS_FILE, cure_en=OF_THIS_FILE_EN,
    ),
    CodeRow(
        "signature.content_differs", _FAILED, "judgement 2",
        "该证明与所交文件不对应（文件改动或证明错附）：签名文件内含的内容与所交文件不同。",
        "The content inside the signature file is not the file that was sent: the file was "
        "changed, or the proof belongs to another file.",
        sub_indication=SubIndication.HASH_FAILURE, contradiction=True,
        cure_zh=OF_THIS_FILE, cure_en=OF_THIS_FILE_EN,
    ),
    CodeRow(
        "signature.content_is_tstinfo", _FAILED, "judgement 2; RFC 3161 2.4.2",
        "所称签名实为时间戳令牌，不能作为对该文件的签名。",
        "What is called a signature is a time-stamp token, and no signature over the file.",
        sub_indication=SubIndication.SIG_CONSTRAINTS_FAILURE, contradiction=True,
    ),
    CodeRow(
        "signature.attributes_as_content", _FAILED, "judgement 2; RFC 5652 12",
        "无签名属性的签名，其内容本身可解析为签名属性，可能取自另一份签名，不予认可。",
        "A signature without signed attributes covers content that is itself a set of attributes: "
        "it may be the signature of another message.",
        sub_indication=SubIndication.SIG_CONSTRAINTS_FAILURE, contradiction=True,
    ),
    CodeRow(
        "signature.content_type_mismatch", _FAILED, "RFC 5652 11.1",
        "签名属性中的内容类型与签名内容的类型不一致。",
        "The signed content-type attribute differs from the type of the content.",
        sub_indication=SubIndication.FORMAT_FAILURE,
    ),
    CodeRow(
        "signature.attributes_incomplete", _FAILED, "RFC 5652 5.3, 11",
        "签名属性缺少内容类型或者消息摘要。",
        "The signed attributes lack content-type or message-digest.",
        sub_indication=SubIndication.FORMAT_FAILURE,
    ),
    CodeRow(
        "signature.algorithm_unsupported", _OPEN, "judgement 1",
        "签名所用算法本系统暂不支持。",
        "The signature's algorithm is not supported here.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "signature.sm2_form_unregistered", _OPEN, "formats package 15; GB/T 32918.2 5.5",
        "该 SM2 签名按默认形式（默认用户标识、含 Z 值、DER 编码）核验未通过，而所用信任清单未"
        "登记签发机构所用的形式，无法判断签名是否有误。",
        "The SM2 signature does not verify in the default form (default user id, with Z, DER), and "
        "the trust list that was used does not register the form of this CA: whether the signature "
        "is wrong cannot be told.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "signature.algorithm_weak", _OPEN, "judgement 3; EN 319 102-1 5.2.8",
        "签名所用算法或者密钥长度在可证明的时间已不够安全，单凭该签名不能认定。",
        "The algorithm or key size was no longer strong at the time that is proved.",
        sub_indication=SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
        cure_zh="如有更早的可信时间戳或者以更强算法作出的证明，请提交。",
        cure_en="Send an earlier timestamp or a proof made with a stronger algorithm.",
    ),
    CodeRow(
        "signature.certificate_absent", _OPEN, "EN 319 102-1 5.2.3",
        "未找到签名证书，无法核验签名。",
        "The signing certificate was not found.",
        sub_indication=SubIndication.NO_SIGNING_CERTIFICATE_FOUND,
        cure_zh="请提交签名证书。", cure_en="Send the signing certificate.",
    ),
    CodeRow(
        "signature.certificate_ambiguous", _OPEN, "judgement 4",
        "有两张证书使用同一公钥，签名未指明是哪一张。",
        "Two certificates hold this key, and the signature does not say which one is meant.",
        sub_indication=SubIndication.SIG_CONSTRAINTS_FAILURE,
    ),
    CodeRow(
        "signature.certificate_mismatch", _OPEN, "RFC 5035 5; EN 319 122-1 5.2.2",
        "签名属性指明的签名证书不是所附证书。",
        "The signed signing-certificate attribute names another certificate.",
        sub_indication=SubIndication.SIG_CONSTRAINTS_FAILURE,
    ),
    CodeRow(
        "signature.certificate_unbound", _PASSED, "EN 319 122-1 5.2.2",
        "签名属性未绑定签名证书（已注明，不影响结论）。",
        "The signed attributes do not bind the certificate (stated; it moves no result).",
        warns_only=True,
    ),
    CodeRow(
        "signature.signing_time_after_proof", _PASSED, "judgement 3",
        "签名人自述的签名时间晚于已证明的时间，自述时间不予采用。",
        "The signer's own signing time lies after the time that is proved, and is not used.",
        warns_only=True,
    ),
    CodeRow(
        "signature.counter_signature", _PASSED, "RFC 5652 11.4",
        "签名附有他人对签名值的副署（已注明及其核验情况，不影响结论）。",
        "Someone counter-signed the signature value (stated, with what it came to; it moves no "
        "result).",
        warns_only=True,
    ),
    CodeRow(
        "signature.counter_signature_wrong", _FAILED, "RFC 5652 11.4",
        "对签名值的副署与该签名值不符；该副署不予采用，原因待查。",
        "A counter-signature does not belong to the signature value it stands beside.",
        sub_indication=SubIndication.SIG_CRYPTO_FAILURE,
        cure_zh="请提交不带该副署的原始签名文件，或者由副署人重新副署。",
        cure_en="Send the original signature without it, or have it counter-signed again.",
    ),
    CodeRow(
        "signature.content_timestamp", _PASSED, "EN 319 122-1 5.2.8; judgement 3",
        "签名属性中附有签名前对内容加盖的时间戳（已注明；通过核验的，签名不早于该时间）。",
        "The signer had a timestamp over the content before signing (stated; where it passes, the "
        "signature was not made before it).",
        warns_only=True,
    ),
    CodeRow(
        "signature.attribute_not_evaluated", _PASSED, "EN 319 122-1 5.5, A.1; RFC 4998",
        "签名附有本系统不予评价的附加属性，例如归档时间戳，或者超出数量上限的时间戳、副署（已注明，不影响"
        "结论）。",
        "Attributes are there that are not evaluated here, such as archive timestamps, or more "
        "timestamps and counter-signatures than are read (stated; they move no result).",
        side=Side.COURT, warns_only=True,
    ),
    CodeRow(
        "signature.embedded_signature_not_checked", _OPEN, "judgement 2",
        "文件内嵌有签名或者印章，本系统暂未核验。",
        "The file carries an embedded signature or seal that was not verified.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
)  # fmt: skip
