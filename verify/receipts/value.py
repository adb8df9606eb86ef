"""What any platform's receipt says of a deposit, whatever its form: one value for one check.

Every field keeps the pointers it was read at, so that it can be told whether the platform signed
it. Numbers and ids are kept as the text they were written in: they exceed what a float holds.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

__all__ = [
    "PlatformReceipt",
    "ReceiptState",
    "SignedFields",
    "StatedChain",
    "StatedDigest",
    "StatedState",
    "StatedTime",
    "Told",
    "cut",
]

_SHOWN = 80
"""Characters of a field that a finding shows."""


class ReceiptState(StrEnum):
    """How far a deposit has come, by the platform's own word."""

    DEPOSITED = "deposited"
    PENDING = "pending"
    """Taken, and not on the chain yet 上链中, or not complete yet."""
    FAILED = "failed"
    DIGEST_ONLY = "digest_only"
    """Deposited as a digest: the platform keeps no original."""
    UNKNOWN = "unknown"
    """A word for it that the form does not know."""


class Told(NamedTuple):
    """One field as it was written, with every pointer where it stands."""

    text: str
    pointers: tuple[str, ...]


def cut(text: str) -> str:
    """Return a field as far as a finding shows it."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


class StatedDigest(NamedTuple):
    """One digest that a receipt states."""

    alg: str | None
    """None where its label is of no algorithm known here."""
    value: bytes
    told: Told
    piece: bool = False
    """Whether it is of one of several pieces of data, of which the covered object may be one."""


class StatedTime(NamedTuple):
    """One time that a receipt states."""

    at: datetime | None
    """In UTC; None where the text is no time, or none that can be of a deposit."""
    told: Told
    zone_assumed: bool = False
    """Whether it has no zone and is read as of Beijing."""
    latest: datetime | None = None
    """The last instant that the text may mean: the end of a day that is stated without a clock."""


class StatedState(NamedTuple):
    """How far the deposit has come, and what says so."""

    state: ReceiptState
    told: tuple[Told | None, ...]
    """Every field that it rests on; None for one that says it by being absent."""

    @property
    def shown(self) -> str | None:
        """The first field that says it, as far as it is shown."""
        return next((cut(one.text) for one in self.told if one is not None), None)


class StatedChain(NamedTuple):
    """Where the platform says that the deposit stands on a chain: its word (平台证明)."""

    name: str | None = None
    tx_hash: Told | None = None
    height: Told | None = None
    block_hash: Told | None = None
    block_time: StatedTime | None = None
    updatable: bool = False
    """Whether the contract lets a deposit's digest be replaced under the same number."""

    @property
    def told(self) -> tuple[Told, ...]:
        """Every field that it has."""
        every = (self.tx_hash, self.height, self.block_hash)
        return tuple([one for one in every if one is not None])


class SignedFields(NamedTuple):
    """Which fields of a receipt are the platform's own word."""

    pointers: frozenset[str] = frozenset()
    whole: bool = False
    """Whether a signature covers the receipt's every octet, and so what is absent, too."""

    def cover(self, told: Told | None) -> bool:
        """Whether a field is there, and signed at one of the places where it stands."""
        if told is None:
            return False
        return self.whole or not self.pointers.isdisjoint(told.pointers)

    def union(self, others: Iterable["SignedFields"]) -> "SignedFields":
        """Return what this and others sign together."""
        every = [self, *others]
        pointers = frozenset[str]().union(*[one.pointers for one in every])
        return SignedFields(pointers, any(one.whole for one in every))


class PlatformReceipt(NamedTuple):
    """One receipt in the terms of every platform."""

    form: str
    digests: tuple[StatedDigest, ...] = ()
    state: StatedState | None = None
    """None where the form has no such field: what the platform states is then deposited."""
    deposit_no: Told | None = None
    deposited_at: StatedTime | None = None
    chain: StatedChain | None = None
    references: Mapping[str, Told] = MappingProxyType({})
    """Numbers that other courts' or notaries' systems gave the same deposit."""
    tokens: tuple[Told, ...] = ()
    """Time-stamp tokens as text, undecoded."""
    platform: Told | None = None
    holder: Told | None = None
    file_name: Told | None = None
    contract_no: Told | None = None
    phase: Told | None = None
    event: str | None = None
    """Kind of event that the phase is, where the form knows."""
    calls_for: Mapping[str, Told] = MappingProxyType({})
    """Kinds of proof that it says stand beside it."""
    faults: tuple[tuple[str, str], ...] = ()
    """Codes of what is wrong with its fields, with what was observed."""
