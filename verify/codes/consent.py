"""Codes of Article 5 (7) and 5 (8): what the lender agrees to."""

from verify.findings import Asks, CheckStatus, CodeRow, Effect, Scope

__all__ = ["ROWS"]

_HUMAN = (CheckStatus.HUMAN,)
_OPEN = (CheckStatus.INDETERMINATE,)
_LENDER = Asks(Scope.LENDER, Effect.BLOCKING)


def _rows(area: str, rule: str, zh: str, en: str) -> tuple[CodeRow, ...]:
    """Return the codes of one consent, whose text says what is agreed to."""
    cure = f"请提交贷款人以其证书签名的声明：{zh}；或者在本院登记该声明。"
    cure_en = f"Send a statement signed with the lender's certificate: it agrees to {en}."
    return (
        CodeRow(
            f"{area}.registered", (CheckStatus.PASSED,), rule,
            f"贷款人的声明已登记且在有效期：{zh}。",
            f"The lender's statement is registered and in force: it agrees to {en}.",
        ),
        CodeRow(
            f"{area}.signed", (CheckStatus.PASSED,), rule,
            f"材料齐备：贷款人签名的声明：{zh}。",
            f"The lender's signed statement is here: it agrees to {en}.",
        ),
        CodeRow(
            f"{area}.refused", (CheckStatus.FAILED,), rule,
            f"贷款人填写不同意：{zh}。", f"The lender states that it does not agree to {en}.",
        ),
        CodeRow(
            f"{area}.statement_absent", _OPEN, rule,
            f"没有贷款人的声明，登记中也没有：{zh}。",
            f"No statement was sent, and none is registered: to {en}.",
            cure_zh=cure, cure_en=cure_en,
        ),
        CodeRow(
            f"{area}.statement_unproven", _OPEN, rule,
            f"贷款人的声明没有通过核验的签名：{zh}。",
            f"The statement has no signature that verified: to {en}.",
            cure_zh=cure, cure_en=cure_en,
        ),
        CodeRow(
            f"{area}.scanned", _HUMAN, rule,
            f"贷款人的声明为盖章扫描件，待认定：{zh}。",
            f"The statement is a stamped scan: to {en}.",
            asks=_LENDER,
        ),
        CodeRow(
            f"{area}.other_signer", _HUMAN, rule,
            f"声明由贷款人以外的人签名（如代理人），其权限待认定：{zh}。",
            f"The statement was signed by somebody other than the lender: to {en}.",
            asks=_LENDER,
        ),
    )  # fmt: skip


ROWS = (
    *_rows(
        "art5_7",
        "指引第五条第（七）项",
        "发现不符合法定立案条件时撤回化解申请",
        "withdraw where filing is barred",
    ),
    *_rows(
        "art5_8",
        "指引第五条第（八）项",
        "对生效法律文书仅采用全程在线模式执行",
        "online execution alone",
    ),
)
