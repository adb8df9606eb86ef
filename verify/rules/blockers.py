"""What stands between one case and admission, as papers that others wait for too.

A paper is one document or one decision: the correction of a document, or of an element, that a
whole batch or lender has once; or the answer to a question that reaches beyond the case. A case is
within reach of papers only if nothing but papers stands in its way: what is its own, what no cure
removes and what is held is not. That is not concluded but judged: the verdict without the papers'
grounds is asked of the decision table.
"""

import re
from typing import NamedTuple

from verify.codes.table import CODES
from verify.findings import Scope
from verify.rules.admission import Admission
from verify.rules.case import SHARED
from verify.rules.elements.field import Sheet
from verify.rules.elements.table import ELEMENTS
from verify.rules.grounds import Weighed
from verify.rules.located import places_of
from verify.rules.outcome import ArticleResult
from verify.rules.questions import ScopeKeys
from verify.rules.verdict import Ground, Route, harmless, route_of
from verify.words import Words

__all__ = ["Paper", "blockers_of"]

DOCUMENT, DECISION = "document", "decision"

_COMMON = {
    "5(6)": Scope.PRODUCT,
    "5(7)": Scope.LENDER,
    "5(8)": Scope.LENDER,
    "7(1)": Scope.LENDER,
    "7(3)": Scope.BATCH,
    "规则17": Scope.PLATFORM,
}
"""Articles whose documents are the lender's, the product's or the platform's, whoever borrows."""


_SCOPES = {
    Scope.COURT: Words("本院", "the court"),
    Scope.PLATFORM: Words("存证平台", "platform"),
    Scope.LENDER: Words("贷款人", "lender"),
    Scope.PRODUCT: Words("贷款产品", "product"),
    Scope.CLAUSE: Words("条款文字", "wording"),
    Scope.BATCH: Words("本批次", "this batch"),
    Scope.CASE: Words("本案", "this case"),
}
_OF_LENDER = frozenset({Scope.PRODUCT, Scope.BATCH})
"""Scopes whose keys begin with the lender's credit code."""
_DIGEST = re.compile("[0-9a-f]{64}", re.ASCII)


def _short(scope: Scope, key: str) -> str:
    """Return a scope's key as it is named: without the lender, digests by their beginning."""
    rest = key.partition("/")[2] if scope in _OF_LENDER else key
    return _DIGEST.sub(lambda found: found[0][:12], rest or key)


class Paper(NamedTuple):
    """One document or one decision that cases wait for."""

    kind: str
    """`document` or `decision`."""
    code: str
    scope: Scope
    scope_key: str
    named: tuple[str, ...] = ()
    """The elements or shared documents that it corrects."""

    @property
    def words(self) -> tuple[str, str]:
        """What is to be supplied or decided, and of whom or what, Chinese and English."""
        return self._about(*self._sentences())

    @property
    def brief(self) -> tuple[str, str]:
        """The same, of its sentence only what stands before the first semicolon."""
        zh, en = self._sentences()
        return self._about(zh.partition("；")[0], en.partition("; ")[0])

    def _sentences(self) -> tuple[str, str]:
        row = CODES[self.code]
        if self.kind == DECISION:
            return row.zh.rstrip("。"), row.en.rstrip(".")
        cure = (row.cure_zh or row.zh).removeprefix("请").rstrip("。")
        return cure, (row.cure_en or row.en).rstrip(".")

    def _about(self, zh: str, en: str) -> tuple[str, str]:
        """Return two sentences with what tells the paper from others of the same words."""
        key = _short(self.scope, self.scope_key)
        named = "、".join(places_of(
            [one for one in self.named if not one.startswith(SHARED)],
            [one for one in self.named if one.startswith(SHARED)], {},
        ))  # fmt: skip
        scope = _SCOPES[self.scope]
        told = f"{scope.zh}{f' {key}' if key else ''}{f'：{named}' if named else ''}"
        told_en = f"{scope.en}{f' {key}' if key else ''}"
        if self.named:
            told_en += f": {', '.join(self.named)}"
        return f"{zh}〔{told}〕", f"{en} [{told_en}]"

    def as_json(self) -> dict[str, object]:
        """Return the paper as a batch summary carries it."""
        zh, en = self.words
        return {
            "kind": self.kind,
            "code": self.code,
            "words": {"zh": zh, "en": en},
            "scope": self.scope.value,
            "scope_key": self.scope_key,
            "named": list(self.named),
        }


def blockers_of(admission: Admission) -> frozenset[Paper] | None:
    """Return the papers that a case waits for; None where no papers alone would admit it."""
    if admission.ended is not None:
        return None
    if admission.route is Route.BATCH_ODR:
        return frozenset()
    found: set[Paper] = set()
    left: list[Ground] = []
    for one in admission.weighed:
        if harmless(one.ground):
            left.append(one.ground)
            continue
        paper = _paper(one, admission.keys)
        if paper is None:
            return None
        found.add(paper)
        left.append(Ground(one.article, ArticleResult.MET))
    return frozenset(found) if route_of(left) is Route.BATCH_ODR else None


def _paper(one: Weighed, keys: ScopeKeys) -> Paper | None:
    if one.ground.hold:
        return None
    asked = one.question
    if asked is not None and asked.decided is None:
        own = asked.scope is Scope.CASE
        return None if own else Paper(DECISION, asked.code, asked.scope, asked.scope_key)
    incomplete = one.ground.result is ArticleResult.INCOMPLETE
    return _document(one, keys) if incomplete or one.ground.curable else None


def _document(one: Weighed, keys: ScopeKeys) -> Paper | None:
    """Return the document that cures a defect, where it is not this case's alone."""
    issue = one.issue
    if issue.elements or issue.items:
        common = all(name.startswith(SHARED) for name in issue.items)
        if not (common and all(map(_is_of_batch, issue.elements))):
            return None
        named = tuple(sorted({*issue.elements, *issue.items}))
        return Paper(DOCUMENT, one.code, Scope.BATCH, keys.batch, named)
    scope = _COMMON.get(one.article)
    if scope is None:
        return None
    return Paper(DOCUMENT, one.code, *keys.key(scope, issue.scope_key))


def _is_of_batch(element: str) -> bool:
    """Whether an element is entered once for all cases."""
    field = ELEMENTS.get(element)
    return field is not None and field.sheet is Sheet.BATCH
