"""The parts of an OpenTimestamps proof that an expert repeats: the path, and the block's header.

The proof is the sender's; header, profile and line are the court's, written out as its registry has
them. What the operations lead to is computed again by commands, one for each step.
"""

from anchors.chains import profile_record
from anchors.headerchain import ListedHeader
from anchors.ots import OtsProof
from ingest.kit.shelf import Shelf
from ingest.kit.values import KitOts
from verify.canonical import canonical_json, rfc3339
from verify.checks.opentimestamps import deciding_attestation
from verify.context import VerificationContext

__all__ = ["plan_ots"]


def plan_ots(proof: OtsProof, shelf: Shelf, context: VerificationContext) -> KitOts:
    """Return what is compared of a proof; header, line and profile go on the shelf."""
    best = deciding_attestation(proof, context)
    listed, profile = best.listed, best.profile
    header = listed and shelf.put("anchors", "header.bin", listed.octets, listed.octets)
    files = (listed and _line(listed), profile and canonical_json(profile_record(profile)))
    names = [shelf.put("anchors", "json", octets, octets) if octets else None for octets in files]
    return KitOts(
        chain=profile.id if profile else None,
        notary=best.attestation.notary.value,
        height=best.attestation.height,
        algorithm=proof.alg,
        steps=tuple((one.name, one.operand) for one in best.attestation.steps),
        root=listed.header.merkle_root if listed else None,
        block_hash=listed.header.hash if listed else None,
        header=header,
        listed=names[0],
        profile=names[1],
    )


def _line(listed: ListedHeader) -> bytes:
    """Return a listed header as the registry has it, but for when it was put there."""
    return canonical_json(
        {
            "height": listed.height,
            "hash": listed.header.hash.hex(),
            "time": rfc3339(listed.header.time),
            "source": listed.source,
            "header": listed.octets.hex(),
        }
    )
