"""The parts of an anchor claim that an expert compares with any node of the chain.

The claim is the sender's; profile and pinned line are the court's, written out as its registry has
them. Block hash and batch root are recomputed here, for the commands that recompute them again.
"""

from anchors.batch import Batch
from anchors.chains import profile_record
from anchors.evmclaim import EvmClaim
from anchors.evmprofile import EvmProfile
from anchors.keccak import keccak256
from anchors.merkle import path_sides
from anchors.profile import PinnedHeader
from ingest.kit.shelf import Shelf
from ingest.kit.values import KitAnchor
from verify.canonical import canonical_json, rfc3339
from verify.context import VerificationContext

__all__ = ["path_of", "pinned_line", "plan_anchor"]


def plan_anchor(claim: EvmClaim, shelf: Shelf, context: VerificationContext) -> KitAnchor:
    """Return an anchor for comparison; its header, profile and pinned line go on the shelf."""
    block_hash = keccak256(claim.header_rlp)
    registered = context.ledgers.profile(claim.chain)
    profile = registered if isinstance(registered, EvmProfile) else None
    pinned = context.ledgers.pinned(claim.chain, block_hash)
    root = None if profile is None else context.ledgers.receipt(claim, profile).root
    files = {
        "profile": profile and canonical_json(profile_record(profile)),
        "pinned": pinned and pinned_line(pinned),
    }
    names = {
        kind: shelf.put("anchors", f"{kind}.json", octets, octets) if octets else None
        for kind, octets in files.items()
    }
    return KitAnchor(
        chain=claim.chain,
        chain_id=profile.chain_id if profile else None,
        contract=profile.contract.hex() if profile else "",
        block_hash=block_hash.hex(),
        tx_index=claim.tx_index,
        log_index=claim.log_index,
        tree=claim.batch.tree,
        algorithm=claim.batch.alg,
        siblings=path_of(claim.batch),
        root=root.hex() if root else None,
        header=shelf.put("anchors", "header.rlp", claim.header_rlp, claim.header_rlp),
        pinned=names["pinned"],
        profile=names["profile"],
        calls=(
            ("eth_getBlockByHash", f'["0x{block_hash.hex()}",false]'),
            ("eth_getBlockReceipts", f'["0x{block_hash.hex()}"]'),
        ),
    )


def path_of(batch: Batch) -> tuple[tuple[bool, bytes], ...]:
    """Return the path with the side of every node: whether it stands left."""
    sides = map(bool, path_sides(batch.index, batch.size))
    return tuple(zip(sides, batch.path, strict=False))


def pinned_line(header: PinnedHeader) -> bytes:
    """Return a pinned header as the registry has it."""
    return canonical_json(
        {
            "height": header.height,
            "hash": header.hash.hex(),
            "time": rfc3339(header.time),
            "source": header.source,
            "pinned_at": rfc3339(header.pinned_at),
        }
    )
