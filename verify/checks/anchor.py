"""Ledger anchors: document → batch tree → log → receipt → block → pinned header (design 7 step 6).

Every independent check runs, none stops at the first that does not hold:

1. the chain is registered and was in force at the block's time
2. receipt, block and log, by the claim's own octets            anchors.evm
3. the header is pinned, by enough independent operators
4. the batch path and `meta` lead to what the log holds         RFC 9162 2.1.3.2
5. the anchored digest is that of the covered object
6. what it is worth: grade, submitter, block time, first write

An anchor at grade PINNED proves that its digest existed by the block's time plus the chain's
tolerance; the platform's own chain is its word, and feeds no proven time (judgement 3).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from anchors.claim import AnchorClaim
from anchors.evm import ReceiptFacts, batch_faults
from anchors.merkle import TREES
from anchors.profile import ChainProfile, PinnedHeader
from verify.canonical import rfc3339
from verify.checks.covered import NEVER_ENOUGH, CoveredObject
from verify.checks.signer import status_of
from verify.codes.table import finding
from verify.context import VerificationContext
from verify.findings import CheckStatus, Finding
from verify.path.window import moved
from verify.policy import DEFAULT_LAG

__all__ = ["AnchorFacts", "Depositor", "LedgerPlace", "check_anchor"]


class Depositor(NamedTuple):
    """Who says that the covered item was deposited, and when."""

    operators: frozenset[str]
    """Names of deposit platforms and of who stands behind them: their own chains are their word."""
    deposited_at: datetime | None
    """The deposit time claimed; None where nothing is claimed."""
    event: str
    """Event kind of the item: it has the policy's lag."""


class LedgerPlace(NamedTuple):
    """Where on which chain an anchor stands, as its own octets and the chain's profile say it."""

    chain: str
    operator: str | None = None
    """Who runs the chain; None where it is not registered."""
    height: int | None = None
    """None where the header cannot be read, as the block's time is."""
    block: bytes | None = None
    """Hash of the block."""
    block_time: datetime | None = None
    tolerance: timedelta | None = None
    """How far block time may be off, by the chain's profile."""
    transaction: int | None = None
    """Index in the block."""

    def as_json(self) -> dict[str, object]:
        """Return the place as reports carry it."""
        return {
            "chain": self.chain,
            "operator": self.operator,
            "height": self.height,
            "block": None if self.block is None else self.block.hex(),
            "block_time": rfc3339(self.block_time),
            "tolerance_s": None if self.tolerance is None else int(self.tolerance.total_seconds()),
            "transaction": self.transaction,
        }


class AnchorFacts(NamedTuple):
    """One anchor, judged: nothing of it depends on other proofs."""

    claim: AnchorClaim
    findings: tuple[Finding, ...]
    status: CheckStatus
    covers: bytes | None
    """SHA-256 of the covered object; None where the anchored digest is not its digest."""
    proven: datetime | None
    """By when the digest is proved to have existed; None unless PASSED."""
    place: LedgerPlace
    """Chain, block and transaction, for a report."""


def check_anchor(
    claim: AnchorClaim,
    candidates: Sequence[CoveredObject],
    depositor: Depositor,
    context: VerificationContext,
    *,
    subject: str,
) -> AnchorFacts:
    """Return what an anchor comes to over the objects it may cover."""
    # 5
    covers, found = _covered(claim, candidates, subject)
    # 1
    profile = context.ledgers.profile(claim.chain)
    if profile is None:
        found.append(finding("anchor.chain_unknown", subject, observed=claim.chain))
        return _judged(claim, found, covers, None, LedgerPlace(claim.chain), context)
    # 2
    receipt = context.ledgers.receipt(claim, profile)
    faults = [*receipt.faults, *batch_faults(claim, receipt)]
    found += [finding(one.code, subject, observed=one.observed, expected=one.expected)
              for one in faults]  # fmt: skip
    place = _place(claim, receipt, profile)
    if receipt.block_time is None:
        return _judged(claim, found, covers, None, place, context)
    at = receipt.block_time
    # 3
    pinned = context.ledgers.pinned(claim.chain, receipt.block_hash)
    found += _header_faults(receipt, pinned, profile, depositor, subject)
    # 6
    found += _worth(claim, receipt, at, profile, depositor, context, subject)
    return _judged(claim, found, covers, moved(at, profile.tolerance), place, context)


