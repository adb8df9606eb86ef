"""Codes of who signed, against the party it should be (judgement 4, Who signed)."""

from verify.findings import Asks, CheckStatus, CodeRow, Effect, Scope

__all__ = ["ROWS"]

_HUMAN = (CheckStatus.HUMAN,)
_TOLD = (CheckStatus.PASSED, CheckStatus.INDETERMINATE)
"""Told only; a policy may raise it to an open check."""

ROWS = (
    CodeRow(
        "signature.signer_other_name", _HUMAN, "judgement 4",
        "签名证书上的名称与所称签名人不同，需人工核对由谁签名。",
        "The certificate names somebody other than the party said to have signed.",
        cure_zh="请说明签名人与当事人的关系，或者提交由当事人本人的证书作出的签名。",
        cure_en="Say how the signer stands to the party, or send the party's own signature.",
        asks=Asks(Scope.CASE, Effect.BLOCKING),
    ),
    CodeRow(
        "signature.signer_other_identity", _HUMAN, "judgement 4",
        "签名证书上的姓名或者名称相同，但证件号码或者统一社会信用代码不同，需人工核对是否同一主体。",
        "The certificate has the party's name and another identity number.",
        cure_zh="请核对要素列表中的号码；号码无误的，请提交能够证明签名人身份的材料。",
        cure_en="Check the number in the element list; where it is right, show who the signer is.",
        asks=Asks(Scope.CASE, Effect.BLOCKING),
    ),
    CodeRow(
        "signature.borrower_not_found", _HUMAN, "judgement 4",
        "合同原件上的有效签名，均不能与借款人比对一致（不论提交人如何标注签名人），需人工核对借款人是否签署。",
        "No valid signature over the contract's original is the borrower's, whoever the sender "
        "says has signed: a person has to look whether the borrower did.",
        cure_zh="请提交由借款人本人的证书对合同原件作出的签名，或者说明借款人的签署方式并提交材料。",
        cure_en="Send the borrower's own signature over the contract, or show how they signed it.",
        asks=Asks(Scope.CASE, Effect.BLOCKING),
    ),
    CodeRow(
        "signature.platform_not_found", _HUMAN, "judgement 4",
        "存证证明上的签名、印章均不是所称存证平台的，需人工核对该证明由谁出具。",
        "No signature or seal on the certificate of deposit is the platform's.",
        cure_zh="请提交由存证平台签名或者盖章的存证证明。",
        cure_en="Send a certificate of deposit signed or sealed by the platform.",
        asks=Asks(Scope.CASE, Effect.BLOCKING),
    ),
    CodeRow(
        "signature.identity_variant", _HUMAN, "judgement 4",
        "签名证书上的姓名写法不同（如生僻字、全半角）或者号码有遮掩，需人工核对是否同一主体。",
        "The name is written otherwise (a rare character, its width), or the number is masked.",
        # A CA that masks numbers does so in every certificate that it issues for a platform.
        asks=Asks(Scope.PLATFORM, Effect.BLOCKING),
    ),
    CodeRow(
        "signature.identity_not_compared", _TOLD, "judgement 4",
        "姓名一致，身份未核对：签名证书不载有可以比对的号码（已注明，不影响结论）。",
        "The names agree; no identity number is there to compare (stated; it moves no result).",
        warns_only=True,
    ),
)  # fmt: skip
