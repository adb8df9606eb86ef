"""What a case that would wait is short of, and who of the court's sources may have it; pure.

A header is wanted of a chain with a source, at a height of which nothing is pinned: where another
block is pinned, the claim's own will never be. A list of revoked certificates is wanted where the
court holds none of its issuer that is in force. Evidence names chains and heights, never an
address; what nobody registered can bring is not waited for.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from anchors.limits import LIMITS
from anchors.profile import PinnedHeader
from ingest.sources.registry import ListSource, Sources, chain_source
from verify.asn1.crl import CertificateList, decode_crl
from verify.asn1.names import name_text
from verify.context import VerificationContext
from verify.engine import JudgedCase
from verify.findings import Finding
from verify.judging import ItemOutcome
from verify.outcomes import ProofOutcome
from verify.trust import TrustStore

__all__ = ["LIST", "Want", "is_held", "lists_of", "wants_of"]

LIST = "list"
"""What is wanted of a source of lists."""
_LARGEST = 1 << 53
"""Of a height: no header is pinned above it."""
_UNPINNED = "anchor.header_unpinned"
_UNLISTED = frozenset({"revocation.absent", "revocation.stale"})


class Want(NamedTuple):
    """Something that a source may have."""

    source: str
    item: str
    """A height of a chain, or `LIST`."""


def wants_of(
    judged: JudgedCase, context: VerificationContext, sources: Sources
) -> tuple[Want, ...]:
    """Return what a case waits for, sorted; nothing where it stands whatever sources say."""
    judgement = judged.judgement
    if judgement is None or not judgement.admission.waits_for:
        return ()
    outcomes = [*judged.items, *[one.outcome for one in judgement.case.shared]]
    wanted = {*_headers(outcomes, sources)}
    if _UNLISTED & {one.code for item in outcomes for one in _findings(item)}:
        wanted |= {Want(one.id, LIST) for one in sources.lists.values()}
    missing = [one for one in wanted if not is_held(one, sources, context.trust, context.at)]
    return tuple(sorted(missing)[: LIMITS.case_wants])


def is_held(want: Want, sources: Sources, store: TrustStore, at: datetime) -> bool:
    """Whether the court's trust has what is wanted, or something that rules it out."""
    chain, listed = sources.chains.get(want.source), sources.lists.get(want.source)
    if chain is not None:
        registered = chain.chain in (store.chains or {})
        return not registered or int(want.item) in _heights(store, chain.chain)
    return listed is not None and any(_serves(one, at) for one in lists_of(listed, store))


def lists_of(source: ListSource, store: TrustStore) -> list[CertificateList]:
    """Return the lists of a source's issuer that the court holds."""
    every = [decode_crl(der) for der in store.crls]
    return [one for one in every if name_text(one.issuer) == source.issuer]


def _headers(outcomes: Iterable[ItemOutcome], sources: Sources) -> Iterator[Want]:
    for proof in _proofs(outcomes):
        place = proof.ledger
        unpinned = any(one.code == _UNPINNED for one in proof.findings)
        if unpinned and place is not None and 0 <= (place.height or 0) < _LARGEST:
            source = chain_source(place.chain)
            if source in sources.chains:
                yield Want(source, str(place.height or 0))


def _proofs(outcomes: Iterable[ItemOutcome]) -> Iterator[ProofOutcome]:
    for outcome in outcomes:
        yield from outcome.proofs


def _findings(outcome: ItemOutcome) -> Iterator[Finding]:
    yield from outcome.findings
    for proof in outcome.proofs:
        yield from proof.findings


def _heights(store: TrustStore, chain: str) -> Collection[int]:
    pinned = (store.headers or {}).get(chain)
    lines = pinned.values() if isinstance(pinned, dict) else ()
    return {one.height for one in lines if isinstance(one, PinnedHeader)}


def _serves(held: CertificateList, at: datetime) -> bool:
    """Whether a list speaks of `at`: issued since, or in force then (judgement 3)."""
    return held.this_update >= at or (held.next_update is not None and at < held.next_update)
