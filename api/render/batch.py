"""The page of one package as values: the same for the browser and the terminal.

Conclusion and counts, the package, causes over all cases, the cases to look at, the others. Where
admission was judged, what frees most cases and what a person decides first stand before them.
A refused package has no cases: its page says what refused it and how that is mended, or that the
trust list in use refused it, which is nothing for the sender to mend.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from api.render.conclusion import Count, counts_of
from api.render.edition import Edition, Remark
from api.render.inputs import Fact, chosen_inputs, digests_of, identity_of, package_facts, seal_of
from api.render.items import RESULTS
from api.render.masking import hidden, hidden_of
from api.render.measures import beijing
from api.render.routes import BatchAdmission, batch_admission
from api.render.summary import CaseSummary, Gathered, Problem, gather
from verify.telling import cure_of

__all__ = ["BatchView", "CaseRow", "CauseRow", "ProblemRow", "batch_view"]


class ProblemRow(NamedTuple):
    """An item to look at."""

    id: str
    mark: str
    words: str
    title: str
    file_name: str | None
    remarks: tuple[Remark, ...]


class CaseRow(NamedTuple):
    """A case to look at."""

    case_key: str
    href: str | None
    mark: str
    tallies: tuple[Count, ...]
    """Its results that occur, but consistent, in the words of its items."""
    problems: tuple[ProblemRow, ...]
    more: str | None
    """Said where not all its items are named."""


class CauseRow(NamedTuple):
    """One cause over the batch."""

    cases: int
    items: int
    code: str
    sentence: str
    cure: str | None
    rules: tuple[str, ...]


class BatchView(NamedTuple):
    """Everything the page shows."""

    unofficial: bool
    sandbox: bool
    package_id: str
    made: str
    mark: str
    sentence: str
    summary: str
    counts: tuple[Count, ...]
    inputs: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    findings: tuple[Remark, ...]
    shards_rotten: tuple[str, ...]
    causes: tuple[CauseRow, ...]
    shared: tuple[ProblemRow, ...]
    problems: tuple[CaseRow, ...]
    problems_cut: str | None
    clean: tuple[CaseSummary, ...]
    clean_cut: str | None
    admission: BatchAdmission | None
    """None where only integrity was judged."""
    digests: tuple[Fact, ...]
    identity: tuple[Fact, ...]


def _remark(edition: Edition, finding: Mapping[str, Any]) -> Remark:
    """The finding, a person's numbers masked: the page of the case has them."""
    remark = edition.remark(finding)
    return remark._replace(observed=hidden_of(remark.observed), expected=hidden_of(remark.expected))


def _problem(edition: Edition, problem: Problem) -> ProblemRow:
    return ProblemRow(
        id=problem["id"],
        mark=RESULTS[problem["result"]],
        words=edition.pick(problem["words"]),
        title=hidden(problem["title"]),
        file_name=hidden_of(problem["file_name"]),
        remarks=tuple(_remark(edition, f) for f in problem["findings"]),
    )


def _case(edition: Edition, summary: CaseSummary) -> CaseRow:
    counts = summary["counts"]
    faulty = sum(n for result, n in counts.items() if result != "consistent")
    named = tuple(_problem(edition, p) for p in summary["problems"])
    return CaseRow(
        case_key=summary["case_key"],
        href=summary["href"],
        mark=RESULTS[summary["result"]],
        tallies=tuple(
            Count(RESULTS[t["result"]], t["n"], edition.pick(t["words"]))
            for t in summary["tallies"]
        ),
        problems=named,
        more=edition.say("and_more", n=faulty) if faulty > len(named) else None,
    )


def _causes(edition: Edition, gathered: Gathered) -> tuple[CauseRow, ...]:
    rows = []
    for cause in gathered.causes:
        row = edition.codes[cause.code]
        cure = cure_of(row, row.statuses[0])
        texts = edition.choose((row.zh, row.en)), None if cure is None else edition.choose(cure)
        rules = edition.rules(row.rule)
        rows.append(CauseRow(cause.cases, cause.items, cause.code, *texts, rules))
    return tuple(rows)


def _conclusion(edition: Edition, batch: Mapping[str, Any], gathered: Gathered) -> tuple[str, str]:
    """Mark and sentence."""
    if edition.refused_here(batch["package"]["findings"]):
        return RESULTS["unverifiable"], edition.say("package_unknown_here")
    if batch["package"]["result"] == "refused":
        return "bad", edition.say("package_refused")
    cases, lost = batch["batch"]["counts"]["cases"], len(batch["shards_rotten"])
    sentences = [edition.say("shards_lost", n=lost)] if lost else []
    grave = next((RESULTS[r] for r in RESULTS if gathered.cases[r]), "na")
    if gathered.problem_count:
        sentences.insert(0, edition.say("cases_to_see", cases=cases, n=gathered.problem_count))
    elif not lost:
        key = "all_cases_consistent" if gathered.cases else "no_items"
        sentences.append(edition.say(key, cases=cases))
    return "warn" if lost and grave != "bad" else grave, edition.join(*sentences)


def _findings(edition: Edition, package: Mapping[str, Any]) -> tuple[Remark, ...]:
    """What was found of the package; no cure is asked where its sender has nothing to mend."""
    remarks = tuple(edition.remark(f) for f in package["findings"])
    if not edition.refused_here(package["findings"]):
        return remarks
    return tuple(remark._replace(cure=None) for remark in remarks)


def _summary(edition: Edition, batch: Mapping[str, Any]) -> str:
    if edition.refused_here(batch["package"]["findings"]):
        return edition.say("unknown_here_why")
    if batch["package"]["result"] == "refused":
        return edition.say("refused_why")
    counts = edition.say("items_of_batch", **batch["batch"]["counts"])
    return edition.run(counts, edition.say("means"), edition.say("see_cases"))


def _cut(edition: Edition, shown: int, total: int) -> str | None:
    return edition.say("cut", shown=shown, total=total) if shown < total else None


def batch_view(
    edition: Edition,
    batch: Mapping[str, Any],
    summaries: Iterable[CaseSummary],
    *,
    limit: int,
) -> BatchView:
    """The batch as a page's values; the summaries are read once and not kept beyond `limit`."""
    gathered = gather(summaries, limit=limit)
    package, judgement = batch["package"], batch["batch"]["judgement"]
    mark, sentence = _conclusion(edition, batch, gathered)
    clean = gathered.kept["consistent"]
    return BatchView(
        unofficial=judgement["sender"] == "cli",
        sandbox=judgement["environment"] == "sandbox",
        package_id=package["package_id"] or "—",
        made=edition.say("made", at=beijing(judgement["at"])),
        mark=mark,
        sentence=sentence,
        summary=_summary(edition, batch),
        counts=counts_of(edition, batch["batch"]["counts"]),
        inputs=chosen_inputs(edition, judgement),
        facts=(*package_facts(edition, package["head"]), *seal_of(edition, package)),
        findings=_findings(edition, package),
        shards_rotten=tuple(batch["shards_rotten"]),
        causes=_causes(edition, gathered),
        shared=tuple(_problem(edition, p) for p in gathered.shared.values()),
        problems=tuple(_case(edition, s) for s in gathered.problems),
        problems_cut=_cut(edition, len(gathered.problems), gathered.problem_count),
        clean=tuple(clean),
        admission=batch_admission(edition, batch, gathered),
        clean_cut=_cut(edition, len(clean), gathered.cases["consistent"]),
        digests=digests_of(
            edition, {**judgement, "package_digest": package["package_digest"] or "—"}
        ),
        identity=identity_of(edition, judgement, batch["batch"]["software"]),
    )
