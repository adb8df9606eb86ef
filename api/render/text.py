"""A package's report as plain text: for the terminal, a pipe, or a file.

Nothing is drawn but words, so sender text could pass for ours: it stands in corner brackets that it
cannot close, no line is broken inside them, and it is cut where it is long.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from api.render.batch import BatchView, CaseRow, CauseRow, ProblemRow, batch_view
from api.render.columns import cell_width, clipped, padded, wrapped
from api.render.edition import Codes, Edition, Lang, Remark
from api.render.inputs import Fact
from api.render.routetext import advice_lines, route_lines
from api.render.summary import CaseSummary
from api.render.visible import quoted, visible

__all__ = ["TERMINAL_CASES", "render_text"]

TERMINAL_CASES = 20
"""Cases a terminal lists of each sort: about three screens."""

_COLUMNS = 88
_SAID = 44
_SEEN = 76
"""Columns of what a check saw: a digest of 32 octets with its algorithm, or a name and a time."""


def _said(text: str) -> str:
    return quoted(clipped(visible(text), _SAID))


def _value(fact: Fact) -> str:
    value = _said(fact.value) if fact.said else visible(fact.value)
    return f"{value} {fact.small}".rstrip()


def _facts(facts: Iterable[Fact]) -> Iterator[str]:
    rows = tuple(facts)
    width = 4 + max((cell_width(fact.label) for fact in rows), default=0)
    for fact in rows:
        yield padded(f"  {fact.label}", width) + _value(fact)


def _heading(text: str) -> Iterator[str]:
    yield ""
    yield text


def _remark(edition: Edition, remark: Remark) -> Iterator[str]:
    yield from wrapped(f"- {remark.sentence}", columns=_COLUMNS, indent=4, hanging=2)
    for word, said in edition.seen(remark):
        if said is not None:
            line = f"{word} {quoted(clipped(visible(said), _SEEN))}"
            yield from wrapped(line, columns=_COLUMNS, indent=6)
    if remark.cure and remark.open:
        cure = f"{edition.say('cure')} {remark.cure}"
        yield from wrapped(cure, columns=_COLUMNS, indent=6, hanging=2)
    yield f"      [{remark.code}] {visible(' · '.join(remark.rules))}"


def _problem(edition: Edition, row: ProblemRow) -> Iterator[str]:
    file_name = f" {_said(row.file_name)}" if row.file_name else ""
    line = f"{row.words}  {row.id} {_said(row.title)}{file_name}"
    yield from wrapped(line, columns=_COLUMNS, indent=2, hanging=2)
    for remark in row.remarks:
        yield from _remark(edition, remark)


def _case(edition: Edition, row: CaseRow) -> Iterator[str]:
    tallies = " · ".join(f"{count.word} {count.n}" for count in row.tallies)
    yield f"{edition.say('case_key')} {row.case_key}  {tallies}".rstrip()
    for problem in row.problems:
        yield from _problem(edition, problem)
    if row.more:
        yield f"  {row.more}"


def _causes(edition: Edition, causes: tuple[CauseRow, ...]) -> Iterator[str]:
    yield from _heading(f"{edition.say('causes')}  {edition.say('causes_note')}")
    cases, items = edition.say("cases"), edition.say("items")
    yield f"  {padded(cases, 8)}{padded(items, 8)}{edition.say('cause')}"
    for cause in causes:
        numbers = f"  {padded(str(cause.cases), 8)}{padded(str(cause.items), 8)}"
        line = f"{numbers}{cause.sentence} [{cause.code}]"
        yield from wrapped(line, columns=_COLUMNS, hanging=len(numbers))


def _conclusion(edition: Edition, view: BatchView) -> Iterator[str]:
    if view.unofficial:
        line = f"{edition.say('not_court')} · {edition.say('not_court_why')}"
        yield from wrapped(line, columns=_COLUMNS)
        yield ""
    yield f"{edition.say('batch_report')}  {visible(view.package_id)}"
    if view.sandbox:
        yield f"【{edition.say('watermark')}】 {edition.say('sandbox')}"
    if view.admission is not None:
        yield from advice_lines(edition, view.admission)
    yield from _heading(f"{edition.say('conclusion')}  {view.sentence}")
    yield from wrapped(view.summary, columns=_COLUMNS, indent=2)
    if view.admission is None:
        yield f"  {edition.say('admission')}  {edition.say('admission_none')}"
    yield from _heading("  ".join(f"{count.word} {count.n}" for count in view.counts))
    yield from _heading(edition.say("inputs"))
    inputs = view.inputs if view.admission is None else view.admission.inputs
    yield from _facts((*inputs, *view.facts))


def _package(edition: Edition, view: BatchView) -> Iterator[str]:
    if view.findings or view.shards_rotten:
        yield from _heading(edition.say("package_findings"))
        for remark in view.findings:
            yield from _remark(edition, remark)
        if view.shards_rotten:
            yield f"  {edition.say('shards_rotten')}: {', '.join(view.shards_rotten)}"


def _cases(edition: Edition, view: BatchView) -> Iterator[str]:
    if view.admission is not None:
        yield from route_lines(edition, view.admission)
    if view.causes:
        yield from _causes(edition, view.causes)
    if view.shared:
        yield from _heading(edition.say("shared_problems"))
        for problem in view.shared:
            yield from _problem(edition, problem)
    if view.problems:
        judged = view.admission is not None
        yield from _heading(edition.say("evidence_problems" if judged else "problem_cases"))
        for case in view.problems:
            yield from _case(edition, case)
    if view.problems_cut:
        yield f"  {view.problems_cut}"


def _foot(edition: Edition, view: BatchView) -> Iterator[str]:
    yield ""
    yield from _facts((*view.digests, *view.identity))
    yield ""
    yield from wrapped(edition.say("zone"), columns=_COLUMNS)
    yield from wrapped(edition.say("quoted_text"), columns=_COLUMNS)
    yield edition.say("last")


def render_text(
    batch: Mapping[str, Any],
    summaries: Iterable[CaseSummary],
    *,
    codes: Codes,
    lang: Lang = "zh",
    limit: int = TERMINAL_CASES,
) -> Iterator[str]:
    """The report line by line, each with its newline; arguments as of `render_batch`."""
    edition = Edition(codes, lang)
    view = batch_view(edition, batch, summaries, limit=limit)
    for part in (_conclusion, _package, _cases, _foot):
        for line in part(edition, view):
            yield line + "\n"
