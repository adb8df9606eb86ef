"""Hand-off objects 导入 of a shard, spooled beside its reports; none of them is released."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from verify.canonical import canonical_json
from verify.engine import JudgedCase
from verify.handoff import handoff_of
from verify.identity import JudgementInputs
from verify.model import BundleShard, CaseLine

__all__ = ["handoff_path", "handoff_value", "write_handoffs"]


def handoff_path(reports: Path) -> Path:
    """Return where the hand-off objects lie beside a spool file of reports."""
    return reports.with_suffix(".handoff.jsonl")


def handoff_value(
    line: CaseLine, case: JudgedCase, inputs: JudgementInputs, report: bytes
) -> dict[str, object] | None:
    """Return the hand-off object of a case; None where only integrity was judged.

    Args:
        line: what the package says of the case.
        case: the case, judged.
        inputs: the package and the judgement.
        report: its report's canonical JSON.
    """
    if case.judgement is None:
        return None
    return handoff_of(
        case.judgement.case,
        case.judgement.admission,
        line.elements,
        case.identity,
        inputs,
        report_digest=sha256(report).hexdigest(),
        rows_used=case.judgement.rows_used(),
    )


def write_handoffs(
    path: Path,
    shard: BundleShard,
    judged: Iterable[JudgedCase],
    reports: Iterable[bytes],
    inputs: JudgementInputs,
) -> None:
    """Spool the hand-off object of every case that has a verdict, a line a case."""
    with handoff_path(path).open("wb") as out:
        for line, case, report in zip(shard.cases, judged, reports, strict=True):
            value = handoff_value(line, case, inputs, report)
            if value is not None:
                out.write(canonical_json(value) + b"\n")
