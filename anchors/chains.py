"""Kinds of chains: one table from the kind that a profile names to how its files are read."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from anchors.attested import attested_profile
from anchors.errors import EncodingError, ProfileError
from anchors.evmprofile import evm_profile
from anchors.fisco.profile import fisco_profile
from anchors.headerchain import bitcoin_profile, decode_bitcoin_headers
from anchors.jsontext import Json
from anchors.profile import ChainProfile, decode_headers, one_of

__all__ = ["KINDS", "ChainKind", "decode_chain_headers", "decode_profile"]


class ChainKind(NamedTuple):
    """How the registry's files of one kind of chain are read."""

    profile: Callable[[Json], ChainProfile]
    """Raises `EncodingError` or `ProfileError`."""
    headers: Callable[[bytes], object] | None
    """Reads headers/<id>.jsonl; raises `ProfileError`. None: such a chain has no pinned headers."""


KINDS: Mapping[str, ChainKind] = {
    "evm": ChainKind(evm_profile, decode_headers),
    "fisco2": ChainKind(fisco_profile, None),
    "fisco3": ChainKind(fisco_profile, None),
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
