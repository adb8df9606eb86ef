"""What the sealers' signatures over a block's hash come to under the pinned set.

Of the registered weight W at the block's time, a block needs W - (W - 1) // 3 (PBFT: 2f + 1 where
W is 3f + 1). Each sealer counts once however often it stands in the list, and one that is not
registered never. The header's own list has to be the whole set of that time: fields of version 3
are hashed without lengths, and with the number of sealers known there is one reading of them.
Nothing is known here of keys: whoever asks brings the verification.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple, TypeAlias

from anchors.facts import AnchorFault
from anchors.fisco.profile import FiscoProfile, Sealer

__all__ = [
    "FiscoBlock", "SealCheck", "SealSignature", "Seals", "check_seals", "still_vouched_for",
]  # fmt: skip

SealCheck: TypeAlias = Callable[[str, bytes, bytes, bytes], bool | None]
"""Of scheme, node id, signature and block hash, whether it is good; None: not computed here."""


class SealSignature(NamedTuple):
    """One entry of a block's signature list."""

    sealer: int
    """Place of the sealer in the header's list."""
    octets: bytes


class FiscoBlock(NamedTuple):
    """What an anchor needs of a block, the hash computed from its own fields."""

    hash: bytes
    number: int
    time: datetime
    txs_root: bytes
    receipts_root: bytes
    sealers: tuple[bytes, ...]
    """Node ids in the header's order."""
    weights: tuple[int, ...] | None
    """Weights in the same order; None in version 2, where all weigh the same."""


class Seals(NamedTuple):
    """What a block's signatures come to."""

    operators: frozenset[str]
    """Who runs the registered sealers that signed."""
    signers: frozenset[bytes]
    """Node ids of these."""
    faults: tuple[AnchorFault, ...]


def check_seals(
    block: FiscoBlock,
    signatures: Sequence[SealSignature],
    profile: FiscoProfile,
    check: SealCheck,
) -> Seals:
    """Return whose signatures the block has, and what is wrong with them."""
    pinned = profile.sealers_at(block.time)
    faults = _set_faults(block, pinned)
    signed: dict[bytes, Sealer] = {}
    seen: set[int] = set()
    for one in signatures:
        if one.sealer in seen:
            faults.append(AnchorFault("anchor.sealer_counted_twice", f"sealer {one.sealer}"))
            continue
        seen.add(one.sealer)
        sealer = _signer(one, block, pinned)
        if sealer is None:
            continue
        good = check(profile.suite.scheme, sealer.node_id, one.octets, block.hash)
        if good:
            signed[sealer.node_id] = sealer
        else:
            faults.append(_bad(one, unknown=good is None, scheme=profile.suite.scheme))
    weight = sum(one.weight for one in pinned.values())
    quorum = weight - (weight - 1) // 3
    got = sum(one.weight for one in signed.values())
    if got < quorum or not pinned:
        faults.append(AnchorFault("anchor.sealers_short", str(got), str(quorum)))
    operators = frozenset([one.operator for one in signed.values()])
    return Seals(operators, frozenset(signed), tuple(faults))


def still_vouched_for(signers: frozenset[bytes], profile: FiscoProfile, at: datetime) -> bool:
    """Whether one of a block's signers must still be an honest sealer at a time.

    A block states its own time, so that the keys of a set that has retired make blocks of its time
    for ever. PBFT holds as long as no more than (W - 1) // 3 of the weight W is false: where more
    than that of today's set signed, one of them is not, and signs no block of the past.
    """
    sealing = profile.sealers_at(at)
    whole = sum(one.weight for one in sealing.values())
    signed = sum(one.weight for node_id, one in sealing.items() if node_id in signers)
    return signed > max(whole - 1, 0) // 3


def _set_faults(block: FiscoBlock, pinned: dict[bytes, Sealer]) -> list[AnchorFault]:
    """Return whether the header's own list is the pinned set, each member once."""
    strangers = [one for one in block.sealers if one not in pinned]
    if strangers or len(set(block.sealers)) != len(block.sealers):
        named = ", ".join([one.hex()[:16] for one in strangers[:4]]) or "a sealer twice"
        return [AnchorFault("anchor.sealers_differ", named, f"{len(pinned)} registered")]
    if len(block.sealers) != len(pinned):
        listed, registered = f"{len(block.sealers)} listed", f"{len(pinned)} registered"
        return [AnchorFault("anchor.sealers_differ", listed, registered)]
    weights = tuple([pinned[one].weight for one in block.sealers])
    if block.weights is not None and block.weights != weights:
        told = [",".join(map(str, some[:8])) for some in (block.weights, weights)]
        return [AnchorFault("anchor.sealers_differ", *told)]
    return []


def _signer(one: SealSignature, block: FiscoBlock, pinned: dict[bytes, Sealer]) -> Sealer | None:
    return pinned.get(block.sealers[one.sealer]) if one.sealer < len(block.sealers) else None


def _bad(one: SealSignature, *, unknown: bool, scheme: str) -> AnchorFault:
    if unknown:
        return AnchorFault("anchor.form_unsupported", scheme)
    return AnchorFault("anchor.sealer_signature_invalid", f"sealer {one.sealer}")
