"""What the court knows of ledgers: chain profiles, pinned headers, and receipts proved this run.

Thousands of claims of a batch share one receipt proof; it is proved once and known by its octets
(formats, Anchor claim). Nothing of it outlives the run: profile and headers are of its store.
"""

from collections.abc import Mapping

from anchors.claim import AnchorClaim
from anchors.evm import ReceiptFacts, prove_receipt
from anchors.profile import ChainProfile, PinnedHeader

__all__ = ["LedgerBook"]

_KEPT = 256
"""Receipts kept: one serves a batch, and a package has a batch a shard or fewer."""
_KEPT_OCTETS = 65_536
"""Longer proofs are proved anew: a batch's has under 20 kB, so the book stays under 16 MB."""

_Key = tuple[str, object, int, object, int]


class LedgerBook:
    """Profiles and pinned headers of one store, with the receipts proved under them."""

    __slots__ = ("_headers", "_profiles", "_receipts")

    def __init__(
        self,
        profiles: Mapping[str, ChainProfile] | None,
        headers: Mapping[str, Mapping[bytes, PinnedHeader]] | None,
    ) -> None:
        """Hold what the trust store registers."""
        self._profiles = profiles or {}
        self._headers = headers or {}
        self._receipts: dict[_Key, ReceiptFacts] = {}

    def profile(self, chain: str) -> ChainProfile | None:
        """Return the registered profile of a chain; a claim never brings its own."""
        return self._profiles.get(chain)

    def pinned(self, chain: str, block_hash: bytes) -> PinnedHeader | None:
        """Return the pinned line of a block, where the court has one."""
        return self._headers.get(chain, {}).get(block_hash)

    def receipt(self, claim: AnchorClaim, profile: ChainProfile) -> ReceiptFacts:
        """Return what a claim's receipt proof comes to under a profile, proved once."""
        key = (claim.chain, claim.header_rlp, claim.tx_index, claim.receipt_proof, claim.log_index)
        found = self._receipts.get(key)
        if found is None:
            found = prove_receipt(
                claim.header_rlp, claim.tx_index, claim.receipt_proof, claim.log_index, profile
            )
            if sum(map(len, claim.receipt_proof)) <= _KEPT_OCTETS:
                if len(self._receipts) >= _KEPT:
                    self._receipts.clear()
                self._receipts[key] = found
        return found
