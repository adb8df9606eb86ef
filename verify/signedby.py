"""By whom an original should have been signed, sought among its signatures (judgement 4).

A contract is the borrower's, a certificate of deposit its platform's. Nothing here moves an
integrity result: the bytes are what they are, whoever signed them.
"""

from typing import TYPE_CHECKING

from verify.calls import PlatformCalls
from verify.checks.integrity import NOT_CHECKED
from verify.codes.table import finding
from verify.context import VerificationContext
from verify.findings import CheckStatus, Finding
from verify.items import ItemResult
from verify.model import ProofKind
from verify.outcomes import ProofOutcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verify.judging import ItemOutcome

__all__ = ["no_borrower", "no_platform"]

_CONTRACT, _CERTIFICATE = 6, 7
"""Article 7 categories."""


def no_borrower(
    one: "ItemOutcome", every: "Sequence[ItemOutcome]", calls: PlatformCalls
) -> list[Finding]:
    """Return that the borrower's signature was not found over a contract's original."""
    if one.evidence.category != _CONTRACT or one.facts is None or _of_borrower(one):
        return []
    if one.result.result is ItemResult.INCONSISTENT or _asked_otherwise(one, calls):
        return []
    if one.evidence.event != "contract" and any(_of_borrower(other) for other in every):
        return []
    return [finding("signature.borrower_not_found", one.evidence.id)]


def no_platform(
    one: "ItemOutcome", calls: PlatformCalls, context: VerificationContext
) -> list[Finding]:
    """Return that no signature or seal on a certificate of deposit is its platform's."""
    if one.evidence.category != _CERTIFICATE or one.result.result is not ItemResult.CONSISTENT:
        return []
    deposit = one.evidence.deposit
    platform = calls.platform_id if deposit is None else deposit.platform_id
    record = (context.trust.platforms or {}).get(platform or "")
    signatures = [p for p in one.proofs if p.kind is ProofKind.SIGNATURE and p.binding]
    if record is None or not signatures:
        return []
    if any(not names.isdisjoint(record.names) for p in signatures for names in p.makers):
        return []
    observed = "; ".join(name for proof in signatures for name in proof.signers) or None
    return [
        finding(
            "signature.platform_not_found", one.evidence.id, observed=observed, expected=record.name
        )
    ]


def _of_borrower(one: "ItemOutcome") -> bool:
    """Whether the borrower signed an original, as far as its signature could be checked.

    One that could not be wholly checked has its own finding, and bars CONSISTENT by it.
    """
    return any(p.of_borrower and p.status is not CheckStatus.FAILED and _of_all(p)
               for p in one.proofs)  # fmt: skip


def _of_all(proof: ProofOutcome) -> bool:
    """Whether a signature is over all of what it lies in or beside."""
    return proof.inside is None or proof.inside.whole


def _asked_otherwise(one: "ItemOutcome", calls: PlatformCalls) -> bool:
    """Whether who signed is asked anyway: of a scan, of paper, of what is signed inside."""
    if any(found.code == NOT_CHECKED for found in one.findings):
        return True
    signed = any(proof.kind is ProofKind.SIGNATURE for proof in one.proofs)
    return not signed and (calls.platform_id is None or one.evidence.origin == "scanned")
