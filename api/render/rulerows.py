"""Rows of the rule tables as people read them: what each is, what it says, by which source.

A report names a row as its table does, `wage-guangdong-2023`, with its members as `key=value`; a
name or member that is not known here is shown as it stands.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from api.render.edition import Edition
from api.render.sums import money

__all__ = ["RuleRow", "rule_rows"]

_NAMES = {
    "regime-": ("管辖规定", "Rules on jurisdiction"),
    "monetary-": ("级别管辖标准", "Amounts of jurisdiction"),
    "wage-": ("就业人员年平均工资", "Yearly wage"),
    "lpr-": ("贷款市场报价利率（一年期）", "Loan prime rate, one year"),
    "rate-": ("年化综合成本提示线", "Note on the annual cost"),
    "microloan-cap": ("小额贷款综合成本提示线", "Note on the cost of a microloan"),
    "microloan-": ("小额贷款限额提示线", "Note on the amount of a microloan"),
    "penalty-": ("罚息提示线", "Note on the penalty rate"),
    "share-": ("与本金之比提示线", "Note on the share of the principal"),
    "full-age-": ("完全民事行为能力年龄", "Age of full capacity"),
    "lender-": ("机构类型", "Kind of institution"),
    "document-": ("证件类型", "Kind of document"),
    "order-bar-": ("不适用支付令的情形", "Bar to a payment order"),
    "designation-": ("指定管辖", "Designation of the court"),
    "bar-": ("不适用小额诉讼的情形", "Bar to small claims"),
    "evidence-": ("应当提交的材料", "Papers called for"),
    "words-": ("条款用语", "Words of a clause"),
}
"""How the name of a row begins, the longer before the shorter."""

_MEMBERS = {
    "both_same_side": ("双方均在或者均不在本省", "both sides in, or out of, the province"),
    "one_outside": ("一方不在本省", "one side outside"),
    "amount": ("金额", "amount"),
    "annual_wage": ("年平均工资", "yearly wage"),
    "mandatory_percent": ("应当适用的比例（%）", "mandatory up to, per cent"),
    "agreed_percent": ("可约定适用的比例（%）", "by agreement up to, per cent"),
    "rate": ("利率（%）", "rate, per cent"),
    "limit": ("上限", "limit"),
    "lpr_multiple": ("LPR 的倍数", "times the LPR"),
    "years": ("周岁", "years"),
    "accepted": ("属于指引第二条的贷款人", "a lender of Article 2"),
    "cause_designated": ("该案由由互联网法院集中管辖", "the cause is an internet court's"),
    "foreign": ("涉外、涉港澳台", "foreign, Hong Kong, Macao or Taiwan"),
}
_UNTOLD = ("regime", "province", "code", "applies", "cause", "kind", "type")
_NOTHING = ("None", "*", "")
_SAID = {"True": ("是", "yes"), "False": ("否", "no")}


class RuleRow(NamedTuple):
    """One row that a case used."""

    label: str
    name: str
    values: tuple[str, ...]
    source: str
    verified: bool


def _label(edition: Edition, name: str) -> str:
    found = next((words for prefix, words in _NAMES.items() if name.startswith(prefix)), None)
    return edition.choose(found) if found else ""


def _values(edition: Edition, value: str) -> Iterator[str]:
    for member in value.split("; "):
        key, sign, told = member.partition("=")
        if not sign:
            yield member
        elif key not in _UNTOLD and told not in _NOTHING:
            words = edition.choose(_MEMBERS.get(key, (key, key)))
            answer = edition.choose(_SAID[told]) if told in _SAID else money(told)
            yield f"{words} {answer}"


def rule_rows(edition: Edition, rules: Mapping[str, Any]) -> tuple[RuleRow, ...]:
    """Rows of the rule tables that a case used."""
    return tuple(
        RuleRow(
            label=_label(edition, row["name"]),
            name=row["name"],
            values=tuple(_values(edition, str(row["value"]))),
            source=row["source"] or "",
            verified=bool(row["verified"]),
        )
        for row in rules["rows_used"]
    )
