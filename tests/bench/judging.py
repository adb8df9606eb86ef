"""Judging cases before the guideline, held against decoding their case lines in the same run.

Elements, coverage, debt of twelve instalments, every article, decisions and verdict: what a case
costs beside its integrity. Every case has a loan, a borrower and figures of its own; their evidence
is that of one case, judged once.
"""

import gc
import json
import time
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import NamedTuple

from anchors.limits import LIMITS
from fixtures.elements import elements
from fixtures.identifiers import identity_number, mobile_number
from fixtures.loan import make_loan
from fixtures.world import Borrower, world
from ingest.collecting import collect_shard
from ingest.opening import open_judgement
from ingest.package.decode import decode_case, decode_document
from ingest.package.jsontext import decode_json
from ingest.package.read import open_package, read_shard
from ingest.rules import load_rules
from ingest.runs import CheckSettings, PackageRun
from tests.bench.row import Row
from verify.calls import platform_calls
from verify.canonical import canonical_json
from verify.context import VerificationContext
from verify.identity import JudgementInputs
from verify.judging import ItemOutcome, judge_line
from verify.model import CaseLine
from verify.rules.judge import judge_case

__all__ = ["judging_rows"]

_FEW = 100
_ROUNDS = 3


class _Bench(NamedTuple):
    """What every case is judged with."""

    line: dict[str, object]
    items: tuple[ItemOutcome, ...]
    inputs: JudgementInputs
    context: VerificationContext


def judging_rows(package: Path, settings: CheckSettings, cases: int) -> Iterator[Row]:
    """Yield the cost of judging against that of decoding, and how it grows to twice as many.

    Args:
        package: any good package; its first case lends its evidence.
        settings: by which it is judged.
        cases: how many are judged.
    """
    bench = _bench(package, settings._replace(rules=load_rules()))
    octets = [_line(bench, number) for number in range(2 * cases)]
    decoding = min(_decode(octets[:cases])[1] for _ in range(_ROUNDS)) / cases
    lines = _decode(octets)[0]
    many = min(_judge(bench, lines[:cases]) for _ in range(_ROUNDS)) / cases
    parts = [_judge(bench, lines[at : at + _FEW]) for at in range(cases, 2 * cases, _FEW)]
    few = median(parts[: len(parts) // 2 or 1]) / _FEW
    twice = min(_judge(bench, lines) for _ in range(_ROUNDS)) / (2 * cases)
    yield Row(f"judging {cases} cases, each", many * 1e6, "us", decoding * 1e6, 6)
    name = f"cost per case of judging, {_FEW} to {2 * cases} cases"
    yield Row(name, twice * 1e6, "us", few * 1e6, 1.15)


def _bench(package: Path, settings: CheckSettings) -> _Bench:
    with open_package(package) as opened:
        begun = open_judgement(opened.facts, settings)
        assert not isinstance(begun, PackageRun)
        inputs, context, _ = begun
        shard = read_shard(opened, opened.shards[0])
        collected, decoded = collect_shard(opened, shard, context, marks={})
    calls = platform_calls(inputs.head, context, sealed=True)
    manifest = collected.shard.manifest
    items = judge_line(decoded.lines[0], collected.contents, manifest, calls, context)
    case = shard.cases[0]
    line = {
        "loan": dict(case.loan),
        "elements": dict(case.elements),
        "evidence": [_row(one) for one in case.evidence],
        "proofs": [_proof(one) for one in case.proofs],
        "shared": list(case.shared),
    }
    return _Bench(line, items, inputs, context)


def _row(evidence: object) -> dict[str, object]:
    """Return a row of evidence as its line states it."""
    found = evidence._asdict()  # type: ignore[attr-defined]
    deposit = found["deposit"]
    return {**found, "deposit": None if deposit is None else deposit._asdict()}


def _proof(proof: object) -> dict[str, object]:
    found = proof._asdict()  # type: ignore[attr-defined]
    locator, over = found.pop("locator"), found.pop("over")
    return {**found, "over": f"{over.kind.value}:{over.id}", **locator._asdict()}


def _line(bench: _Bench, number: int) -> bytes:
    """Return the octets of a case line of its own loan."""
    here = world(1)
    loan, lender = make_loan(number), here.lenders[0]
    name = f"虚构借款人{number:06}"
    signer = lender.signer
    borrower = Borrower(name, identity_number(number), mobile_number(number), signer)
    stated = elements(loan, lender, borrower)
    numbers = {"contract_no": f"HT{number:08}", "loan_no": f"JK{number:08}"}
    row = {**bench.line, "case_key": f"case-{number:06}", "loan": numbers, "elements": stated}
    return canonical_json(json.loads(json.dumps(row)))


def _decode(lines: Sequence[bytes]) -> tuple[list[CaseLine], float]:
    begin = time.perf_counter()
    decoded = []
    for line in lines:
        value = decode_json(line, "line", LIMITS)
        decode = decode_case(sha256(line).hexdigest())
        decoded.append(decode_document(value, decode, "line"))
    return decoded, time.perf_counter() - begin


def _judge(bench: _Bench, lines: Sequence[CaseLine]) -> float:
    admission = bench.inputs.admission
    assert admission is not None
    gc.disable()  # as a shard does it
    begin = time.perf_counter()
    for line in lines:
        judge_case(line, bench.items, (), "", admission, bench.inputs, bench.context)
    spent = time.perf_counter() - begin
    gc.enable()
    return spent
