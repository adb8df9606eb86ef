"""Codes of Article 4: whether the court is the one to ask."""

from verify.findings import Asks, CheckStatus, CodeRow, Effect, Scope, Side

__all__ = ["ROWS"]

_PASSED = (CheckStatus.PASSED,)
_FAILED = (CheckStatus.FAILED,)
_HUMAN = (CheckStatus.HUMAN,)
_OPEN = (CheckStatus.INDETERMINATE,)
_RULE = {
    area: f"指引第四条第（{number}）项"
    for area, number in (("art4_1", "一"), ("art4_2", "二"), ("art4_3", "三"))
}
_CASE = Asks(Scope.CASE, Effect.BLOCKING)
_CLAUSE = Asks(Scope.CLAUSE, Effect.BLOCKING)
_BATCH = Asks(Scope.BATCH, Effect.BLOCKING)
_UNLOCATED = "该条款未在合同原件的文字中定位，合同与模板的对应由贷款人自述。"
_UNLOCATED_EN = (
    "It was not found in the text of the contract: that it stands there is the lender's word."
)

ROWS = (
    CodeRow(
        "art4_1.online", _PASSED, _RULE["art4_1"],
        "要素列表所填的签订、身份认证与放款方式均在互联网上完成（依据自述）。",
        "Signing, identification and disbursement are stated to have been made online.",
    ),
    CodeRow(
        "art4_1.signed_offline", _FAILED, _RULE["art4_1"],
        "合同在线下签订，不符合签订和履行行为均在互联网上完成的条件。",
        "The contract was signed offline.",
    ),
    CodeRow(
        "art4_1.mixed_channels", _HUMAN, _RULE["art4_1"],
        "合同在互联网上签订，但放款渠道似为线下，是否均在互联网上完成待认定。",
        "Signed online, yet a channel of disbursement seems to be offline.",
        asks=_CASE,
    ),
    CodeRow(
        "art4_1.cause_moved", _HUMAN, _RULE["art4_1"],
        "依收到时间适用的规则，该案由不在本院集中管辖的范围；是否另有指定管辖待认定。",
        "By the rules in force at receipt this cause of action is not assigned to the court: "
        "whether it was designated is for a person.",
        side=Side.COURT, asks=Asks(Scope.COURT, Effect.BLOCKING),
    ),
    CodeRow(
        "art4_1.designated", _PASSED, _RULE["art4_1"],
        "该案由的指定管辖已登记且在有效期。",
        "A designation of the court for this cause of action is registered and in force.",
    ),
    CodeRow(
        "art4_2.domicile", _PASSED, _RULE["art4_2"],
        "借款人（被申请人）的住所地在本院辖区内（依据要素列表所填地址）。",
        "The borrower's domicile, as stated, lies in the court's region.",
    ),
    CodeRow(
        "art4_2.performance", _PASSED, _RULE["art4_2"],
        "合同履行地在本院辖区内（约定的履行地；没有约定的，接收货币一方即贷款人所在地）。",
        "The place of performance lies in the court's region: as agreed, else where money is received.",
    ),
    CodeRow(
        "art4_2.clause_validity", _HUMAN, _RULE["art4_2"],
        "协议管辖条款要素已定位，其效力与实际联系待认定。",
        "The jurisdiction clause was found; whether it is valid and connected is for a person.",
        asks=_CLAUSE,
    ),
    CodeRow(
        "art4_2.clause_unlocated", _HUMAN, _RULE["art4_2"],
        f"协议管辖条款待认定：{_UNLOCATED}", f"A jurisdiction clause is stated. {_UNLOCATED_EN}",
        asks=_BATCH,
    ),
    CodeRow(
        "art4_2.other_court", _HUMAN, _RULE["art4_2"],
        "管辖条款写有其他法院，或者写有不由本院管辖的用语，是否排除本院管辖待认定。",
        "The jurisdiction clause names another court, or has words against this one.",
        asks=_CLAUSE,
    ),
    CodeRow(
        "art4_2.other_court_unlocated", _HUMAN, _RULE["art4_2"],
        f"所填管辖条款写有其他法院，或者写有不由本院管辖的用语，待认定：{_UNLOCATED}",
        "The jurisdiction clause stated names another court, or has words against this one. "
        f"{_UNLOCATED_EN}",
        asks=_BATCH,
    ),
    CodeRow(
        "art4_2.court_word", _HUMAN, _RULE["art4_2"],
        "要素列表没有填写管辖条款，而合同原件的文字中写有法院管辖，是否约定由其他法院管辖待认定。",
        "No jurisdiction clause is stated, yet the contract's text speaks of a court's jurisdiction.",
        asks=_BATCH,
    ),
    CodeRow(
        "art4_2.arbitration_agreed", _HUMAN, _RULE["art4_2"],
        "约定仲裁，主管待审查。",
        "Arbitration is agreed: whether a court is competent at all is to be examined.",
        asks=_CLAUSE,
    ),
    CodeRow(
        "art4_2.arbitration_unlocated", _HUMAN, _RULE["art4_2"],
        f"约定仲裁，主管待审查：{_UNLOCATED}",
        f"Arbitration is stated to be agreed. {_UNLOCATED_EN}",
        asks=_BATCH,
    ),
    CodeRow(
        "art4_2.arbitration_word", _HUMAN, _RULE["art4_2"],
        "要素列表没有填写仲裁条款，而合同原件的文字中写有仲裁，主管待审查。",
        "No arbitration clause is stated, yet the contract's text speaks of arbitration.",
        asks=_BATCH,
    ),
    CodeRow(
        "art4_2.no_connection", _FAILED, _RULE["art4_2"],
        "约定由本院管辖，但借款人、贷款人的住所地与合同履行地均不在本院辖区，未见与本地的实际联系。",
        "The court is agreed on, yet nothing that is stated connects the dispute with its region.",
    ),
    CodeRow(
        "art4_2.no_ground", _FAILED, _RULE["art4_2"],
        "借款人住所地、合同履行地均不在本院辖区，也没有约定由本院管辖。",
        "Neither domicile nor place of performance lies in the region, and no clause names the court.",
    ),
    CodeRow(
        "art4_2.place_unlocated", _OPEN, _RULE["art4_2"],
        "所填地址不能确定所在的行政区划。",
        "The address stated does not say in which division it lies.",
        cure_zh="请填写写明省、市、区（县）的地址，或者填写行政区划代码。",
        cure_en="State the address with province, city and district, or the code of the division.",
    ),
    CodeRow(
        "art4_3.below_limit", _PASSED, _RULE["art4_3"],
        "标的额低于中级人民法院管辖第一审民事案件的标准。",
        "The amount in dispute is below that of an intermediate court.",
    ),
    CodeRow(
        "art4_3.over_limit", _FAILED, _RULE["art4_3"],
        "标的额达到中级人民法院管辖第一审民事案件的标准。",
        "The amount in dispute is that of an intermediate court.",
    ),
    CodeRow(
        "art4_3.side_unknown", _OPEN, _RULE["art4_3"],
        "标的额已达当事人一方住所地不在本省时的标准，而所填地址不能确定双方所在的省。",
        "The amount reaches the limit for a party outside the province, and the addresses do not say which.",
        cure_zh="请填写写明省、市、区（县）的住所地，或者填写行政区划代码。",
        cure_en="State both domiciles with their province, or the code of the division.",
    ),
    CodeRow(
        "art4_3.foreign_amount", _HUMAN, _RULE["art4_3"],
        "涉外、涉港澳台案件的标的额不低于所列标准，级别管辖待认定。",
        "A foreign-related claim of this amount: which court has it is for a person.",
        asks=_CASE,
    ),
    CodeRow(
        "art4_3.table_absent", _OPEN, _RULE["art4_3"],
        "规则表中没有收到之日适用的级别管辖标准。",
        "The tables have no amount that holds on the day of receipt.",
        side=Side.COURT,
    ),
)  # fmt: skip
