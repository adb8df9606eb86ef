"""What is known of each case from elsewhere, found before the first shard is judged (judgement 5).

The keys of all case lines are sorted, on disk where they are many, together with what the memory
knows of them: keys that stand side by side in two cases are matches, wherever the cases are. They
are sorted again by case and written one file a shard, so that memory holds one shard's, whatever
the size of the package.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from itertools import chain, groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple, TypeVar

from anchors.limits import LIMITS
from ingest.facts import decode_value, encode_value
from ingest.memory import CaseMemory
from ingest.package.census import CensusCase, Stated, census, stated_by_document
from ingest.package.package import Package
from ingest.package.shard import read_shared
from ingest.package.spill import sort_records
from verify.canonical import canonical_json
from verify.codes.table import finding
from verify.memory import (
    ANOTHER,
    Contradicted,
    Contradiction,
    Filing,
    IndexKey,
    KeyKind,
    Match,
    Recall,
    Remembered,
    Sighting,
    recalling,
)
from verify.model import PackageFacts

__all__ = [
    "Recalls", "check_package_id", "keys_of_strangers", "remember", "sightings_of", "take_recalls",
]  # fmt: skip

_SHARED = "shared"
_HASH = 16
"""Octets of a key's digest that keys are told apart by while they are sorted."""
_SEPARATOR = "\n"
"""Stands in no field: texts from outside are printable, or their digest stands for them."""
_NOBODY, _STRANGERS = "", 0
"""A borrower whom no number names; the rank of matches with other borrowers."""
_OF_CASE = 7
"""Fields of a sighting that are the same for every key of a case."""
_Value = TypeVar("_Value")


class Recalls(NamedTuple):
    """What was found, in files of a folder of the run."""

    folder: Path

    def of(self, shard: str) -> Mapping[str, Recall]:
        """Return what is known of the cases of a shard, by case key; of most, nothing."""
        matches = _read(self._path("matches", shard), Match)
        remembered = _read(self._path("remembered", shard), Remembered)
        return {
            key: Recall(matches.get(key, ()), remembered.get(key, ()))
            for key in (*matches, *remembered)
        }

    def every_contradicted(self, shards: Iterable[str]) -> Iterator[Contradicted]:
        """Yield what judging shards found contradicted."""
        for shard in shards:
            found = _read(self._path("contradicted", shard), Contradicted)
            yield from chain.from_iterable(found.values())

    def keep(self, what: str, shard: str, found: Mapping[str, Collection[object]]) -> None:
        """Keep what was found of a shard's cases, where there is anything."""
        if found:
            self._path(what, shard).write_bytes(canonical_json(encode_value(found)))

    def _path(self, what: str, shard: str) -> Path:
        return self.folder / f"{what}-{shard}.json"


def _read(path: Path, kind: type[_Value]) -> dict[str, tuple[_Value, ...]]:
    if not path.exists():
        return {}
    stored = json.loads(path.read_bytes())
    return {key: tuple(decode_value(kind, one) for one in rows) for key, rows in stored.items()}


def take_recalls(
    package: Package, filing: Filing, memory: CaseMemory | None, folder: Path
) -> Recalls:
    """Look up every case of a package, in the package itself and in the memory where there is one.

    Args:
        package: what is to be judged.
        filing: its identity; what the memory knows of this very package is passed over.
        memory: earlier packages.
        folder: where what is found is kept, for as long as the run needs it.
    """
    recalls = Recalls(folder)
    if memory is not None:
        recalls.keep("remembered", _SHARED, _of_documents(package, filing, memory))
    records = sort_records(_records(package, filing, memory, recalls))
    rows = (row.decode().split(_SEPARATOR) for row in sort_records(_matches(records)))
    for shard, of_shard in groupby(rows, itemgetter(0)):
        found = {
            key: [_match(row) for row in islice(of_case, LIMITS.recall_matches)]
            for key, of_case in groupby(of_shard, itemgetter(1))
        }
        recalls.keep("matches", shard, found)
    return recalls


