"""What the court knows of ledgers: chain profiles, pinned headers, and receipts proved this run.

Thousands of claims of a batch share one receipt proof; it is proved once and known by its octets
(formats, Anchor claim). Nothing of it outlives the run: profile and headers are of its store.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar, cast

from anchors.claim import BatchClaim
from anchors.evm import prove_receipt
from anchors.evmclaim import EvmClaim
from anchors.evmprofile import EvmProfile
from anchors.facts import AnchorFault, ReceiptFacts
from anchors.fisco.claim import FiscoClaim
from anchors.fisco.profile import FiscoProfile
from anchors.fisco.prove import prove_fisco
from anchors.fisco.seals import FiscoBlock, Seals, SealSignature, check_seals
from anchors.headerchain import BitcoinProfile, ListedHeader
from anchors.profile import ChainProfile, PinnedHeader
from verify.crypto.sealers import verify_seal

__all__ = ["LedgerBook"]

_KEPT = 256
"""Receipts kept: one serves a batch, and a package has a batch a shard or fewer."""
_KEPT_OCTETS = 65_536
"""Longer proofs are proved anew: a batch's has under 20 kB, so the book stays under 16 MB."""


_Value = TypeVar("_Value")


class LedgerBook:
    """Profiles and pinned headers of one store, with the receipts proved under them."""

    __slots__ = ("_headers", "_profiles", "_receipts", "_seals")

    def __init__(
        self, profiles: Mapping[str, ChainProfile] | None, headers: Mapping[str, object] | None
    ) -> None:
        """Hold what the trust store registers."""
        self._profiles = profiles or {}
        self._headers = headers or {}
        self._receipts: dict[object, ReceiptFacts] = {}
        self._seals: dict[object, Seals] = {}

    def profile(self, chain: str) -> ChainProfile | None:
        """Return the registered profile of a chain; a claim never brings its own."""
        return self._profiles.get(chain)

    def bitcoin(self) -> Iterator[tuple[BitcoinProfile, Mapping[int, ListedHeader]]]:
        """Yield the registered chains of work, with the headers listed of each by height."""
        for chain in sorted(self._profiles):
            profile, listed = self._profiles[chain], self._headers.get(chain)
            if isinstance(profile, BitcoinProfile):
                yield profile, cast("Mapping[int, ListedHeader]", listed or {})

    def headers(self, chain: str) -> object:
        """Return what the court has pinned of a chain, in the form of its kind; None: nothing."""
        return self._headers.get(chain)

    def pinned(self, chain: str, block_hash: bytes) -> PinnedHeader | None:
        """Return the pinned line of a block, where the court has one by its hash."""
        held = self._headers.get(chain)
        found = held.get(block_hash) if isinstance(held, Mapping) else None
        return found if isinstance(found, PinnedHeader) else None

    def receipt(self, claim: BatchClaim, profile: ChainProfile) -> ReceiptFacts:
        """Return what a claim's receipt proof comes to under its chain's profile, proved once."""
        key = claim.shared
        found = self._receipts.get(key)
        if found is None:
            found = self._prove(claim, profile)
            if claim.weight <= _KEPT_OCTETS:
                _keep(self._receipts, key, found)
        return found

    def _prove(self, claim: BatchClaim, profile: ChainProfile) -> ReceiptFacts:
        if isinstance(claim, EvmClaim) and isinstance(profile, EvmProfile):
            return prove_receipt(
                claim.header_rlp, claim.tx_index, claim.receipt_proof, claim.log_index, profile
            )
        of_kind = claim.form.startswith(f"{profile.kind}/")
        if isinstance(claim, FiscoClaim) and isinstance(profile, FiscoProfile) and of_kind:
            return prove_fisco(claim.evidence, profile, self._sealed)
        fault = AnchorFault("anchor.form_other_chain", claim.form, profile.kind)
        return ReceiptFacts((fault,), None)

    def _sealed(
        self, block: FiscoBlock, signatures: Sequence[SealSignature], profile: FiscoProfile
    ) -> Seals:
        """Return what a block's signatures come to, verified once for all batches in it."""
        # The whole block: octets of one hash can be cut into other lists of sealers (version 3).
        key = profile.id, block, tuple(signatures)
        found = self._seals.get(key)
        if found is None:
            found = check_seals(block, signatures, profile, verify_seal)
            _keep(self._seals, key, found)
        return found


def _keep(kept: dict[object, _Value], key: object, value: _Value) -> None:
    if len(kept) >= _KEPT:
        kept.clear()
    kept[key] = value
