"""The memory of earlier packages: a port, and its form in memory.

A memory keeps, of accepted packages alone, which case lines stated a key and what was contradicted
(judgement 5). It is asked for a whole package before the first shard of it is judged, and told of
the package once, when the run has ended accepted. A database of the service is one form more; one
kit of tests holds all forms equal (`tests/ingest/test_memory.py`).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from anchors.limits import LIMITS
from verify.memory import Contradicted, Contradiction, Filing, IndexKey, Sighting

__all__ = [
    "CaseMemory", "InMemory", "has_room", "keep_contradiction", "keep_sighting", "kept_as",
]  # fmt: skip

_OF_ONE_BORROWER = LIMITS.memory_sightings // 4


class CaseMemory(Protocol):
    """What is known of earlier packages."""

    def sightings(self, keys: Collection[IndexKey]) -> Mapping[IndexKey, Sequence[Sighting]]:
        """Return the sightings of every key that has any, oldest first."""

    def contradictions(
        self, keys: Collection[IndexKey]
    ) -> Mapping[IndexKey, Sequence[Contradiction]]:
        """Return what was contradicted of every key that recalls any, oldest first."""

    def other_package(self, filing: Filing) -> str | None:
        """Return the digest of another package that its sender sent under this id, if any."""

    def record(
        self,
        filing: Filing,
        sightings: Iterable[tuple[IndexKey, Sighting]],
        contradicted: Iterable[Contradicted],
    ) -> bool:
        """Remember an accepted package, whole or not at all; False where it is known already.

        Of one that is known, what a later judgement contradicts is remembered as well.
        """


def has_room(borrowers: Collection[str], borrower: str) -> bool:
    """Whether a key with sightings of these borrowers keeps one more of `borrower`.

    One borrower's sightings leave room for others': who is flagged is the second person.
    """
    own = sum(one == borrower for one in borrowers)
    return len(borrowers) < LIMITS.memory_sightings and own < _OF_ONE_BORROWER


def kept_as(
    one: Contradiction, *, known: bool, of_its_kind: int, marked: bool
) -> Contradiction | None:
    """Return what a key keeps of a contradiction: itself, the mark of more, or nothing.

    Wrong proofs and files that differ each have their own room: neither crowds out the other.

    Args:
        one: to be kept.
        known: whether the key has it already.
        of_its_kind: how many wrong proofs, or else files that differ, the key has.
        marked: whether the key has the mark.
    """
    if known:
        return None
    if of_its_kind < LIMITS.memory_contradictions:
        return one
    return None if marked else one.and_more()


def keep_sighting(kept: list[Sighting], one: Sighting) -> bool:
    """Add a sighting to those of a key, where there is room; return whether it was added."""
    is_new = _stated(one) not in map(_stated, kept)
    added = is_new and has_room([other.borrower for other in kept], one.borrower)
    if added:
        kept.append(one)
    return added


def keep_contradiction(kept: list[Contradiction], one: Contradiction) -> Contradiction | None:
    """Add to those of a key what is kept of a contradiction; return it, or None."""
    room = kept_as(
        one,
        known=_found(one) in map(_found, kept),
        of_its_kind=sum(other.of_proof == one.of_proof and bool(other.code) for other in kept),
        marked=any(not other.code for other in kept),
    )
    if room is not None:
        kept.append(room)
    return room


def _stated(one: Sighting) -> tuple[str, ...]:
    """Return what tells one sighting of a key from another."""
    return one.lender, one.package_id, one.package_digest, one.case_key, one.item


def _found(one: Contradiction) -> tuple[str, ...]:
    """Return what tells one contradiction of a key from another: a later judgement finds it too."""
    where = one.package_id, one.package_digest, one.case_key, one.item
    return *where, one.code, one.proof, one.subject.value


class InMemory:
    """A memory that lives as long as the process."""

    def __init__(self) -> None:
        self._filings: list[Filing] = []
        self._sightings: dict[IndexKey, list[Sighting]] = {}
        self._contradictions: dict[IndexKey, list[Contradiction]] = {}

    def sightings(self, keys: Collection[IndexKey]) -> Mapping[IndexKey, Sequence[Sighting]]:
        """Return the sightings of every key that has any, oldest first."""
        return {key: self._sightings[key] for key in keys if key in self._sightings}

    def contradictions(
        self, keys: Collection[IndexKey]
    ) -> Mapping[IndexKey, Sequence[Contradiction]]:
        """Return what was contradicted of every key that recalls any, oldest first."""
        return {key: self._contradictions[key] for key in keys if key in self._contradictions}

    def other_package(self, filing: Filing) -> str | None:
        """Return the digest of another package that its sender sent under this id, if any."""
        for known in self._filings:
            if _named(known) == _named(filing) and known.package_digest != filing.package_digest:
                return known.package_digest
        return None

    def record(
        self,
        filing: Filing,
        sightings: Iterable[tuple[IndexKey, Sighting]],
        contradicted: Iterable[Contradicted],
    ) -> bool:
        """Remember an accepted package, whole or not at all; False where it is known already."""
        is_new = filing not in self._filings
        seen, wrong = list(sightings if is_new else ()), list(contradicted)
        for key, sighting in seen:
            keep_sighting(self._sightings.setdefault(key, []), sighting)
        for keys, contradiction in wrong:
            for key in keys:
                keep_contradiction(self._contradictions.setdefault(key, []), contradiction)
        if is_new:
            self._filings.append(filing)
        return is_new


def _named(filing: Filing) -> tuple[str, str, str]:
    return filing.sender, filing.lender, filing.package_id