def check_package_id(facts: PackageFacts, memory: CaseMemory | None) -> PackageFacts:
    """Return a package's facts with the finding that its id is another's, where it is."""
    if memory is None or facts.head is None:
        return facts
    digest = sha256(facts.tagmanifest).hexdigest()
    head, lender = facts.head, facts.head.lender.uscc
    # Whether the seal passes is not known yet: one that is claimed is held against those that did.
    claimed = "" if facts.signature is None else head.platform_id or lender
    filing = Filing(head.package_id, digest, lender, claimed)
    other = memory.other_package(filing)
    if other is None:
        return facts
    found = finding(
        "memory.package_id_reused",
        filing.package_id,
        observed=f"sha256:{digest}",
        expected=f"sha256:{other}",
    )
    return replace(facts, findings=(*facts.findings, found))


def keys_of_strangers(recalls: Recalls, shards: Iterable[str]) -> set[IndexKey]:
    """Return the keys of a package that stand under another borrower as well."""
    found = (recall for shard in shards for recall in recalls.of(shard).values())
    every = chain.from_iterable(recall.matches for recall in found)
    return {one.key for one in every if one.sighting.borrower == ANOTHER}


def remember(
    package: Package,
    filing: Filing,
    memory: CaseMemory,
    contradicted: Iterable[Contradicted],
) -> None:
    """Have the memory keep an accepted package: its index keys and what was contradicted in it."""
    memory.record(filing, sightings_of(package, filing), contradicted)


def sightings_of(package: Package, filing: Filing) -> Iterator[tuple[IndexKey, Sighting]]:
    """Yield what an accepted package states; of a loan, only where it is the sender's own word."""
    for cases in census(package, filing):
        for case in cases:
            for one in case.stated:
                if one.indexed and (filing.sender or one.key.kind is not KeyKind.LOAN):
                    yield one.key, case.sighting._replace(item=one.item, category=one.category)


def _records(
    package: Package, filing: Filing, memory: CaseMemory | None, recalls: Recalls
) -> Iterator[bytes]:
    """Yield a record a key and case, in the package and in the memory."""
    for cases in census(package, filing, every=memory is not None):
        for case in cases:
            yield from _own(case)
        if memory is not None and cases:
            yield from _known(cases, filing, memory)
            recalls.keep("remembered", cases[0].shard, _remembered(cases, filing, memory))


def _own(case: CensusCase) -> Iterator[bytes]:
    head = _head(case.shard, case.sighting)
    for one in case.stated:
        if one.indexed:
            yield _record(head, one.key, one.item, one.category)


def _known(cases: list[CensusCase], filing: Filing, memory: CaseMemory) -> Iterator[bytes]:
    """Yield what the memory knows of the keys of a shard, as records of no shard."""
    keys = {one.key for case in cases for one in case.stated if one.indexed}
    for key, sightings in memory.sightings(keys).items():
        for one in sightings:
            if one.package_digest != filing.package_digest:
                head = _head("", one)
                yield _record(head, key, one.item, one.category)


def _head(shard: str, one: Sighting) -> str:
    """Return what all records of a case begin with: those of one borrower sort together."""
    return _SEPARATOR.join((one.borrower, shard, *map(str, one[:_OF_CASE])))


def _record(head: str, key: IndexKey, item: str, category: int) -> bytes:
    text = f"{head}\n{item}\n{category}\n{key.kind.value}\n{key.value}"
    return key.digest[:_HASH] + text.encode()


class _Member(NamedTuple):
    """One case that states a key."""

    shard: str
    """Empty where it is of an earlier package."""
    sighting: Sighting
    key: IndexKey


def _member(record: bytes) -> _Member:
    _, shard, *of_case, item, category, kind, value = record[_HASH:].decode().split(_SEPARATOR)
    sighting = Sighting._make((*of_case, item, int(category)))
    return _Member(shard, sighting, IndexKey(KeyKind(kind), value))


