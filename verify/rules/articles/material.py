"""What the evidence of a case is to an article: which items there are, and what was found of them.

Judgement 6 and 7. An original is there where its bytes are. What the checks of an item leave to a
person is told under the article of its category, as they found it; contradictions and what concerns
coverage belong to Article 5 (2). An item that cannot be verified lowers nothing where its event is
covered in time otherwise; else it is the court's matter where the code says so, or the sender's.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

from anchors.limits import LIMITS
from verify.codes.table import CODES, finding
from verify.findings import CheckStatus, Finding, Side
from verify.items import ItemResult
from verify.judging import ItemOutcome
from verify.rules.case import CaseView
from verify.rules.events import EVENTS
from verify.rules.outcome import Issue
from verify.rules.rows import DocumentWords

__all__ = [
    "CALLED_FOR", "Document", "absent_or_present", "all_documents", "contradictions", "documents",
    "findings_of", "judge_category", "told_of", "undecided",
]  # fmt: skip

_COVERAGE = "coverage."
_DAMAGED = "package.payload_damaged"
_SHOWN = 4
"""Codes named as the cause of one thing, and findings of one item passed on."""


class Document(NamedTuple):
    """One item as an article sees it."""

    name: str
    """Id of the item; `shared:<id>` of a shared one."""
    kind: str
    """Kind of a shared document; empty of the case's own."""
    outcome: ItemOutcome

    @property
    def here(self) -> bool:
        """Whether the original's bytes are here."""
        return self.outcome.facts is not None

    def shows(self, words: DocumentWords) -> bool:
        """Whether its kind, its title or its file's name says that it is a document."""
        evidence = self.outcome.evidence
        return words.shown_by(self.kind, f"{evidence.title} {evidence.file_name or ''}")


def all_documents(case: CaseView) -> list[Document]:
    """Return every item of a case, the package's shared documents first."""
    shared = [Document(one.name, one.kind, one.outcome) for one in case.shared]
    return shared + [Document(one.evidence.id, "", one) for one in case.items]


def documents(case: CaseView, category: int, *, shared: bool = True) -> list[Document]:
    """Return the items of a category; of shared ones only where they may stand for a case."""
    found = [
        Document(one.evidence.id, "", one)
        for one in case.items
        if one.evidence.category == category
    ]
    if shared:
        found += [
            Document(one.name, one.kind, one.outcome)
            for one in case.shared
            if one.outcome.evidence.category == category
        ]
    return found


def absent_or_present(case: CaseView, category: int, held: Iterable[Document]) -> Issue:
    """Return whether a category's originals are here: 材料齐备, or what is missing.

    Of a category that the rules do not call for in this case it is that nothing has to be sent.
    """
    when = case.rules.called_for(category)
    if when is None or not CALLED_FOR[when](case):
        return Issue(finding(_NOT_CALLED_FOR.get(when or "", _NEVER), f"7({category})"))
    names = tuple([one.name for one in held if one.here])
    code = f"art7_{category}.present" if names else f"art7_{category}.absent"
    return Issue(finding(code, f"7({category})"), items=names)


def _has_agent(case: CaseView) -> bool:
    application = case.head.application or {}
    return case.elements.text("c_name") is not None or bool(application.get("agent"))


CALLED_FOR: Mapping[str, Callable[[CaseView], bool]] = MappingProxyType({
    "always": lambda _: True,
    "agent": _has_agent,
    "deposited": lambda case: case.head.path != "manual",
})  # fmt: skip
"""When the rules may call for a category (`RuleSet.called_for`)."""
_NEVER = "art7.not_called_for"
_NOT_CALLED_FOR = {"agent": "art7_3.no_agent", "deposited": "art7_7.manual"}


def judge_category(category: int, *, shared: bool) -> Callable[[CaseView], tuple[Issue, ...]]:
    """Return the rule of a category of which nothing is asked but that its originals are here."""

    def judge(case: CaseView) -> tuple[Issue, ...]:
        held = documents(case, category, shared=shared)
        return (absent_or_present(case, category, held), *told_of(case, category, held))

    return judge


def findings_of(outcome: ItemOutcome) -> list[Finding]:
    """Return the findings of an item and of all its proofs."""
    found = list(outcome.findings)
    for proof in outcome.proofs:
        found += proof.findings
    return found


def told_of(case: CaseView, category: int, held: Iterable[Document]) -> list[Issue]:
    """Return what the checks of a category's items leave to a person, or could not decide."""
    found: list[Issue] = []
    every = list(held)
    some = any([one.here for one in every])  # noqa: C419 - faster
    for one in every:
        outcome = one.outcome
        if outcome.findings or any([each.findings for each in outcome.proofs]):  # noqa: C419 - faster
            found += [
                Issue(each, items=(one.name,))
                for each in findings_of(outcome)
                if each.status is CheckStatus.HUMAN and not each.code.startswith(_COVERAGE)
            ]
        unverifiable = outcome.result.result is ItemResult.UNVERIFIABLE and some
        if unverifiable and not _of_event(outcome, one, case):
            found += undecided([one], f"art7_{category}.unverifiable", one.name)
    return found[: LIMITS.article_issues]


def _of_event(outcome: ItemOutcome, one: Document, case: CaseView) -> bool:
    """Whether the coverage matrix speaks for an item: a row of it has its event."""
    return not one.kind and outcome.evidence.event in EVENTS and bool(case.coverage.rows)


def undecided(held: Iterable[Document], code: str, subject: str) -> list[Issue]:
    """Return what stands in the way of items that cannot be verified, by whose matter it is.

    Where everything open is the court's, or may pass by itself, those very findings are told: with
    them decided nothing would be left. Else it is one issue of `code`, which the sender can cure.
    """
    every = [(one.name, each) for one in held for each in findings_of(one.outcome)]
    bad = (CheckStatus.INDETERMINATE, CheckStatus.FAILED)
    open_ones = [(name, each) for name, each in every if each.status in bad]
    beyond = [(name, each) for name, each in open_ones if _beyond_sender(each)]
    if beyond and len(beyond) == len(open_ones):
        return [Issue(each, items=(name,)) for name, each in islice(beyond, _SHOWN)]
    codes = ", ".join(islice(dict.fromkeys([each.code for _, each in open_ones]), _SHOWN))
    names = tuple(dict.fromkeys([name for name, _ in every]))
    return [Issue(finding(code, subject, observed=codes or None), items=names)]


def _beyond_sender(one: Finding) -> bool:
    row = CODES[one.code]
    return one.status is CheckStatus.INDETERMINATE and (row.side is Side.COURT or row.retry)


def contradictions(held: Iterable[Document]) -> list[Issue]:
    """Return what contradicts each INCONSISTENT item; of one damaged on its way, that alone."""
    found: list[Issue] = []
    for one in held:
        if one.outcome.result.result is ItemResult.INCONSISTENT:
            wrong = [
                each
                for each in findings_of(one.outcome)
                if each.status is CheckStatus.FAILED and CODES[each.code].contradiction
            ]
            damaged = [each for each in wrong if each.code == _DAMAGED]
            told = damaged or wrong[: LIMITS.article_issues]
            found += [Issue(each, items=(one.name,)) for each in told]
    return found
