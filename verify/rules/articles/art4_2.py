"""Article 4 (2): domicile, place of performance, or an agreed court with actual connection.

Any one suffices. The borrower's domicile or the place of performance in the region answers it
without a question; the place of performance is the agreed one, else, for a claim of money, that
of the party who receives it, the lender (民诉法解释 18). Failing both, a clause naming the court
is for a person where something connects the dispute with the region (民诉法 35), and fails where
nothing does. An address that does not say where it lies is the sender's to complete. A clause for
another court or for arbitration may still bar the court, and is asked about in any case; who the
borrower is does not, and is a matter of Article 5 (5).
"""

from collections.abc import Iterator

from verify.rules.articles.clauses import agreed_elsewhere, arbitration, wording_digest
from verify.rules.articles.issue import issue
from verify.rules.articles.places import (
    Domicile,
    borrower_domicile,
    lender_domicile,
    registered_residence,
)
from verify.rules.case import CaseView
from verify.rules.clauses import Place, locate_clause
from verify.rules.outcome import Issue
from verify.rules.scopes import batch_key, clause_key

__all__ = ["judge"]

_CLAUSE = "f_jurisdiction_clause"
_PLACE = "f_performance_place"


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Return what Article 4 (2) says of a case."""
    return (*_grounds(case), *agreed_elsewhere(case), *arbitration(case))


def _grounds(case: CaseView) -> Iterator[Issue]:
    borrower, performance = borrower_domicile(case), _performance(case)
    if _ours(case, borrower):
        yield issue("art4_2.domicile", *borrower.elements, observed=borrower.division)
    elif _ours(case, performance):
        yield issue("art4_2.performance", *performance.elements, observed=performance.division)
    else:
        yield _agreed(case, borrower, performance)


def _ours(case: CaseView, place: Domicile) -> bool:
    return place.division is not None and case.rules.court.in_region(place.division)


def _performance(case: CaseView) -> Domicile:
    agreed = case.elements.text(_PLACE)
    if case.rules.says_none(agreed):
        return lender_domicile(case)
    return Domicile((_PLACE,), case.rules.court.division_of(agreed))


def _agreed(case: CaseView, borrower: Domicile, performance: Domicile) -> Issue:
    """Return what an agreed court comes to, where neither domicile nor performance leads to it."""
    clause = case.elements.text(_CLAUSE)
    named = clause is not None and case.rules.court.named_in(clause)
    others = (lender_domicile(case), registered_residence(case)) if named else ()
    connected = next((one for one in others if _ours(case, one)), None)
    if clause is not None and connected is not None:
        return _question(case, clause, connected)
    court, places = case.rules.court, (borrower, performance, *others)
    unclear = [one for one in places if not court.tells_region(one.division)]
    if unclear:
        return issue("art4_2.place_unlocated", *unclear[0].elements)
    code = "art4_2.no_connection" if named else "art4_2.no_ground"
    return issue(code, *((_CLAUSE,) if named else ()), *borrower.elements, *performance.elements)


def _question(case: CaseView, clause: str, connected: Domicile) -> Issue:
    digest, located = wording_digest(case, clause), locate_clause(case.items, _CLAUSE)
    found = located.place is Place.FOUND
    return issue(
        "art4_2.clause_validity" if found else "art4_2.clause_unlocated",
        _CLAUSE,
        *connected.elements,
        observed=connected.division,
        items=located.items,
        scope_key=clause_key(digest) if found else batch_key(case.head, digest),
    )
