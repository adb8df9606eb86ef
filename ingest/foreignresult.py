"""What `evidence verify` says of a platform's own package: every item, then the package."""

from collections import Counter
from collections.abc import Iterator

from ingest.foreign import ForeignJudged
from verify.checks.signer import status_of
from verify.findings import CheckStatus, Finding
from verify.items import ItemResult
from verify.judging import ItemOutcome
from verify.objects.result import ObjectResult, digests_differ
from verify.report import item_json

__all__ = ["foreign_result"]


def foreign_result(judged: ForeignJudged) -> ObjectResult:
    """Return the result of a foreign package: that of its worst item, and never better than it."""
    found = (*judged.findings, *(one for item in judged.items for one in _findings(item)))
    counts = Counter(item.result.result for item in judged.items)
    status, decided = _decided(judged, counts)
    facts = {
        "signature_intact": None,
        "digest_intact": False if digests_differ(found) else None,
        "form": judged.form,
        "counts": {
            "items": len(judged.items),
            **{one.value: counts[one] for one in ItemResult},
        },
        "items": [item_json(one) for one in judged.items],
    }
    return ObjectResult("foreign", status, found, facts, decided)


def _decided(judged: ForeignJudged, counts: Counter[ItemResult]) -> tuple[CheckStatus, ItemResult]:
    if counts[ItemResult.INCONSISTENT]:
        return CheckStatus.FAILED, ItemResult.INCONSISTENT
    undecided = status_of(judged.findings) is not CheckStatus.PASSED
    if undecided or counts[ItemResult.UNVERIFIABLE] or not judged.items:
        return CheckStatus.INDETERMINATE, ItemResult.UNVERIFIABLE
    if counts[ItemResult.UNPROVEN]:
        return CheckStatus.INDETERMINATE, ItemResult.UNPROVEN
    return CheckStatus.PASSED, ItemResult.CONSISTENT


def _findings(item: ItemOutcome) -> Iterator[Finding]:
    """Yield what was found of an item and its proofs, under the name of its file."""
    name = item.evidence.file_name or item.evidence.id
    for one in item.findings:
        yield one._replace(subject=name)
    for proof in item.proofs:
        for one in proof.findings:
            yield one._replace(subject=f"{name} / {proof.id}")
