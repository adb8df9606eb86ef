"""Article 5 (6): the product passed this court's compliance review before the contract was signed.

The court's own register answers. A product that it does not have is INCOMPLETE, not failed: the
register shows what passed, never what was refused, and the sender can name the right product or
apply for the review; one reviewed after the contract is for a person, once for the product. A
review that had lapsed by then fails: no later one can cure a contract signed without it. Clauses
whose wording is not the reviewed one are for a person, once for the product and wording.
"""

from collections.abc import Iterator

from verify.canonical import rfc3339
from verify.rules.articles.clauses import wording_digest
from verify.rules.articles.issue import issue
from verify.rules.articles.signing import Signing, signing_of
from verify.rules.case import CaseView
from verify.rules.clauses import clause_digest
from verify.rules.outcome import Issue
from verify.rules.registry import ProductRecord
from verify.rules.scopes import product_key

__all__ = ["judge"]

_PRODUCT = "a_product_code"
_CLAUSES = ("f_jurisdiction_clause", "f_service_clause")
"""Clauses of which a review records the wording."""
_ABSENT = {"f_jurisdiction_clause": "无"}
"""What is read where a clause that may be left out is left out; another one's fault asks for it."""
_TEMPLATE = "template"


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Return what Article 5 (6) says of a case."""
    return (*_named(case), *_reviewed(case))


def _named(case: CaseView) -> Iterator[Issue]:
    stated = case.elements.text(_PRODUCT)
    if stated is not None and stated != case.head.product_code:
        expected = case.head.product_code
        yield issue("art5_6.product_differs", _PRODUCT, observed=stated, expected=expected)


def _reviewed(case: CaseView) -> Iterator[Issue]:
    record, signing = case.registry.product, signing_of(case)
    if record is None:
        yield issue("art5_6.not_registered", _PRODUCT, observed=case.head.product_code)
    elif record.reviewed_at is None:
        yield issue("art5_6.review_undated", _PRODUCT, observed=record.code)
    elif signing is not None:
        yield _in_force(case, record, signing)
        yield from _unread(case, record)
        yield from _clauses(case, record)
        yield from _templates(case, record)


def _in_force(case: CaseView, record: ProductRecord, signing: Signing) -> Issue:
    reviewed = rfc3339(record.reviewed_at) or ""
    if record.in_force(signing.at):
        told = signing.told(reviewed)
        return issue("art5_6.registered", _PRODUCT, "f_signed_at", observed=told)
    if record.term.end is not None and record.term.end <= signing.at:
        ended = rfc3339(record.term.end)
        return issue("art5_6.review_lapsed", _PRODUCT, "f_signed_at", observed=ended)
    return issue(
        "art5_6.reviewed_later", _PRODUCT, "f_signed_at",
        observed=reviewed,
        expected=signing.told(f"≤ {rfc3339(signing.at)}"),
        scope_key=product_key(case.head),
    )  # fmt: skip


def _unread(case: CaseView, record: ProductRecord) -> Iterator[Issue]:
    if record.unread:
        yield issue(
            "art5_6.record_unreadable", _PRODUCT,
            observed="、".join(record.unread),
            scope_key=product_key(case.head, *record.unread),
        )  # fmt: skip


def _clauses(case: CaseView, record: ProductRecord) -> Iterator[Issue]:
    for key in _CLAUSES if record.clause_digests else ():
        clause = case.elements.text(key) or _ABSENT.get(key)
        if clause is None:
            continue
        digest = wording_digest(case, clause)
        if record.clause_digests.isdisjoint((digest, clause_digest(clause))):
            scope = product_key(case.head, digest)
            yield issue("art5_6.clause_differs", key, observed=digest, scope_key=scope)


def _templates(case: CaseView, record: ProductRecord) -> Iterator[Issue]:
    for document in case.shared if record.template_digests else ():
        digest = document.outcome.evidence.digests.get("sha256", "")
        if document.kind == _TEMPLATE and digest not in record.template_digests:
            yield issue(
                "art5_6.template_differs",
                subject=document.id,
                observed=digest,
                items=(document.name,),
                scope_key=product_key(case.head, digest),
            )
