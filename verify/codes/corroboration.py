"""Codes of corroboration: what is stated in two places, and does not agree (Art. 5 (1), 7)."""

from verify.findings import Asks, CheckStatus, CodeRow, Effect, Role, Scope

__all__ = ["ROWS"]

_HUMAN, _OPEN = (CheckStatus.HUMAN,), (CheckStatus.INDETERMINATE,)
_CASE = Asks(Scope.CASE, Effect.BLOCKING)
_BATCH = Asks(Scope.BATCH, Effect.ADVISORY)
_CHECK = "请核对两处所填内容，并更正有误的一处。"
_CHECK_EN = "Check both places, and correct the one that is wrong."


def _differs(code: str, rule: str, zh: str, en: str) -> CodeRow:
    return CodeRow(f"corroboration.{code}", _OPEN, rule, zh, en, cure_zh=_CHECK, cure_en=_CHECK_EN)


ROWS = (
    _differs(
        "contract_no_differs", "指引第七条第一款第（六）项",
        "要素列表的合同编号与案件所列的合同编号不一致。",
        "The contract number in the element list is not the case line's.",
    ),
    _differs(
        "loan_no_differs", "指引第七条第一款第（六）项",
        "要素列表的借据编号与案件所列的借据编号不一致。",
        "The loan number in the element list is not the case line's.",
    ),
    _differs(
        "lender_differs", "指引第七条第一款第（一）项",
        "要素列表的贷款人与证据包所列的贷款人不一致。",
        "The lender in the element list is not the package's.",
    ),
    CodeRow(
        "corroboration.loan_twice", _OPEN, "judgement 5",
        "同一笔借款在本证据包中提交了不止一件。",
        "The same loan stands more than once in this package.",
        cure_zh="请保留一件，撤回其余。", cure_en="Keep one of the cases, and withdraw the others.",
    ),
    CodeRow(
        "corroboration.loan_filed_before", _HUMAN, "judgement 5",
        "同一笔借款以前提交过，本次不是补正：以前的申请是否已经撤回或者办结，由书记员核对。",
        "The same loan was filed before, and this is no correction: whether the earlier one was "
        "withdrawn or ended is for the clerk.",
        cure_zh="请撤回其中一件，或者以补正方式提交。",
        cure_en="Withdraw one of them, or send this one as a correction.",
        asks=Asks(Scope.BATCH, Effect.BLOCKING, Role.CLERK),
    ),
    CodeRow(
        "corroboration.receipt_contract_differs", _HUMAN, "judgement 5",
        "存证平台签名字段所载合同编号与本案合同编号不同，需人工核对。",
        "A field that the platform signed names another contract.",
        cure_zh=_CHECK, cure_en=_CHECK_EN, asks=_CASE,
    ),
    CodeRow(
        "corroboration.not_in_contract", _HUMAN, "指引第七条第一款第（六）项",
        "合同原件的文字中未见所列要素（合同编号或者借款人姓名），需人工核对是否为本案合同。",
        "The contract's text does not hold its number, or the borrower's name.",
        cure_zh="请提交本案的合同原件，或者更正要素。",
        cure_en="Send this case's contract, or correct the elements.", asks=_CASE,
    ),
    CodeRow(
        "corroboration.written_otherwise", _HUMAN, "指引第七条第一款第（六）项",
        "合同原件的文字中未见所列证件号码或者合同金额（可能有遮掩或者写法不同），提示核对。",
        "The contract's text does not hold the identity number or the amount as stated; it may "
        "mask or write them otherwise.",
        asks=_BATCH,
    ),
    CodeRow(
        "corroboration.contract_unread", _HUMAN, "指引第七条第一款第（六）项",
        "没有可以读取文字的合同原件（文件格式不支持、无文字层或者不能读取），合同所载姓名、编号与金额"
        "未经比对，需查看。",
        "No original of the contract has a text that can be read here: nobody compared the name, "
        "the number and the amount that it states.",
        cure_zh="请提交带文字层的合同电子原件。",
        cure_en="Send the contract's electronic original, with its text.",
        asks=Asks(Scope.BATCH, Effect.BLOCKING),
    ),
    CodeRow(
        "corroboration.part_unread", _HUMAN, "指引第七条第一款第（六）项",
        "与合同一并提交的文件中有不能读取文字的，其内容未经比对，提示查看。",
        "A file sent beside the contract has no text that can be read here.",
        asks=_BATCH,
    ),
    CodeRow(
        "corroboration.created_after_signing", _HUMAN, "指引第七条第一款第（六）项",
        "合同文件自述的生成时间晚于所称签订时间，提示核对（文件属性不作为时间证明）。",
        "The contract file says that it was made after the signing stated; that proves no time.",
        asks=_BATCH,
    ),
    CodeRow(
        "corroboration.payee_differs", _HUMAN, "指引第七条第一款第（八）项",
        "收款账户户名与借款人姓名不同，需人工核对（受托支付的请说明）。",
        "The payee of a disbursement is not the borrower.",
        cure_zh="请说明收款人与借款人的关系并提交依据，或者更正收款人。",
        cure_en="Say how the payee stands to the borrower, or correct the payee.", asks=_CASE,
    ),
    CodeRow(
        "corroboration.payee_variant", _HUMAN, "指引第七条第一款第（八）项",
        "收款账户户名与借款人姓名写法不同（如生僻字、遮掩），需人工核对是否同一人。",
        "The payee's name is the borrower's written otherwise, or masked.",
        asks=_CASE,
    ),
    CodeRow(
        "corroboration.payer_differs", _HUMAN, "指引第二条; 指引第七条第一款第（八）项",
        "付款账户户名不是贷款人，由谁出借需人工认定。",
        "The payer of a disbursement is not the lender.",
        cure_zh="请说明付款人与贷款人的关系（如联合贷款、受托支付）。",
        cure_en="Say how the payer stands to the lender.",
        asks=Asks(Scope.LENDER, Effect.BLOCKING),
    ),
    _differs(
        "disbursed_above_contract", "指引第七条第一款第（八）项",
        "放款合计高于合同金额。", "More was disbursed than the contract's amount.",
    ),
    CodeRow(
        "corroboration.disbursed_below_contract", _HUMAN, "民法典第六百七十条",
        "放款合计低于合同金额，且未填明扣除：是否预先扣除利息或者未全额放款，需人工认定。",
        "Less was disbursed than the contract's amount, and nothing is stated to be withheld.",
        cure_zh="请填明放款时扣除的金额，或者说明未全额放款的情况。",
        cure_en="State what was withheld, or that the loan was not paid out in full.", asks=_CASE,
    ),
    CodeRow(
        "corroboration.disbursed_before_signing", _HUMAN, "指引第七条第一款第（八）项",
        "放款日早于合同签订时间，需人工核对。",
        "A disbursement lies before the signing.",
        cure_zh=_CHECK, cure_en=_CHECK_EN, asks=_CASE,
    ),
    _differs(
        "due_before_disbursement", "指引第七条第一款第（九）项",
        "首期应还日早于首次放款日。", "The first instalment is due before the disbursement.",
    ),
    _differs(
        "overdue_before_due", "指引第七条第一款第（九）项",
        "逾期起始日早于首期应还日。", "The default is stated to begin before anything was due.",
    ),
    _differs(
        "cut_off_after_filing", "指引第七条第一款第（九）项",
        "欠款截止日晚于本院收到证据包之日。",
        "The account is drawn up for a day after the court's receipt.",
    ),
)  # fmt: skip
