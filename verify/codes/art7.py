"""Codes of Article 7 (1)-(10): what a batch's evidence has to hold, category by category."""

from verify.findings import Asks, CheckStatus, CodeRow, Effect, Scope

__all__ = ["NAMES", "ROWS"]

_OPEN = (CheckStatus.INDETERMINATE,)

NAMES = {
    1: ("贷款人主体资格证明材料", "evidence of the lender's standing"),
    2: ("借款人主体资格证明材料", "evidence of the borrower's standing"),
    3: ("诉讼代理人的授权委托证明材料", "the agent's authority"),
    4: ("对借款人身份认证的证据", "evidence of identification"),
    5: ("展示线上贷款全流程的证据", "evidence of the whole online process"),
    6: ("借款合同成立的证据", "evidence of the contract"),
    7: ("电子数据存证证明", "the certificate of deposit"),
    8: ("贷款人发放贷款的证据", "evidence of disbursement"),
    9: ("借款人还款及欠款明细", "the account of repayments and debt"),
    10: ("其他能够证明案件事实的证据", "other evidence"),
}
"""The categories, in the guideline's words."""


def _rule(no: int) -> str:
    return f"指引第七条第一款第（{'一二三四五六七八九十'[no - 1]}）项"


def _present(no: int) -> CodeRow:
    zh, en = NAMES[no]
    return CodeRow(
        f"art7_{no}.present", (CheckStatus.PASSED,), _rule(no),
        f"{zh}：材料齐备。", f"Present: {en}.",
    )  # fmt: skip


def _absent(no: int) -> CodeRow:
    zh, en = NAMES[no]
    return CodeRow(
        f"art7_{no}.absent", _OPEN, _rule(no),
        f"没有提交{zh}的原件。", f"The originals of {en} were not sent.",
        cure_zh=f"请提交{zh}。", cure_en=f"Send {en}.",
    )  # fmt: skip


def _unverifiable(no: int) -> CodeRow:
    return CodeRow(
        f"art7_{no}.unverifiable", _OPEN, f"{_rule(no)}; judgement 4",
        "所附证明无法核验，原因见所见内容。",
        "The proofs of the item cannot be verified; observed: why.",
        cure_zh="请提交可以核验的证明，或者更正所附证明。",
        cure_en="Send proofs that verify, or correct those sent.",
    )  # fmt: skip


def _lender_document(name: str, zh: str, en: str) -> CodeRow:
    return CodeRow(
        f"art7_1.{name}_absent", _OPEN, _rule(1),
        f"未见{zh}。", f"Not found: {en}.",
        cure_zh=f"请提交{zh}；已包含在其他文件中的，请在证据名称中注明。",
        cure_en=f"Send {en}; where another file holds it, say so in the title.",
    )  # fmt: skip


_ALWAYS = tuple(range(1, 11))
_WHOLE = (2, 3, 4, 5, 6, 7, 8, 9)
"""Absent as a whole; of 1 each document is told, and nothing of 10 has to be there."""

