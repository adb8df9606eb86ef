"""package.json of an element list: what the batch sheet says, and what is said beside it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import NamedTuple

__all__ = ["PackOptions", "package_head"]


class PackOptions(NamedTuple):
    """What a package says beside its cases."""

    filing_date: date
    created_at: datetime
    """Aware."""
    audience: str = "gzinternetcourt"
    environment: str = "production"
    stage: str = "诉前"
    required: Mapping[int, str] = {}
    """Categories of Article 7 that are called for, and when: `RuleSet.required_categories`."""
    corrects: str | None = None
    """Id of the package that this one corrects, whole case lines in place of whole case lines."""


def package_head(
    batch: Mapping[str, object],
    options: PackOptions,
    digest_of: Callable[[dict[str, object]], str],
) -> dict[str, object]:
    """Return package.json without its counts; its id follows from all that the package has.

    Args:
        batch: elements of the batch sheet.
        options: what is said beside it.
        digest_of: hex digest over this head and everything else in the package.
    """
    lender = {"uscc": batch.get("b_uscc", ""), "name": batch.get("b_name", "")}
    head: dict[str, object] = {
        "profile": "evidence-package/1",
        **_kind(options.corrects),
        "path": "manual",
        "audience": options.audience,
        "environment": options.environment,
        "platform_id": None,
        "lender": lender,
        "applicant": {**lender, "role": "lender"},
        "product_code": batch.get("a_product_code", ""),
        "stage": options.stage,
        "filing_date": options.filing_date.isoformat(),
        "created_at": options.created_at.isoformat(timespec="seconds"),
    }
    package_id = f"elements-{digest_of(head)[:32]}"
    return {
        **head, "package_id": package_id, "batch_ref": batch.get("a_batch_ref") or package_id,
    }  # fmt: skip


def _kind(corrects: str | None) -> dict[str, object]:
    if corrects is None:
        return {"kind": "application"}
    return {"kind": "correction", "corrects": {"package_id": corrects}}
