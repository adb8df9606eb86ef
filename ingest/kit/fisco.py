"""The parts of a FISCO BCOS claim that an expert hashes and verifies again, or asks a node for.

Header, transaction and receipt are written out as the octets that are hashed; of every registered
sealer that signed, key and signature as public tools read them. The profile is the court's.
"""

from anchors.chains import profile_record
from anchors.errors import AnchorError
from anchors.fisco.claim import FiscoClaim
from anchors.fisco.profile import FiscoProfile
from anchors.fisco.seals import FiscoBlock
from ingest.kit.anchors import path_of, pinned_line
from ingest.kit.shelf import Shelf, pem_of
from ingest.kit.values import KitAnchor, KitSeal
from verify.canonical import canonical_json
from verify.context import VerificationContext
from verify.crypto.sealers import seal_files

__all__ = ["plan_fisco"]

_OPENSSL = {"keccak256": "keccak-256", "sm3": "sm3"}


def plan_fisco(claim: FiscoClaim, shelf: Shelf, context: VerificationContext) -> KitAnchor | None:
    """Return an anchor for comparison; None where its chain or its header cannot be read."""
    profile = context.ledgers.profile(claim.chain)
    if not isinstance(profile, FiscoProfile) or claim.form.partition("/")[0] != profile.kind:
        return None
    evidence, new = claim.evidence, profile.suite.hash
    try:
        block = evidence.block(profile.suite)
    except AnchorError:
        return None
    octets, root = evidence.hashed(profile), context.ledgers.receipt(claim, profile).root
    sent = new(octets.transaction)
    pinned = context.ledgers.pinned(claim.chain, block.hash)
    line = None if pinned is None else pinned_line(pinned)
    registered = canonical_json(profile_record(profile))
    return KitAnchor(
        chain=claim.chain,
        chain_id=None,
        contract=profile.contract.hex(),
        block_hash=block.hash.hex(),
        tx_index=evidence.tx_index,
        log_index=evidence.log_index,
        tree=claim.batch.tree,
        algorithm=claim.batch.alg,
        siblings=path_of(claim.batch),
        root=root.hex() if root else None,
        header=shelf.put("anchors", "header.bin", octets.header, octets.header),
        pinned=None if line is None else shelf.put("anchors", "pinned.json", line, line),
        profile=shelf.put("anchors", "profile.json", registered, registered),
        digest=_OPENSSL[profile.suite.digest],
        parts=(
            (shelf.put("anchors", "tx.bin", octets.transaction, octets.transaction), sent.hex()),
            (
                shelf.put("anchors", "receipt.bin", octets.receipt, octets.receipt),
                new(octets.receipt).hex(),
            ),
        ),
        seals=tuple(_seals(claim, block, profile, shelf)),
        calls=_calls(profile, block.hash, sent),
    )


def _seals(
    claim: FiscoClaim, block: FiscoBlock, profile: FiscoProfile, shelf: Shelf
) -> list[KitSeal]:
    """Return the signatures of registered sealers, each in files of its own."""
    pinned, scheme, found = profile.sealers_at(block.time), profile.suite.scheme, []
    name = shelf.put("anchors", "hash.bin", block.hash, block.hash)
    for one in claim.evidence.signatures:
        node_id = block.sealers[one.sealer] if one.sealer < len(block.sealers) else b""
        files = seal_files(scheme, node_id, one.octets) if node_id in pinned else None
        if files is not None:
            key, value = files
            found.append(
                KitSeal(
                    shelf.put("anchors", "node.pem", key, pem_of("PUBLIC KEY", key)),
                    name,
                    shelf.put("anchors", "seal.der", value, value),
                    scheme == "sm2",
                )
            )
    return found


def _calls(profile: FiscoProfile, block: bytes, sent: bytes) -> tuple[tuple[str, str], ...]:
    """Return what a node of either version is asked for, with proofs."""
    if profile.kind == "fisco2":
        return (
            ("getBlockByHash", f'[{profile.group_id},"0x{block.hex()}",false]'),
            ("getTransactionByHashWithProof", f'[{profile.group_id},"0x{sent.hex()}"]'),
            ("getTransactionReceiptByHashWithProof", f'[{profile.group_id},"0x{sent.hex()}"]'),
        )
    return (
        ("getBlockByHash", f'["{profile.group_id}","","0x{block.hex()}",true,true]'),
        ("getTransaction", f'["{profile.group_id}","","0x{sent.hex()}",true]'),
        ("getTransactionReceipt", f'["{profile.group_id}","","0x{sent.hex()}",true]'),
    )
