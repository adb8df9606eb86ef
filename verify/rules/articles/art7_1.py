"""Article 7 (1): evidence of the lender's standing, and its licence in force when it mattered.

Four documents are looked for, by the kind of a shared line or by a title; the licence to lend is
held against the registry on the day of the contract and of every disbursement, and a day that no
proof bounds is told as the lender's word.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from verify.codes.table import finding
from verify.path.window import Window
from verify.rules.articles.material import Document, absent_or_present, documents, told_of
from verify.rules.articles.signing import stated_day
from verify.rules.case import CaseView
from verify.rules.corroboration import of_lender
from verify.rules.court import court_day
from verify.rules.coverage import CoverageState
from verify.rules.events import DISBURSEMENT
from verify.rules.outcome import Issue
from verify.rules.registry import LenderRecord

__all__ = ["judge"]

_CERTIFICATES = ("法定代表人证明书", "法定代表人身份证明书", "负责人证明书", "负责人身份证明书")
_DOCUMENTS = {
    "business_licence": (
        ("licence", "business-licence"), ("营业执照", "工商登记", "企业信用信息", "登记信息"),
    ),
    "legal_representative": (("legal-representative",), _CERTIFICATES),
    "legal_representative_id": (
        ("legal-representative-id",),
        ("身份证", "护照", "通行证", "法定代表人身份证明", "负责人身份证明"),
    ),
    "loan_licence": (("loan-licence",), ("许可", "批复", "批准文件", "经营资格")),
}  # fmt: skip
"""Document to the kinds of shared lines, and the words of a title, that it goes by."""
_ID = "legal_representative_id"
_ABSENT = {
    name: Issue(finding(f"art7_1.{name}_absent", "7(1)")) for name in _DOCUMENTS
}  # fmt: skip


def judge(case: CaseView) -> tuple[Issue, ...]:
    """Answer Article 7 (1)."""
    held = documents(case, 1)
    here = [one for one in held if one.here]
    seen = frozenset[str]().union(*[_shown_by(one) for one in here])
    missing = [issue for name, issue in _ABSENT.items() if name not in seen]
    found = missing or [absent_or_present(1, held)]
    return (*found, *_licence(case), *of_lender(case), *told_of(case, 1, held))


def _shown_by(one: Document) -> frozenset[str]:
    evidence = one.outcome.evidence
    return _named(one.kind, evidence.title, evidence.file_name or "")


@lru_cache(maxsize=1024)
def _named(kind: str, title: str, file_name: str) -> frozenset[str]:
    """Return the documents that a kind, a title or a file's name says are there."""
    text = f"{title} {file_name}"
    bare = text
    for certificate in _CERTIFICATES:
        bare = bare.replace(certificate, "")
    return frozenset(
        name
        for name, (kinds, words) in _DOCUMENTS.items()
        if kind in kinds or any(word in (bare if name == _ID else text) for word in words)
    )


def _licence(case: CaseView) -> list[Issue]:
    lender = case.registry.lender
    if lender is None:
        return []
    found = []
    stated = case.elements.text("b_licence_no")
    if stated is not None and stated not in [one.no for one in lender.licences]:
        found.append(Issue(finding("art7_1.licence_differs", "b_licence_no"), ("b_licence_no",)))
    days = list(_days(case))
    without = [one for one in days if not _licensed(lender, one.window)]
    if without:
        one = finding("art7_1.licence_not_in_force", "b_licence_no", observed=_told(without[:1]))
        found.append(Issue(one, ("b_licence_no", *[day.element for day in without])))
    registered = finding("art7_1.licence_registered", "b_licence_no", observed=_told(days))
    return found or [Issue(registered, ("b_licence_no",))]


class _Day(NamedTuple):
    """A day that chooses a licence."""

    element: str
    """Key of the element that states it."""
    window: Window
    proven: bool
    """Whether a proof lies within the lag of it."""


def _days(case: CaseView) -> Iterator[_Day]:
    """Yield the day of the contract and of each disbursement."""
    for row in case.coverage.rows:
        event = row.event
        if event.window is not None and event.kind in ("contract", DISBURSEMENT):
            in_time = row.state is CoverageState.IN_TIME
            yield _Day(event.elements[0], event.window, in_time)


def _told(days: Iterable[_Day]) -> str:
    """Return days as text, each with what it rests on where nothing proves it (judgement 6)."""
    texts = [(court_day(one.window.first).isoformat(), one.proven) for one in days]
    return "、".join(
        dict.fromkeys([text if proven else stated_day(text) for text, proven in texts])
    )


def _licensed(lender: LenderRecord, window: Window) -> bool:
    """Whether a licence was in force at some time of an event: of a day, that is enough."""
    return lender.licence(window.first) is not None or lender.licence(window.last) is not None