def _judged(
    claim: AnchorClaim,
    found: list[Finding],
    covers: bytes | None,
    proven: datetime | None,
    place: LedgerPlace,
    context: VerificationContext,
) -> AnchorFacts:
    findings = context.levelled(found)
    status = status_of(findings)
    passed = status is CheckStatus.PASSED
    return AnchorFacts(claim, findings, status, covers, proven if passed else None, place)


def _covered(
    claim: AnchorClaim, candidates: Sequence[CoveredObject], subject: str
) -> tuple[bytes | None, list[Finding]]:
    """Return the object whose digest was anchored, and what is wrong (judgement 2)."""
    alg, anchored = claim.batch.alg, claim.batch.digest
    digests = [(one, one.covered.digest(alg)) for one in candidates]
    for one, digest in digests:
        if digest == anchored:
            return one.octets, []
    known = [digest for _, digest in digests if digest is not None]
    if not known:
        return None, [finding("proof.over_unresolved", subject, expected=alg)]
    differs = finding(
        "anchor.digest_mismatch",
        subject,
        observed=f"{alg}:{known[0].hex()}",
        expected=f"{alg}:{anchored.hex()}",
    )
    return None, [differs]


def _header_faults(
    receipt: ReceiptFacts,
    pinned: PinnedHeader | None,
    profile: ChainProfile,
    depositor: Depositor,
    subject: str,
) -> list[Finding]:
    """Return why a header does not count: unpinned, at odds with its line, or by too few others."""
    block = f"keccak256:{receipt.block_hash.hex()}"
    if pinned is None:
        return [finding("anchor.header_unpinned", subject, observed=block)]
    found = []
    if pinned.time != receipt.block_time or pinned.height != receipt.height:
        found.append(finding("anchor.header_conflict", subject, observed=block))
    operators = None if pinned.operators is None else pinned.operators - depositor.operators
    if operators is not None and len(operators) < profile.finality.operators:
        found.append(
            finding(
                "anchor.quorum_short",
                subject,
                observed=", ".join(sorted(operators)),
                expected=str(profile.finality.operators),
            )
        )
    return found


def _worth(
    claim: AnchorClaim,
    receipt: ReceiptFacts,
    at: datetime,
    profile: ChainProfile,
    depositor: Depositor,
    context: VerificationContext,
    subject: str,
) -> list[Finding]:
    """Return what bounds the anchor's worth: grade, submitter, times, algorithm."""
    found = []
    if not profile.in_force(at):
        found.append(finding("anchor.chain_unknown", subject, observed=at.isoformat()))
    if profile.operator in depositor.operators:
        found.append(finding("anchor.platform_attested", subject, observed=profile.operator))
    if at > moved(context.at, max(profile.tolerance, context.policy.tolerances.future)):
        found.append(finding("anchor.in_future", subject, observed=at.isoformat()))
    weak = _weak(claim, moved(at, profile.tolerance), context)
    if weak is not None:
        found.append(finding("anchor.algorithm_weak", subject, observed=weak))
    if _updated(at, profile, depositor, context):
        deposited = depositor.deposited_at.isoformat() if depositor.deposited_at else None
        found.append(
            finding("anchor.deposit_updated", subject, observed=at.isoformat(), expected=deposited)
        )
    submitters = profile.submitters
    if receipt.submitter is not None and receipt.submitter not in (submitters or ()):
        found.append(
            finding("anchor.submitter_unlisted", subject, observed=receipt.submitter.hex())
        )
    return found


def _weak(claim: AnchorClaim, proven: datetime, context: VerificationContext) -> str | None:
    """Return the digest, of entry or tree, that is not strong at the proven time."""
    alg, tree = claim.batch.alg, TREES[claim.batch.tree]
    if alg in NEVER_ENOUGH:
        return alg
    return next((one for one in (alg, tree) if not context.strong(one, 0, proven)), None)


def _updated(
    at: datetime, profile: ChainProfile, depositor: Depositor, context: VerificationContext
) -> bool:
    """Whether a chain without first write holds this digest only long after the deposit."""
    if profile.first_write != "none" or depositor.deposited_at is None:
        return False
    lag = context.policy.lags.get(depositor.event, DEFAULT_LAG)
    return at > moved(depositor.deposited_at, lag + profile.tolerance)


def _place(claim: AnchorClaim, receipt: ReceiptFacts, profile: ChainProfile) -> LedgerPlace:
    return LedgerPlace(
        claim.chain,
        profile.operator,
        receipt.height,
        receipt.block_hash,
        receipt.block_time,
        profile.tolerance,
        claim.tx_index,
    )
