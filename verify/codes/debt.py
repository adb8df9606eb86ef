"""Codes of the debt computed anew (Art. 7 (9)): figures that differ, and what wants a person."""

from verify.findings import Asks, CheckStatus, CodeRow, Effect, Scope

__all__ = ["ROWS"]

_OPEN = (CheckStatus.INDETERMINATE,)
_HUMAN = (CheckStatus.HUMAN,)
_PASSED = (CheckStatus.PASSED,)
_PRODUCT = Asks(Scope.PRODUCT, Effect.BLOCKING)
_RULE = "judgement 6"
_FIGURE, _FIGURE_EN = (
    "请更正该数额，或者提交其计算公式和明细。",
    "Correct the figure, or send the formula and the details of its computation.",
)
_CLAUSE, _CLAUSE_EN = (
    "请指明约定复利及其利率的合同条款，或者更正复利数额。",
    "Name the clause that agrees on compound interest and its rate, or correct the amount.",
)


def _wrong(name: str, zh: str, en: str) -> CodeRow:
    return CodeRow(f"debt.{name}", _OPEN, _RULE, zh, en, cure_zh=_FIGURE, cure_en=_FIGURE_EN)


ROWS = (
    CodeRow(
        "debt.reconciles", _PASSED, _RULE,
        "还款计划、还款流水和各项欠款数额与依约定口径复算的结果相符。",
        "Schedule, ledger and every figure agree with the account drawn up by the conventions.",
    ),
    CodeRow(
        "debt.overdue_from_due_day", _PASSED, _RULE,
        "口径差异：逾期起始日自还款日当日起算，复算自其次日起算，不作为缺陷。",
        "A difference of counting: overdue is counted from the due day itself; no defect.",
    ),
    CodeRow(
        "debt.claimed_less", _PASSED, _RULE,
        "诉请数额少于欠款数额：当事人可以少主张，不作为缺陷。",
        "Less is claimed than is owed: a party may, and it is no defect.",
    ),
    CodeRow(
        "debt.total_not_lowered", _HUMAN, _RULE,
        "部分诉请少于欠款，诉请标的总额未随之减少，诉请范围以哪一项为准需人工确认，仅作提示。",
        "A claim was lowered and the amount in dispute was not: a person asks which one is meant.",
        cure_zh=_FIGURE, cure_en=_FIGURE_EN, asks=Asks(Scope.CASE, Effect.ADVISORY),
    ),
    CodeRow(
        "debt.notice_unproven", _HUMAN, _RULE,
        "填有提前到期宣布日，但未见提前到期通知到达借款人的证据，提前到期是否生效需人工认定。",
        "The rest is called in, and nothing shows that the notice arrived: a person decides.",
        cure_zh="请提交提前到期通知及其到达借款人的证据，或者按未提前到期更正欠款数额。",
        cure_en="Send the notice and what shows that it arrived, or correct the debt without it.",
        asks=Asks(Scope.CASE, Effect.BLOCKING),
    ),
    CodeRow(
        "debt.received_unclear", _HUMAN, _RULE,
        "填有放款时扣除的金额，所填放款额是否已经减去扣除额依合同金额判断，而提交的合同原件文字中未见该合同金额，"
        "借款人实际收到多少需人工认定（民法典第六百七十条）。",
        "Sums were withheld, what was received rests on the contract's amount, and no contract's "
        "text holds that amount: a person decides how much was received.",
        cure_zh="请按合同原件更正合同金额，并更正放款金额和扣除金额。",
        cure_en="Correct the contract's amount by its text, and the sums paid out and withheld.",
        asks=Asks(Scope.CASE, Effect.BLOCKING),
    ),
    CodeRow(
        "debt.paid_after_cut_off", _HUMAN, _RULE,
        "还款流水载有欠款截止日之后、收到证据包之前的还款，复算未计入，是否仍欠所示数额需人工认定。",
        "The ledger has payments after the cut-off, which the account leaves out: whether what is "
        "claimed is still owed is for a person.",
        cure_zh="请以这些还款之后的一日为欠款截止日，重新计算各项欠款。",
        cure_en="Draw the account up for a day after these payments.",
        asks=Asks(Scope.CASE, Effect.BLOCKING),
    ),
    CodeRow(
        "debt.row_in_future", _OPEN, _RULE,
        "还款流水的日期晚于收到证据包之日。",
        "A payment of the ledger is dated after the court's receipt.",
        cure_zh="请核对并更正还款日期。", cure_en="Check and correct the day of the payment.",
    ),
    CodeRow(
        "debt.input_missing", _OPEN, _RULE,
        "该项缺失或者无法读取，不能据以复算欠款。",
        "This is missing or cannot be read, and the debt cannot be computed with it.",
        cure_zh="请填写该项后重新提交。", cure_en="Fill it in and send the list again.",
    ),
    CodeRow(
        "debt.too_large", _OPEN, "Limits",
        "还款计划、还款流水或者复利结息次数超出复算的上限。",
        "The schedule, the ledger or the turns of compound interest exceed what is computed.",
        cure_zh="请核对期数、流水行数和复利结息天数。",
        cure_en="Check the number of instalments, of ledger rows and the days of capitalisation.",
    ),
    CodeRow(
        "debt.day_order", _OPEN, _RULE,
        "日期先后不合：还款、提前到期宣布或者截止日早于放款日。",
        "Days are out of order: a payment, the calling in or the cut-off lies before disbursement.",
        cure_zh="请核对并更正所示日期。", cure_en="Check and correct the days shown.",
    ),
    _wrong("schedule_differs", "还款计划与依合同约定推算的不一致。",
           "The stated schedule is not the one that the contract gives."),
    CodeRow(
        "debt.schedule_not_derived", _OPEN, _RULE,
        "依所填的还款方式或者分次放款情况无法推算还款计划；欠款依所列还款计划和流水复算。",
        "No schedule follows from the way of repayment or the disbursements; the stated one is used.",
        cure_zh="请提交还款计划的计算公式（要素 J11）。", cure_en="Send the formula of the schedule (J11).",
    ),
    CodeRow(
        "debt.schedule_formula", _HUMAN, _RULE,
        "还款计划不能由系统推算，需人工核对所附计算公式；欠款依所列还款计划和流水复算。",
        "No schedule follows by itself: a person holds the stated one against the formula given.",
        asks=_PRODUCT,
    ),
    CodeRow(
        "debt.principal_over_disbursed", _OPEN, _RULE,
        "还款计划的本金高于借款人实际收到的数额：利息不得预先扣除，本金以实际收到的为准（民法典第六百七十条）。",
        "Principal exceeds what the borrower received: interest may not be withheld in advance.",
        cure_zh="请按实际收到的数额更正本金并重新计算，或者提交足额放款的凭证。",
        cure_en="Correct the principal to what was received and compute anew, or send the voucher.",
    ),
    _wrong("row_unbalanced", "还款流水该行的各项冲抵与溢缴之和不等于还款金额。",
           "The splits and the overpaid part of this row do not make up its amount."),
    _wrong("ledger_differs", "还款流水的抵充与依约定顺序复算的不一致。",
           "Payments are not split as the agreed order of allocation splits them."),
    _wrong("figure_differs", "该数额与复算结果不一致，超出允许的误差。",
           "The figure differs from the computed one by more than the tolerance."),
    _wrong("sum_differs", "该合计与其各项之和不一致。", "The sum is not the sum of its parts."),
    CodeRow(
        "debt.compound_rate_unstated", _HUMAN, _RULE,
        "约定了复利但未载明利率：到期前按合同利率，或者始终按罚息利率，两种计法的结果并列，需人工认定。",
        "Compound interest is agreed without a rate: both readings are shown, and a person decides.",
        cure_zh=_CLAUSE, cure_en=_CLAUSE_EN, asks=_PRODUCT,
    ),
    CodeRow(
        "debt.compound_microloan", _HUMAN, _RULE,
        "小额贷款公司计收复利，能否支持需人工认定。",
        "A microloan company charges compound interest: a person decides whether it may.",
        asks=_PRODUCT,
    ),
    CodeRow(
        "debt.compound_on_penalty", _HUMAN, _RULE,
        "所列复利与对罚息计收复利的结果相符，能否支持需人工认定。",
        "The compound interest stated is what charging it on penalty gives: a person decides.",
        cure_zh=_CLAUSE, cure_en=_CLAUSE_EN, asks=_PRODUCT,
    ),
)  # fmt: skip
