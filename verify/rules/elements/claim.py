"""Groups J to M: what is owed, what is claimed, collection, procedure; N is the evidence itself."""

from verify.rules.elements.field import Field, Kind, Need, PersonalClass, Sheet

__all__ = ["FIELDS"]

R, C, O = Need.REQUIRED, Need.CONDITIONAL, Need.OPTIONAL  # noqa: E741 - the court's own letters
BATCH, COMPUTED, COLLECTED = Sheet.BATCH, Sheet.COMPUTED, Sheet.COLLECTION

YES_NO = ("是", "否")

COLLECTION = (
    Field("at", "L1", "催收时间", "when", Kind.INSTANT, R, "5(4)", COLLECTED,
          example="2025-04-28T10:00:00+08:00"),
    Field("method", "L1", "催收方式", "how", Kind.CHOICE, R, "5(4)", COLLECTED,
          choices=("电话", "短信", "电子邮件", "应用内通知", "信函", "其他"), example="短信"),
    Field("number", "L1", "催收号码", "number", Kind.TEXT, R, "5(4)", COLLECTED,
          personal=PersonalClass.C2, example="13800000000"),
    Field("agency", "L1", "催收机构", "agency", Kind.TEXT, R, "5(4)", COLLECTED,
          hint="自行催收的填贷款人名称", example="虚构甲小额贷款有限公司"),
    Field("result", "L1", "催收结果", "result", Kind.TEXT, R, "5(4)", COLLECTED, example="已送达"),
    Field("evidence", "L1", "对应证据", "evidence", Kind.TEXT, O, "5(4)", COLLECTED,
          hint="证据编号或者文件名"),
)  # fmt: skip

FIELDS = (
    # J owed
    Field("j_cut_off", "J1", "欠款截止日", "cut-off day", Kind.DAY, R, "7(9)",
          example="2025-05-31"),
    Field("j_principal", "J2", "尚欠本金", "principal owed", Kind.MONEY, R, "7(9)",
          example="9000.00"),
    Field("j_interest", "J3", "尚欠利息", "interest owed", Kind.MONEY, R, "7(9)",
          example="559.00"),
    Field("j_penalty", "J4", "尚欠罚息", "penalty owed", Kind.MONEY, R, "7(9)", example="300.00"),
    Field("j_compound", "J5", "尚欠复利", "compound interest owed", Kind.MONEY, R, "7(9)",
          example="0.00"),
    Field("j_fees", "J6", "尚欠违约金、费用", "damages and fees owed", Kind.MONEY, R, "7(9)",
          example="0.00"),
    Field("j_total", "J7", "欠款合计", "total owed", Kind.MONEY, R, "7(9)", COMPUTED),
    Field("j_overdue_from", "J8", "逾期起始日", "overdue from", Kind.DAY, R, "7(9)",
          example="2024-10-09"),
    Field("j_overdue_days", "J9", "逾期天数", "days overdue", Kind.COUNT, O, "7(9)", COMPUTED),
    Field("j_called_in", "J10", "提前到期宣布日", "called in on", Kind.DAY, O, "7(9)",
          hint="未宣布提前到期的留空", example="2025-05-01"),
    Field("j_formula", "J11", "计算公式或者明细", "formula", Kind.TEXT, O, "7(9)", BATCH,
          hint="另附明细的可以留空"),
    # K claimed
    Field("k_principal", "K1", "诉请本金", "principal claimed", Kind.MONEY, R, "7(9)", COMPUTED),
    Field("k_interest", "K2", "诉请利息、罚息、复利", "interest claimed", Kind.MONEY, O, "7(9)",
          COMPUTED),
    Field("k_until_paid", "K2", "是否计至清偿之日", "until paid", Kind.CHOICE, O, "7(9)", BATCH,
          choices=YES_NO, example="是"),
    Field("k_acceleration", "K3", "是否请求提前到期或者解除", "acceleration claimed", Kind.CHOICE, O,
          "7(9)", BATCH, choices=YES_NO, example="是"),
    Field("k_guarantee", "K4", "担保责任请求", "claim on security", Kind.TEXT, O, "7(10)", BATCH),
    Field("k_enforcement_costs", "K5", "实现债权费用", "costs of enforcement", Kind.MONEY, R, "7(9)",
          example="0.00"),
    Field("k_litigation_costs", "K6", "诉讼费负担请求", "litigation costs", Kind.TEXT, O, "7(9)",
          BATCH, example="由被申请人负担"),
    Field("k_other", "K7", "其他请求", "other claims", Kind.TEXT, O, "5(5)", BATCH),
    Field("k_total", "K8", "诉请标的总额", "amount in dispute", Kind.MONEY, R, "4(3)", COMPUTED),
    Field("k_basis", "K9", "合同依据和法律依据", "basis", Kind.TEXT, R, "7(9)", BATCH,
          example="《中华人民共和国民法典》第六百七十四条、第六百七十五条"),
    # L collected
    Field("l_records", "L1", "催收记录", "collection", Kind.ROWS, R, "5(4)", COLLECTED,
          rows=COLLECTION),
    Field("l_last_demand", "L2", "最后一次主张日", "last demand", Kind.DAY, R, "5(4)",
          example="2025-05-01"),
    Field("l_completed", "L3", "是否已完成自行催收", "collection completed", Kind.CHOICE, R, "5(4)",
          BATCH, choices=YES_NO, example="是"),
    # M procedure
    Field("m_small_claims", "M1", "适用小额诉讼的约定", "agreed on small claims", Kind.CHOICE, O,
          "5(5)", BATCH, choices=("同意", "不同意", "未约定"), example="同意"),
    Field("m_preservation", "M2", "有无诉前保全", "preservation", Kind.CHOICE, R, "5(5)", BATCH,
          choices=("无", "有"), example="无"),
    Field("m_other_proceedings", "M3", "其他诉讼、仲裁或者支付令", "other proceedings", Kind.TEXT, R,
          "5(5)", BATCH, hint="没有的填“无”", example="无"),
    Field("m_missing_borrower", "M4", "借款人是否下落不明", "borrower missing", Kind.CHOICE, O,
          "5(5)", BATCH, choices=("否", "是"), example="否"),
    Field("m_withdrawal_consent", "M5", "是否同意不符合立案条件时撤回申请", "agrees to withdraw",
          Kind.CHOICE, R, "5(7)", BATCH, choices=YES_NO, example="是"),
    Field("m_execution_consent", "M6", "是否同意仅采用全程在线模式执行", "agrees to online execution",
          Kind.CHOICE, R, "5(8)", BATCH, choices=YES_NO, example="是"),
    Field("m_other_proofs", "M7", "除已提交的以外，是否另有存证或者时间证明", "other proofs exist",
          Kind.CHOICE, O, "5(2)", BATCH, choices=YES_NO,
          hint="填“是”的，缺少证明的环节可以补交；填“否”的不再要求补交，按不符合第五条第（二）项处理"),
)  # fmt: skip
