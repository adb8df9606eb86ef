"""What a court's registry holds of a chain on which a contract's logs are anchors, of any kind."""

from dataclasses import dataclass
from typing import Literal, cast

from anchors.errors import ProfileError
from anchors.jsontext import Json, hex_field, octets_of_hex
from anchors.layout import LAYOUTS
from anchors.profile import (
    ChainProfile,
    CommonFields,
    Finality,
    common_fields,
    finality_of,
    one_of,
)

__all__ = ["ContractFields", "ContractProfile", "contract_fields"]

FirstWrite = Literal["contract", "none"]

_HASH, _ADDRESS = 32, 20
_FIRST_WRITE = ("contract", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractProfile(ChainProfile):
    """One registered chain and the one contract on it."""

    genesis: bytes
    """Hash of the first block."""
    contract: bytes
    """Address of the anchor contract."""
    topic: bytes
    """First topic of the anchor log."""
    layout: str
    """A name in `layout.LAYOUTS`: what stands where in the log."""
    submitters: frozenset[bytes] | None
    """Addresses permitted to anchor; None where none are listed."""
    first_write: FirstWrite
    """Whether the contract refuses a second anchor of one root."""
    finality: Finality


class ContractFields(CommonFields):
    """The fields of `ContractProfile`, for the constructor of a kind's own."""

    genesis: bytes
    contract: bytes
    topic: bytes
    layout: str
    submitters: frozenset[bytes] | None
    first_write: FirstWrite
    finality: Finality


def contract_fields(record: Json) -> ContractFields:
    """Return what every such profile has; raises `EncodingError` or `ProfileError`."""
    return ContractFields(
        **common_fields(record),
        genesis=hex_field(record, "genesis", _HASH),
        contract=hex_field(record, "contract", _ADDRESS),
        topic=hex_field(record, "topic", _HASH),
        layout=one_of(record, "layout", LAYOUTS),
        submitters=_submitters(record.get("submitters")),
        first_write=cast("FirstWrite", one_of(record, "first_write", _FIRST_WRITE)),
        finality=finality_of(record.get("finality")),
    )


def _submitters(value: object) -> frozenset[bytes] | None:
    if value is None:
        return None
    if not isinstance(value, list):
        raise ProfileError("submitters is neither a list nor null")
    return frozenset(octets_of_hex(one, "submitters", _ADDRESS) for one in value)
