"""Anchors on the ledger of `fixtures`, which builds trees, tries and blocks by other code."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from typing import Any

from anchors.claim import decode_claim
from anchors.evmclaim import EvmClaim
from anchors.evmprofile import EvmProfile, evm_profile
from fixtures.batch import SHA256_TREE, Entry
from fixtures.ledger import Call, Ledger

__all__ = [
    "AT", "BATCH", "ENTRIES", "anchored", "chain", "claim_octets", "evm_claims", "registered",
]  # fmt: skip

AT = datetime(2024, 1, 1, tzinfo=UTC)
BATCH = "批次-2024-01-01"
ENTRIES = [Entry("sha256", sha256(b"%d" % number).digest()) for number in range(11)]
PLACE = 6
HONEST = Call()


@cache
def chain() -> Ledger:
    return Ledger(7, ("depositor",))


@cache
def registered(**changes: Any) -> EvmProfile:
    return evm_profile({**chain().profile(), **changes})


def claim_octets(call: Call = HONEST, tree: str = SHA256_TREE) -> bytes:
    """The claim of one entry out of eleven, anchored by such a call on a chain of its own."""
    ledger = Ledger(7, ("depositor",))
    return ledger.anchor_batch(ENTRIES, at=AT, batch_id=BATCH, tree=tree, call=call)[PLACE]


@cache
def anchored(call: Call = HONEST, tree: str = SHA256_TREE) -> EvmClaim:
    return evm_claims([claim_octets(call, tree)])[0]


def evm_claims(octets: Iterable[bytes]) -> list[EvmClaim]:
    """The claims, which are all of an EVM chain."""
    found = list(map(decode_claim, octets))
    return [one for one in found if isinstance(one, EvmClaim)]
