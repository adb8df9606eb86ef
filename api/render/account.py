"""The debt of a case as tables: claimed, recomputed, difference, and what would explain it.

Every figure stands with its tolerance and its conventions (Art. 7 (9)); of the schedule and the
ledger only the lines that differ are shown, and the number of the others is said.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from api.render.edition import Edition
from api.render.inputs import Fact
from api.render.refs import element_name
from api.render.sums import difference, money, per_cent

__all__ = ["Account", "Figure", "Line", "Lines", "account_of"]

_LINES = 60
"""Differing lines of a schedule or ledger that are shown."""
_PARTS = ("due", "principal", "interest", "penalty", "compound", "fee", "overpaid")

_OF_PRINCIPAL = ("due", "not_due", "running_interest", "credit")


class Figure(NamedTuple):
    """One claimed figure."""

    number: str
    """Its number in the court's list."""
    label: str
    claimed: str | None
    computed: str | None
    difference: str | None
    tolerance: str | None
    mark: str
    word: str
    because_of: str | None
    explained_by: str | None


class Line(NamedTuple):
    """One line of a schedule or ledger that differs, a row for each part that does."""

    name: str
    day: str
    amount: str | None
    parts: tuple[Figure, ...]


class Lines(NamedTuple):
    """A schedule or a ledger."""

    heading: str
    state: str
    first: str
    """Heading of the first column."""
    lines: tuple[Line, ...]
    cut: str | None


class Account(NamedTuple):
    """Everything about the debt."""

    as_of: str
    figures: tuple[Figure, ...]
    principal: tuple[Fact, ...]
    """What of the principal is due, and what runs beside the debt."""
    conventions: tuple[Fact, ...]
    schedule: Lines
    ledger: Lines
    cost: tuple[Fact, ...]
    flags: tuple[str, ...]
    until_paid: str | None
    assumptions: tuple[str, ...]


def _agreement(edition: Edition, agrees: bool | None, computed: str | None) -> tuple[str, str]:  # noqa: FBT001 - the report's own three values
    if agrees is None:
        mark, word = ("warn", "not_computed") if computed is None else ("na", "not_claimed")
        return mark, edition.say(word)
    return ("ok", edition.say("agrees")) if agrees else ("warn", edition.say("differs"))


def _because(edition: Edition, path: str | None) -> str | None:
    """Which figure or cell a difference follows from."""
    return edition.say("because_of", figure=element_name(edition, path)) if path else None


def _figure(edition: Edition, one: Mapping[str, Any]) -> Figure:
    claimed, computed = one["claimed"], one["computed"]
    mark, word = _agreement(edition, one["agrees"], computed)
    explained = one["explained_by"]
    text = edition.pick(explained) if explained else None
    return Figure(
        number=one["figure"],
        label=edition.pick(one["label"]),
        claimed=money(claimed),
        computed=money(computed),
        difference=difference(claimed, computed),
        tolerance=money(one["tolerance"]),
        mark=mark,
        word=word,
        because_of=_because(edition, one["because_of"]),
        explained_by=edition.say("explained_by", text=text) if text else None,
    )


def _part(edition: Edition, name: str, claimed: str | None, computed: str | None) -> Figure:
    return Figure(
        number="",
        label=edition.say(name) if name in _PARTS else name,
        claimed=money(claimed),
        computed=money(computed),
        difference=difference(claimed, computed),
        tolerance=None,
        mark="warn",
        word=edition.say("differs"),
        because_of=None,
        explained_by=None,
    )


def _parts(edition: Edition, line: Mapping[str, Any]) -> tuple[Figure, ...]:
    """The parts of a line that differ; of an instalment, its day among them."""
    claimed, computed = line["claimed"] or {}, line["computed"] or {}
    if "due_computed" in line:
        claimed = {"due": line["due"], **claimed}
        computed = {"due": line["due_computed"], **computed}
    names = [name for name in _PARTS if name in claimed or name in computed]
    return tuple(
        _part(edition, name, claimed.get(name), computed.get(name))
        for name in names
        if claimed.get(name) != computed.get(name)
    )


