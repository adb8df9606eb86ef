"""Codes of issues as the sample reports use them, with the questions that some of them open."""

from verify.findings import Asks, CheckStatus, CodeRow, Effect, Role, Scope, Side

_PASSED = (CheckStatus.PASSED,)
_FAILED = (CheckStatus.FAILED,)
_OPEN = (CheckStatus.INDETERMINATE,)
_HUMAN = (CheckStatus.HUMAN,)

_ROWS = (
    CodeRow("met.present", _PASSED, "guideline 7", "材料齐备。", "The documents are present."),
    CodeRow("met.stated", _PASSED, "guideline 4", "所填要素符合该条。", "The elements fit."),
    CodeRow("met.registered", _PASSED, "guideline 5(6)", "已登记且在有效期。", "Registered."),
    CodeRow("met.located", _PASSED, "guideline 5(3)", "要素已定位，待认定。", "Text found."),
    CodeRow(
        "na.not_called_for", (CheckStatus.NOT_APPLICABLE,), "guideline 7",
        "本案不涉及该项。", "Not called for in this case.",
    ),
    CodeRow(
        "element.missing", _OPEN, "guideline 6", "必填要素未填写。", "A required element is empty.",
        cure_zh="请按要素列表补填。", cure_en="Fill it in.",
    ),
    CodeRow(
        "art7_8.voucher_absent", _OPEN, "guideline 7(8)", "没有发放贷款的凭证。",
        "There is no voucher of the disbursement.",
        cure_zh="请补交放款银行或者支付机构出具的放款凭证。",
        cure_en="Send the voucher of the bank or payment institution.",
    ),
    CodeRow(
        "debt.figure_differs", _OPEN, "guideline 7(9)",
        "申报的欠款数额与复算结果不一致，超出容差。",
        "A figure of the debt differs from the recomputation by more than the tolerance.",
        cure_zh="请更正该数额，或者提交计算公式和明细。",
        cure_en="Correct the figure, or send the formula.",
    ),
    CodeRow(
        "art2.assignee", _HUMAN, "guideline 2", "申请人为债权受让人，是否属于贷款人需人工认定。",
        "The applicant is an assignee: whether it is a lender is for a person.",
        asks=Asks(Scope.LENDER, Effect.BLOCKING),
    ),
    CodeRow(
        "art4_3.amount_above", _FAILED, "guideline 4(3)",
        "标的额不符合基层人民法院管辖标准。", "The sum is above what a basic court may hear.",
    ),
    CodeRow(
        "art5_3.clause_lacks_stage", _FAILED, "guideline 5(3)",
        "电子送达条款未载明适用于诉前、诉中、执行全流程。",
        "The clause does not cover every stage.",
    ),
    CodeRow(
        "art5_3.clause_meaning", _HUMAN, "guideline 5(3)",
        "电子送达条款的含义与提示说明情况需人工认定。",
        "What the clause means, and whether it was pointed out, is for a person.",
        asks=Asks(Scope.CLAUSE, Effect.BLOCKING),
    ),
    CodeRow(
        "art5_4.procedure", _HUMAN, "guideline 5(4)", "催收程序是否合法完备需人工认定。",
        "Whether the collection procedure is lawful and complete is for a person.",
        asks=Asks(Scope.LENDER, Effect.BLOCKING),
    ),
    CodeRow(
        "art5_5.facts_clear", _HUMAN, "guideline 5(5)", "事实是否清楚、争议是否不大，供人工参考。",
        "Whether the facts are clear is noted for a person.",
        asks=Asks(Scope.CASE, Effect.ADVISORY),
    ),
    CodeRow(
        "rule17.platform", _HUMAN, "online rules 17", "存证平台的资质与中立性需人工认定。",
        "The platform's standing is for a person.",
        asks=Asks(Scope.PLATFORM, Effect.BLOCKING),
    ),
    CodeRow(
        "admission.receipt_other_day", _HUMAN, "guideline 9", "收到时间与申报的申请日期不同。",
        "Receipt and filing date differ.",
        asks=Asks(Scope.BATCH, Effect.BLOCKING, Role.CLERK),
    ),
    CodeRow(
        "art7_6.root_unknown", _OPEN, "guideline 7(6)", "签名证书的根证书不在所用信任清单中。",
        "The root of the certificate is not on the trust list used.", side=Side.COURT,
        asks=Asks(Scope.PLATFORM, Effect.BLOCKING, Role.OPERATOR),
    ),
    CodeRow(
        "contradiction.item", _FAILED, "guideline 5(2)",
        "数据不一致，原因待查。", "The data are inconsistent, cause to be looked into.",
    ),
    CodeRow(
        "cost.rate_above_24", (CheckStatus.PASSED,), "guideline 7(9)",
        "按内部收益率计算的年化综合成本高于所列参考利率。",
        "The annual cost by internal rate of return is above the rate named.", warns_only=True,
    ),
)  # fmt: skip

ADMISSION_CODES = {row.code: row for row in _ROWS}
