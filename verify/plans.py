"""Which digests proofs call for: what is read of each original in the one pass (design 7, collect).

A proof's own digest algorithm is planned whatever the case line lists: a digest that was not
computed could not contradict.
"""

from collections.abc import Iterable, Mapping

from anchors.claim import AnchorClaim
from anchors.digest import DIGEST_ALGORITHMS
from anchors.ots import OtsProof
from verify.asn1.cms import SignedData
from verify.asn1.eseal import SealSignature
from verify.asn1.tst import TimeStampToken, decode_token
from verify.checks.eseal import eseal_specs
from verify.checks.integrity import same_length_specs
from verify.checks.receipt import form_of_deposit
from verify.checks.receipttoken import imprints_of
from verify.checks.signer import called_for
from verify.context import VerificationContext
from verify.errors import DecodeError
from verify.judging import DecodedLine
from verify.model import BundleShard, ContentFacts, DigestSpec, Evidence, OverKind
from verify.proofs import DecodedProof, Message
from verify.receipt import SignedReceipt
from verify.receipts.read import read_receipt
from verify.trust import Purpose

__all__ = ["DigestPlans", "inner_digests", "plan_digests", "replan_digests"]

DigestPlans = Mapping[str, tuple[DigestSpec, ...]]
"""Original's path to the digests that its proofs and lines call for."""

_SHA256 = DigestSpec("sha256")


def plan_digests(
    shard: BundleShard, lines: Iterable[DecodedLine], context: VerificationContext
) -> DigestPlans:
    """Return the digests to compute over each original that is here, in one pass.

    What SM2 signs without signed attributes begins with a digest over its signer's key and id, and
    a receipt's digest is where its platform's record says: so facts belong to the trust store that
    they were collected under.
    """
    plans: dict[str, dict[DigestSpec, None]] = {}
    for line in lines:
        here: dict[str, Evidence] = {}
        for row in line.evidence:
            if row.path is not None and row.path in shard.present:
                plan = plans.setdefault(row.path, {_SHA256: None})
                here[row.id] = row
                for algorithm in (*row.digests, *shard.manifest.get(row.path, ())):
                    plan[DigestSpec(algorithm)] = None
        for proof in line.proofs:
            over = proof.proof.over
            covered = here.get(over.id) if over.kind is OverKind.ITEM else None
            if covered is not None:
                specs = _called_for(proof, covered, context)
                plans[covered.path or ""].update(dict.fromkeys(specs))
    return {path: tuple(specs) for path, specs in plans.items()}


def _called_for(
    proof: DecodedProof, covered: Evidence, context: VerificationContext
) -> list[DigestSpec]:
    """Return the digests of the covered original that a proof will be held against."""
    message = proof.message
    if isinstance(message, AnchorClaim):
        return [DigestSpec(message.entry.alg)]
    if isinstance(message, OtsProof):
        return [DigestSpec(message.alg)] if message.alg in DIGEST_ALGORITHMS else []
    if isinstance(message, SignedReceipt):
        return _receipt_specs(message, proof.proof.form, covered, context)
    return inner_digests(message, context)


def _receipt_specs(
    message: SignedReceipt, form: str, covered: Evidence, context: VerificationContext
) -> list[DigestSpec]:
    """Return what a receipt states digests in, and what the tokens inside it were made over."""
    read_by = form_of_deposit(covered, form, context)
    if read_by is None:
        return []
    value = read_receipt(message, read_by)
    stated = [one.alg for one in value.digests if one.alg is not None]
    return [DigestSpec(alg) for alg in dict.fromkeys([*stated, *imprints_of(value)])]


def inner_digests(message: Message | None, context: VerificationContext) -> list[DigestSpec]:
    """Return the digests of what a signature, seal or token covers that it will be held against."""
    if isinstance(message, SignedData):
        specs = [called_for(message, one, Purpose.SIGNER, context) for one in message.signers]
        return [*[one for one in specs if one is not None], *_content_imprints(message)]
    if isinstance(message, TimeStampToken):
        return _imprint(message)
    return [*eseal_specs(message)] if isinstance(message, SealSignature) else []


def _imprint(token: TimeStampToken) -> list[DigestSpec]:
    return [] if token.info.digest is None else [DigestSpec(token.info.digest)]


def _content_imprints(message: SignedData) -> list[DigestSpec]:
    """Return what the content timestamps in the signed attributes were made over."""
    found = []
    for signer in message.signers:
        for octets in signer.attributes.content_timestamps if signer.attributes else ():
            try:
                found += _imprint(decode_token(octets))
            except DecodeError:
                continue
    return found


def replan_digests(
    lines: Iterable[DecodedLine], contents: Mapping[str, ContentFacts], context: VerificationContext
) -> DigestPlans:
    """Return further digests for originals whose declared digest differs: a label may be wrong.

    A case line declares digests, and so does a platform's receipt (judgement 4).
    """
    plans: dict[str, tuple[DigestSpec, ...]] = {}
    for line in lines:
        for row in line.evidence:
            facts = contents.get(row.path or "")
            if facts is None or row.path is None:
                continue
            for algorithm, declared in (*row.digests.items(), *_stated(row, line, context)):
                actual = facts.digests.get(DigestSpec(algorithm))
                if actual is not None and actual.hex() != declared:
                    plans[row.path] = (*plans.get(row.path, ()), *same_length_specs(algorithm))
    return plans


def _stated(
    row: Evidence, line: DecodedLine, context: VerificationContext
) -> list[tuple[str, str]]:
    """Return the digests that platforms' receipts state of an original, in hex."""
    found = []
    for proof in line.proofs:
        message, over = proof.message, proof.proof.over
        if isinstance(message, SignedReceipt) and over == (OverKind.ITEM, row.id):
            read_by = form_of_deposit(row, proof.proof.form, context)
            digests = read_receipt(message, read_by).digests if read_by is not None else ()
            found += [(one.alg, one.value.hex()) for one in digests if one.alg is not None]
    return found
