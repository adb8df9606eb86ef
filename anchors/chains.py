"""Kinds of chains: one table from the kind that a profile names to how its files are read.

`profile_record` is the way back: what a registry record of a profile says.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from anchors.attested import attested_profile
from anchors.contractprofile import ContractProfile
from anchors.errors import EncodingError, ProfileError
from anchors.evmprofile import EvmProfile, evm_profile
from anchors.fisco.profile import FiscoProfile, Sealer, fisco_profile
from anchors.headerchain import BitcoinProfile, bitcoin_profile, decode_bitcoin_headers
from anchors.jsontext import Json
from anchors.profile import ChainProfile, decode_headers, one_of

__all__ = ["KINDS", "ChainKind", "decode_chain_headers", "decode_profile", "profile_record"]


class ChainKind(NamedTuple):
    """How the registry's files of one kind of chain are read."""

    profile: Callable[[Json], ChainProfile]
    """Raises `EncodingError` or `ProfileError`."""
    headers: Callable[[bytes], object] | None
    """Reads headers/<id>.jsonl; raises `ProfileError`. None: such a chain has no pinned headers."""


KINDS: Mapping[str, ChainKind] = {
    "evm": ChainKind(evm_profile, decode_headers),
    "fisco2": ChainKind(fisco_profile, decode_headers),
    "fisco3": ChainKind(fisco_profile, decode_headers),
    "attested": ChainKind(attested_profile, None),
    "bitcoin": ChainKind(bitcoin_profile, decode_bitcoin_headers),
}


def decode_profile(record: Mapping[str, object]) -> ChainProfile:
    """Return the profile that a registry record is, of the kind that it names.

    Raises:
        ProfileError: a field is missing, of another type, or names what we do not know.
    """
    try:
        return KINDS[one_of(record, "kind", KINDS)].profile(record)
    except EncodingError as error:
        raise ProfileError(str(error)) from error


def decode_chain_headers(kind: str, data: bytes) -> object:
    """Return the pinned headers of a chain, in the form of its kind.

    Raises:
        ProfileError: they are malformed or contradict one another, or the kind has none.
    """
    decode = KINDS[kind].headers
    if decode is None:
        raise ProfileError(f"a chain of kind {kind} has no pinned headers")
    return decode(data)


def profile_record(profile: ChainProfile) -> dict[str, object]:
    """Return a profile as a registry record has it: `decode_profile` of it is the profile."""
    record: dict[str, object] = {
        "id": profile.id,
        "kind": profile.kind,
        "tolerance_s": int(profile.tolerance.total_seconds()),
        "operator": profile.operator,
        "from": _text(profile.valid_from),
        "to": _until(profile.valid_to),
    }
    if isinstance(profile, ContractProfile):
        record |= _contract_fields(profile)
    if isinstance(profile, EvmProfile):
        record |= {"chain_id": profile.chain_id, "code_hash": profile.code_hash.hex()}
    elif isinstance(profile, FiscoProfile):
        record |= _fisco_fields(profile)
    elif isinstance(profile, BitcoinProfile):
        record |= _bitcoin_fields(profile)
    return record


def _contract_fields(profile: ContractProfile) -> dict[str, object]:
    submitters = profile.submitters
    return {
        "genesis": profile.genesis.hex(),
        "contract": profile.contract.hex(),
        "topic": profile.topic.hex(),
        "layout": profile.layout,
        "submitters": None if submitters is None else sorted(one.hex() for one in submitters),
        "first_write": profile.first_write,
        "finality": profile.finality._asdict(),
    }


def _fisco_fields(profile: FiscoProfile) -> dict[str, object]:
    return {
        "crypto": profile.suite.name,
        "chain_id": profile.chain_id,
        "group_id": profile.group_id,
        "call": profile.call.hex(),
        "sealers": list(map(_sealer, profile.sealers)),
    }


def _sealer(one: Sealer) -> dict[str, object]:
    return {
        "node_id": one.node_id.hex(),
        "weight": one.weight,
        "operator": one.operator,
        "from": _text(one.valid_from),
        "to": _until(one.valid_to),
    }


def _bitcoin_fields(profile: BitcoinProfile) -> dict[str, object]:
    finality = {
        "rule": "work",
        "confirmations": profile.confirmations,
        "least_work": profile.least_work.to_bytes(32, "big").hex(),
    }
    return {"genesis": profile.genesis.hex(), "finality": finality}


def _until(at: datetime | None) -> str | None:
    return None if at is None else _text(at)


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().removesuffix("+00:00") + "Z"
