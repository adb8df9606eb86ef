"""`make bench`: print the table, MISSED where a budget is, and write build/bench.json.

Sizes are those of the budgets; `--quick` takes a tenth of them, to look at while working, and
`--strict` ends with 1 where a budget is missed.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fixtures.ledger import Ledger
from fixtures.package import write_package, write_trust
from fixtures.world import RECEIVED_AT
from ingest.runs import CheckSettings
from ingest.trust import load_trust
from tests.bench.anchors import anchor_rows
from tests.bench.asic import asic_rows
from tests.bench.batch import batch_rows, growth_rows, memory_rows
from tests.bench.documents import document_rows
from tests.bench.judging import judging_rows
from tests.bench.ofd import ofd_rows
from tests.bench.ots import ots_rows
from tests.bench.peers import peer_rows
from tests.bench.proofs import proof_rows, rsa_token
from tests.bench.row import Row
from tests.bench.service.intake import intake_rows
from tests.bench.service.judged import judged_rows
from tests.bench.workbook import workbook_rows
from verify.policy import DEFAULT_POLICY

__all__ = ["main"]

INTERNATIONAL, NATIONAL = 1, 2
"""Platforms of the world: one that anchors, one of national cryptography."""


def _rows(folder: Path, scale: int) -> Iterator[Row]:
    settings = _settings(folder, None)
    tiny = _package(folder, "tiny", 100, 1000)
    yield from proof_rows(tiny, settings)
    national = folder / "national.zip"
    write_package(national, cases=1, item_size=1000, platform=NATIONAL)
    yield from proof_rows(national, settings)
    yield from anchor_rows()
    yield from ots_rows()
    yield from document_rows()
    yield from asic_rows(settings)
    yield from ofd_rows(settings)
    yield from judging_rows(tiny, settings, 10_000 // scale)
    yield from workbook_rows(folder, scale)
    yield from peer_rows(*rsa_token(tiny, settings), folder)
    cases = 1000 // scale
    size = f"{cases} cases x 11 items x 200 kB"
    batch = folder / "batch.zip"
    ledger = write_package(
        batch, cases=cases, item_size=200_000, platform=INTERNATIONAL, anchored=True
    )
    pinned = _settings(folder, ledger)
    yield from batch_rows(batch, pinned, cases, f"batch of {size}, SHA-256")
    batch.unlink()
    write_package(batch, cases=cases, item_size=200_000, platform=NATIONAL)
    name = f"batch of {size}, SM2, SHA-256 and SM3"
    yield from batch_rows(batch, settings, cases, name, ("sha256", "sm3"))
    batch.unlink()
    many = 10_000 // scale
    growth = _package(folder, "growth", many, 1000)
    yield from growth_rows((tiny, 100), (growth, many), settings)
    trust = folder / "trust"
    yield from memory_rows(growth, trust, settings, f"{many} cases of small items")
    growth.unlink()
    large = _package(folder, "large", cases, 380_000)
    gigabytes = large.stat().st_size / 1e9
    yield from memory_rows(large, trust, settings, f"a package of {gigabytes:.1f} GB")
    large.unlink()


def _service_rows(folder: Path, scale: int) -> Iterator[Row]:
    yield from intake_rows(folder, scale)
    yield from judged_rows(folder, scale)


_PARTS = {"core": _rows, "service": _service_rows}


def _settings(folder: Path, ledger: Ledger | None) -> CheckSettings:
    trust = folder / ("trust" if ledger is None else "trust-pinned")
    write_trust(trust, ledger=ledger)
    return CheckSettings(load_trust([trust]), DEFAULT_POLICY, RECEIVED_AT)


def _package(folder: Path, name: str, cases: int, item_size: int) -> Path:
    path = folder / f"{name}.zip"
    write_package(path, cases=cases, item_size=item_size)
    return path


def _line(row: Row) -> str:
    ratio = f"{row.ratio:7.2f}" if row.ratio is not None else "      -"
    floor = f"{row.floor:10.2f}" if row.floor is not None else "         -"
    budget = f"{row.budget:7.2f}" if row.budget is not None else "      -"
    word = {True: "within", False: "MISSED", None: ""}[row.within]
    return f"{row.name:64} {row.value:10.2f} {row.unit:3} {floor} {ratio} {budget} {word}"


def main() -> int:
    """Measure, print and write; under `--strict` return 1 where a budget is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the sizes")
    parser.add_argument("--strict", action="store_true", help="exit 1 where a budget is missed")
    parser.add_argument("--out", type=Path, default=Path("build/bench.json"))
    parser.add_argument("--part", choices=_PARTS, help="one part of the table alone")
    asked = parser.parse_args()
    scale = 10 if asked.quick else 1
    rows = []
    heads = ("row", "value", "", "floor", "ratio", "budget")
    sys.stdout.write("{:64} {:>10} {:3} {:>10} {:>7} {:>7}\n".format(*heads))
    for part in [asked.part] if asked.part else _PARTS:
        with tempfile.TemporaryDirectory(prefix="evidence-bench-") as folder:
            for row in _PARTS[part](Path(folder), scale):
                rows.append(row)
                sys.stdout.write(_line(row) + "\n")
                sys.stdout.flush()
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(json.dumps([row.as_json() for row in rows], indent=1) + "\n")
    missed = any(row.within is False for row in rows)
    return 1 if missed and asked.strict else 0


if __name__ == "__main__":
    raise SystemExit(main())
