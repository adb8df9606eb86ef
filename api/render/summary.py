"""A batch in bounded memory: what each case adds, gathered while the cases stream by.

A batch has up to 50,000 cases and a reader looks at the few that need it: whatever is listed is
bounded, the gravest first, and what is left out is counted, so a page can say where it was cut.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypedDict

from api.render.conclusion import gravest
from api.render.edition import NEAR_MISS
from api.render.items import RESULTS

__all__ = [
    "CaseSummary", "Cause", "Gathered", "Judged", "Kept", "Problem", "Tally", "Told", "gather",
    "summarise",
]  # fmt: skip

_SILENT = {"PASSED", "NOT_APPLICABLE"}
_KEPT_ITEMS = 12
"""Items named of one case on a batch page; the page of the case has all."""


_KEPT_REASONS = 4
"""Defects and questions named of one case on a batch page."""


class Problem(TypedDict):
    """An item that is not consistent."""

    id: str
    title: str
    file_name: str | None
    result: str
    words: Mapping[str, str]
    findings: list[Mapping[str, Any]]
    """Its own and its proofs' findings that did not pass, the first of each code."""


class Tally(TypedDict):
    """How many items of a case have one result in one word of their own."""

    result: str
    words: Mapping[str, str]
    n: int


class Told(TypedDict):
    """A defect or question as a batch page names it: nothing of what was seen in the case."""

    code: str
    article: str
    words: Mapping[str, str]
    cure: Mapping[str, str] | None
    """What cures a defect; None where nothing does, and of a question."""


class Judged(TypedDict):
    """What the batch page needs of an admission."""

    route: str
    ended: str | None
    rules: Mapping[str, Any]
    """Name and regime of the rule set."""
    reasons: list[Told]
    """The first defects, then the first blocking questions."""
    reasons_n: int
    """How many there are."""
    defects: list[Told]
    """Every defect, each code once."""


class CaseSummary(TypedDict):
    """What a batch page needs of one report."""

    case_key: str
    href: str | None
    """Where the page of the case lies, relative to the batch page."""
    result: str
    """The gravest item result of the case, shared documents included."""
    counts: dict[str, int]
    """Item result to number; shared documents are not counted."""
    tallies: list[Tally]
    """The same but for consistent items, in the items' own words, the gravest first."""
    problems: list[Problem]
    """The gravest items first, not all where they are many."""
    causes: dict[str, int]
    """Finding code to number of items that have it."""
    shared: list[Problem]
    admission: Judged | None
    """None where only integrity was judged."""


Kept = list[tuple[CaseSummary, Judged]]
"""Cases of one verdict."""


class Cause(NamedTuple):
    """One finding code over the batch."""

    code: str
    cases: int
    items: int


