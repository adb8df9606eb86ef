"""One line judged: the items of a case, or of one shared document, with all their proofs.

The order is that of design 7: integrity (2), the mathematics of signatures, tokens, anchors and
receipts (3, 5, 6, 7), proven times as a fixed point (8), paths and algorithms judged at those times
(4, 8), the item results (judgement 4), and their coverage (9). A line's proofs see nothing but
this line.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from verify.calls import PlatformCalls
from verify.checks.coverage import CaseCoverage, Mark, case_coverage, check_coverage
from verify.checks.integrity import ItemIntegrity, check_integrity
from verify.checks.party import party_of
from verify.codes.table import CODES, finding
from verify.context import VerificationContext
from verify.existence import Existence, prove_existence
from verify.findings import CheckStatus, Finding
from verify.inner import WITHIN, bars_consistent, document_findings
from verify.items import (
    CLEAN,
    DepositStatus,
    ItemResult,
    ItemState,
    ResultRow,
    item_result,
)
from verify.model import (
    ContentFacts,
    DepositState,
    DigestSpec,
    Evidence,
    OverKind,
    ProofKind,
)
from verify.outcomes import ProofOutcome
from verify.pending import Line, PendingProof, prepare, prepare_inner
from verify.proofs import DecodedProof
from verify.receipts.value import ReceiptState
from verify.signedby import no_borrower, no_platform

__all__ = ["BYTES_DIFFER", "DecodedLine", "ItemOutcome", "judge_line"]

BYTES_DIFFER = frozenset(
    {
        "anchor.digest_mismatch",
        "asic.member_changed",
        "eseal.digest_mismatch",
        "ofd.part_absent",
        "ofd.part_changed",
        "receipt.digest_mismatch",
        "signature.content_differs",
        "signature.digest_mismatch",
        "timestamp.imprint_mismatch",
    }
)
"""Codes of a proof over the item that compare the item's own octets."""


class DecodedLine(NamedTuple):
    """The evidence and decoded proofs of one case line or shared line."""

    evidence: tuple[Evidence, ...]
    proofs: tuple[DecodedProof, ...]
    elements: Mapping[str, object] = MappingProxyType({})
    """The element list 要素列表; a shared document has none."""


class ItemOutcome(NamedTuple):
    """One item, judged."""

    evidence: Evidence
    facts: ContentFacts | None
    result: ResultRow
    deposit_status: DepositStatus
    proven_time: datetime | None
    proofs: tuple[ProofOutcome, ...]
    findings: tuple[Finding, ...]


def judge_line(
    line: DecodedLine,
    contents: Mapping[str, ContentFacts],
    manifest: Mapping[str, Mapping[str, str]],
    calls: PlatformCalls,
    context: VerificationContext,
) -> tuple[ItemOutcome, ...]:
    """Judge every item of a line.

    Args:
        line: evidence and decoded proofs.
        contents: content facts of every original that is here, by path.
        manifest: manifest lines by path.
        calls: the platform that sealed the package, and what its record calls for.
        context: trust, policy, time and caches of the run.
    """
    # 2 integrity
    items = {e.id: _integrity(e, line.evidence, contents, manifest) for e in line.evidence}
    # 3, 5, 6, 7 what each proof says, whatever the time
    known = Line(
        {e.id: e for e in line.evidence},
        items,
        {p.proof.id: p for p in line.proofs},
        _ends(line.proofs),
        calls,
        context,
        line.elements,
    )
    pending = [prepare(p, known) for p in line.proofs] + _pending_inner(known)
    # 8 proven times
    claims = [claim for one in pending for claim in one.claims]
    existence, judgements = prove_existence(claims, context.at)
    # 4, 8 judged at those times
    by_item: dict[str | None, list[ProofOutcome]] = {}
    first = 0
    for one in pending:
        last = first + len(one.claims)
        for outcome in one.close(existence, judgements[first:last]):
            by_item.setdefault(outcome.item, []).append(outcome)
        first = last
    outcomes = [
        _item_outcome(e, items[e.id], by_item.get(e.id, []), calls, existence, context)
        for e in line.evidence
    ]
    if party_of("borrower", None, line.elements, calls, context) is not None:
        outcomes = [_told(one, no_borrower(one, outcomes, calls), context) for one in outcomes]
    outcomes = [_told(one, no_platform(one, calls, context), context) for one in outcomes]
    # 9 coverage
    case = case_coverage(line.elements, calls)
    return tuple([_with_coverage(one, case, context) for one in outcomes])


