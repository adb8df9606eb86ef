"""What a run over a package comes to, as one value: the package, the batch, and what judged it."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ingest.runs import CheckSettings, PackageRun
from verify.canonical import canonical_digest, rfc3339
from verify.report import finding_json
from verify.rules.batch import BatchAdmission
from verify.version import SOFTWARE

__all__ = ["batch_value", "recounted"]

_NOT_JUDGED: dict[str, Any] = {
    "routes": None, "questions": None, "papers": None, "untold": None,
}  # fmt: skip
_RESULTS = ("consistent", "inconsistent", "unverifiable", "unproven")


def batch_value(run: PackageRun, settings: CheckSettings) -> dict[str, Any]:
    """Return what a run comes to, without its reports: `check --json` prints it with them."""
    head = run.facts.head
    counts = _counts(run.counts)
    counts["shared"] = {name: run.counts.get(f"shared_{name}", 0) for name in _RESULTS}
    return {
        "v": 1,
        "package": {
            "result": "refused" if run.refused else "accepted",
            "package_id": head.package_id if head else None,
            "package_digest": run.package_digest,
            "head": asdict(head) if head else None,
            "sealed_by": run.seal.signer,
            "sealed_at": rfc3339(run.seal.sealed_at),
            "findings": [finding_json(one) for one in run.findings],
        },
        "batch": {
            "counts": counts,
            "judgement": _judgement(run, settings),
            "software": dict(SOFTWARE),
            **(_NOT_JUDGED if run.admission is None else run.admission.as_json()),
        },
        "shards_rotten": list(run.shards_rotten),
    }


def recounted(
    value: Mapping[str, Any], counts: Mapping[str, int], admission: BatchAdmission | None
) -> dict[str, Any]:
    """Return the value of a run with the numbers of other cases of the same package."""
    batch = value["batch"]
    numbers = {**batch["counts"], **_counts(counts)}
    came_to = _NOT_JUDGED if admission is None else admission.as_json()
    return {**value, "batch": {**batch, "counts": numbers, **came_to}}


def _counts(counts: Mapping[str, int]) -> dict[str, Any]:
    return {name: counts.get(name, 0) for name in ("cases", "items", *_RESULTS)}


def _judgement(run: PackageRun, settings: CheckSettings) -> dict[str, Any]:
    head, admission = run.facts.head, run.judged_by
    issued = run.issued
    return {
        "no": issued.no if issued is not None else 1,
        "cause": issued.cause if issued is not None else "first",
        "sender": settings.sender,
        "environment": head.environment if head else None,
        "policy_id": settings.policy.id,
        "policy_version": settings.policy.version,
        "policy_digest": canonical_digest(settings.policy.as_json()),
        "trust_digest": settings.trust.digest,
        "trust_sequence": settings.trust.sequence,
        "rules": None if admission is None else admission.named(),
        "decisions": [] if admission is None else list(admission.decisions),
        "at": rfc3339(settings.at),
    }
