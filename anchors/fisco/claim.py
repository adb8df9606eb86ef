"""Claims by a FISCO BCOS receipt: strict JSON to a value (forms `fisco2/1` and `fisco3/1`).

A claim carries what nodes answer with, so that everything signed or hashed is put together again
here: header, transaction and receipt whole, their proofs, and the sealers' signatures. Chain,
group, contract and sealers come from the registry's profile.

Claims of a batch differ in their `batch` alone; the rest is read once and known by its text.
"""

import marshal
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from anchors.batch import Batch, Entry, decode_batch, part_field
from anchors.errors import EncodingError, TooLargeError
from anchors.fisco.evidence import BlockEvidence
from anchors.fisco.seals import SealSignature
from anchors.fisco.v2 import evidence_v2
from anchors.fisco.v3 import evidence_v3
from anchors.jsontext import Json, hex_field, integer_field, text_field
from anchors.limits import LIMITS

__all__ = ["FORM_2", "FORM_3", "FiscoClaim", "fisco_claim"]

FORM_2, FORM_3 = "fisco2/1", "fisco3/1"

_KEPT = 32
_KEPT_OCTETS = 65_536
"""Longer shared parts are read anew for each claim: a block of four sealers has under 8 kB."""
_SIGNATURE_OCTETS = 192


class FiscoClaim(NamedTuple):
    """That a digest is in a batch whose root a contract logged in a block of a chain."""

    form: str
    chain: str
    """Id of a chain in the court's registry."""
    evidence: BlockEvidence
    shared: bytes
    """All but the batch, written out: equal where the values and their order are."""
    batch: Batch

    @property
    def entry(self) -> Entry:
        """The digest that is claimed to be anchored."""
        return self.batch.entry

    @property
    def weight(self) -> int:
        """Octets that keeping the common part costs."""
        return len(self.shared)


def fisco_claim(record: Json) -> FiscoClaim:
    """Return the claim of a decoded object; raises as `decode_claim` says."""
    form, batch = text_field(record, "form"), decode_batch(part_field(record, "batch"))
    rest = {key: record[key] for key in record if key != "batch"}
    # Version 2 writes every value out whole, so that equal values make equal octets.
    shared = marshal.dumps(rest, 2)
    few = len(shared) <= _KEPT_OCTETS
    evidence = _known(_Shared(shared, rest)) if few else _evidence(rest)
    return FiscoClaim(form, text_field(record, "chain"), evidence, shared, batch)


class _Shared:
    """The shared part of a claim, known by its octets alone."""

    __slots__ = ("octets", "record")

    def __init__(self, octets: bytes, record: Json) -> None:
        self.octets = octets
        self.record = record

    def __hash__(self) -> int:
        return hash(self.octets)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Shared) and self.octets == other.octets


@lru_cache(maxsize=_KEPT)
def _known(shared: _Shared) -> BlockEvidence:
    return _evidence(shared.record)


def _evidence(record: Json) -> BlockEvidence:
    return _VERSIONS[text_field(record, "form")](
        record,
        integer_field(record, "tx_index", 0, LIMITS.block_transactions - 1),
        integer_field(record, "log_index", 0, LIMITS.receipt_logs - 1),
        _signatures(record.get("signatures")),
    )


_VERSIONS: Mapping[str, Callable[[Json, int, int, tuple[SealSignature, ...]], BlockEvidence]] = {
    FORM_2: evidence_v2,
    FORM_3: evidence_v3,
}


def _signatures(listed: object) -> tuple[SealSignature, ...]:
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise EncodingError("signatures is no list of objects")
    if len(listed) > LIMITS.fisco_sealers:
        raise TooLargeError(f"{len(listed)} signatures")
    return tuple([_signature(one) for one in listed])


def _signature(record: Json) -> SealSignature:
    octets = hex_field(record, "signature")
    if len(octets) > _SIGNATURE_OCTETS:
        raise TooLargeError(f"a signature has {len(octets)} octets")
    return SealSignature(integer_field(record, "sealer", 0, LIMITS.fisco_sealers), octets)
