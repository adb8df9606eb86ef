"""Integrity of one original: its recomputed digest against everything that states one.

Design 7 step 2: digest recomputed = manifest = case line; RFC 8493 2.1.3; judgement 4. Digests
that proofs state are compared where the proof is checked.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from anchors.digest import DIGEST_ALGORITHMS
from verify.checks.covered import ATTRIBUTES, CoveredFile
from verify.codes.table import finding
from verify.findings import CheckStatus, Finding
from verify.model import ContentFacts, DigestSpec, Evidence

__all__ = ["NOT_CHECKED", "ItemIntegrity", "check_integrity", "same_length_specs"]

NOT_CHECKED = "signature.embedded_signature_not_checked"
"""The code of an embedded signature that we cannot read; it bars CONSISTENT (judgement 2)."""
_HOLD_MESSAGES = frozenset({"pdf", "ofd", "asic"})
"""Documents whose own signatures are CMS: that one is seen is no other signature."""
_OPAQUE = frozenset({"application/octet-stream", "text/plain"})
"""Sniffed types that say nothing against a declared one."""


class ItemIntegrity(NamedTuple):
    """What the digests say of one item."""

    findings: tuple[Finding, ...]
    covered: CoveredFile | None
    """The original as proofs can cover it; None where its octets are not here."""
    contradicted: bool
    """A manifest line, case line or size differs."""
    embedded_open: bool
    """An embedded signature was seen that is not verified."""


def same_length_specs(algorithm: str) -> tuple[DigestSpec, ...]:
    """Return every algorithm whose digests are as long as this one's, itself left out."""
    row = DIGEST_ALGORITHMS.get(algorithm)
    if row is None:
        return ()
    return tuple(
        DigestSpec(other.name)
        for other in DIGEST_ALGORITHMS.values()
        if other.size == row.size and other.name != algorithm
    )


def check_integrity(
    evidence: Evidence,
    manifest: Mapping[str, str],
    facts: ContentFacts | None,
    *,
    neighbours: Iterable[tuple[str, ContentFacts]] = (),
) -> ItemIntegrity:
    """Return the integrity of one item.

    Args:
        evidence: the row of the case line.
        manifest: algorithm to hex, of every manifest, for this file.
        facts: what streaming the original gave; None where it is not here.
        neighbours: other originals of the same case, to explain a mismatch.
    """
    if facts is None:
        one = finding("integrity.original_absent", evidence.id, observed=evidence.path)
        return ItemIntegrity((one,), None, contradicted=False, embedded_open=False)
    found = [
        *_against("integrity.manifest_mismatch", manifest, facts, evidence.id),
        *_against("integrity.declared_digest_mismatch", evidence.digests, facts, evidence.id),
        *_size(evidence, facts),
    ]
    contradicted = any(one.status is CheckStatus.FAILED for one in found)
    if contradicted:
        found += _explained(evidence, manifest, facts, neighbours)
    found += _content(evidence, facts)
    return ItemIntegrity(
        tuple(found),
        CoveredFile(facts),
        contradicted=contradicted,
        embedded_open=any(one.code == NOT_CHECKED for one in found),
    )


def _against(
    code: str, declared: Mapping[str, str], facts: ContentFacts, subject: str
) -> list[Finding]:
    found = []
    for algorithm, expected in sorted(declared.items()):
        actual = facts.digests.get(DigestSpec(algorithm))
        if actual is None:
            found.append(finding("integrity.digest_unsupported", subject, observed=algorithm))
        elif actual.hex() != expected:
            found.append(_differs(code, algorithm, expected, facts, subject))
    return found


def _differs(
    code: str, algorithm: str, expected: str, facts: ContentFacts, subject: str
) -> Finding:
    """Return the mismatch; a case-line digest right under another name is a label fault."""
    actual = facts.digests[DigestSpec(algorithm)].hex()
    if code == "integrity.declared_digest_mismatch":
        for spec in same_length_specs(algorithm):
            other = facts.digests.get(spec)
            if other is not None and other.hex() == expected:
                return finding(
                    "integrity.algorithm_label_swapped",
                    subject,
                    observed=spec.algorithm,
                    expected=algorithm,
                )
    return finding(
        code, subject, observed=f"{algorithm}:{actual}", expected=f"{algorithm}:{expected}"
    )


def _size(evidence: Evidence, facts: ContentFacts) -> list[Finding]:
    if evidence.size is None or evidence.size == facts.size:
        return []
    return [
        finding(
            "integrity.size_mismatch",
            evidence.id,
            observed=str(facts.size),
            expected=str(evidence.size),
        )
    ]


def _explained(
    evidence: Evidence,
    manifest: Mapping[str, str],
    facts: ContentFacts,
    neighbours: Iterable[tuple[str, ContentFacts]],
) -> list[Finding]:
    """Return what would explain the mismatch; bounded, and beside the unchanged result."""
    found = [
        finding("integrity.near_miss", evidence.id, observed=trial, expected=f"sha256:{value}")
        for trial, value in sorted(facts.near_miss.items())
    ]
    wanted = {manifest.get("sha256"), evidence.digests.get("sha256")} - {None}
    for other, content in neighbours:
        digest = content.digests.get(DigestSpec("sha256"))
        if content is not facts and digest is not None and digest.hex() in wanted:
            found.append(
                finding("integrity.near_miss", evidence.id, observed=f"neighbour_file:{other}")
            )
    return found


def _content(evidence: Evidence, facts: ContentFacts) -> list[Finding]:
    read = {document.form.partition("-")[0] for document in facts.signed}
    if not read.isdisjoint(_HOLD_MESSAGES):
        read.add("cms")
    found = [
        finding(NOT_CHECKED, evidence.id, observed=kind)
        for kind in facts.embedded
        if kind != ATTRIBUTES and kind not in read
    ]
    declared = evidence.media_type
    if declared is not None and facts.media_type not in _OPAQUE and declared != facts.media_type:
        found.append(
            finding(
                "integrity.media_type_differs",
                evidence.id,
                observed=facts.media_type,
                expected=declared,
            )
        )
    return found
