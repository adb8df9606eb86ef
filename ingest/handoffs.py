"""Hand-off objects 导入 of a shard, spooled beside its reports; none of them is released."""

from collections.abc import Iterable
from pathlib import Path

from verify.canonical import canonical_digest, canonical_json
from verify.engine import JudgedCase
from verify.handoff import handoff_of
from verify.identity import JudgementInputs
from verify.model import BundleShard

__all__ = ["handoff_path", "write_handoffs"]


def handoff_path(reports: Path) -> Path:
    """Return where the hand-off objects lie beside a spool file of reports."""
    return reports.with_suffix(".handoff.jsonl")


def write_handoffs(
    reports: Path, shard: BundleShard, judged: Iterable[JudgedCase], inputs: JudgementInputs
) -> None:
    """Spool the hand-off object of every case that has a verdict, a line a case."""
    with handoff_path(reports).open("wb") as out:
        for line, case in zip(shard.cases, judged, strict=True):
            if case.judgement is None:
                continue
            value = handoff_of(
                case.judgement.case,
                case.judgement.admission,
                line.elements,
                case.identity,
                inputs,
                report_digest=canonical_digest(case.report),
                rows_used=case.judgement.rows_used(),
            )
            out.write(canonical_json(value) + b"\n")
