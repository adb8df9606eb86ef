"""The account of one loan as plain text: what was claimed, what was computed, line by line.

Every line of the schedule and of the allocation stands there, not only those that differ: whoever
types the command wants to follow the computation. Below a claimed sum stands ours where it is not
the same.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from api.render.columns import cell_width, padded, wrapped
from api.render.edition import Edition, Lang
from api.render.refs import element_name
from api.render.sums import difference, money, per_cent
from verify.codes.table import CODES

__all__ = ["render_debt"]

_COLUMNS = 96
_PARTS = ("principal", "interest", "penalty", "compound", "fee", "overpaid")
_WORDS = {
    "head": ("欠款复算", "The debt recomputed"),
    "conventions": ("计算口径", "Conventions"),
    "default": ("默认口径", "default"),
    "figures": ("各项数额", "Figures"),
    "claimed": ("申报", "claimed"),
    "computed": ("复算", "computed"),
    "difference": ("差额", "difference"),
    "tolerance": ("容差", "tolerance"),
    "schedule": ("还款计划", "Schedule"),
    "ledger": ("还款抵充", "Allocation of payments"),
    "no": ("期数", "no."),
    "row": ("行", "row"),
    "due": ("应还日", "due"),
    "date": ("还款日", "date"),
    "amount": ("金额", "amount"),
    "principal": ("本金", "principal"),
    "interest": ("利息", "interest"),
    "penalty": ("罚息", "penalty"),
    "compound": ("复利", "compound"),
    "fee": ("费用", "fee"),
    "overpaid": ("溢缴", "overpaid"),
    "not_due": ("其中未到期本金", "of it principal not due"),
    "running_interest": ("未到期本金的期间利息（未计入）", "interest running on it (not counted)"),
    "credit": ("溢缴余额", "credit left"),
    "cost": ("年化成本", "Yearly cost"),
    "irr_12": ("内部收益率×12", "IRR × 12"),
    "effective": ("实际年化（复利）", "effective"),
    "penalty_over": ("罚息利率÷借款利率", "penalty rate over loan rate"),
    "until": ("计至清偿之日的基数、年利率、一年天数", "until paid: base, rate, days of a year"),
    "assumptions": ("复算的前提", "Assumptions"),
    "issues": ("结论", "Conclusion"),
    "because": ("随之不符，源于", "follows from"),
    "explained": ("若按此口径则相符", "would agree under"),
    "unverified": (
        "本命令只复算要素列表，不核验证据包；核验请用 evidence check。",
        "This computes the element list alone and verifies nothing: see evidence check.",
    ),
}


def render_debt(
    case_key: str, debt: Mapping[str, Any], issues: Sequence[Mapping[str, Any]], lang: Lang
) -> Iterator[str]:
    """Yield the account of a case, line by line."""
    edition = Edition(CODES, lang)
    yield f"{_say(edition, 'head')}  {case_key}  {debt['as_of'] or '—'}\n"
    yield from _issues(edition, issues)
    if not debt["figures"]:
        return
    yield from _conventions(edition, debt["conventions"])
    yield from _figures(edition, debt["figures"])
    yield from _principal(edition, debt["principal"])
    yield from _lines(edition, "schedule", debt["schedule"], ("no", "due"), (*_PARTS[:2], "fee"))
    yield from _lines(edition, "ledger", debt["ledger"], ("row", "date", "amount"), _PARTS)
    yield from _cost(edition, debt["cost"])
    yield from _until(edition, debt["until_paid"])
    yield from _assumptions(edition, debt["assumptions"])
    yield f"\n{_say(edition, 'unverified')}\n"


def _say(edition: Edition, key: str) -> str:
    return edition.choose(_WORDS[key])


def _heading(edition: Edition, key: str) -> str:
    return f"\n{_say(edition, key)}\n"


def _issues(edition: Edition, issues: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if issues:
        yield _heading(edition, "issues")
    for issue in issues:
        remark = edition.remark(issue)
        yield f"  {remark.status} {remark.code}  {remark.subject}\n"
        seen = [text for text in (remark.observed, remark.expected) if text is not None]
        texts = (remark.sentence, " → ".join(seen), remark.cure or "")
        for text in texts:
            yield from (f"{line}\n" for line in wrapped(text, columns=_COLUMNS, indent=6))


def _conventions(edition: Edition, rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    yield _heading(edition, "conventions")
    for row in rows:
        mark = "" if row["declared"] else edition.aside("", _say(edition, "default")).lstrip()
        yield f"  {padded(edition.pick(row['label']), 32)}{padded(row['value'], 18)}{mark}".rstrip()
        yield "\n"


def _figures(edition: Edition, figures: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    names = ("claimed", "computed", "difference", "tolerance")
    rows = [("", *(_say(edition, name) for name in names))]
    notes: list[str] = [""]
    for one in figures:
        label = f"{one['figure']:<3} {edition.pick(one['label'])}"
        claimed, computed = one["claimed"], one["computed"]
        sums = (money(claimed), money(computed), difference(claimed, computed))
        rows.append((label, *(text or "—" for text in sums), one["tolerance"] or "—"))
        notes.append(_note(edition, one))
    yield _heading(edition, "figures")
    for line, note in zip(_table(rows), notes, strict=True):
        yield line
        if note:
            yield f"      {note}\n"


def _note(edition: Edition, one: Mapping[str, Any]) -> str:
    if one["because_of"]:
        return f"{_say(edition, 'because')} {element_name(edition, one['because_of'])}"
    if one["explained_by"]:
        return f"{_say(edition, 'explained')}: {edition.pick(one['explained_by'])}"
    return ""


def _principal(edition: Edition, parts: Mapping[str, str] | None) -> Iterator[str]:
    for key in ("not_due", "running_interest", "credit"):
        if parts and parts[key] != "0.00":
            yield f"  {_say(edition, key)} {money(parts[key])}\n"


def _lines(
    edition: Edition,
    heading: str,
    lines: Sequence[Mapping[str, Any]],
    names: Sequence[str],
    parts: Sequence[str],
) -> Iterator[str]:
    """Yield each line as claimed, and below it as computed where that is not the same."""
    if not lines:
        return
    rows = [tuple(_say(edition, key) for key in (*names, *parts))]
    for line in lines:
        claimed, computed = line["claimed"], line["computed"]
        stated = claimed or computed
        rows.append((*(money(str(line[key])) or "" for key in names), *_sums(stated, parts)))
        if computed is not None and claimed is not None and claimed != computed:
            blank = [""] * (len(names) - 1)
            rows.append((_say(edition, "computed"), *blank, *_sums(computed, parts)))
    yield _heading(edition, heading)
    yield from _table(rows)


def _sums(split: Mapping[str, str], parts: Sequence[str]) -> Iterator[str]:
    return (money(split[part]) or "" for part in parts)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(cell_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        first = padded(row[0], widths[0] + 2)
        rest = zip(row[1:], widths[1:], strict=True)
        cells = (" " * (width - cell_width(text)) + text for text, width in rest)
        yield f"  {first}{'  '.join(cells)}".rstrip() + "\n"


def _cost(edition: Edition, cost: Mapping[str, Any] | None) -> Iterator[str]:
    if cost is None:
        return
    yield _heading(edition, "cost")
    for key in ("irr_12", "effective"):
        if cost[key] is not None:
            yield f"  {padded(_say(edition, key), 32)}{per_cent(cost[key])}\n"
    if cost["penalty_over"] is not None:
        yield f"  {padded(_say(edition, 'penalty_over'), 32)}{cost['penalty_over']}\n"
    for flag in cost["flags"]:
        yield f"  {edition.pick(flag['words'])}\n"


def _until(edition: Edition, until: Mapping[str, Any] | None) -> Iterator[str]:
    if until is not None:
        sums = f"{money(until['base'])}  {per_cent(until['rate'])}  {until['day_basis']}"
        yield f"  {_say(edition, 'until')}  {sums}\n"


def _assumptions(edition: Edition, texts: Sequence[Mapping[str, str]]) -> Iterator[str]:
    if texts:
        yield _heading(edition, "assumptions")
    for one in texts:
        yield from (f"{line}\n" for line in wrapped(edition.pick(one), columns=_COLUMNS, indent=2))
