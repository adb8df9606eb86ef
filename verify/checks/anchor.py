"""Ledger anchors: document → batch tree → log → receipt → block → pinned header (design 7 step 6).

Every independent check runs, none stops at the first that does not hold:

1. the chain is registered and was in force at the block's time
2. receipt, block and log, by the claim's own octets            anchors.evm
3. the header is pinned, by enough independent operators; or a quorum of the sealers of its time
   signed it, among whom there are enough that still seal
4. the batch path and `meta` lead to what the log holds         RFC 9162 2.1.3.2
5. the anchored digest is that of the covered object
6. what it is worth: grade, submitter, block time, first write

An anchor at grade PINNED proves that its digest existed by the block's time plus the chain's
tolerance; the platform's own chain is its word, and feeds no proven time (judgement 3).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from anchors.attested import AttestedClaim, AttestedProfile
from anchors.batch import Entry, batch_faults
from anchors.claim import AnchorClaim, BatchClaim
from anchors.contractprofile import ContractProfile
from anchors.facts import ReceiptFacts
from anchors.fisco.profile import FiscoProfile
from anchors.fisco.seals import still_vouched_for
from anchors.merkle import TREES
from anchors.profile import ChainProfile, Finality, PinnedHeader
from verify.canonical import rfc3339
from verify.checks.covered import NEVER_ENOUGH, CoveredObject
from verify.checks.signer import status_of
from verify.codes.table import finding
from verify.context import VerificationContext
from verify.findings import CheckStatus, Finding
from verify.path.window import moved
from verify.policy import DEFAULT_LAG

__all__ = [
    "AnchorFacts", "Depositor", "LedgerPlace", "block_worth", "check_anchor", "covered_by",
]  # fmt: skip


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

    findings: tuple[Finding, ...]
    status: CheckStatus
    algorithms: tuple[str, ...]
    """Names of what it rests on: the entry's digest, the tree."""
    stated: tuple[tuple[str, bytes], ...]
    """Digests that it states of what it covers."""
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
    covers, found = covered_by(claim.entry, candidates, subject)
    # 1
    profile = context.ledgers.profile(claim.chain)
    place = LedgerPlace(claim.chain, profile.operator if profile is not None else None)
    if profile is None:
        found.append(finding("anchor.chain_unknown", subject, observed=claim.chain))
    elif isinstance(profile, AttestedProfile):
        found.append(finding("anchor.platform_attested", subject, observed=profile.operator))
    elif isinstance(claim, AttestedClaim) or not isinstance(profile, ContractProfile):
        code = "anchor.form_other_chain"
        found.append(finding(code, subject, observed=claim.form, expected=profile.kind))
    else:
        # 2
        receipt = context.ledgers.receipt(claim, profile)
        place = _place(receipt, profile)
        found += _ledger_findings(claim, receipt, profile, depositor, context, subject)
    return _judged(claim, found, covers, place, context)


def _ledger_findings(
    claim: BatchClaim,
    receipt: ReceiptFacts,
    profile: ContractProfile,
    depositor: Depositor,
    context: VerificationContext,
    subject: str,
) -> list[Finding]:
    """Return what is wrong with the proof, its block, and what bounds its worth."""
    # 2, 4
    faults = [*receipt.faults, *batch_faults(claim.batch, receipt.root, receipt.meta)]
    found = [finding(one.code, subject, observed=one.observed, expected=one.expected)
             for one in faults]  # fmt: skip
    if receipt.block_time is None:
        return found
    # 3
    found += _block_faults(receipt, profile, depositor, context, subject)
    # 6
    found += _worth(claim, receipt, receipt.block_time, profile, depositor, context, subject)
    return found


def _judged(
    claim: AnchorClaim,
    found: list[Finding],
    covers: bytes | None,
    place: LedgerPlace,
    context: VerificationContext,
) -> AnchorFacts:
    findings = context.levelled(found)
    status = status_of(findings)
    proven = None
    if (
        status is CheckStatus.PASSED
        and place.block_time is not None
        and place.tolerance is not None
    ):
        proven = moved(place.block_time, place.tolerance)
    entry = claim.entry
    trees = () if isinstance(claim, AttestedClaim) else (claim.batch.tree,)
    return AnchorFacts(
        findings, status, (entry.alg, *trees), ((entry.alg, entry.digest),), covers, proven, place
    )


def covered_by(
    entry: Entry, candidates: Sequence[CoveredObject], subject: str
) -> tuple[bytes | None, list[Finding]]:
    """Return the object whose digest was anchored, and what is wrong (judgement 2)."""
    alg, anchored = entry
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


