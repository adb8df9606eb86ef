"""What a court's registry holds of an EVM chain: the one contract on it whose logs are anchors."""

from dataclasses import dataclass

from anchors.contractprofile import ContractProfile, contract_fields
from anchors.jsontext import Json, hex_field, integer_field

__all__ = ["EvmProfile", "evm_profile"]

_HASH = 32
_LARGEST = 1 << 53


@dataclass(frozen=True, slots=True, kw_only=True)
class EvmProfile(ContractProfile):
    """One registered EVM chain and the one contract on it."""

    chain_id: int
    code_hash: bytes
    """Keccak-256 of the contract's code; checked when the profile is registered."""


def evm_profile(record: Json) -> EvmProfile:
    """Return the profile of a registry record; raises as `decode_profile` says."""
    return EvmProfile(
        **contract_fields(record),
        chain_id=integer_field(record, "chain_id", 1, _LARGEST),
        code_hash=hex_field(record, "code_hash", _HASH),
    )
