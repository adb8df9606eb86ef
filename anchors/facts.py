"""What a claim comes to on its own octets, whatever its ledger: one record for all of them."""

from datetime import datetime
from typing import NamedTuple

__all__ = ["AnchorFault", "ReceiptFacts"]


class AnchorFault(NamedTuple):
    """One thing that does not hold."""

    code: str
    """Finding code, area included."""
    observed: str | None = None
    expected: str | None = None


class ReceiptFacts(NamedTuple):
    """What a receipt proof comes to; the same for every claim that shares it."""

    faults: tuple[AnchorFault, ...]
    block_hash: bytes | None
    """Hash of the header; None where it cannot be put together."""
    height: int | None = None
    block_time: datetime | None = None
    """Time that the block states, in UTC."""
    submitter: bytes | None = None
    root: bytes | None = None
    """Root in the log; None unless it is the registered contract's log in that block."""
    meta: bytes | None = None
    transaction: int | None = None
    """Index in the block, as far as the claim states one."""
    sealed_by: frozenset[str] | None = None
    """Operators of the registered sealers that signed the block (BFT); None where the ledger calls
    for a pinned header instead."""
    sealers: frozenset[bytes] = frozenset()
    """Node ids of those sealers."""