def _lines(
    edition: Edition,
    kind: str,
    rows: Iterable[Mapping[str, Any]],
    line: Callable[[Mapping[str, Any]], Line],
) -> Lines:
    every = list(rows)
    differing = [one for one in every if not one["agrees"]]
    key = f"{kind}_differs" if differing else f"{kind}_agrees"
    shown, total = min(len(differing), _LINES), len(differing)
    return Lines(
        heading=edition.say("schedule" if kind == "schedule" else "ledger_rows"),
        state=edition.say(key, n=len(every), m=total) if every else "",
        first=edition.say("instalment" if kind == "schedule" else "repayment"),
        lines=tuple(map(line, differing[:_LINES])),
        cut=edition.say("lines_cut", shown=shown, total=total) if shown < total else None,
    )


def _cost(edition: Edition, cost: Mapping[str, Any] | None) -> tuple[Fact, ...]:
    told = ((key, per_cent((cost or {}).get(key))) for key in ("irr_12", "effective"))
    facts = [Fact(edition.say(key), value) for key, value in told if value is not None]
    over, fee = (cost or {}).get("penalty_over"), (cost or {}).get("fee_at_disbursement")
    if over:
        facts.append(Fact(edition.say("penalty_over"), over))
    if fee and fee != "0.00":
        facts.append(Fact(edition.say("fee_at_disbursement"), money(fee) or fee))
    return tuple(facts)


def _principal(edition: Edition, parts: Mapping[str, str] | None) -> tuple[Fact, ...]:
    """What the principal owed is made of; a part of nought is not told, but what is due."""
    told = [(key, (parts or {}).get(key)) for key in _OF_PRINCIPAL]
    return tuple(
        Fact(edition.say(f"principal_{key}"), money(value) or "")
        for key, value in told
        if value is not None and (key == "due" or value != "0.00")
    )


def _flag(edition: Edition, flag: Mapping[str, Any] | str) -> str:
    """A flag in its own words, or in those of its code."""
    if isinstance(flag, str):
        row = edition.codes.get(flag)
        return flag if row is None else edition.choose((row.zh, row.en))
    if "words" in flag:
        return edition.pick(flag["words"])
    if "zh" in flag:
        return edition.pick(flag)
    return _flag(edition, str(flag["code"]))


def _until(edition: Edition, until: Mapping[str, Any] | None) -> str | None:
    if not until:
        return None
    base, rate = money(until["base"]), per_cent(until["rate"])
    return edition.say("until_paid_as", base=base, rate=rate, days=until["day_basis"])


def account_of(edition: Edition, debt: Mapping[str, Any]) -> Account:
    """The debt of a report."""

    def instalment(one: Mapping[str, Any]) -> Line:
        return Line(str(one["no"]), one["due"] or "", None, _parts(edition, one))

    def repayment(one: Mapping[str, Any]) -> Line:
        parts = _parts(edition, one)
        return Line(str(one["row"]), one["date"] or "", money(one["amount"]), parts)

    cost = debt["cost"]
    return Account(
        as_of=edition.say("as_of", day=debt["as_of"] or "—"),
        figures=tuple(_figure(edition, one) for one in debt["figures"]),
        principal=_principal(edition, debt.get("principal")),
        conventions=tuple(
            Fact(
                edition.pick(one["label"]),
                str(one["value"]),
                "" if one["declared"] else edition.say("by_default"),
            )
            for one in debt["conventions"]
        ),
        schedule=_lines(edition, "schedule", debt["schedule"], instalment),
        ledger=_lines(edition, "ledger", debt["ledger"], repayment),
        cost=_cost(edition, cost),
        flags=tuple(_flag(edition, one) for one in (cost or {}).get("flags", ())),
        until_paid=_until(edition, debt["until_paid"]),
        assumptions=tuple(edition.pick(one) for one in debt["assumptions"]),
    )
