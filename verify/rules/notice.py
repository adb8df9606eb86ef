"""一次性告知: every defect at once, as a letter that a clerk can send (Art. 9 of 在线诉讼规则).

Numbered: what is wrong, where it lies, how it is cured. What is common to a lender or a batch is
named once. A case that is held has a letter of its own (数据核查告知), which asks for nothing: of a
contradiction its sender is told 数据不一致，原因待查 and the item, and no more (judgement 7),
neither what was observed nor whose data it meets. The period is the court's to set.
"""

from collections.abc import Iterable, Mapping, Sequence

from verify.judging import ItemOutcome
from verify.rules.admission import Admission
from verify.rules.case import CaseView
from verify.rules.defects import Defect
from verify.rules.events import events_of
from verify.rules.grounds import items_by_name
from verify.rules.located import item_words, quoted
from verify.rules.points import DIFFERS, point_lines
from verify.rules.verdict import Route

__all__ = ["notice_of"]

_OPENING = """{title}

{lender}：

    你方提交的证据包 {package} 中，案件 {case}（合同编号 {contract}，借据编号 {loan}）\
{told}
"""
_CORRECTION = (
    "补正事项告知书（一次性告知）", "经核验和审查，需要补正的事项如下，现一次性告知：",
)  # fmt: skip
_CHECK = "数据核查告知", "经核验，下列数据不一致，现予告知："
_CURE = """
请于本告知书送达之日起＿＿＿＿日内（期限由本院填写），就上述各项一并补正：将更正、补充后的材料\
作为补正证据包重新提交，并注明所补正的证据包编号 {package}。逾期未补正或者补正后仍不符合要求的，\
依法处理。各项末尾方括号内为核验代码，供你方系统对照使用。
"""
_HOLD = """
上述数据由本院人工审查，审查期间无需补交或者更换材料；本院需要了解情况的，将另行通知。
"""
_TAIL = """
本告知仅列明技术核验和形式审查中发现的事项，不代表受理、立案或者准入。

                                        {court}
                                        ＿＿＿＿年＿＿月＿＿日
"""


def notice_of(case: CaseView, admission: Admission, defects: Sequence[Defect]) -> str | None:
    """Return the letter; None where a person of the court decides before its sender is told."""
    items = items_by_name(case)
    if admission.route is Route.HOLD:
        return _letter(case, _CHECK, _held(defects, items), _HOLD)
    if admission.route is Route.CORRECTION:
        events = {one.key: one.zh for one in events_of(case.elements)}
        told = point_lines([one for one in defects if one.curable], items, events)
        return _letter(case, _CORRECTION, told, _CURE.format(package=case.head.package_id))
    return None


def _letter(case: CaseView, head: tuple[str, str], told: Iterable[str], asked: str) -> str:
    opening = _OPENING.format(
        title=head[0],
        lender=quoted(case.head.applicant.name),
        package=case.head.package_id,
        case=case.case_key,
        contract=quoted(case.contract_no),
        loan=quoted(case.loan_no),
        told=head[1],
    )
    body = "\n".join(f"{number}. {point}" for number, point in enumerate(told, 1))
    return f"{opening}\n{body}\n{asked}{_TAIL.format(court=case.rules.court.name)}"


def _held(defects: Iterable[Defect], items: Mapping[str, ItemOutcome]) -> list[str]:
    """Return the items whose data differ, each once."""
    names = [name for one in defects if one.held for name in one.issue.items]
    places = dict.fromkeys(item_words(name, items) for name in names)
    return [f"{place}：{DIFFERS}。" for place in places] or [f"{DIFFERS}。"]
