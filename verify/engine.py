"""The procedure: from a package that was read to one report per case (design 7).

    1  package: form, closure, seal, platform, mandate           checks.platform   formats 1-9
    2  integrity: digest recomputed = manifest = case line       checks.integrity  RFC 8493
    3  signatures                                                checks.signature  RFC 5652
    4  certificates at the proven time                           path              RFC 5280
    5  timestamps                                                checks.timestamp  RFC 3161
    6  anchors                                                   not yet: INDETERMINATE
    7  platform receipt                                          not yet: INDETERMINATE
    8  proof of existence, then 3-5 judged at the proven times   existence         judgement 3
    9  coverage and corroboration                                null
    10 articles and verdict                                      null

Facts come first: `decode_shard` and `plan_digests` say what is to be read, the shell streams each
original once, and `judge_shard` is pure: the same facts, policy, trust and time give the same
bytes. The unit of work is one shard.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from verify.asn1.cms import SignedData
from verify.asn1.tst import TimeStampToken
from verify.checks.integrity import same_length_specs
from verify.context import VerificationContext
from verify.identity import JudgementInputs, Part, identify_case
from verify.judging import DecodedLine, ItemOutcome, PlatformCalls, judge_line
from verify.model import (
    BundleShard,
    CaseLine,
    ContentFacts,
    DigestSpec,
    OverKind,
    PackageHead,
    Proof,
    SharedLine,
)
from verify.proofs import DecodedProof, decode_proof
from verify.report import case_report, item_json

__all__ = [
    "DecodedShard",
    "DigestPlans",
    "JudgedCase",
    "SharedOutcomes",
    "decode_shard",
    "judge_shard",
    "judge_shared",
    "plan_digests",
    "platform_calls",
    "replan_digests",
]

DigestPlans = Mapping[str, tuple[DigestSpec, ...]]
"""Original's path to the digests that its proofs and lines call for."""

_SHA256 = DigestSpec("sha256")


class DecodedShard(NamedTuple):
    """A shard with its proofs decoded, line by line."""

    shard: BundleShard
    lines: tuple[DecodedLine, ...]
    """Parallel to `shard.cases`, or to `shard.shared` in the shared shard."""


class SharedOutcomes(NamedTuple):
    """The shared documents of a package, judged once and referred to by its cases."""

    parts: Mapping[str, Part]
    outcomes: Mapping[str, ItemOutcome]
    items: Mapping[str, Mapping[str, object]]
    """The outcomes as every report that refers to them carries them."""


class JudgedCase(NamedTuple):
    """One case, judged."""

    case_key: str
    items: tuple[ItemOutcome, ...]
    report: Mapping[str, object]


NO_SHARED = SharedOutcomes({}, {}, {})


def decode_shard(shard: BundleShard) -> DecodedShard:
    """Decode the proofs of every line, each octet string once however often it is referred to."""
    rows: Iterable[CaseLine | SharedLine] = (*shard.cases, *shard.shared)
    return DecodedShard(shard, tuple([_decode_line(row, shard) for row in rows]))


def _decode_line(line: CaseLine | SharedLine, shard: BundleShard) -> DecodedLine:
    evidence = line.evidence if isinstance(line, CaseLine) else (line.evidence,)
    return DecodedLine(evidence, tuple([_decode(proof, shard) for proof in line.proofs]))


def _decode(proof: Proof, shard: BundleShard) -> DecodedProof:
    return decode_proof(proof, shard.proofs.get(proof.locator))


def plan_digests(decoded: DecodedShard) -> DigestPlans:
    """Return the digests to compute over each original that is here, in one pass."""
    plans: dict[str, dict[DigestSpec, None]] = {}
    shard = decoded.shard
    for line in decoded.lines:
        paths: dict[str, str] = {}
        for row in line.evidence:
            if row.path is not None and row.path in shard.present:
                plan = plans.setdefault(row.path, {_SHA256: None})
                paths[row.id] = row.path
                for algorithm in (*row.digests, *shard.manifest.get(row.path, ())):
                    plan[DigestSpec(algorithm)] = None
        for proof in line.proofs:
            over = proof.proof.over
            if over.kind is OverKind.ITEM and over.id in paths:
                plans[paths[over.id]].update(dict.fromkeys(_called_for(proof)))
    return {path: tuple(specs) for path, specs in plans.items()}


def _called_for(proof: DecodedProof) -> list[DigestSpec]:
    message = proof.message
    if isinstance(message, SignedData):
        return [DigestSpec(s.digest) for s in message.signers if s.digest is not None]
    if isinstance(message, TimeStampToken) and message.info.digest is not None:
        return [DigestSpec(message.info.digest)]
    return []


def replan_digests(decoded: DecodedShard, contents: Mapping[str, ContentFacts]) -> DigestPlans:
    """Return further digests for originals whose declared digest differs: a label may be wrong."""
    plans: dict[str, tuple[DigestSpec, ...]] = {}
    for line in decoded.lines:
        for row in line.evidence:
            facts = contents.get(row.path or "")
            if facts is None or row.path is None:
                continue
            for algorithm, declared in row.digests.items():
                actual = facts.digests.get(DigestSpec(algorithm))
                if actual is not None and actual.hex() != declared:
                    plans[row.path] = (*plans.get(row.path, ()), *same_length_specs(algorithm))
    return plans


def platform_calls(head: PackageHead, context: VerificationContext) -> PlatformCalls:
    """Return the sealing platform and the kinds of proof its record calls for, by category."""
    record = (context.trust.platforms or {}).get(head.platform_id or "")
    if record is None or head.path != "deposited":
        return PlatformCalls(None, {})
    every = record.expected_proofs.get("*", ())
    kinds = {n: record.expected_proofs.get(str(n), every) for n in range(1, 11)}
    return PlatformCalls(record.id, kinds)


def judge_shared(
    decoded: DecodedShard,
    contents: Mapping[str, ContentFacts],
    inputs: JudgementInputs,
    context: VerificationContext,
) -> SharedOutcomes:
    """Judge the shared documents of a package once."""
    shard = decoded.shard
    calls = platform_calls(inputs.head, context)
    parts: dict[str, Part] = {}
    outcomes: dict[str, ItemOutcome] = {}
    for line, row in zip(decoded.lines, shard.shared, strict=True):
        (outcomes[row.id],) = judge_line(line, contents, shard.manifest, calls, context)
        parts[row.id] = Part(row, contents, shard.manifest, shard.proofs)
    items = {name: {**item_json(one), "shared_id": name} for name, one in outcomes.items()}
    return SharedOutcomes(parts, outcomes, items)


def judge_shard(
    decoded: DecodedShard,
    contents: Mapping[str, ContentFacts],
    shared: SharedOutcomes,
    inputs: JudgementInputs,
    context: VerificationContext,
) -> list[JudgedCase]:
    """Judge every case of a shard (steps 2 to 8) and return its reports."""
    shard = decoded.shard
    calls = platform_calls(inputs.head, context)
    judged = []
    for line, case in zip(decoded.lines, shard.cases, strict=True):
        items = judge_line(line, contents, shard.manifest, calls, context)
        used = [name for name in case.shared if name in shared.parts]
        parts = [
            Part(case, contents, shard.manifest, shard.proofs),
            *(shared.parts[name] for name in used),
        ]
        identity = identify_case(parts, inputs, context)
        documents = [(shared.outcomes[name], shared.items[name]) for name in used]
        report = case_report(case.case_key, items, documents, identity, inputs, context)
        judged.append(JudgedCase(case.case_key, items, report))
    return judged
