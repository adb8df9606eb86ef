"""Clauses that may bar the court, Article 4 (2): another court agreed on, or arbitration.

The wording is asked about once for everybody who uses it, where it was found in this case's own
contract; else once for the package, since the lender alone says that it stands there. What the
wording comes to, whether it excludes the court, is never the machine's to say. The borrower's own
name, numbers and addresses, and the contract's, are no wording: everybody has others.
"""

from collections.abc import Iterator

from verify.documents import normal_text
from verify.rules.articles.courts import leads_elsewhere
from verify.rules.articles.issue import issue
from verify.rules.case import CaseView
from verify.rules.clauses import Place, clause_digest, locate_clause, locate_mark
from verify.rules.marks import ARBITRATION, COURT, marks_of
from verify.rules.outcome import Issue
from verify.rules.scopes import batch_key, clause_key

__all__ = ["agreed_elsewhere", "arbitration", "wording_digest"]

_OWN = (
    "d_name", "d_id_no", "d_uscc", "d_mobile", "d_email", "d_address", "d_residence", "d_domicile",
    "f_contract_no", "f_loan_no",
)  # fmt: skip
"""Elements that say what is this borrower's and this contract's own; the order is part of every
digest that has a mark."""

_COURT_CLAUSE = "f_jurisdiction_clause"
_ARBITRATION_CLAUSE = "f_arbitration_clause"


def wording_digest(case: CaseView, clause: str) -> str:
    """Return the digest of the wording of a clause, whoever signed it."""
    return clause_digest(clause, [case.elements.text(key) for key in _OWN])


def agreed_elsewhere(case: CaseView) -> Iterator[Issue]:
    """Yield that the jurisdiction clause leads to another court; unstated, that the contract may.

    A clause left out of the list is read as one that says there is none.
    """
    clause = case.elements.text(_COURT_CLAUSE)
    if clause is None or case.rules.says_none(clause):
        yield from _unstated(case, "art4_2.court_word", _COURT_CLAUSE, COURT)
    elif leads_elsewhere(clause, case.rules):
        yield _about(case, "art4_2.other_court", _COURT_CLAUSE, clause)


def arbitration(case: CaseView) -> Iterator[Issue]:
    """Yield that arbitration is agreed, stated as such or inside the jurisdiction clause."""
    stated = case.elements.text(_ARBITRATION_CLAUSE)
    court = case.elements.text(_COURT_CLAUSE)
    if stated is not None and not case.rules.says_none(stated):
        yield _about(case, "art4_2.arbitration", _ARBITRATION_CLAUSE, stated)
    elif court is not None and normal_text(court).holds_any(marks_of(case.rules)[ARBITRATION]):
        yield _about(case, "art4_2.arbitration", _COURT_CLAUSE, court)
    else:
        yield from _unstated(case, "art4_2.arbitration_word", _ARBITRATION_CLAUSE, ARBITRATION)


def _unstated(case: CaseView, code: str, key: str, mark: str) -> Iterator[Issue]:
    """Yield that words which may bar the court stand in a contract, and nothing is stated."""
    located = locate_mark(case.items, mark)
    if located.place is Place.FOUND:
        yield issue(code, key, items=located.items, scope_key=batch_key(case.head))


_CODES = {
    "art4_2.other_court": ("art4_2.other_court", "art4_2.other_court_unlocated"),
    "art4_2.arbitration": ("art4_2.arbitration_agreed", "art4_2.arbitration_unlocated"),
}
"""Where the clause was found in the contract, and where it was not."""


def _about(case: CaseView, matter: str, key: str, clause: str) -> Issue:
    digest, located = wording_digest(case, clause), locate_clause(case.items, key)
    found = located.place is Place.FOUND
    return issue(
        _CODES[matter][0 if found else 1],
        key,
        observed=clause,
        items=located.items,
        scope_key=clause_key(digest) if found else batch_key(case.head, digest),
    )
