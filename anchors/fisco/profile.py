"""What a court's registry holds of a FISCO BCOS chain: its cryptography, contract and sealers.

A sealer's node id is its public key, x ‖ y. The set is pinned, with who runs each node and from
when to when it seals: without it anybody's four keys would be as good as the chain's.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from anchors.contractprofile import ContractProfile, contract_fields
from anchors.errors import ProfileError
from anchors.fisco.suite import SUITES, Suite
from anchors.jsontext import Json, hex_field, integer_field, text_field
from anchors.limits import LIMITS
from anchors.profile import instant_field, is_operator, one_of

__all__ = ["FiscoProfile", "Sealer", "fisco_profile"]

_NODE_ID, _SELECTOR = 64, 4
_HEAVIEST = 1 << 20


class Sealer(NamedTuple):
    """One consensus node, as registered."""

    node_id: bytes
    weight: int
    operator: str
    """Who runs it."""
    valid_from: datetime
    valid_to: datetime | None

    def seals(self, at: datetime) -> bool:
        """Whether it is of the set at a time; its end is not part of it."""
        return self.valid_from <= at and (self.valid_to is None or at < self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class FiscoProfile(ContractProfile):
    """One registered group of a FISCO BCOS chain and the one contract in it."""

    suite: Suite
    chain_id: str
    group_id: str
    """Nodes seal several groups with one key: only a transaction says of which it is."""
    call: bytes
    """First four octets of the input of the contract's `anchor(root, meta)`."""
    sealers: tuple[Sealer, ...]

    def sealers_at(self, at: datetime) -> dict[bytes, Sealer]:
        """Return the sealers of a time by their node id."""
        return {one.node_id: one for one in self.sealers if one.seals(at)}


def fisco_profile(record: Json) -> FiscoProfile:
    """Return the profile of a registry record; raises as `decode_profile` says."""
    return FiscoProfile(
        **contract_fields(record),
        suite=SUITES[one_of(record, "crypto", SUITES)],
        chain_id=text_field(record, "chain_id"),
        group_id=text_field(record, "group_id"),
        call=hex_field(record, "call", _SELECTOR),
        sealers=_sealers(record.get("sealers")),
    )


def _sealers(listed: object) -> tuple[Sealer, ...]:
    if not isinstance(listed, list) or not 0 < len(listed) <= LIMITS.fisco_sealers:
        raise ProfileError(f"sealers is no list of 1 to {LIMITS.fisco_sealers}")
    found = tuple([_sealer(one) for one in listed])
    if len({one.node_id for one in found}) != len(found):
        raise ProfileError("a sealer stands twice")
    return found


def _sealer(record: object) -> Sealer:
    if not isinstance(record, dict):
        raise ProfileError("a sealer is no object")
    operator = text_field(record, "operator")
    if not is_operator(operator):
        raise ProfileError(f"{operator!r} is no name of an operator")
    return Sealer(
        hex_field(record, "node_id", _NODE_ID),
        integer_field(record, "weight", 1, _HEAVIEST),
        operator,
        instant_field(record, "from"),
        None if record.get("to") is None else instant_field(record, "to"),
    )
