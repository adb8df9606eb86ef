"""What `evidence verify` says of one object, in the words of the closed vocabulary."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from verify.codes.table import CODES, finding
from verify.findings import CheckStatus, Finding, SubIndication
from verify.items import ItemResult

__all__ = ["DIGEST_DIFFERS", "ObjectResult", "digests_differ", "unverified"]

DIGEST_DIFFERS = frozenset(
    row.code
    for row in CODES.values()
    if row.contradiction and row.sub_indication is SubIndication.HASH_FAILURE
)
"""Codes that say: a digest was computed, and is not the one that was stated."""


class ObjectResult(NamedTuple):
    """What `evidence verify` says of one file."""

    kind: str
    status: CheckStatus
    findings: tuple[Finding, ...]
    facts: Mapping[str, object]
    decided: ItemResult | None = None
    """The result of many items, where the object is a package."""

    @property
    def result(self) -> ItemResult:
        """The result word that the status and its contradictions come to."""
        if self.decided is not None:
            return self.decided
        if self.status is CheckStatus.PASSED:
            return ItemResult.CONSISTENT
        if any(
            one.status is CheckStatus.FAILED and CODES[one.code].contradiction
            for one in self.findings
        ):
            return ItemResult.INCONSISTENT
        return ItemResult.UNVERIFIABLE

    @property
    def sub_indication(self) -> SubIndication | None:
        """The sub-indication of the first finding that has the result's status."""
        for one in self.findings:
            if one.status is self.status and CODES[one.code].sub_indication is not None:
                return CODES[one.code].sub_indication
        return None


def digests_differ(findings: Iterable[Finding]) -> bool:
    """Whether a digest that was stated is not the one that was computed; nobody's word is none."""
    return any(one.code in DIGEST_DIFFERS and one.status is CheckStatus.FAILED for one in findings)


_NOTHING: Mapping[str, object] = {"signature_intact": None, "digest_intact": None}


def unverified(kind: str, code: str, subject: str, observed: str | None = None) -> ObjectResult:
    """Return the result of an object that nothing could be computed of."""
    one = finding(code, subject, observed=observed)
    return ObjectResult(kind, one.status, (one,), _NOTHING)