def _pending_inner(line: Line) -> list[PendingProof]:
    """Return what is signed inside the originals of a line."""
    found = []
    for evidence in line.evidence.values():
        covered = line.items[evidence.id].covered
        if covered is not None and covered.facts.signed:
            found += prepare_inner(evidence, covered.facts, line)
    return found


def _integrity(
    evidence: Evidence,
    all_evidence: Sequence[Evidence],
    contents: Mapping[str, ContentFacts],
    manifest: Mapping[str, Mapping[str, str]],
) -> ItemIntegrity:
    path = evidence.path or ""
    neighbours = (
        (e.id, contents[e.path])
        for e in all_evidence
        if e is not evidence and e.path is not None and e.path in contents
    )
    return check_integrity(
        evidence, manifest.get(path, {}), contents.get(path), neighbours=neighbours
    )


def _ends(proofs: Iterable[DecodedProof]) -> dict[str, str | None]:
    """Return the item at the end of every proof's `over` chain; a cycle ends nowhere."""
    over = {p.proof.id: p.proof.over for p in proofs}
    ends: dict[str, str | None] = {}
    for start, first in over.items():
        at, steps = first, 0
        while at.kind is not OverKind.ITEM and at.id in over and steps <= len(over):
            at, steps = over[at.id], steps + 1
        ends[start] = at.id if at.kind is OverKind.ITEM else None
    return ends


_DEPOSIT = {
    DepositState.DEPOSITED: DepositStatus.DEPOSITED,
    DepositState.PENDING: DepositStatus.PENDING,
    DepositState.DIGEST_ONLY: DepositStatus.DIGEST_ONLY,
}


def _item_outcome(
    evidence: Evidence,
    integrity: ItemIntegrity,
    proofs: list[ProofOutcome],
    calls: PlatformCalls,
    existence: Existence,
    context: VerificationContext,
) -> ItemOutcome:
    own = calls.kinds(evidence, context.trust.platforms or {}, context.at)
    kinds = tuple(dict.fromkeys([*own, *[kind for p in proofs for kind in p.calls_for]]))
    confirmed = _confirmed(evidence, calls, proofs)
    facts = integrity.covered.facts if integrity.covered else None
    inside = document_findings(evidence, facts) if facts is not None and facts.signed else []
    findings = [
        *context.levelled([*integrity.findings, *inside, *_claims(evidence, confirmed=confirmed)]),
        *_expected_faults(evidence, kinds, proofs),
    ]
    if bars_consistent(inside):
        integrity = integrity._replace(embedded_open=True)
    if integrity.contradicted and _damaged(evidence, integrity, proofs):
        findings.append(finding("package.payload_damaged", evidence.id))
    if not proofs and evidence.deposit is None and not kinds and not integrity.embedded_open:
        findings.append(finding("proof.absent", evidence.id))
    state = _state(evidence, integrity, kinds, proofs, findings)
    proven = None
    if integrity.covered is not None:
        proven = existence.proved(integrity.covered.facts.digests[DigestSpec("sha256")])
    return ItemOutcome(
        evidence,
        facts,
        item_result(state),
        _deposit_status(evidence, proofs, confirmed=confirmed),
        proven,
        tuple(proofs),
        tuple(findings),
    )


