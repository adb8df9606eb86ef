"""The procedure: from a package that was read to one report per case (design 7).

    1  package: form, closure, seal, platform, mandate           checks.platform   formats 1-9
    2  integrity: digest recomputed = manifest = case line       checks.integrity  RFC 8493
    3  signatures                                                checks.signature  RFC 5652
    4  certificates at the proven time                           path              RFC 5280
    5  timestamps                                                checks.timestamp  RFC 3161
    6  anchors                                                   checks.anchor     RFC 9162
    7  platform receipt                                          checks.receipt    judgement 2
    8  proof of existence, then 3-5 judged at the proven times   existence         judgement 3
    9  coverage: late, before its event, of one source          checks.coverage   judgement 5
    10 elements, debt, articles, verdict                         rules.judge       Art. 2 to 9

Facts come first: `decode_shard` and `plans` say what is to be read, the shell streams each
original once, and looks up what is known of each case from other cases and earlier packages.
`judge_shard` is pure: the same facts, policy, trust and time give the same bytes. The unit of work
is one shard.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from verify.calls import platform_calls
from verify.checks.reuse import case_findings, document_findings
from verify.context import VerificationContext
from verify.contradictions import brought, contradicted_items, proof_keys
from verify.findings import Finding
from verify.identity import CaseIdentity, JudgementInputs, Part, identify_case
from verify.judging import DecodedLine, ItemOutcome, judge_line
from verify.memory import NO_RECALL, Contradicted, Recall, document_key, loan_key
from verify.model import (
    BundleShard,
    CaseLine,
    ContentFacts,
    Proof,
    SharedLine,
)
from verify.proofs import DecodedProof, decode_proof
from verify.report import case_report, item_json
from verify.rules.case import SharedDocument
from verify.rules.judge import CaseJudgement, judge_case

__all__ = [
    "DecodedShard",
    "JudgedCase",
    "Recalls",
    "SharedOutcomes",
    "decode_shard",
    "judge_shard",
    "judge_shared",
]


class DecodedShard(NamedTuple):
    """A shard with its proofs decoded, line by line."""

    shard: BundleShard
    lines: tuple[DecodedLine, ...]
    """Parallel to `shard.cases`, or to `shard.shared` in the shared shard."""


class SharedOutcomes(NamedTuple):
    """The shared documents of a package, judged once and referred to by its cases."""

    parts: Mapping[str, Part]
    outcomes: Mapping[str, SharedDocument]
    items: Mapping[str, Mapping[str, object]]
    """The outcomes as every report that refers to them carries them."""
    contradicted: tuple[Contradicted, ...] = ()
    """What is to be remembered of them."""


class JudgedCase(NamedTuple):
    """One case, judged."""

    case_key: str
    items: tuple[ItemOutcome, ...]
    report: Mapping[str, object]
    identity: CaseIdentity
    contradicted: tuple[Contradicted, ...] = ()
    """What is to be remembered of it."""
    judgement: CaseJudgement | None = None
    """The case before the guideline; None where only integrity is judged."""


NO_SHARED = SharedOutcomes({}, {}, {})

Recalls = Mapping[str, Recall]
"""Case key, or id of a shared document, to what is known of it from elsewhere."""

_NOTHING: Recalls = MappingProxyType({})


def decode_shard(shard: BundleShard) -> DecodedShard:
    """Decode the proofs of every line, each octet string once however often it is referred to."""
    rows: Iterable[CaseLine | SharedLine] = (*shard.cases, *shard.shared)
    return DecodedShard(shard, tuple([_decode_line(row, shard) for row in rows]))


def _decode_line(line: CaseLine | SharedLine, shard: BundleShard) -> DecodedLine:
    proofs = tuple([_decode(proof, shard) for proof in line.proofs])
    if isinstance(line, CaseLine):
        return DecodedLine(line.evidence, proofs, line.elements)
    return DecodedLine((line.evidence,), proofs)


def _decode(proof: Proof, shard: BundleShard) -> DecodedProof:
    return decode_proof(proof, shard.proofs.get(proof.locator))


def judge_shared(
    decoded: DecodedShard,
    contents: Mapping[str, ContentFacts],
    inputs: JudgementInputs,
    context: VerificationContext,
    recalls: Recalls = _NOTHING,
) -> SharedOutcomes:
    """Judge the shared documents of a package once."""
    shard, filing = decoded.shard, inputs.filing
    calls = platform_calls(inputs.head, context, sealed=inputs.sealed)
    parts: dict[str, Part] = {}
    outcomes: dict[str, SharedDocument] = {}
    contradicted: list[Contradicted] = []
    for line, row in zip(decoded.lines, shard.shared, strict=True):
        recall = recalls.get(row.id, NO_RECALL)
        (outcome,) = judge_line(line, contents, shard.manifest, calls, context)
        whole = document_key(row.kind, row.id)
        contradicted += contradicted_items(
            row.id, [outcome], row.proofs, shard.proofs, filing, whole
        )
        if recall != NO_RECALL:
            here = brought([outcome], row.proofs, proof_keys(row.proofs, shard.proofs))
            outcome = _told(outcome, document_findings(row.evidence, recall, here), context)
        outcomes[row.id] = SharedDocument(row.id, row.kind, outcome)
        parts[row.id] = Part(row, contents, shard.manifest, shard.proofs, recall)
    items = {name: {**item_json(one.outcome), "shared_id": name} for name, one in outcomes.items()}
    return SharedOutcomes(parts, outcomes, items, tuple(contradicted))


def judge_shard(
    decoded: DecodedShard,
    contents: Mapping[str, ContentFacts],
    shared: SharedOutcomes,
    inputs: JudgementInputs,
    context: VerificationContext,
    recalls: Recalls = _NOTHING,
) -> list[JudgedCase]:
    """Judge every case of a shard (steps 2 to 10) and return its reports."""
    shard, filing = decoded.shard, inputs.filing
    calls = platform_calls(inputs.head, context, sealed=inputs.sealed)
    judged = []
    for line, case in zip(decoded.lines, shard.cases, strict=True):
        recall = recalls.get(case.case_key, NO_RECALL)
        items = judge_line(line, contents, shard.manifest, calls, context)
        loan = loan_key(filing.lender, case.loan["contract_no"], case.loan["loan_no"])
        contradicted = contradicted_items(
            case.case_key, items, case.proofs, shard.proofs, filing, loan
        )
        if recall != NO_RECALL:
            here = brought(items, case.proofs, proof_keys(case.proofs, shard.proofs))
            found = case_findings(case, recall, here, filing)
            items = tuple([_told(one, found.get(one.evidence.id, ()), context) for one in items])
        used = [name for name in case.shared if name in shared.parts]
        parts = [
            Part(case, contents, shard.manifest, shard.proofs, recall),
            *(shared.parts[name] for name in used),
        ]
        identity = identify_case(parts, inputs, context)
        known = [shared.outcomes[name] for name in used]
        judgement = None
        if inputs.admission is not None:
            facts = identity.facts_digest
            judgement = judge_case(case, items, known, facts, inputs.admission, inputs, context)
        documents = [(one.outcome, shared.items[one.id]) for one in known]
        report = case_report(case.case_key, items, documents, identity, inputs, context, judgement)
        judged.append(JudgedCase(case.case_key, items, report, identity, contradicted, judgement))
    return judged


def _told(
    outcome: ItemOutcome, findings: Iterable[Finding], context: VerificationContext
) -> ItemOutcome:
    """Return an outcome with what memory says of it, which moves no result (judgement 5)."""
    return outcome._replace(findings=(*outcome.findings, *context.levelled(findings)))
