"""Hand-off objects 导入 of a shard, spooled beside its reports; none of them is released."""

from collections.abc import Iterable
from pathlib import Path

from verify.canonical import canonical_digest, canonical_json
from verify.engine import JudgedCase
from verify.handoff import handoff_of
from verify.identity import JudgementInputs
from verify.model import BundleShard, CaseLine

__all__ = ["handoff_path", "handoff_value", "write_handoffs"]


def handoff_path(reports: Path) -> Path:
    """Return where the hand-off objects lie beside a spool file of reports."""
    return reports.with_suffix(".handoff.jsonl")


def handoff_value(
    line: CaseLine, case: JudgedCase, inputs: JudgementInputs
) -> dict[str, object] | None:
    """Return the hand-off object of a case; None where only integrity was judged."""
    if case.judgement is None:
        return None
    return handoff_of(
        case.judgement.case,
        case.judgement.admission,
        line.elements,
        case.identity,
        inputs,
        report_digest=canonical_digest(case.report),
        rows_used=case.judgement.rows_used(),
    )


def write_handoffs(
    reports: Path, shard: BundleShard, judged: Iterable[JudgedCase], inputs: JudgementInputs
) -> None:
    """Spool the hand-off object of every case that has a verdict, a line a case."""
    with handoff_path(reports).open("wb") as out:
        for line, case in zip(shard.cases, judged, strict=True):
            value = handoff_value(line, case, inputs)
            if value is not None:
                out.write(canonical_json(value) + b"\n")
