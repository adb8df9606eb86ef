"""Codes of the package's seal, its platform, and whose package it is (formats package 7, 8)."""

from verify.findings import Asks, CheckStatus, CodeRow, Effect, Role, Scope, Side, SubIndication

__all__ = ["ROWS"]

_FAILED = (CheckStatus.FAILED,)
_OPEN = (CheckStatus.INDETERMINATE,)
_PASSED = (CheckStatus.PASSED, CheckStatus.INDETERMINATE)
"""Told only; a policy may raise it to an open check."""
_RESEAL = "请由存证平台以登记的证书重新签名后提交。"
_RESEAL_EN = "Have the platform sign the package again with its registered certificate."

ROWS = (
    CodeRow(
        "package.seal_absent", _FAILED, "formats package 8",
        "存证平台提交的证据包缺少平台签名。",
        "A deposited package lacks the platform's signature.",
        sub_indication=SubIndication.SIGNED_DATA_NOT_FOUND, cure_zh=_RESEAL, cure_en=_RESEAL_EN,
    ),
    CodeRow(
        "package.seal_malformed", _FAILED, "formats package 7",
        "证据包签名的形式不合要求（应为一个签名者、含签名属性、不含内容的分离式签名）。",
        "The package signature is not detached with exactly one signer and signed attributes.",
        sub_indication=SubIndication.FORMAT_FAILURE, cure_zh=_RESEAL, cure_en=_RESEAL_EN,
    ),
    CodeRow(
        "package.seal_wrong", _FAILED, "formats package 7; RFC 5652 5.4",
        "证据包签名核验未通过。",
        "The package signature did not verify.",
        sub_indication=SubIndication.SIG_CRYPTO_FAILURE, cure_zh=_RESEAL, cure_en=_RESEAL_EN,
    ),
    CodeRow(
        "package.seal_certificate_invalid", _FAILED, "judgement 2",
        "证据包签名所用证书在签名可证明的时间已被吊销或者过期。",
        "The seal's certificate was revoked or expired at the seal's proven time.",
        sub_indication=SubIndication.REVOKED, cure_zh=_RESEAL, cure_en=_RESEAL_EN,
    ),
    CodeRow(
        "package.seal_undecided", _OPEN, "judgement 2",
        "证据包签名无法完整核验（不影响逐项核验，待查明）。",
        "The seal could not be verified in full: an open question, no refusal.",
        sub_indication=SubIndication.GENERIC, side=Side.COURT,
    ),
    CodeRow(
        "package.seal_timestamp_unusable", _PASSED, "formats package 7",
        "证据包签名的时间戳未通过核验，不用于证明时间。",
        "The seal's timestamp did not pass and proves no time.",
        sub_indication=SubIndication.NO_POE, warns_only=True,
    ),
    CodeRow(
        "platform.unknown", _FAILED, "judgement 2",
        "所用信任清单未登记该存证平台。",
        "The trust list that was used does not register the platform.",
        sub_indication=SubIndication.NO_CERTIFICATE_CHAIN_FOUND, side=Side.COURT,
    ),
    CodeRow(
        "platform.certificate_not_registered", _FAILED, "judgement 2",
        "证据包签名所用证书不是该存证平台登记的证书。",
        "The seal's certificate is not registered for this platform.",
        sub_indication=SubIndication.SIG_CONSTRAINTS_FAILURE, cure_zh=_RESEAL, cure_en=_RESEAL_EN,
    ),
    CodeRow(
        "platform.mandate_absent", _FAILED, "formats package 8",
        "存证平台没有该贷款人的有效授权登记。",
        "No mandate of this lender for this platform is registered for that time.",
        cure_zh="请贷款人办理对该存证平台的授权登记。",
        cure_en="Have the lender register its mandate for the platform.",
    ),
    CodeRow(
        "platform.deposit_unconfirmed", _PASSED, "judgement 4",
        "所称存证未经该存证平台证实（提交人自述，不影响结论）。",
        "The deposit claimed is not confirmed by its platform: it is the sender's word.",
        warns_only=True,
    ),
    CodeRow(
        "package.other_court", _FAILED, "formats package 14",
        "证据包是向另一法院提交的。",
        "The package is addressed to another court.",
        cure_zh="请核对 audience 后重新提交。", cure_en="Correct the audience and send it again.",
    ),
    CodeRow(
        "package.other_environment", _FAILED, "formats package 14",
        "证据包属于另一环境（正式／测试）。",
        "The package belongs to the other environment (production or sandbox).",
        cure_zh="请核对 environment 后重新提交。",
        cure_en="Correct the environment and send it again.",
    ),
    CodeRow(
        "package.filing_date_differs", (CheckStatus.HUMAN,), "judgement 6",
        "所填申请日期与核验时点不符；未经认定以较早的申请日期为准的，适用收到时的规则，需人工核对。",
        "The filing date stated is not the validation time; unless an earlier one is accepted by a "
        "decision, rules go by when the package came.",
        cure_zh="请核对申请日期（filing_date）。", cure_en="Check the filing date (filing_date).",
        # Met, by a clerk or a judge: an earlier filing chooses the rules (judgement 6).
        asks=Asks(Scope.BATCH, Effect.BLOCKING, Role.CLERK),
    ),
    CodeRow(
        "trust.platforms_unknown", _FAILED, "formats package 15",
        "信任清单只是证书文件夹，没有登记存证平台，不能受理存证平台的证据包。",
        "The trust list is a bare folder of certificates and registers no platform.",
        side=Side.COURT,
    ),
    CodeRow(
        "trust.bare_folder", _PASSED, "formats package 15",
        "信任清单是未经登记的证书文件夹，不核对法院与环境。",
        "The trust list is a bare folder: court and environment are not compared.",
        side=Side.COURT, warns_only=True,
    ),
    CodeRow(
        "trust.absent", _OPEN, "judgement 1",
        "未提供信任清单，不信任任何根证书。",
        "No trust list was given, so nothing is trusted.",
        sub_indication=SubIndication.NO_CERTIFICATE_CHAIN_FOUND, side=Side.COURT,
    ),
)  # fmt: skip