def _open_findings(item: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    findings = [*item["findings"], *(f for p in item["proofs"] for f in p["findings"])]
    return [f for f in findings if f["status"] not in _SILENT or f["code"] == NEAR_MISS]


def _problems(items: Iterable[Mapping[str, Any]]) -> list[Problem]:
    faulty = [item for item in items if item["result"] != "consistent"]
    order = list(RESULTS)
    faulty.sort(key=lambda item: order.index(item["result"]))
    return [
        Problem(
            id=item["id"],
            title=item["title"],
            file_name=item["file_name"],
            result=item["result"],
            words=item["words"],
            findings=list({f["code"]: f for f in reversed(_open_findings(item))}.values())[::-1],
        )
        for item in faulty[:_KEPT_ITEMS]
    ]


def _tallies(items: Iterable[Mapping[str, Any]]) -> list[Tally]:
    order = list(RESULTS)
    found = Counter(
        (order.index(item["result"]), item["words"]["zh"], item["words"]["en"])
        for item in items
        if item["result"] != "consistent"
    )
    return [
        Tally(result=order[at], words={"zh": zh, "en": en}, n=n)
        for (at, zh, en), n in sorted(found.items())
    ]


def _told(one: Mapping[str, Any]) -> Told:
    return Told(code=one["code"], article=one["article"], words=one["words"], cure=one.get("cure"))


def _judged(report: Mapping[str, Any]) -> Judged | None:
    verdict = report["verdict"]
    if verdict is None:
        return None
    asked = report["open_questions"] or ()
    blocking = [q for q in asked if q["effect"] == "blocking" and not q["decided"]]
    reasons = [*verdict["defects"], *blocking]
    return Judged(
        route=verdict["route"],
        ended=verdict["ended"],
        rules={key: verdict["rules"][key] for key in ("id", "regime", "chosen_for")},
        reasons=[_told(one) for one in reasons[:_KEPT_REASONS]],
        reasons_n=len(reasons),
        defects=[_told(one) for one in {one["code"]: one for one in verdict["defects"]}.values()],
    )


def summarise(report: Mapping[str, Any], *, href: str | None = None) -> CaseSummary:
    """What the batch page needs of one report; small where the case is consistent."""
    counts = Counter(item["result"] for item in report["items"])
    shared = Counter(item["result"] for item in report["shared"])
    causes: Counter[str] = Counter()
    for item in report["items"]:
        causes.update({f["code"] for f in _open_findings(item) if f["code"] != NEAR_MISS})
    return CaseSummary(
        case_key=report["case_key"],
        href=href,
        result=gravest([*counts, *shared]) or "unproven",
        counts=dict(counts),
        tallies=_tallies(report["items"]),
        problems=_problems(report["items"]),
        causes=dict(causes),
        shared=_problems(report["shared"]),
        admission=_judged(report),
    )


@dataclass(slots=True)
class Gathered:
    """What was kept of a batch; every list is bounded, every number is complete."""

    limit: int
    """Cases kept of each result."""
    cases: Counter[str] = field(default_factory=Counter)
    """Case result to number of cases."""
    kept: dict[str, list[CaseSummary]] = field(default_factory=lambda: {r: [] for r in RESULTS})
    cause_cases: Counter[str] = field(default_factory=Counter)
    cause_items: Counter[str] = field(default_factory=Counter)
    shared: dict[str, Problem] = field(default_factory=dict)
    """Shared documents with a fault, each once, by id."""

    routes: Counter[str] = field(default_factory=Counter)
    """Verdict to number of cases."""
    by_route: defaultdict[str, Kept] = field(default_factory=lambda: defaultdict(list))
    defects: Counter[str] = field(default_factory=Counter)
    """Defect code to number of cases."""
    defect_told: dict[str, Told] = field(default_factory=dict)
    rules: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """Every rule set that judged a case, by name."""

    @property
    def problems(self) -> list[CaseSummary]:
        """Cases to look at, the gravest first, at most `limit`."""
        grave = [s for r, kept in self.kept.items() if r != "consistent" for s in kept]
        return grave[: self.limit]

    @property
    def problem_count(self) -> int:
        """Cases to look at, whether kept or not."""
        return self.cases.total() - self.cases["consistent"]

    @property
    def causes(self) -> list[Cause]:
        """Every code that occurred, the most frequent first."""
        causes = [Cause(c, n, self.cause_items[c]) for c, n in self.cause_cases.items()]
        return sorted(causes, key=lambda cause: (-cause.cases, cause.code))

    def add(self, summary: CaseSummary) -> None:
        """Count one case, and keep it while there is room."""
        result = summary["result"]
        self.cases[result] += 1
        if len(self.kept[result]) < self.limit:
            self.kept[result].append(summary)
        self.cause_cases.update(summary["causes"].keys())
        self.cause_items.update(summary["causes"])
        for problem in summary["shared"]:
            if len(self.shared) < self.limit:
                self.shared.setdefault(problem["id"], problem)
        if summary["admission"] is not None:
            self._judge(summary, summary["admission"])

    def _judge(self, summary: CaseSummary, judged: Judged) -> None:
        route = judged["route"]
        self.routes[route] += 1
        if len(self.by_route[route]) < self.limit:
            self.by_route[route].append((summary, judged))
        self.defects.update(one["code"] for one in judged["defects"])
        for one in judged["defects"]:
            self.defect_told.setdefault(one["code"], one)
        self.rules.setdefault(judged["rules"]["id"], judged["rules"])


def gather(summaries: Iterable[CaseSummary], *, limit: int) -> Gathered:
    """The batch as counted while its cases streamed by."""
    gathered = Gathered(limit)
    for summary in summaries:
        gathered.add(summary)
    return gathered
