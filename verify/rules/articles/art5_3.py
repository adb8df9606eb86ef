"""Article 5 (3): the contract agrees on electronic service, and its clause says four things.

A search for words only finds the place: what the clause means, and whether notice of it was
given (合同编通则解释 10), is for a person, once for all who use the wording where it was found in
this case's own contract, else once for the package. The question tells of which matters words
were found.

A matter that the lender itself says is absent fails, and is not curable: the guideline asks that
the clause of the contract say it, and what was concluded cannot be made to have said more. An
agreement made later is a new one, with a borrower who has defaulted; if one was made, it is the
clause that the lender states. Article 9 paragraph 2 has a way for cases that do not meet Article 5.
A clause left out of the list is another thing: its fault asks for it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from verify.rules.articles.clauses import wording_digest
from verify.rules.articles.issue import issue
from verify.rules.case import CaseView
from verify.rules.clauses import Place, clause_text, locate_clause, words_stand_in
from verify.rules.outcome import Issue
from verify.rules.ruleset import RuleSet
from verify.rules.scopes import batch_key, clause_key

__all__ = ["MATTERS", "judge"]

_CLAUSE = "f_service_clause"
MATTERS = {
    "f_service_address": "service_address",
    "f_service_stages": "service_stages",
    "f_service_documents": "service_documents",
    "f_service_system": "service_system",
}
"""Element that states a matter to the words that are sought for it."""
_NO = "否"
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,189}[A-Za-z]")


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Return what Article 5 (3) says of a case."""
    clause = case.elements.text(_CLAUSE)
    if clause is None:
        return tuple(_absent_matters(case))
    if case.rules.says_none(clause):
        return (issue("art5_3.clause_absent", _CLAUSE, observed=clause),)
    return tuple(_absent_matters(case)) or (*_addresses(case, clause), _question(case, clause))


def _absent_matters(case: CaseView) -> Iterator[Issue]:
    for key in MATTERS:
        if case.elements.said(key, _NO):
            yield issue("art5_3.matter_absent", key, _CLAUSE, observed=_NO)


def _addresses(case: CaseView, clause: str) -> Iterator[Issue]:
    """Yield that the clause names addresses, and not those of the element list."""
    mobiles, emails = _named_addresses(clause)
    for key, named in (("d_mobile", mobiles), ("d_email", emails)):
        stated = case.elements.text(key)
        if stated is not None and named and stated.casefold() not in named:
            # Numbers are masked where a report shows elements; the code says which one differs.
            yield issue("art5_3.address_differs", key, _CLAUSE)


@lru_cache(maxsize=4096)
def _named_addresses(clause: str) -> tuple[frozenset[str], frozenset[str]]:
    text = clause_text(clause)
    emails = frozenset(one.casefold() for one in _EMAIL.findall(text))
    return frozenset(_MOBILE.findall(text)), emails


def _question(case: CaseView, clause: str) -> Issue:
    located = locate_clause(case.items, _CLAUSE)
    found = located.place is Place.FOUND
    return issue(
        "art5_3.clause_meaning" if found else "art5_3.clause_unlocated",
        _CLAUSE,
        *MATTERS,
        observed=_found_matters(case.rules, clause),
        expected=", ".join(MATTERS),
        items=located.items,
        scope_key=_key(case, clause, found=found),
    )


def _found_matters(rules: RuleSet, clause: str) -> str:
    """Return the matters whose words stand in the clause."""
    found = [key for key, name in MATTERS.items() if words_stand_in(rules.clause(name), clause)]
    return ", ".join(found)


def _key(case: CaseView, clause: str, *, found: bool) -> str:
    digest = wording_digest(case, clause)
    return clause_key(digest) if found else batch_key(case.head, digest)