def _block_faults(
    receipt: ReceiptFacts,
    profile: ContractProfile,
    depositor: Depositor,
    context: VerificationContext,
    subject: str,
) -> list[Finding]:
    """Return why a block does not count: unpinned, at odds with its line, or by too few others."""
    found: list[Finding] = []
    needed, missing = True, "anchor.header_unpinned"
    if receipt.sealed_by is not None and isinstance(profile, FiscoProfile):
        found = _seal_faults(receipt.sealed_by, profile.finality, depositor, subject)
        needed = not still_vouched_for(receipt.sealers, profile, context.at)
        missing = "anchor.sealers_retired"
    block_hash = receipt.block_hash or b""
    pinned = context.ledgers.pinned(profile.id, block_hash)
    if pinned is not None:
        return found + _line_faults(pinned, receipt, profile, depositor, subject)
    # Where nobody who is registered signed, that has been said.
    if needed and (receipt.sealers or receipt.sealed_by is None):
        found.append(finding(missing, subject, observed=_named(block_hash, profile)))
    return found


def _named(block_hash: bytes, profile: ContractProfile) -> str:
    """Return a block's hash as findings have it."""
    digest = profile.suite.digest if isinstance(profile, FiscoProfile) else "keccak256"
    return f"{digest}:{block_hash.hex()}"


def _line_faults(
    pinned: PinnedHeader,
    receipt: ReceiptFacts,
    profile: ContractProfile,
    depositor: Depositor,
    subject: str,
) -> list[Finding]:
    """Return how the court's line of a block is at odds with it, or by too few others."""
    found = []
    if pinned.time != receipt.block_time or pinned.height != receipt.height:
        block = _named(pinned.hash, profile)
        found.append(finding("anchor.header_conflict", subject, observed=block))
    operators = None if pinned.operators is None else pinned.operators - depositor.operators
    if operators is not None and len(operators) < profile.finality.operators:
        found.append(_quorum_short(operators, profile.finality, subject))
    return found


def _seal_faults(
    sealed_by: frozenset[str], finality: Finality, depositor: Depositor, subject: str
) -> list[Finding]:
    """Return why a block that its sealers signed is still the platform's word, or too few's."""
    others = sealed_by - depositor.operators
    if sealed_by and not others:
        own = ", ".join(sorted(sealed_by))
        return [finding("anchor.platform_attested", subject, observed=own)]
    if len(others) < finality.operators:
        return [_quorum_short(others, finality, subject)]
    return []


def _quorum_short(operators: frozenset[str], finality: Finality, subject: str) -> Finding:
    return finding(
        "anchor.quorum_short",
        subject,
        observed=", ".join(sorted(operators)),
        expected=str(finality.operators),
    )


def _worth(
    claim: BatchClaim,
    receipt: ReceiptFacts,
    at: datetime,
    profile: ContractProfile,
    depositor: Depositor,
    context: VerificationContext,
    subject: str,
) -> list[Finding]:
    """Return what bounds the anchor's worth: grade, submitter, times, algorithm."""
    found = block_worth(at, profile, depositor, context, subject)
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


def block_worth(
    at: datetime,
    profile: ChainProfile,
    depositor: Depositor,
    context: VerificationContext,
    subject: str,
) -> list[Finding]:
    """Return what bounds the worth of any block: its chain's term and operator, and its time."""
    found = []
    if not profile.in_force(at):
        found.append(finding("anchor.chain_unknown", subject, observed=at.isoformat()))
    if profile.operator in depositor.operators:
        found.append(finding("anchor.platform_attested", subject, observed=profile.operator))
    if at > moved(context.at, max(profile.tolerance, context.policy.tolerances.future)):
        found.append(finding("anchor.in_future", subject, observed=at.isoformat()))
    return found


def _weak(claim: BatchClaim, proven: datetime, context: VerificationContext) -> str | None:
    """Return the digest, of entry or tree, that is not strong at the proven time."""
    alg, tree = claim.batch.alg, TREES[claim.batch.tree]
    if alg in NEVER_ENOUGH:
        return alg
    return next((one for one in (alg, tree) if not context.strong(one, 0, proven)), None)


def _updated(
    at: datetime, profile: ContractProfile, depositor: Depositor, context: VerificationContext
) -> bool:
    """Whether a chain without first write holds this digest only long after the deposit."""
    if profile.first_write != "none" or depositor.deposited_at is None:
        return False
    lag = context.policy.lags.get(depositor.event, DEFAULT_LAG)
    return at > moved(depositor.deposited_at, lag + profile.tolerance)


def _place(receipt: ReceiptFacts, profile: ChainProfile) -> LedgerPlace:
    return LedgerPlace(
        profile.id,
        profile.operator,
        receipt.height,
        receipt.block_hash,
        receipt.block_time,
        profile.tolerance if receipt.block_time is not None else None,
        receipt.transaction,
    )
