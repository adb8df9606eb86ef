"""Codes of the rules of online litigation, Article 18: data before they came onto a chain."""

from verify.findings import Asks, CheckStatus, CodeRow, Effect, Scope

__all__ = ["ROWS"]

_RULE = "人民法院在线诉讼规则第十八条"

ROWS = (
    CodeRow(
        "rule18.no_chain", (CheckStatus.NOT_APPLICABLE,), _RULE,
        "没有上链或者存证的数据，不适用。", "Nothing was anchored or deposited.",
    ),
    CodeRow(
        "rule18.before_chain", (CheckStatus.HUMAN,), _RULE,
        "上链、存证之前的数据来源、生成机制、存储过程和关联印证情况，由法官审查；"
        "所见内容为自事件至存证的最长间隔。",
        "Source, making and keeping of the data before they were deposited are for the judge; "
        "observed: the longest time from an event to its deposit.",
        asks=Asks(Scope.CASE, Effect.ADVISORY),
    ),
)  # fmt: skip
