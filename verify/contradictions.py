"""What one judgement found contradicted, as it is to be remembered (judgement 5).

By the item's digests and deposit, and by the loan. Where the file alone was damaged, the digest
that was declared of it is remembered: its proofs agree with that, and cure nothing by themselves.
"""

from collections.abc import Iterable, Iterator, Mapping

from verify.codes.table import CODES
from verify.findings import CheckStatus, Finding
from verify.items import ItemResult
from verify.judging import ItemOutcome
from verify.memory import (
    Contradicted,
    Contradiction,
    Filing,
    IndexKey,
    deposit_key,
    digest_key,
    proof_key,
)
from verify.model import Evidence, Locator, Proof
from verify.outcomes import ProofOutcome

__all__ = ["contradicted_items", "proof_keys"]

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
    loan: IndexKey | None = None,
) -> tuple[Contradicted, ...]:
    """Return the contradictions of a case, or of the shared document `case_key`.

    Args:
        case_key: the case, or the shared document.
        items: as judged.
        proofs: of its line.
        octets: of the proofs of its shard.
        filing: the package.
        loan: key of the loan; None for a shared document.
    """
    wrong = [one for one in items if one.result.result is ItemResult.INCONSISTENT]
    if not wrong:
        return ()
    keys = proof_keys(proofs, octets)
    found = []
    for outcome in wrong:
        by = (*_item_keys(outcome.evidence), *([loan] if loan is not None else []))
        for code, proof, kind, subject in _contradictions(outcome, keys):
            was = Contradiction(
                filing.package_id, filing.package_digest, case_key, outcome.evidence.id,
                code, proof, kind, subject,
            )  # fmt: skip
            found.append(Contradicted(by, was))
    return tuple(found)


def _contradictions(
    outcome: ItemOutcome, keys: Mapping[str, IndexKey]
) -> Iterator[tuple[str, str, str, IndexKey]]:
    """Yield code, proof id, proof kind and what was contradicted, once for each proof."""
    own = _first(outcome.findings)
    if own is not None:
        code = own if all(one.code != _DAMAGED for one in outcome.findings) else _DAMAGED
        declared = sorted(outcome.evidence.digests.items(), key=lambda row: row[0] != "sha256")
        if declared:
            yield code, "", "", digest_key(*declared[0])
        if code == _DAMAGED:
            return
    for proof in outcome.proofs:
        wrong, key = _first(proof.findings), keys.get(_outer(proof))
        if wrong is not None and key is not None:
            yield wrong, _outer(proof), proof.kind.value, key


def _first(findings: Iterable[Finding]) -> str | None:
    """Return the first code that contradicts."""
    codes = (one.code for one in findings if one.status is CheckStatus.FAILED)
    return next((code for code in codes if CODES[code].contradiction), None)


def _outer(proof: ProofOutcome) -> str:
    """Return the proof whose octets hold this one: a token inside a signature is no file."""
    return proof.id.partition("#")[0]


def _item_keys(evidence: Evidence) -> list[IndexKey]:
    keys = [digest_key(name, value) for name, value in evidence.digests.items()]
    if evidence.deposit is not None:
        keys.append(deposit_key(evidence.deposit.platform_id, evidence.deposit.deposit_no))
    return keys