ROWS = (
    *[_present(no) for no in _ALWAYS],
    *[_absent(no) for no in _WHOLE],
    *[_unverifiable(no) for no in _ALWAYS],
    _lender_document("business_licence", "营业执照或者工商登记信息", "the business licence"),
    _lender_document(
        "legal_representative", "法定代表人证明书", "the legal representative's certificate"
    ),
    _lender_document(
        "legal_representative_id", "法定代表人身份证明", "the legal representative's identity"
    ),
    _lender_document("loan_licence", "贷款业务许可证明", "the licence to lend"),
    CodeRow(
        "art7_1.licence_registered", (CheckStatus.PASSED,), _rule(1),
        "贷款业务许可在合同签订日和放款日已登记且在有效期。",
        "The licence to lend is registered, and was in force at signing and disbursement.",
    ),
    CodeRow(
        "art7_1.licence_not_in_force", _OPEN, _rule(1),
        "在合同签订日或者放款日，没有登记在有效期内的贷款业务许可。",
        "No licence to lend is registered as in force at signing or disbursement.",
        cure_zh="请提交当时有效的贷款业务许可证明，并办理登记。",
        cure_en="Send the licence that was in force then, and have it registered.",
    ),
    CodeRow(
        "art7_1.licence_differs", _OPEN, _rule(1),
        "所填许可编号与登记的不一致。",
        "The licence number stated is not among those registered.",
        cure_zh="请核对许可编号。", cure_en="Check the licence number.",
    ),
    CodeRow(
        "art7_1.licence_term_differs", (CheckStatus.HUMAN,), _rule(1),
        "所填许可有效期与登记的不一致，以哪一个为准需人工认定。",
        "The term of the licence stated is not the registered one: which holds is for a person.",
        cure_zh="请核对许可有效期，并更正所填有效期或者登记。",
        cure_en="Check the term of the licence, and correct what is stated or registered.",
        asks=Asks(Scope.LENDER, Effect.BLOCKING),
    ),
    CodeRow(
        "art7.not_called_for", (CheckStatus.NOT_APPLICABLE,), "指引第七条第一款",
        "适用的规则不要求提交该项材料，不适用。", "The rules that apply do not call for it.",
    ),
    CodeRow(
        "art7_3.no_agent", (CheckStatus.NOT_APPLICABLE,), _rule(3),
        "没有委托诉讼代理人，不适用。", "Nobody acts as agent.",
    ),
    CodeRow(
        "art7_3.authority_not_in_force", _OPEN, _rule(3),
        "授权期限不包含本院收到证据包之日。",
        "The agent's authority does not cover the day of the court's receipt.",
        cure_zh="请提交在期限内的授权委托书，或者更正授权期限。",
        cure_en="Send an authority that is in force, or correct its term.",
    ),
    CodeRow(
        "art7_6.original_absent", _OPEN, _rule(6),
        "未提交借款合同原件（仅有摘要或者存证信息）。",
        "The contract itself was not sent, only its digest or deposit.",
        cure_zh="请提交借款合同原件。", cure_en="Send the contract itself.",
    ),
    CodeRow(
        "art7_6.unreadable", _OPEN, _rule(6),
        "借款合同原件无法打开或者已加密，无法查阅条款。",
        "The contract cannot be opened, or is encrypted.",
        cure_zh="请提交可以打开、未加密的借款合同原件。",
        cure_en="Send a contract that opens and is not encrypted.",
    ),
    CodeRow(
        "art7_7.manual", (CheckStatus.NOT_APPLICABLE,), f"{_rule(7)}; 指引第六条第二款",
        "依第六条第二款提交的未存证数据，不适用。",
        "Sent under Article 6 paragraph 2 as not deposited.",
    ),
    CodeRow(
        "art7_8.voucher_absent", _OPEN, _rule(8),
        "该笔放款没有对应的放款凭证。", "A disbursement has no voucher of its own.",
        cure_zh="请逐笔提交放款凭证，并在证据名称中注明流水号或者金额。",
        cure_en="Send a voucher for each disbursement, its title naming serial number or amount.",
    ),
    CodeRow(
        "art7_8.shared_row_unnamed", _OPEN, f"{_rule(8)}; judgement 5",
        "放款凭证在多案共用的文件中，案件未注明其中属于本借款的行或者页。",
        "The voucher is in a file shared by cases, and the case does not name its row or page.",
        cure_zh="请提交本案自己的放款凭证。", cure_en="Send the case's own voucher.",
    ),
    CodeRow(
        "art7_9.shared_row_unnamed", _OPEN, f"{_rule(9)}; judgement 5",
        "还款及欠款明细在多案共用的文件中，案件未注明其中属于本借款的行或者页。",
        "The account is in a file shared by cases, and the case does not name its row or page.",
        cure_zh="请提交本案自己的还款及欠款明细。", cure_en="Send the case's own account.",
    ),
    CodeRow(
        "art7_10.none", (CheckStatus.NOT_APPLICABLE,), _rule(10),
        "没有提交其他证据，不影响。", "Nothing else was sent, nor has to be.",
    ),
    CodeRow(
        "art7_10.guarantee_absent", _OPEN, _rule(10),
        "填有担保，但没有提交担保的证据。",
        "A guarantee is stated, and no evidence of it was sent.",
        cure_zh="请提交担保合同等材料。", cure_en="Send the contract of guarantee.",
    ),
)  # fmt: skip
