"""Article 7 (6): evidence that the contract was made: its original, whatever covers its digest."""

from verify.codes.table import finding
from verify.rules.articles.material import Document, absent_or_present, documents, told_of
from verify.rules.case import CaseView
from verify.rules.corroboration import of_contract
from verify.rules.outcome import Issue

__all__ = ["judge"]

_CONTRACT = 6
_SHUT = frozenset({"unreadable", "encrypted"})


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Answer Article 7 (6)."""
    held = documents(case, _CONTRACT, shared=False)
    told = told_of(case, _CONTRACT, held)
    return (*_originals(case, held), *of_contract(case, held), *told)


def _originals(case: CaseView, held: list[Document]) -> list[Issue]:
    """Say of every contract whether its original is here and opens."""
    away = tuple([one.name for one in held if not one.here])
    if away:
        return [Issue(finding("art7_6.original_absent", "7(6)"), items=away)]
    shut = tuple([one.name for one in held if _is_shut(one)])
    if shut:
        return [Issue(finding("art7_6.unreadable", "7(6)"), items=shut)]
    return [absent_or_present(case, _CONTRACT, held)]


def _is_shut(one: Document) -> bool:
    facts = one.outcome.facts
    document = facts.document if facts is not None else None
    return document is not None and document.state in _SHUT
