"""`RULES`: every article that a case is answered by, in the order of the guideline.

One row an article: what it is called, on which texts it stands, and the rule that answers it. An
article without a rule, 1, 3 and 9 to 18, binds the court and not a case; 9 is the verdict table.
"""

from collections.abc import Callable
from typing import NamedTuple

from verify.rules.articles import (
    art2,
    art4_1,
    art4_2,
    art4_3,
    art5_1,
    art5_2,
    art5_3,
    art5_4,
    art5_5,
    art5_6,
    art5_7,
    art5_8,
    art6,
    art7_1,
    art7_2,
    art7_3,
    art7_4,
    art7_5,
    art7_6,
    art7_7,
    art7_8,
    art7_9,
    art7_10,
    art8,
    rule12,
    rule17,
    rule18,
)
from verify.rules.case import CaseView
from verify.rules.outcome import Issue

__all__ = ["RULES", "Rule"]

Judge = Callable[[CaseView], tuple[Issue, ...]]


class Rule(NamedTuple):
    """One article and the rule that answers it."""

    article: str
    """`5(3)`; 规则17 of the rules of online litigation."""
    title_zh: str
    title_en: str
    basis_zh: str
    """The texts it stands on."""
    basis_en: str
    judge: Judge


_ONLINE = "人民法院在线诉讼规则"
_ONLINE_EN = "Rules of Online Litigation of the People's Courts"
_CPL, _CPL_EN = "民事诉讼法", "Civil Procedure Law"


def _row(article: str, title: tuple[str, str], judge: Judge, *beside: tuple[str, str]) -> Rule:
    """Return the row of an article of the guideline, with the texts beside it."""
    number, _, item = article.rstrip(")").partition("(")
    own = f"指引第{_NUMERALS[int(number)]}条" + (f"第（{_NUMERALS[int(item)]}）项" if item else "")
    return Rule(
        article,
        *title,
        "；".join((own, *[zh for zh, _ in beside])),
        "; ".join((f"Guideline, Article {article}", *[en for _, en in beside])),
        judge,
    )


_NUMERALS = ("", *"一二三四五六七八九", "十")


def _online(number: str, article: str, zh: str, title: tuple[str, str], judge: Judge) -> Rule:
    return Rule(article, *title, f"{_ONLINE}{zh}", f"{_ONLINE_EN}, {number}", judge)


RULES: tuple[Rule, ...] = (
    _row("2", ("借款合同的当事人", "Parties to the loan"), art2.judge),
    _row("4(1)", ("全程在线签订和履行", "Signed and performed online"), art4_1.judge),
    _row(
        "4(2)",
        ("住所地、履行地或者协议管辖", "Domicile, place of performance or agreed court"),
        art4_2.judge,
        (f"{_CPL}第二十二条、第二十四条、第三十五条", f"{_CPL_EN} 22, 24, 35"),
        ("民诉法解释第十八条、第三十一条", "Interpretation of the CPL 18, 31"),
    ),
    _row(
        "4(3)",
        ("标的额与级别管辖", "Amount in dispute"),
        art4_3.judge,
        (f"{_CPL}第十八条、第十九条", f"{_CPL_EN} 18, 19"),
    ),
    _row("5(1)", ("身份认证", "Identification of the borrower"), art5_1.judge),
    _row(
        "5(2)",
        ("电子数据防篡改", "Protection of data against change"),
        art5_2.judge,
        (f"{_ONLINE}第十六条", f"{_ONLINE_EN} 16"),
    ),
    _row(
        "5(3)",
        ("电子送达条款", "Clause on electronic service"),
        art5_3.judge,
        (f"{_CPL}第九十条", f"{_CPL_EN} 90"),
        (f"{_ONLINE}第二十九条", f"{_ONLINE_EN} 29"),
    ),
    _row("5(4)", ("自行催收", "The lender's own collection"), art5_4.judge),
    _row(
        "5(5)",
        ("事实清楚、争议不大", "Clear facts, little in dispute"),
        art5_5.judge,
        (f"{_CPL}第一百六十五条、第一百六十六条", f"{_CPL_EN} 165, 166"),
    ),
    _row("5(6)", ("产品合规化审查", "Compliance review of the product"), art5_6.judge),
    _row("5(7)", ("同意撤回", "Consent to withdraw"), art5_7.judge),
    _row("5(8)", ("同意在线执行", "Consent to online execution"), art5_8.judge),
    _row("6", ("申请途径", "The way in"), art6.judge),
    _row("7(1)", ("贷款人主体资格", "Lender's standing"), art7_1.judge),
    _row("7(2)", ("借款人主体资格", "Borrower's standing"), art7_2.judge),
    _row("7(3)", ("诉讼代理人授权", "Agent's authority"), art7_3.judge),
    _row("7(4)", ("身份认证的证据", "Evidence of identification"), art7_4.judge),
    _row("7(5)", ("线上贷款全流程", "Online lending process"), art7_5.judge),
    _row("7(6)", ("借款合同成立", "Formation of the contract"), art7_6.judge),
    _row("7(7)", ("电子数据存证证明", "Deposit certificates"), art7_7.judge),
    _row("7(8)", ("发放贷款", "Disbursement"), art7_8.judge),
    _row(
        "7(9)",
        ("还款及欠款明细", "Repayments and arrears"),
        art7_9.judge,
        ("民法典第六百七十条", "Civil Code 670"),
    ),
    _row("7(10)", ("其他证据", "Other evidence"), art7_10.judge),
    _row("8", ("所处阶段", "Stage of the dispute"), art8.judge),
    _online(
        "12-13", "规则12", "第十二条、第十三条", ("电子化材料", "Scanned material"), rule12.judge
    ),
    _online("17", "规则17", "第十七条", ("存证平台", "Deposit platform"), rule17.judge),
    _online("18", "规则18", "第十八条", ("上链前数据", "Data before the chain"), rule18.judge),
)
