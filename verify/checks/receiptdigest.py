"""The digests that a receipt states, held against what it is over (judgement 4).

A digest that matches in full under another algorithm of the same length has a wrong label, which
is told and contradicts nothing: SM3 and SHA-256 are both 64 hex digits.
"""

from typing import NamedTuple

from anchors.digest import DIGEST_ALGORITHMS
from verify.checks.covered import Covered
from verify.codes.table import finding
from verify.findings import Finding
from verify.receipts.value import PlatformReceipt, StatedDigest

__all__ = ["ComparedDigests", "compare_digests"]


class ComparedDigests(NamedTuple):
    """What comparing came to."""

    stated: tuple[tuple[str, StatedDigest], ...] = ()
    """Every digest of the covered object, under the algorithm that it is of."""
    matched: tuple[tuple[str, StatedDigest], ...] = ()
    differs: Finding | None = None
    """That it states another digest; it contradicts only where the platform's word it is."""
    findings: tuple[Finding, ...] = ()


def compare_digests(
    value: PlatformReceipt, covered: Covered | None, subject: str
) -> ComparedDigests:
    """Return how the digests of a receipt compare to what it is over.

    Of several pieces of data one has to be the covered object; any other digest has to be its own.
    """
    if covered is None:
        known = [(one.alg, one) for one in value.digests if one.alg is not None]
        absent = finding("proof.over_unresolved", subject, expected=_names(value))
        return ComparedDigests(tuple(known), findings=(absent,) if value.digests else ())
    own = [_own_algorithm(one, covered) for one in value.digests]
    rows = list(zip(own, value.digests, strict=True))
    matched = tuple([(alg, one) for alg, one in rows if alg is not None])
    others = [one for alg, one in rows if alg is None]
    swapped = [(alg, one) for alg, one in matched if one.alg not in {alg, None}]
    found = [
        finding("receipt.algorithm_label_swapped", subject, observed=alg, expected=one.alg)
        for alg, one in swapped
    ]
    if matched and all(one.piece for one in value.digests):
        return ComparedDigests(matched, matched, None, tuple(found))
    differs, open_findings = _others(others, covered, subject)
    stated = (*matched, *[(one.alg, one) for one in others if one.alg is not None])
    return ComparedDigests(stated, matched, differs, (*found, *open_findings))


def _own_algorithm(one: StatedDigest, covered: Covered) -> str | None:
    """Return the algorithm under which a digest is the covered object's: its label's at best."""
    same = [row.name for row in DIGEST_ALGORITHMS.values() if row.size == len(one.value)]
    if one.alg in same:
        same = [one.alg, *[name for name in same if name != one.alg]]
    return next((name for name in same if covered.digest(name) == one.value), None)


def _others(
    others: list[StatedDigest], covered: Covered, subject: str
) -> tuple[Finding | None, list[Finding]]:
    """Return the first digest that differs, and what could not be compared."""
    unresolved = [one for one in others if one.alg is not None and not covered.digest(one.alg)]
    found = [finding("proof.over_unresolved", subject, expected=one.alg) for one in unresolved[:1]]
    for one in others:
        actual = covered.digest(one.alg) if one.alg is not None else None
        if actual is None:
            continue
        differs = finding(
            "receipt.digest_mismatch",
            subject,
            observed=f"{one.alg}:{actual.hex()}",
            expected=f"{one.alg}:{one.value.hex()}",
        )
        return differs, found
    return None, found


def _names(value: PlatformReceipt) -> str:
    return ", ".join(dict.fromkeys([one.alg or "?" for one in value.digests]))
