"""一次性告知: every defect at once, as a letter that a clerk can send (Art. 9 of 在线诉讼规则).

Numbered: what is lacking, where it lies, how it is cured. What is common to a lender or a batch is
named once. Of a contradiction its sender is told 数据不一致，原因待查 and the item, and no more
(judgement 7): neither what was observed nor whose data it meets. The period is the court's to set.
"""

from collections.abc import Iterable, Mapping, Sequence

from verify.codes.table import CODES
from verify.judging import ItemOutcome
from verify.rules.admission import Admission
from verify.rules.case import CaseView
from verify.rules.defects import Defect
from verify.rules.elements.subject import place_of
from verify.rules.grounds import items_by_name
from verify.rules.verdict import Route

__all__ = ["notice_of"]

_SENT = frozenset({Route.CORRECTION, Route.HOLD})
"""Verdicts that are told to the sender; under every other a person of the court decides first."""

_HEAD = """补正事项告知书（一次性告知）

{lender}：

    你方提交的证据包 {package} 中，案件 {case}（合同编号 {contract}，借据编号 {loan}）\
经核验和审查，存在下列事项，现一次性告知：
"""
_CURE = """
请于本告知书送达之日起＿＿＿＿日内（期限由本院填写）补正，以更正包形式提交（kind 为 correction，\
corrects 为上述证据包编号）；逾期未补正或者补正后仍不符合要求的，依法处理。
"""
_HOLD = """
上述数据由本院人工审查，审查期间无需补交材料；本院需要了解情况的，将另行通知。
"""
_TAIL = """
本告知仅列明技术核验和形式审查中发现的事项，不代表受理、立案或者准入。

                                        {court}
                                        ＿＿＿＿年＿＿月＿＿日
"""
_DIFFERS = "数据不一致，原因待查"
_BREAKS = {ord(c): " " for c in "\r\n\t\v\f\x85\u2028\u2029"}
"""A sender's text stays on the line where it is quoted."""
_QUOTED = 200


def notice_of(case: CaseView, admission: Admission, defects: Sequence[Defect]) -> str | None:
    """Return the letter; None where the sender is told nothing yet."""
    if admission.route not in _SENT:
        return None
    held = [one for one in defects if one.held]
    told = held if admission.route is Route.HOLD else [one for one in defects if one.curable]
    lines = _lines(told, items_by_name(case), held=admission.route is Route.HOLD)
    body = "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
    head = _HEAD.format(
        lender=_quoted(case.head.applicant.name),
        package=case.head.package_id,
        case=case.case_key,
        contract=_quoted(case.contract_no),
        loan=_quoted(case.loan_no),
    )
    middle = _HOLD if admission.route is Route.HOLD else _CURE
    return f"{head}\n{body}\n{middle}{_TAIL.format(court=case.rules.court.name)}"


def _lines(told: Iterable[Defect], items: Mapping[str, ItemOutcome], *, held: bool) -> list[str]:
    """Return the numbered points: one for a code, with every place it is found in."""
    if held:
        names = [name for one in told for name in one.issue.items]
        places = list(dict.fromkeys(_item(name, items) for name in names))
        return [f"{place}：{_DIFFERS}。" for place in places] or [f"{_DIFFERS}。"]
    places_of: dict[str, dict[str, None]] = {}
    for one in told:
        named = places_of.setdefault(one.issue.finding.code, {})
        named.update(dict.fromkeys(_places(one, items)))
    return [_line(code, list(places)) for code, places in places_of.items()]


def _line(code: str, places: Sequence[str]) -> str:
    row = CODES[code]
    where = f"\n   所在：{'；'.join(places)}。" if places else ""
    cure = f"\n   补正：{row.cure_zh}" if row.cure_zh else "\n   补正：请补充、更正上述内容。"
    return f"{_DIFFERS if row.contradiction else row.zh.rstrip('。')}。{where}{cure}"


def _places(defect: Defect, items: Mapping[str, ItemOutcome]) -> list[str]:
    """Return where a defect lies: elements by their label and number, documents by title and id."""
    places = [_element(key) for key in defect.issue.elements]
    places += [_item(name, items) for name in defect.issue.items]
    subject = defect.issue.finding.subject
    if not places and place_of(subject) is not None:
        places = [_element(subject)]
    expected = defect.issue.finding.expected
    if expected and not defect.row.contradiction:
        places = [f"{'、'.join(places)}（应为：{_quoted(expected)}）"] if places else places
    return places


def _element(key: str) -> str:
    place = place_of(key)
    return f"要素 {_quoted(key)}" if place is None else f"要素 {place.field.code} {place.zh}"


def _item(name: str, items: Mapping[str, ItemOutcome]) -> str:
    item = items.get(name)
    title = "" if item is None else _quoted(item.evidence.title)
    shared, _, own = name.rpartition(":")
    kind = "公共材料" if shared else "证据"
    return f"{kind} {own}" + (f"“{title}”" if title else "")


def _quoted(text: str) -> str:
    """Return a sender's text as it is quoted: on one line, its unseen characters as code points."""
    plain = text[:_QUOTED]
    if plain.isprintable():
        return plain
    plain = plain.translate(_BREAKS)
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in plain)
