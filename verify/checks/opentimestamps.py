"""OpenTimestamps: document → operations → Merkle root of a Bitcoin block whose header counts.

Every attestation is looked at, and the earliest that holds decides:

1. the digest of the file is that of the covered object
2. the operations lead to the Merkle root of the header listed at the height named
3. that header is pinned, or linked with a pinned one by enough work    anchors.headerchain
4. what it is worth: the digests on the path, the chain's term, the block's time

Bitcoin is the chain, or the chains, of that kind in the court's registry. Calendars are never
asked: what they promise is pending. A notary that is not verified here is kept and told.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from enum import IntEnum
from typing import NamedTuple

from anchors.batch import Entry
from anchors.headerchain import BitcoinProfile, ListedHeader
from anchors.ots import Attestation, Notary, OtsProof
from verify.checks.anchor import AnchorFacts, Depositor, LedgerPlace, block_worth, covered_by
from verify.checks.covered import NEVER_ENOUGH, CoveredObject
from verify.checks.signer import status_of
from verify.codes.table import finding
from verify.context import VerificationContext
from verify.findings import CheckStatus, Finding
from verify.path.window import moved

__all__ = ["JudgedAttestation", "Seen", "check_ots", "deciding_attestation"]

_NEVER = NEVER_ENOUGH | {"ripemd160"}
"""Digests of 160 bits, and broken ones: a commitment by one of them never suffices."""
_UNTABLED = frozenset({"keccak256"})
"""Strong digests that no policy has a row of: proofs of other ledgers rest on them, too."""
_TOLD = 8
"""Attestations that a finding names: a person reads a few."""
_TOLD_CHARACTERS = 100
_NOWHERE = "opentimestamps"
"""Stands for the chain where none is named."""
_LATEST = datetime.max.replace(tzinfo=UTC)


class Seen(IntEnum):
    """What an attestation comes to, the most decided first."""

    HOLDS = 0
    DIFFERS = 1
    UNPINNED = 2
    NO_CHAIN = 3
    PENDING = 4
    UNKNOWN = 5


_CODES: Mapping[Seen, str] = {
    Seen.DIFFERS: "ots.root_differs",
    Seen.UNPINNED: "anchor.header_unpinned",
    Seen.NO_CHAIN: "anchor.chain_unknown",
    Seen.PENDING: "ots.pending",
    Seen.UNKNOWN: "ots.notary_unknown",
}
"""What is found where no attestation holds."""


class JudgedAttestation(NamedTuple):
    """One attestation, looked at."""

    attestation: Attestation
    seen: Seen
    profile: BitcoinProfile | None = None
    """The chain it was held against, where there is one."""
    listed: ListedHeader | None = None
    """The header at the height that it names, where one is listed."""
    weak: str | None = None
    """A digest it rests on that never suffices, or did not then."""

    @property
    def at(self) -> datetime:
        """The time of its block; at the very end where it is in none."""
        return self.block.header.time if self.block is not None else _LATEST

    @property
    def block(self) -> ListedHeader | None:
        """The listed header whose Merkle root the operations lead to."""
        listed = self.listed
        leads = listed is not None and listed.header.merkle_root == self.attestation.message
        return listed if leads else None

    @property
    def told(self) -> str:
        """Its name in a finding."""
        one = self.attestation
        if one.height is not None:
            return f"{one.notary} {one.height}"
        return (one.uri or f"{one.notary} {one.tag.hex()}")[:_TOLD_CHARACTERS]


def check_ots(
    proof: OtsProof,
    candidates: Sequence[CoveredObject],
    depositor: Depositor,
    context: VerificationContext,
    *,
    subject: str,
) -> AnchorFacts:
    """Return what an OpenTimestamps proof comes to over the objects it may cover."""
    # 1
    covers, found = covered_by(Entry(proof.alg, proof.digest), candidates, subject)
    # 2, 3
    judged = [_judged(one, context) for one in proof.attestations]
    best = min(judged, key=_rank)
    # 4
    if best.seen is Seen.HOLDS and best.profile is not None:
        found += block_worth(best.at, best.profile, depositor, context, subject)
        if best.weak is not None:
            found.append(finding("anchor.algorithm_weak", subject, observed=best.weak))
        found.append(finding("ots.existence_only", subject))
        beside = [one for one in judged if one is not best]
        if beside:
            told = _names(beside)
            found.append(finding("ots.attestations_beside", subject, observed=told))
    else:
        found += _open(judged, subject)
    findings = context.levelled(found)
    status, place = status_of(findings), _place(best)
    passed = status is CheckStatus.PASSED and best.profile is not None
    proven = moved(best.at, best.profile.tolerance) if passed and best.profile else None
    stated = ((proof.alg, proof.digest),)
    algorithms = best.attestation.algorithms
    return AnchorFacts(findings, status, algorithms, stated, covers, proven, place)


def deciding_attestation(proof: OtsProof, context: VerificationContext) -> JudgedAttestation:
    """Return the attestation that a proof is judged by: the earliest that holds, if one does."""
    return min((_judged(one, context) for one in proof.attestations), key=_rank)


def _rank(one: JudgedAttestation) -> tuple[object, ...]:
    return one.seen, one.weak is not None, one.at


def _judged(attestation: Attestation, context: VerificationContext) -> JudgedAttestation:
    if attestation.notary is Notary.PENDING:
        return JudgedAttestation(attestation, Seen.PENDING)
    if attestation.notary is not Notary.BITCOIN:
        return JudgedAttestation(attestation, Seen.UNKNOWN)
    every = list(_on_chains(attestation, context))
    if not every:
        return JudgedAttestation(attestation, Seen.NO_CHAIN)
    held = [one for one in every if one.block is not None]
    if held:
        return min(held, key=lambda one: one.seen)
    # With several chains registered, it fails only if it fails on each of them.
    return max(every, key=lambda one: one.seen)


def _on_chains(
    attestation: Attestation, context: VerificationContext
) -> Iterator[JudgedAttestation]:
    """Yield what an attestation comes to on every registered chain."""
    for profile, headers in context.ledgers.bitcoin():
        listed = headers.get(attestation.height or 0)
        if listed is None or not _of_chain(headers, profile):
            yield JudgedAttestation(attestation, Seen.UNPINNED, profile)
            continue
        counts = listed.standing(profile).counts
        if listed.header.merkle_root != attestation.message:
            seen = Seen.DIFFERS if counts else Seen.UNPINNED
            yield JudgedAttestation(attestation, seen, profile, listed)
            continue
        weak = _weak(attestation, moved(listed.header.time, profile.tolerance), context)
        yield JudgedAttestation(
            attestation, Seen.HOLDS if counts else Seen.UNPINNED, profile, listed, weak
        )


def _of_chain(headers: Mapping[int, ListedHeader], profile: BitcoinProfile) -> bool:
    """Whether the first block listed, where it is, is that of the profile."""
    return 0 not in headers or headers[0].header.hash == profile.genesis


def _weak(attestation: Attestation, proven: datetime, context: VerificationContext) -> str | None:
    """Return a digest on the path that never suffices, or is not strong at the proven time.

    Each of them takes what is committed to as its input, so the weakest is what the path is worth.
    """
    for name in attestation.algorithms:
        if name in _NEVER or not (name in _UNTABLED or context.strong(name, 0, proven)):
            return name
    return None


def _open(judged: Sequence[JudgedAttestation], subject: str) -> Iterator[Finding]:
    """Yield why nothing was proved: one finding for each reason."""
    for seen, code in _CODES.items():
        of_reason = [one for one in judged if one.seen is seen]
        if of_reason:
            yield finding(code, subject, observed=_names(of_reason))


def _names(judged: Iterable[JudgedAttestation]) -> str:
    every = list(dict.fromkeys(one.told for one in judged))
    more = f" (+{len(every) - _TOLD})" if len(every) > _TOLD else ""
    return ", ".join(every[:_TOLD]) + more


def _place(best: JudgedAttestation) -> LedgerPlace:
    profile, listed, one = best.profile, best.block, best.attestation
    if profile is None:
        return LedgerPlace(_NOWHERE if one.height is None else one.notary.value)
    if listed is None:
        return LedgerPlace(profile.id, profile.operator)
    header = listed.header
    return LedgerPlace(
        profile.id, profile.operator, listed.height, header.hash, header.time, profile.tolerance
    )
