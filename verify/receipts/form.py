"""A form of receipt as data: where in the JSON each field of the normal value stands.

A platform's form is one row of such data; what a field means is never taken from the receipt.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from verify.receipts.value import ReceiptState

__all__ = [
    "ChainPlaces",
    "DigestPlace",
    "Place",
    "ReceiptForm",
    "StatePlace",
    "TimePlace",
    "under",
]

Place = tuple[str, ...]
"""JSON pointers (RFC 6901) at each of which one field may stand; where two do, they must agree.

In the place of a digest a step `*` is every number: the rows of a list.
"""
_NOWHERE: Mapping[str, Place] = MappingProxyType({})


def under(names: str, *roots: str) -> Place:
    """Return the place of a field that goes by several names, below several roots.

    Args:
        names: pointers separated by spaces, without the root.
        roots: wrappers of the whole answer; the top where none is given.
    """
    return tuple([root + name for name in names.split() for root in roots or ("",)])


class DigestPlace(NamedTuple):
    """Where a digest of what was deposited stands, as hex or base64 (with 0x, in any case)."""

    at: Place
    alg: str
    """The algorithm where no label stands beside it."""
    label: Place = ()
    labels: Mapping[str, str] = MappingProxyType({})
    """The platform's own enumeration to our names; names of algorithms are known anyway."""
    piece: bool = False
    """Whether there are several, of several pieces of data: one has to be the covered object's."""


class TimePlace(NamedTuple):
    """Where a time stands; ISO 8601 or `2021-03-26 09:06:05`, or a number of units since 1970."""

    at: Place
    unit: str = "iso"
    """iso (a number is no time), s or ms."""


class StatePlace(NamedTuple):
    """Where the platform's word for the state of the deposit stands."""

    at: Place
    values: Mapping[str, ReceiptState]
    absent: ReceiptState = ReceiptState.UNKNOWN


class ChainPlaces(NamedTuple):
    """Where the platform says that the deposit stands on a chain."""

    name: str | None = None
    tx_hash: Place = ()
    height: Place = ()
    block_hash: Place = ()
    block_time: TimePlace | None = None
    awaited: bool = False
    """Whether a deposit whose transaction hash is absent or empty is not on the chain yet."""
    updatable: bool = False


class ReceiptForm(NamedTuple):
    """One form of receipt."""

    id: str
    digests: tuple[DigestPlace, ...]
    marks: tuple[Place, ...] = ()
    """What every receipt of this form has and no other: a field at each of these places."""
    deposit_no: Place = ()
    deposited_at: TimePlace | None = None
    answered: StatePlace | None = None
    """Where the envelope of an answer says whether it is one."""
    state: StatePlace | None = None
    chain: ChainPlaces | None = None
    references: Mapping[str, Place] = _NOWHERE
    tokens: tuple[Place, ...] = ()
    platform: Place = ()
    """Where the platform names itself."""
    holder: Place = ()
    file_name: Place = ()
    contract_no: Place = ()
    phase: Place = ()
    phases: Mapping[str, str] = MappingProxyType({})
    """The platform's own word for a stage of the loan to the kind of event that it is."""
    calls_for: Mapping[str, Place] = _NOWHERE
    """Kind of proof to the field whose presence says that there is one."""
