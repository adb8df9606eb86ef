"""Codes of one object given to `evidence verify`."""

from verify.findings import CheckStatus, CodeRow, Side, SubIndication

__all__ = ["ROWS"]

_FAILED = (CheckStatus.FAILED,)
_OPEN = (CheckStatus.INDETERMINATE,)

ROWS = (
    CodeRow(
        "object.kind_unknown", _OPEN, "judgement 1",
        "无法识别文件种类。",
        "The kind of this file is not recognised.",
        sub_indication=SubIndication.GENERIC,
    ),
    CodeRow(
        "object.too_large", _OPEN, "Limits.object_octets",
        "文件大小超出单个对象的上限。",
        "The file is larger than one object may be.",
        sub_indication=SubIndication.GENERIC,
    ),
    CodeRow(
        "object.unreadable", _OPEN, "judgement 1",
        "文件无法读取。",
        "The file cannot be read.",
        sub_indication=SubIndication.SIGNED_DATA_NOT_FOUND,
    ),
    CodeRow(
        "object.data_absent", _OPEN, "RFC 5652 5.2; RFC 3161 2.4.2",
        "未给出被签名或者被加盖时间戳的数据，无法核对摘要。",
        "The covered data was not given, so its digest could not be compared.",
        sub_indication=SubIndication.SIGNED_DATA_NOT_FOUND,
        cure_zh="请用 --data 或者 --digest 给出数据。",
        cure_en="Give the data with --data, or its digest with --digest.",
    ),
    CodeRow(
        "object.signature_not_checkable", _OPEN, "RFC 5280 5, 6; RFC 6960 3",
        "未找到签发者证书，无法核对其签名。",
        "The issuer's certificate was not found, so its signature could not be checked.",
        sub_indication=SubIndication.NO_CERTIFICATE_CHAIN_FOUND, side=Side.COURT,
    ),
    CodeRow(
        "object.signature_wrong", _FAILED, "RFC 5280 5, 6; RFC 6960 3",
        "签发者的签名与内容不符：数据不一致，原因待查。",
        "The issuer's signature does not belong to this content.",
        sub_indication=SubIndication.SIG_CRYPTO_FAILURE, contradiction=True,
    ),
    CodeRow(
        "object.expired", _FAILED, "RFC 5280 4.1.2.5",
        "核验时点晚于证书的有效期。",
        "The validation time lies after the certificate's term.",
        sub_indication=SubIndication.EXPIRED,
    ),
    CodeRow(
        "object.not_yet_valid", _FAILED, "RFC 5280 4.1.2.5",
        "核验时点早于证书的有效期。",
        "The validation time lies before the certificate's term.",
        sub_indication=SubIndication.NOT_YET_VALID,
    ),
    CodeRow(
        "object.revoked", _FAILED, "RFC 5280 6.1.3 (a) (3)",
        "证书在核验时点已被吊销。",
        "The certificate is revoked at the validation time.",
        sub_indication=SubIndication.REVOKED,
    ),
    CodeRow(
        "object.not_in_force", _OPEN, "RFC 5280 5.1.2; RFC 6960 4.2.2.1",
        "吊销数据在核验时点不在其生效期间内。",
        "The revocation data is not in force at the validation time.",
        sub_indication=SubIndication.TRY_LATER,
    ),
    CodeRow(
        "object.ocsp_not_successful", _OPEN, "RFC 6960 4.2.1",
        "OCSP 应答不是成功状态，其中没有证书状态。",
        "The OCSP response is not successful and states nothing.",
        sub_indication=SubIndication.TRY_LATER,
    ),
)  # fmt: skip
