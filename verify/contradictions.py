"""What one judgement found contradicted, as it is to be remembered (judgement 5).

By the item's digests and deposit, and by the loan; of a shared document, by what it is. What is not
sealed is remembered by its items alone: anybody can name a lender's loan. Where the file alone was
damaged, the digest that was declared of it is remembered: proofs that agree with that cure nothing
by themselves, and one that is wrong whatever the file is remembered too.
"""

from collections.abc import Iterable, Iterator, Mapping

from verify.codes.table import CODES
from verify.findings import CheckStatus, Finding
from verify.inner import WITHIN
from verify.items import ItemResult
from verify.judging import BYTES_DIFFER, ItemOutcome
from verify.memory import (
    Brought,
    BroughtProof,
    Contradicted,
    Contradiction,
    Filing,
    IndexKey,
    deposit_key,
    digest_key,
    digest_keys,
    manner_of,
    proof_key,
    remembering,
)
from verify.model import Evidence, Locator, Proof
from verify.outcomes import ProofOutcome

__all__ = ["brought", "contradicted_items", "proof_keys"]

_DAMAGED = "package.payload_damaged"


def proof_keys(proofs: Iterable[Proof], octets: Mapping[Locator, bytes]) -> Mapping[str, IndexKey]:
    """Return the key of every proof whose octets are here, by proof id."""
    return {p.id: proof_key(octets[p.locator]) for p in proofs if p.locator in octets}


def contradicted_items(
    case_key: str,
    items: Iterable[ItemOutcome],
    proofs: Iterable[Proof],
    octets: Mapping[Locator, bytes],
    filing: Filing,
    whole: IndexKey,
) -> tuple[Contradicted, ...]:
    """Return the contradictions of a case, or of the shared document `case_key`.

    Args:
        case_key: the case, or the shared document.
        items: as judged.
        proofs: of its line.
        octets: of the proofs of its shard.
        filing: the package.
        whole: key of the loan, or of the shared document.
    """
    wrong = [one for one in items if one.result.result is ItemResult.INCONSISTENT]
    if not wrong:
        return ()
    rows = list(proofs)
    keys, over = proof_keys(rows, octets), {one.id: one for one in rows}
    found = []
    for outcome in wrong:
        by = [*_item_keys(outcome.evidence), *([whole] if filing.sender else [])]
        of_sender = tuple([remembering(key, filing) for key in by])
        for code, proof, subject in _contradictions(outcome, keys):
            was = Contradiction(
                filing.package_id, filing.package_digest, case_key, outcome.evidence.id,
                code, proof, _manner(over.get(proof)), subject,
            )  # fmt: skip
            found.append(Contradicted(of_sender, was))
    # What is wrong by itself comes first: where a memory is full, it is not that which is lost.
    return tuple(sorted(found, key=lambda one: not one.contradiction.of_proof))


def _manner(proof: Proof | None) -> str:
    return manner_of(proof.kind, proof.form, proof.over.kind) if proof is not None else ""


def brought(
    items: Iterable[ItemOutcome], proofs: Iterable[Proof], octets: Mapping[str, IndexKey]
) -> Brought:
    """Return what a line brings.

    Args:
        items: as judged.
        proofs: of the line.
        octets: keys of the octets that are here, by proof id.
    """
    here = [one for one in items if one.facts is not None]
    contents = {
        digest_key(spec.algorithm, digest.hex())
        for one in here
        if one.facts is not None
        for spec, digest in one.facts.digests.items()
        if not spec.prefix
    }
    ends = {proof.id: one.evidence.id for one in here for proof in one.proofs}
    found = {
        BroughtProof(ends[one.id], manner_of(one.kind, one.form, one.over.kind), octets[one.id])
        for one in proofs
        if one.id in ends and one.id in octets
    }
    return Brought(frozenset(found), frozenset(contents))


def _contradictions(
    outcome: ItemOutcome, keys: Mapping[str, IndexKey]
) -> Iterator[tuple[str, str, IndexKey]]:
    """Yield code, proof id and what was contradicted, once for each proof."""
    own, damaged = _first(outcome.findings) or _inside(outcome), False
    if own is not None:
        damaged = any(one.code == _DAMAGED for one in outcome.findings)
        declared = sorted(outcome.evidence.digests.items(), key=lambda row: row[0] != "sha256")
        if declared:
            yield _DAMAGED if damaged else own, "", digest_key(*declared[0])
    for proof in outcome.proofs:
        wrong, key = _first(proof.findings), keys.get(_outer(proof))
        if wrong is None or key is None or (damaged and wrong in BYTES_DIFFER):
            continue
        yield wrong, _outer(proof), key


def _inside(outcome: ItemOutcome) -> str | None:
    """Return the code of a contradiction in what is signed inside: it is the file's own."""
    within = (one for one in outcome.proofs if WITHIN in one.id)
    return next((code for one in within if (code := _first(one.findings))), None)


def _first(findings: Iterable[Finding]) -> str | None:
    """Return the first code that contradicts, whatever the file before what the file may cause."""
    codes = (one.code for one in findings if one.status is CheckStatus.FAILED)
    wrong = [code for code in codes if CODES[code].contradiction]
    return min(wrong, key=BYTES_DIFFER.__contains__, default=None)


def _outer(proof: ProofOutcome) -> str:
    """Return the proof whose octets hold this one: a token inside a signature is no file."""
    return proof.id.partition("#")[0]


def _item_keys(evidence: Evidence) -> list[IndexKey]:
    keys = digest_keys(evidence.digests)
    if evidence.deposit is not None:
        keys.append(deposit_key(evidence.deposit.platform_id, evidence.deposit.deposit_no))
    return keys