def _told(one: ItemOutcome, found: Sequence[Finding], context: VerificationContext) -> ItemOutcome:
    """Return an outcome with what is to be said of who signed, which moves no result."""
    if not found:
        return one
    return one._replace(findings=(*one.findings, *context.levelled(found)))


def _with_coverage(
    outcome: ItemOutcome, case: CaseCoverage, context: VerificationContext
) -> ItemOutcome:
    """Add what is to be said of a CONSISTENT item's coverage; its result is what it is."""
    if outcome.facts is None or outcome.result.result is not ItemResult.CONSISTENT:
        return outcome
    marks = [_mark(one) for one in outcome.proofs]
    proven = outcome.proven_time or context.at
    found = check_coverage(outcome.evidence, outcome.facts, marks, proven, case, context.policy)
    return outcome._replace(findings=(*outcome.findings, *found)) if found else outcome


def _mark(proof: ProofOutcome) -> Mark:
    binds = proof.binding and proof.status is CheckStatus.PASSED
    return Mark(proof.kind, proof.proven_time if binds else None, proof.makers)


def _confirmed(evidence: Evidence, calls: PlatformCalls, proofs: Iterable[ProofOutcome]) -> bool:
    """Whether the deposit is its platform's own word: by a passed seal, or by its receipt."""
    deposit = evidence.deposit
    if deposit is None:
        return False
    if calls.sealed and deposit.platform_id == calls.platform_id:
        return True
    return any(p.confirms and p.status is CheckStatus.PASSED for p in proofs)


_LOWERED = (
    (ReceiptState.FAILED, DepositStatus.NOT_DEPOSITED),
    (ReceiptState.PENDING, DepositStatus.PENDING),
    (ReceiptState.DIGEST_ONLY, DepositStatus.DIGEST_ONLY),
)
"""What a receipt says of the state of its deposit to the status that it leaves, lowest first."""


def _deposit_status(
    evidence: Evidence, proofs: Iterable[ProofOutcome], *, confirmed: bool
) -> DepositStatus:
    """Return the deposit's status: the platform's own word, and nobody else's claim.

    What a receipt says of the state lowers what the case line claims, whoever signed it.
    """
    if evidence.deposit is None or not confirmed:
        return DepositStatus.NOT_DEPOSITED
    every = list(proofs)
    said = {proof.deposit_state for proof in every}
    if any(map(_says_deposited, every)):
        said.discard(ReceiptState.PENDING)
    lowered = next((status for state, status in _LOWERED if state in said), None)
    return _DEPOSIT[evidence.deposit.state] if lowered is None else lowered


def _says_deposited(proof: ProofOutcome) -> bool:
    """Whether it is the platform's word for this very deposit: an earlier answer was pending."""
    state = proof.deposit_state is ReceiptState.DEPOSITED
    return state and proof.confirms and proof.status is CheckStatus.PASSED


def _of_item(proof: ProofOutcome, others: Mapping[str, ProofOutcome]) -> bool:
    """Whether what a proof is over leads to the item: every link passed, and a receipt binds.

    Else whoever sends it could put a file of their own between an old proof and the item.
    """
    kind, _, name = proof.over.partition(":")
    if kind == OverKind.ITEM:
        return True
    link = others.get(name)
    if link is None or link.status is not CheckStatus.PASSED or not link.answers:
        return False
    bound = link.kind is not ProofKind.RECEIPT or link.binding
    return bound and _of_item(link, others)


def _answering(proofs: Iterable[ProofOutcome]) -> list[ProofOutcome]:
    """Return the proofs that can be what a platform's record calls for."""
    every = list(proofs)
    others = {proof.id: proof for proof in every}
    return [proof for proof in every if proof.answers and _of_item(proof, others)]


def _expected_faults(
    evidence: Evidence, kinds: Iterable[str], proofs: Iterable[ProofOutcome]
) -> list[Finding]:
    present = {proof.kind.value for proof in _answering(proofs)} if kinds else set()
    return [
        finding("proof.withheld", evidence.id, expected=kind)
        for kind in kinds
        if kind not in present
    ]


