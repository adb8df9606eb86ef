"""Codes of Article 5 (2): which events of the loan are covered by which proof, and when."""

from verify.findings import Asks, CheckStatus, CodeRow, Effect, Scope

__all__ = ["ROWS"]

_HUMAN, _OPEN = (CheckStatus.HUMAN,), (CheckStatus.INDETERMINATE,)
_RULE = "指引第五条第（二）项"

ROWS = (
    CodeRow(
        "art5_2.covered", (CheckStatus.PASSED,), _RULE,
        "身份认证、合同签订、放款以及有还款的还款环节，均有在允许间隔内的证明。",
        "Every event that there was is covered by a proof within the lag allowed.",
    ),
    CodeRow(
        "art5_2.platform_time", _HUMAN, f"{_RULE}; 人民法院在线诉讼规则第十七条",
        "存证时间由平台证明：该环节的时间只有存证平台签名的回执证明，是否采信该平台的时间需人工认定。",
        "The time of the event rests on the platform's signed receipt alone.",
        cure_zh="如有事件发生当时作出的时间戳或者链上锚定，请提交。",
        cure_en="Send a timestamp or anchor that was made at the time of the event, if any.",
        asks=Asks(Scope.PLATFORM, Effect.BLOCKING),
    ),
    CodeRow(
        "art5_2.late", _HUMAN, _RULE,
        "事后存证：该环节只有晚于允许间隔、但早于逾期之日的证明（所见数字为事件发生后的天数），"
        "是否接受需人工认定。",
        "The event is proved later than the lag, before the default; observed: days after it.",
        cure_zh="如有事件发生当时作出的时间戳、链上锚定或者存证回执，请提交。",
        cure_en="Send a timestamp, anchor or receipt made at the time of the event, if any.",
        asks=Asks(Scope.PRODUCT, Effect.BLOCKING),
    ),
    CodeRow(
        "art5_2.late_after_default", _HUMAN, _RULE,
        "事后存证：该环节的证明作出于逾期之后（所见数字为事件发生后的天数），需逐案人工认定。",
        "The event is proved only after the default; observed: days after the event.",
        cure_zh="如有事件发生当时作出的时间戳、链上锚定或者存证回执，请提交。",
        cure_en="Send a timestamp, anchor or receipt made at the time of the event, if any.",
        asks=Asks(Scope.CASE, Effect.BLOCKING),
    ),
    CodeRow(
        "art5_2.late_default_unknown", _HUMAN, _RULE,
        "事后存证，而要素列表未列明逾期之日：证明是否作出于逾期之前不明（所见数字为事件发生后的天数），"
        "需逐案人工认定。",
        "The event is proved later than the lag; whether before the default is unknown, since no day "
        "of default is stated; observed: days after the event.",
        cure_zh="请填写逾期起始日；如有事件发生当时作出的时间戳、链上锚定或者存证回执，请提交。",
        cure_en="State the first day of default; send a timestamp, anchor or receipt made at the "
        "time of the event, if any.",
        asks=Asks(Scope.CASE, Effect.BLOCKING),
    ),
    CodeRow(
        "art5_2.not_deposited", _HUMAN, f"{_RULE}; 指引第六条第二款",
        "未存证，仅证明本院收到时已存在：该产品未存证的电子数据能否采用，需人工认定。",
        "Not deposited: the data are proved to exist since the court received them, no earlier.",
        asks=Asks(Scope.PRODUCT, Effect.BLOCKING),
    ),
    CodeRow(
        "art5_2.before_event", _HUMAN, _RULE,
        "可证明的时间早于所称事件，该证据是否属于该环节需人工核对。",
        "What is proved lies before the event: whether the item is of it wants a look.",
        cure_zh="请核对事件时间以及该证据所属的环节。",
        cure_en="Check the time of the event, and which event the item is of.",
        asks=Asks(Scope.CASE, Effect.BLOCKING),
    ),
    CodeRow(
        "art5_2.label_differs", _HUMAN, _RULE,
        "存证平台签名字段所载环节与提交人所称环节不同，需人工核对。",
        "A field that the platform signed says the item is of another event than its sender says.",
        cure_zh="请核对该证据所属的环节。", cure_en="Check which event the item is of.",
        asks=Asks(Scope.CASE, Effect.BLOCKING),
    ),
    CodeRow(
        "art5_2.event_uncovered", _OPEN, _RULE,
        "该环节没有可以核验且在允许间隔内的证明。",
        "No proof of the event that verifies lies within the lag allowed.",
        cure_zh="请提交该环节的证据原件，以及已有的电子签名、时间戳、链上锚定或者存证回执。确实没有其他"
        "证明的，可在要素 M7 填“否”，不再要求补交；该案将因不符合指引第五条第（二）项，转入甄别、评估、审查。",
        cure_en="Send the original with a signature, timestamp, anchor or receipt that exists. Where "
        "none does, answer M7 with 否: nothing more is called for, and the case, which "
        "does not meet Article 5 (2), is screened and assessed.",
    ),
    CodeRow(
        "art5_2.event_time_absent", _OPEN, _RULE,
        "要素列表未列明该环节的时间，无法与证明的时间比较。",
        "The element list does not state when the event was.",
        cure_zh="请填写该环节的时间。", cure_en="State the time of the event.",
    ),
    CodeRow(
        "art5_2.none_exists", (CheckStatus.FAILED,), _RULE,
        "该环节没有证明，提交人声明除已提交的以外没有其他证明。",
        "The event is not proved, and the sender states that no other proof exists.",
    ),
)  # fmt: skip
