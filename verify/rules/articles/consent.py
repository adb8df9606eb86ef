"""What Article 5 (7) and 5 (8) have in common: the lender agrees, and shows that it does.

The element says whether it agrees. What shows it is a statement on record with the court, or one
among the package's shared documents that the lender signed; a stamped scan, or another's
signature, is for a person, once for the lender. A refusal fails and nothing cures it: it is the
lender's own will, and the lender may say so no longer by applying anew.
"""

from collections.abc import Mapping
from typing import NamedTuple

from verify.checks.party import plain_name
from verify.findings import CheckStatus
from verify.items import ItemResult
from verify.judging import ItemOutcome
from verify.model import ProofKind
from verify.rules.articles.issue import issue
from verify.rules.case import CaseView, SharedDocument
from verify.rules.outcome import Issue
from verify.rules.scopes import lender_key

__all__ = ["Consent", "judge_consent"]

_NO = "否"
_SCANNED = "scanned"


class Consent(NamedTuple):
    """One consent: its article, element and area of codes."""

    article: str
    element: str
    area: str


def judge_consent(case: CaseView, consent: Consent) -> tuple[Issue, ...]:
    """Return what a consent comes to; where the element is left out, its fault says so."""
    stated = case.elements.text(consent.element)
    if stated == _NO:
        return (issue(f"{consent.area}.refused", consent.element, observed=stated),)
    return () if stated is None else (_shown(case, consent),)


def _shown(case: CaseView, consent: Consent) -> Issue:
    lender, element = case.registry.lender, consent.element
    if lender is not None and lender.statement(consent.article, case.at) is not None:
        return issue(f"{consent.area}.registered", element)
    document = _statement(case, consent.article)
    if document is None or document.outcome.facts is None:
        return issue(f"{consent.area}.statement_absent", element)
    how = _how(case, document.outcome)
    key = lender_key(case.head, _digest(document)) if how in _ASKED else None
    return issue(f"{consent.area}.{how}", element, items=(document.name,), scope_key=key)


_ASKED = frozenset({"scanned", "other_signer"})


def _statement(case: CaseView, article: str) -> SharedDocument | None:
    """Return the shared document that the application names as the statement."""
    named = (case.head.application or {}).get("statements")
    wanted = named.get(article) if isinstance(named, Mapping) else None
    return next((one for one in case.shared if one.id == wanted), None)


def _digest(document: SharedDocument) -> str:
    return document.outcome.evidence.digests.get("sha256", document.id)


def _how(case: CaseView, item: ItemOutcome) -> str:
    """Return how a statement shows that the lender agrees."""
    if item.evidence.origin == _SCANNED and item.result.result is not ItemResult.INCONSISTENT:
        return "scanned"
    if item.result.result is not ItemResult.CONSISTENT:
        return "statement_unproven"
    signed = [
        proof
        for proof in item.proofs
        if proof.kind is ProofKind.SIGNATURE
        and proof.binding
        and proof.status is CheckStatus.PASSED
    ]
    if not signed:
        return "statement_unproven"
    makers = {plain_name(one) for proof in signed for names in proof.makers for one in names}
    return "other_signer" if makers.isdisjoint(_lender(case)) else "signed"


def _lender(case: CaseView) -> set[str]:
    """Return by what the lender is known, in the package and in the register."""
    head, record = case.head.lender, case.registry.lender
    registered = () if record is None else (record.name,)
    return {plain_name(one) for one in (head.uscc, head.name, *registered)}
