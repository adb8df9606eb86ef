"""Groups H and I: what was paid out, what was to be paid back, and what was."""

from verify.rules.elements.field import Field, Kind, Need, PersonalClass, Sheet

__all__ = ["FIELDS"]

R, O = Need.REQUIRED, Need.OPTIONAL  # noqa: E741 - the court's own letters
OUT, PLAN, LEDGER, COMPUTED = Sheet.DISBURSEMENT, Sheet.SCHEDULE, Sheet.LEDGER, Sheet.COMPUTED

DISBURSEMENT = (
    Field("date", "H1", "放款日", "day of payment", Kind.DAY, R, "7(8)", OUT, example="2024-06-08"),
    Field("amount", "H2", "放款金额", "amount", Kind.MONEY, R, "7(8)", OUT, example="12000.00"),
    Field("withheld", "H2", "放款时扣除金额", "withheld at disbursement", Kind.MONEY, O, "7(8)", OUT,
          hint="放款时预先扣除的利息或者费用"),
    Field("payer_name", "H3", "付款账户户名", "payer", Kind.TEXT, O, "7(8)", OUT,
          personal=PersonalClass.C1, example="虚构甲小额贷款有限公司"),
    Field("payer_tail", "H3", "付款账户尾号", "payer's account", Kind.TEXT, O, "7(8)", OUT,
          personal=PersonalClass.C2, example="0001"),
    Field("payee_name", "H4", "收款账户户名", "payee", Kind.TEXT, R, "7(8)", OUT,
          personal=PersonalClass.C1, example="虚构借款人"),
    Field("payee_tail", "H4", "收款账户尾号", "payee's account", Kind.TEXT, R, "7(8)", OUT,
          personal=PersonalClass.C2, example="0001"),
    Field("channel", "H5", "支付渠道", "channel", Kind.TEXT, R, "4(1)", OUT, example="虚构支付通道"),
    Field("serial_no", "H5", "渠道流水号", "serial number", Kind.TEXT, R, "7(8)", OUT,
          example="FK00000001"),
)  # fmt: skip

INSTALMENT = (
    Field("no", "I1", "期数", "number", Kind.COUNT, R, "7(9)", PLAN, example="1"),
    Field("due", "I1", "应还日", "due", Kind.DAY, R, "7(9)", PLAN, example="2024-07-08"),
    Field("principal", "I1", "应还本金", "principal", Kind.MONEY, R, "7(9)", PLAN,
          example="1000.00"),
    Field("interest", "I1", "应还利息", "interest", Kind.MONEY, R, "7(9)", PLAN, example="120.00"),
    Field("fee", "I1", "应还费用", "fee", Kind.MONEY, R, "7(9)", PLAN, example="0.00"),
)  # fmt: skip

REPAYMENT = (
    Field("date", "I2", "还款日", "day", Kind.DAY, R, "7(9)", LEDGER, example="2024-07-08"),
    Field("amount", "I2", "还款金额", "amount", Kind.MONEY, R, "7(9)", LEDGER, example="1120.00"),
    Field("principal", "I2", "冲本金", "to principal", Kind.MONEY, R, "7(9)", LEDGER,
          example="1000.00"),
    Field("interest", "I2", "冲利息", "to interest", Kind.MONEY, R, "7(9)", LEDGER,
          example="120.00"),
    Field("penalty", "I2", "冲罚息", "to penalty", Kind.MONEY, R, "7(9)", LEDGER, example="0.00"),
    Field("compound", "I2", "冲复利", "to compound interest", Kind.MONEY, O, "7(9)", LEDGER),
    Field("fee", "I2", "冲费用", "to fees", Kind.MONEY, O, "7(9)", LEDGER),
    Field("overpaid", "I2", "溢缴", "overpaid", Kind.MONEY, O, "7(9)", LEDGER),
    Field("serial_no", "I2", "还款流水号", "serial number", Kind.TEXT, O, "7(9)", LEDGER),
)  # fmt: skip

FIELDS = (
    Field("h_disbursements", "H", "放款", "disbursements", Kind.ROWS, R, "7(8)", OUT,
          rows=DISBURSEMENT),
    Field("i_schedule", "I1", "还款计划", "schedule", Kind.ROWS, R, "7(9)", PLAN, rows=INSTALMENT),
    Field("i_ledger", "I2", "还款流水", "ledger", Kind.ROWS, R, "7(9)", LEDGER, rows=REPAYMENT,
          hint="没有还款的为空表"),
    Field("i_paid_principal", "I3", "已还本金合计", "principal paid", Kind.MONEY, R, "7(9)",
          COMPUTED),
    Field("i_paid_interest", "I4", "已还利息合计", "interest paid", Kind.MONEY, R, "7(9)", COMPUTED),
    Field("i_interest_paid_to", "I5", "还息至", "interest paid to", Kind.DAY, O, "7(9)", COMPUTED),
)  # fmt: skip