def _matches(records: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a record a case and other place of one of its keys; most keys stand in one case."""
    held: list[bytes] = []
    for record in records:
        other = bool(held) and not record.startswith(held[0][:_HASH])
        if other or len(held) == LIMITS.recall_group:
            yield from _crossed(held)
            held = [] if other else held[:1]
        held.append(record)
    yield from _crossed(held)


def _crossed(records: list[bytes]) -> Iterator[bytes]:
    """Yield the matches of cases that state one key, other borrowers' first, nobody's last."""
    if len(records) <= 1:
        return
    members = [_member(record) for record in records]
    by_borrower: dict[str, list[_Member]] = {}
    for one in members:
        kept = by_borrower.setdefault(one.sighting.borrower, [])
        if len(kept) <= LIMITS.recall_sightings and not any(_is_same(one, other) for other in kept):
            kept.append(one)
    for one in members:
        if one.shard:
            others = islice(_others(one, by_borrower), LIMITS.recall_sightings)
            yield from (_match_record(one, other) for other in others)


def _others(one: _Member, by_borrower: Mapping[str, list[_Member]]) -> Iterator[_Member]:
    borrower = one.sighting.borrower
    strangers = (rows for name, rows in by_borrower.items() if name and name != borrower)
    yield from chain.from_iterable(strangers)
    yield from (other for other in by_borrower[borrower] if not _is_same(one, other))
    if borrower:
        yield from by_borrower.get(_NOBODY, ())


def _is_same(one: _Member, other: _Member) -> bool:
    return (one.sighting.package_digest, one.sighting.case_key) == (
        other.sighting.package_digest,
        other.sighting.case_key,
    )


def _match_record(one: _Member, other: _Member) -> bytes:
    """Return a match, which names no other borrower, and of another lender nothing at all.

    Facts, reports and kits are read by this one's side.
    """
    there, same = other.sighting, one.sighting.borrower == other.sighting.borrower
    rank = _rank(there, same=same)
    if rank == _STRANGERS:
        there = there._replace(borrower=ANOTHER)
    if there.lender != one.sighting.lender:
        there = Sighting("", "", "", there.borrower, "", "", "", "", there.category)
    place = (one.shard, one.sighting.case_key, str(rank), one.sighting.item, *one.key)
    return _SEPARATOR.join((*place, *map(str, there))).encode()


def _rank(there: Sighting, *, same: bool) -> int:
    """Return the place of a match among those of its case: strangers first, nobody last."""
    if there.borrower == _NOBODY:
        return 2
    return 1 if same else _STRANGERS


def _match(row: list[str]) -> Match:
    _, _, _, item, kind, value, *of_case, there, category = row
    key = IndexKey(KeyKind(kind), value)
    return Match(item, key, Sighting._make((*of_case, there, int(category))))


def _remembered(
    cases: Iterable[CensusCase], filing: Filing, memory: CaseMemory
) -> Mapping[str, list[Remembered]]:
    """Return the contradictions that the cases of a shard recall, by case key."""
    rows = list(cases)
    known = _contradicted({one.key for case in rows for one in case.stated}, filing, memory)
    if not known:
        return {}
    found = {case.sighting.case_key: _recalled(case.stated, known, filing) for case in rows}
    return {key: recalled for key, recalled in found.items() if recalled}


def _of_documents(
    package: Package, filing: Filing, memory: CaseMemory
) -> Mapping[str, list[Remembered]]:
    """Return the contradictions that the shared documents recall, by their ids."""
    shared = read_shared(package)
    found = {}
    for line in shared.shared if shared is not None else ():
        stated = stated_by_document(line)
        known = _contradicted({one.key for one in stated}, filing, memory)
        if recalled := _recalled(stated, known, filing):
            found[line.id] = recalled
    return found


def _contradicted(
    keys: Iterable[IndexKey], filing: Filing, memory: CaseMemory
) -> Mapping[IndexKey, list[Contradiction]]:
    """Return what the memory recalls of keys, by the keys as the package states them."""
    asked = {form: key for key in keys for form in recalling(key, filing)}
    found: dict[IndexKey, list[Contradiction]] = {}
    for form, known in memory.contradictions(asked.keys()).items():
        found.setdefault(asked[form], []).extend(known)
    return found


def _recalled(
    stated: Iterable[Stated],
    known: Mapping[IndexKey, Iterable[Contradiction]],
    filing: Filing,
) -> list[Remembered]:
    """Return what keys recall, each contradiction once, of the item that recalls it if one does.

    Wrong proofs come first; of more than are told, one mark says that there are more.
    """
    items: dict[Contradiction, str] = {}
    for one in stated:
        for was in known.get(one.key, ()):
            if was.package_digest != filing.package_digest:
                items[was] = items.get(was) or one.item
    first = sorted(items, key=lambda was: not was.of_proof)
    kept, more = first[: LIMITS.recall_contradictions], first[LIMITS.recall_contradictions :]
    return [*(Remembered(items[was], was) for was in kept), *_marked(more[:1])]


def _marked(more: Iterable[Contradiction]) -> Iterator[Remembered]:
    return (Remembered("", was.and_more()) for was in more)
