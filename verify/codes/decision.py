"""Codes of decisions: why one that was brought is not applied (judgement 8).

A decision that is not applied moves nothing: the question that it answers stays open.
"""

from verify.findings import CheckStatus, CodeRow, Side, SubIndication

__all__ = ["ROWS"]

_FAILED = (CheckStatus.FAILED,)
_OPEN = (CheckStatus.INDETERMINATE,)
_AGAIN = "请由本院有权人员重新作出该项认定并以本院密钥签名。"
_AGAIN_EN = "Have the decision made and signed again by who may make it."

ROWS = (
    CodeRow(
        "decision.malformed", _FAILED, "judgement 8",
        "认定文件的格式不合要求（应为规范 JSON、字段齐全、无多余字段），未予适用。",
        "The decision is not canonical JSON of the published shape; it is not applied.",
        sub_indication=SubIndication.FORMAT_FAILURE, side=Side.COURT,
        cure_zh=_AGAIN, cure_en=_AGAIN_EN,
    ),
    CodeRow(
        "decision.too_large", _OPEN, "Limits.decision_octets, decision_files",
        "认定文件超出大小或者数量上限，未予读取。",
        "The decision is larger than is read, or one of too many.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "decision.signature_wrong", _FAILED, "judgement 8; RFC 5652 5.4",
        "认定文件的签名核验未通过，未予适用。",
        "The signature on the decision did not verify; it is not applied.",
        sub_indication=SubIndication.SIG_CRYPTO_FAILURE, side=Side.COURT,
        cure_zh=_AGAIN, cure_en=_AGAIN_EN,
    ),
    CodeRow(
        "decision.signer_not_court", _OPEN, "judgement 8",
        "认定文件不是以所用信任清单登记的本院密钥签名，未予适用。",
        "The decision is not signed with a key that the trust list registers for the court.",
        sub_indication=SubIndication.NO_CERTIFICATE_CHAIN_FOUND, side=Side.COURT,
        cure_zh=_AGAIN, cure_en=_AGAIN_EN,
    ),
    CodeRow(
        "decision.signature_undecided", _OPEN, "judgement 8",
        "认定文件的签名无法完整核验，未予适用。",
        "The signature on the decision could not be verified in full; it is not applied.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
        cure_zh=_AGAIN, cure_en=_AGAIN_EN,
    ),
    CodeRow(
        "decision.key_differs", _FAILED, "judgement 8",
        "认定文件所载密钥与实际签名的密钥不同，未予适用。",
        "The key that the decision names is not the key that signed it.",
        sub_indication=SubIndication.SIG_CONSTRAINTS_FAILURE, side=Side.COURT,
        cure_zh=_AGAIN, cure_en=_AGAIN_EN,
    ),
    CodeRow(
        "decision.question_unknown", _OPEN, "judgement 8",
        "认定所答复的问题不在结果代码表中，未予适用。",
        "The decision answers a question that the table of codes does not have.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "decision.role_insufficient", _OPEN, "judgement 8",
        "作出认定的人员无权答复该问题（例如只有法官可以解除转人工审查），未予适用。",
        "Who decided may not answer that question: only a judge releases a case that is held.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
        cure_zh=_AGAIN, cure_en=_AGAIN_EN,
    ),
    CodeRow(
        "decision.expired", _OPEN, "judgement 8",
        "认定在收到证据包时已失效或者已被撤销，未予适用。",
        "The decision had expired or was revoked when the package came; it is not applied.",
        sub_indication=SubIndication.EXPIRED, side=Side.COURT,
    ),
)  # fmt: skip
