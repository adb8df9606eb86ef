"""One quick pass over every case line, for the keys that may stand elsewhere (judgement 5).

It runs before the first shard is judged, so it reads no more than it needs: lines are not decoded
strictly here. What is malformed or rotten is passed over; reading the shard refuses or reports it,
and a refused package is remembered for nothing.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

from anchors.limits import LIMITS
from anchors.nesting import overwhelms
from ingest.errors import MalformedError
from ingest.package.closure import ShardRef
from ingest.package.member import Member, read_whole
from ingest.package.package import Package
from ingest.package.shard import read_shared
from verify.memory import (
    PERSONAL,
    Filing,
    IndexKey,
    Sighting,
    borrower_of,
    deposit_key,
    digest_keys,
    document_key,
    loan_key,
    number,
    numbers_of,
    short,
)
from verify.model import BundleShard, Evidence, SharedLine

__all__ = ["CensusCase", "Stated", "census", "stated_by_document", "stated_by_item"]

_EVERY = frozenset(range(1, 11))
_IDENTITY = frozenset({2, 4})
"""Categories that belong to one person even where the file lies in data/shared."""


class Stated(NamedTuple):
    """One key that a case states."""

    key: IndexKey
    item: str
    """Evidence id; empty where the key is the case's own."""
    category: int

    @property
    def indexed(self) -> bool:
        """Whether it belongs to one loan; the others only recall contradictions."""
        return not self.category or self.category in PERSONAL


class CensusCase(NamedTuple):
    """One case line, as far as the index looks at it."""

    shard: str
    sighting: Sighting
    """As others see it, without an item."""
    stated: tuple[Stated, ...]


def census(package: Package, filing: Filing, *, every: bool = False) -> Iterator[list[CensusCase]]:
    """Yield the cases of every shard, a shard at a time.

    Args:
        package: what is to be judged.
        filing: its identity.
        every: whether to give the keys of all items; else of those alone that are indexed.
    """
    categories = _EVERY if every else PERSONAL
    shared = _personal_documents(read_shared(package))
    for ref in package.shards:
        data = _read_lines(package, ref)
        limits = package.limits
        lines = data.split(b"\n", limits.shard_cases)[: limits.shard_cases] if data else []
        rows = (_decode(line) for line in lines if 0 < len(line) <= limits.line_octets)
        yield [_case(ref.name, row, filing, shared, categories) for row in rows if row is not None]


def stated_by_document(line: SharedLine) -> tuple[Stated, ...]:
    """Return the keys that a shared document states, its own among them."""
    own = Stated(document_key(line.kind, line.id), line.evidence.id, line.evidence.category)
    return (*stated_by_item(line.evidence), own)


def stated_by_item(evidence: Evidence) -> tuple[Stated, ...]:
    """Return the keys that one item states."""
    keys = digest_keys(evidence.digests)
    if evidence.deposit is not None:
        keys.append(deposit_key(evidence.deposit.platform_id, evidence.deposit.deposit_no))
    return tuple(Stated(key, evidence.id, evidence.category) for key in keys)


def _personal_documents(shared: BundleShard | None) -> Mapping[str, tuple[Stated, ...]]:
    lines = shared.shared if shared is not None else ()
    personal = (line for line in lines if line.evidence.category in _IDENTITY)
    return {line.id: stated_by_item(line.evidence) for line in personal}


def _read_lines(package: Package, ref: ShardRef) -> bytes | None:
    """Return `cases.jsonl` of a shard; None where it cannot be read or is rotten."""
    path = f"data/{ref.name}/cases.jsonl"
    try:
        member = next((m for name, m in package.members(ref) if name == path), None)
        if member is None or member.size > package.limits.shard_octets:
            return None
        data = _read(package, member)
        return data if _is_sound(package, ref, path.encode(), data) else None
    except MalformedError:
        return None


def _read(package: Package, member: Member) -> bytes:
    place = package.container.locate(member)
    return read_whole(package.container, place, package.limits.shard_octets)


def _is_sound(package: Package, ref: ShardRef, path: bytes, data: bytes) -> bool:
    """Whether the lines are what the SHA-256 manifest says; the others are checked on reading."""
    for manifest, (start, stop) in zip(package.manifests, ref.lines, strict=True):
        if manifest.manifest.algorithm == "sha256":
            listed = (one.digest for one in manifest.lines(start, stop) if one.path == path)
            return next(listed, b"") == sha256(data).hexdigest().encode()
    return True


def _decode(line: bytes) -> dict[str, object] | None:
    if overwhelms(line, LIMITS.json_depth):
        return None
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if type(value) is dict else None


def _case(
    shard: str,
    row: dict[str, object],
    filing: Filing,
    shared: Mapping[str, tuple[Stated, ...]],
    categories: frozenset[int],
) -> CensusCase:
    elements, loan = _object(row.get("elements")), _object(row.get("loan"))
    contract, loan_no = _text(loan, "contract_no"), _text(loan, "loan_no")
    sighting = Sighting(
        filing.package_id,
        filing.package_digest,
        filing.lender,
        borrower_of(elements),
        number(contract),
        number(loan_no),
        short(_text(row, "case_key")),
    )
    stated = [Stated(loan_key(filing.lender, contract, loan_no), "", 0)]
    stated += [Stated(value, "", 0) for _, value in numbers_of(elements)]
    for evidence in _rows(row.get("evidence"), LIMITS.case_evidence):
        category = evidence.get("category")
        if type(category) is int and category in categories:
            stated += _stated(evidence, category)
    names = [one for one in _listed(row.get("shared"), LIMITS.case_shared) if isinstance(one, str)]
    for name in dict.fromkeys(names):
        stated += shared.get(name, ())
    return CensusCase(shard, sighting, tuple(dict.fromkeys(stated)))


def _stated(row: Mapping[str, object], category: int) -> Iterator[Stated]:
    item = short(_text(row, "id"))
    for declared in digest_keys(_object(row.get("digests"))):
        yield Stated(declared, item, category)
    deposit = row.get("deposit")
    if isinstance(deposit, dict):
        key = deposit_key(_text(deposit, "platform_id"), _text(deposit, "deposit_no"))
        yield Stated(key, item, category)


def _text(row: Mapping[str, object], key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""


def _object(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _listed(value: object, most: int) -> Iterable[object]:
    """Return a list as far as the strict decoder would read it; a longer one is refused there."""
    return value[:most] if isinstance(value, list) else ()


def _rows(value: object, most: int) -> Iterator[Mapping[str, object]]:
    return (row for row in _listed(value, most) if isinstance(row, dict))
