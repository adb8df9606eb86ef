"""What the procedure after admission could be: small claims and payment order (flags, no grounds).

民诉法 165, 166: up to a share of the province's average yearly wage small claims are mandatory, up
to a multiple of it the parties may agree on them; the bars of both only set `no`, and move no
article. 民诉法 225 and 解释 23, 427: a payment order is a matter of the court of the debtor's own
domicile, whatever court the contract names. Shares, bars and kinds of document are rows of law,
and so is which statement of the element list shows a bar.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from verify.findings import CheckStatus
from verify.rules.articles.people import is_foreign
from verify.rules.articles.places import borrower_domicile
from verify.rules.case import CaseView
from verify.rules.rows import BarRow, Row, Statement

__all__ = ["PaymentOrder", "Procedure", "SmallClaims", "Suit", "procedure_of"]

Text = tuple[str, str]
"""A sentence, Chinese and English."""


class Suit(StrEnum):
    """Whether small claims apply."""

    MANDATORY = "mandatory"
    BY_AGREEMENT = "by_agreement"
    NO = "no"


class SmallClaims(NamedTuple):
    """Whether small claims apply, and why."""

    value: Suit
    reasons: tuple[Text, ...]
    row: Row | None
    """The row of law that the amount was held against; None where it was not."""

    def as_json(self) -> dict[str, object]:
        """Return it as a report carries it."""
        return {"value": self.value.value, "reasons": _texts(self.reasons)}


class PaymentOrder(NamedTuple):
    """Whether a payment order could be applied for, and at which court."""

    eligible: bool
    reasons: tuple[Text, ...]
    debtor_court: Text | None

    def as_json(self) -> dict[str, object]:
        """Return it as a report carries it."""
        court = self.debtor_court
        return {
            "eligible": self.eligible,
            "reasons": _texts(self.reasons),
            "debtor_court": None if court is None else _text(court),
        }


class Procedure(NamedTuple):
    """Both flags of one case."""

    small_claims: SmallClaims
    payment_order: PaymentOrder


def _text(words: Text) -> dict[str, str]:
    return {"zh": words[0], "en": words[1]}


def _texts(rows: tuple[Text, ...]) -> list[dict[str, str]]:
    return [_text(one) for one in rows]


def procedure_of(case: CaseView) -> Procedure:
    """Return the flags of a case; they move no verdict."""
    return Procedure(_small_claims(case), _payment_order(case))


_NO_AMOUNT = ("诉请标的总额未能读取", "the amount in dispute cannot be read")
_NO_ROW = ("规则数据中没有适用的平均工资", "no average wage is on record for this time")
_WITHIN = ("标的额不超过年平均工资的 {n}%", "the amount is at most {n}% of the yearly wage")
_ABOVE = ("标的额超过年平均工资的 {n}%", "the amount is above {n}% of the yearly wage")
_AGREED = {
    "同意": ("双方约定适用小额诉讼程序", "the parties agreed on small claims"),
    "不同意": ("当事人不同意适用小额诉讼程序", "a party does not agree to small claims"),
}
_NOT_AGREED = ("未约定适用小额诉讼程序", "nothing was agreed on small claims")


def _small_claims(case: CaseView) -> SmallClaims:
    rules, amount = case.rules, case.elements.money("k_total")
    bars = _shown(case, rules.small_claims_bars())
    if bars:
        return SmallClaims(Suit.NO, bars, None)
    if amount is None:
        return SmallClaims(Suit.NO, (_NO_AMOUNT,), None)
    wage = rules.small_claims()
    if wage is None or wage.mandatory_percent is None or wage.agreed_percent is None:
        return SmallClaims(Suit.NO, (_NO_ROW,), None)
    if amount * 100 <= wage.annual_wage_cents * wage.mandatory_percent:
        return SmallClaims(Suit.MANDATORY, (_share(_WITHIN, wage.mandatory_percent),), wage.row)
    if amount * 100 > wage.annual_wage_cents * wage.agreed_percent:
        return SmallClaims(Suit.NO, (_share(_ABOVE, wage.agreed_percent),), wage.row)
    stated = case.elements.text("m_small_claims") or ""
    reasons = (_share(_WITHIN, wage.agreed_percent), _AGREED.get(stated, _NOT_AGREED))
    refused = case.elements.said("m_small_claims", "不同意")
    return SmallClaims(Suit.NO if refused else Suit.BY_AGREEMENT, reasons, wage.row)


def _share(words: Text, percent: int) -> Text:
    return words[0].format(n=percent), words[1].format(n=percent)


def _shown(case: CaseView, bars: Iterable[BarRow]) -> tuple[Text, ...]:
    """Return the bars that show in a case, each kept as a row that decided something."""
    here = [one for one in bars if _bars(case, one)]
    case.rules.used(*[one.row for one in here])
    return tuple([(one.zh, one.en) for one in here])


def _bars(case: CaseView, bar: BarRow) -> bool:
    seen = _SEEN.get(bar.bar)
    return any(_stated(case, one) for one in bar.when) or (seen is not None and seen(case))


def _stated(case: CaseView, sought: Statement) -> bool:
    text = case.elements.text(sought.element)
    if sought.says:
        return text in sought.says
    return not case.rules.says_none(text)


def _uncertain(case: CaseView) -> bool:
    """Whether the sum owed was not confirmed."""
    return any(issue.finding.status in _UNSETTLED for issue in case.account.issues)


def _unreachable(case: CaseView) -> bool:
    return not any(case.elements.text(key) for key in ("d_mobile", "d_email", "d_address"))


_UNSETTLED = frozenset({CheckStatus.FAILED, CheckStatus.INDETERMINATE})
_SEEN: Mapping[str, Callable[[CaseView], bool]] = {
    "foreign": is_foreign,
    "uncertain": _uncertain,
    "unreachable": _unreachable,
}
"""Bars that no single element says."""
_GUARANTEED = (
    "支付令对担保人没有拘束力", "a payment order does not bind the guarantor",
)  # fmt: skip
_OTHER_COURT = (
    "支付令由借款人住所地基层人民法院管辖，不因约定管辖而改变",
    "it belongs to the basic court of the borrower's domicile, whatever was agreed",
)


def _payment_order(case: CaseView) -> PaymentOrder:
    against = _shown(case, case.rules.payment_order_bars())
    told = (_GUARANTEED,) if case.elements.said("e_guarantee", "有") else ()
    return PaymentOrder(not against, (*against, *told, _OTHER_COURT), _debtor_court(case))


def _debtor_court(case: CaseView) -> Text | None:
    """Return the court of the debtor's domicile, as far down as the address says where that is."""
    court, code = case.rules.court, borrower_domicile(case).division
    if code is None:
        return None
    city = f"{code[:4]}00"
    cities = {place.code: place.names[0] for place in (*court.provinces, *court.cities)}
    name = cities.get(city) or cities.get(f"{code[:2]}0000") or ""
    name = f"{name}{court.divisions.get(code, '')}" or code
    return (
        f"{name}（借款人住所地）基层人民法院",
        f"the basic court of the borrower's domicile, {name}",
    )
