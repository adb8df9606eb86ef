"""What manifests cover: every digest recomputed, and what follows from manifests in manifests.

A reference counts where its digest is strong and is that of the member. A manifest that is itself
covered carries on: whoever signs the digest of a list signs what is listed, by digests as strong.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from anchors.digest import compute_digest
from anchors.errors import DigestUnsupportedError
from ingest.package.faults import quoted
from ingest.signed.asic.manifest import WEAK, Manifest, Reference
from ingest.signed.asic.names import member_named
from verify.codes.table import finding
from verify.findings import CheckStatus, Finding

__all__ = ["Coverage", "cover", "follow"]


class Coverage(NamedTuple):
    """What one manifest comes to."""

    covered: frozenset[str]
    """Members whose strong digest in the manifest is theirs."""
    listed: frozenset[str]
    """Members that it names, whether their digest is theirs or not."""
    findings: tuple[Finding, ...]
    """Their subject is the manifest."""


def cover(
    manifests: Iterable[Manifest], members: Mapping[str, bytes], most: int
) -> dict[str, Coverage]:
    """Return what each manifest covers, by its name; at most `most` findings of each."""
    checking = _Checking(members)
    return {one.name: checking.manifest(one, most) for one in manifests}


def follow(start: Iterable[str], coverages: Mapping[str, Coverage]) -> frozenset[str]:
    """Return the members covered, those that covered manifests cover included."""
    reached: set[str] = set()
    open_ones = list(start)
    while open_ones:
        name = open_ones.pop()
        if name not in reached:
            reached.add(name)
            if name in coverages:
                open_ones.extend(coverages[name].covered)
    return frozenset(reached)


class _Checking:
    """Checks references of one container; what is alike in many manifests is found once."""

    def __init__(self, members: Mapping[str, bytes]) -> None:
        self._members = members
        self._computed: dict[tuple[str, str], bytes | None] = {}
        self._named: dict[str, str | None] = {}

    def manifest(self, manifest: Manifest, most: int) -> Coverage:
        covered: set[str] = set()
        listed: set[str] = set()
        faults = []
        for reference in manifest.references:
            name = self._member(reference.uri)
            fault = self._fault(manifest.name, reference, name)
            if fault is not None:
                faults.append(fault)
            if name is not None:
                listed.add(name)
                if fault is None:
                    covered.add(name)
        if manifest.critical:
            faults.append(finding("asic.extension_critical", manifest.name))
        # Contradictions first: no flood of others hides them.
        faults.sort(key=lambda one: one.status is not CheckStatus.FAILED)
        return Coverage(frozenset(covered), frozenset(listed), tuple(faults[:most]))

    def _member(self, uri: str) -> str | None:
        if uri not in self._named:
            self._named[uri] = member_named(uri, self._members)
        return self._named[uri]

    def _fault(self, subject: str, reference: Reference, name: str | None) -> Finding | None:
        """Return why a reference covers nothing; None where it covers."""
        if name is None:
            return finding("asic.reference_unsafe", subject, observed=quoted(reference.uri))
        if name not in self._members:
            return finding("asic.member_missing", subject, observed=quoted(name))
        algorithm = reference.algorithm
        digest = None if algorithm is None else self._digest(name, algorithm)
        if algorithm is None or digest is None:
            observed = f"{quoted(name)} {quoted(reference.stated)}"
            return finding("asic.digest_unsupported", subject, observed=observed)
        if digest != reference.digest:
            return finding(
                "asic.member_changed", subject,
                observed=f"{quoted(name)} {algorithm} {digest.hex()}",
                expected=reference.digest.hex(),
            )  # fmt: skip
        if algorithm in WEAK:
            return finding("asic.digest_weak", subject, observed=f"{quoted(name)} {algorithm}")
        return None

    def _digest(self, name: str, algorithm: str) -> bytes | None:
        """Return a digest of a member; None where it cannot be computed here."""
        key = name, algorithm
        if key not in self._computed:
            try:
                self._computed[key] = compute_digest(algorithm, self._members[name])
            except DigestUnsupportedError:
                self._computed[key] = None
        return self._computed[key]