def _claims(evidence: Evidence, *, confirmed: bool) -> list[Finding]:
    """Return what the sender claims of a deposit that nothing here confirms."""
    deposit = evidence.deposit
    if deposit is None or confirmed:
        return []
    return [finding("platform.deposit_unconfirmed", evidence.id, observed=deposit.platform_id)]


def _damaged(evidence: Evidence, integrity: ItemIntegrity, proofs: Iterable[ProofOutcome]) -> bool:
    """Whether payload, manifest and line alone disagree: every proof agrees with what was declared.

    One proof at least must agree, in the same algorithm (judgement 5). What is wrong is the file,
    or what the sender's own manifest or line says of it; sending it again cures it. Of what stands
    inside a damaged file nothing can be told.
    """
    beside = [one for p in proofs if WITHIN not in p.id for one in p.findings]
    if integrity.covered is None or any(map(_contradicts, beside)):
        return False
    over = f"{OverKind.ITEM}:{evidence.id}"
    stated = [one for proof in proofs if proof.over == over for one in proof.stated]
    known = [(a, d) for a, d in stated if a in evidence.digests]
    return bool(known) and all(evidence.digests[a] == d.hex() for a, d in known)


def _contradicts(one: Finding) -> bool:
    """Whether a finding contradicts more than the file: its proof is wrong by itself."""
    failed = one.status is CheckStatus.FAILED and CODES[one.code].contradiction
    return failed and one.code not in BYTES_DIFFER


def _open_signature(proof: ProofOutcome) -> bool:
    """Whether it is a signature over the item, or over what leads to it, that is undecided.

    One over a receipt is the platform's, or a stranger's, on its own paper.
    """
    is_open = proof.status is CheckStatus.INDETERMINATE and proof.kind is ProofKind.SIGNATURE
    return is_open and not proof.over.startswith(f"{OverKind.RECEIPT}:")


def _state(
    evidence: Evidence,
    integrity: ItemIntegrity,
    kinds: tuple[str, ...],
    proofs: list[ProofOutcome],
    findings: list[Finding],
) -> ItemState:
    passed = [p for p in proofs if p.status is CheckStatus.PASSED]
    expected_passed = not kinds or {p.kind.value for p in _answering(passed)}.issuperset(kinds)
    binding = [p.kind for p in passed if p.binding]
    bound = bool(binding)
    whole = integrity.covered is not None and not findings and len(passed) == len(proofs)
    by_platform = all([kind is ProofKind.RECEIPT for kind in binding])  # noqa: C419 - faster
    if whole and bound and expected_passed and not by_platform:
        return CLEAN
    every = [*findings, *(one for p in proofs for one in p.findings)] if proofs else findings
    wrong = [CODES[one.code] for one in every if one.status is CheckStatus.FAILED]
    contradictions = [row for row in wrong if row.contradiction]
    differing = [
        one
        for p in proofs
        if p.over == f"{OverKind.ITEM}:{evidence.id}"
        for one in p.findings
        if one.status is CheckStatus.FAILED and one.code in BYTES_DIFFER
    ]
    open_findings = [one for one in every if one.status is CheckStatus.INDETERMINATE]
    return ItemState(
        digest_contradicted=integrity.contradicted or bool(differing),
        proof_contradicted=bool(contradictions),
        original_here=integrity.covered is not None,
        bound=bound,
        bound_by_platform_alone=bound and by_platform,
        expected_passed=expected_passed,
        any_failed=any(p.status is CheckStatus.FAILED for p in proofs),
        signature_open=integrity.embedded_open or any(map(_open_signature, proofs)),
        claimed=bool(proofs)
        or evidence.deposit is not None
        or bool(kinds)
        or integrity.embedded_open,
        retry=bool(open_findings)
        and not wrong
        and all(CODES[one.code].retry for one in open_findings),
    )
