"""Chains that are a platform's word alone, and what is claimed to stand on them.

ChainMaker, AntChain, XuperChain and others show no proof that a third party can repeat: what is
registered of them is whose word it is. A claim of such a chain is held against the file it names,
and comes to no more than 平台证明.
"""

from dataclasses import dataclass
from typing import NamedTuple

from anchors.batch import Entry, decode_entry
from anchors.jsontext import Json, text_field
from anchors.profile import ChainProfile, common_fields

__all__ = ["FORM", "AttestedClaim", "AttestedProfile", "attested_claim", "attested_profile"]

FORM = "platform-chain/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttestedProfile(ChainProfile):
    """A chain of which the court has its operator's word, and nothing to compute."""


class AttestedClaim(NamedTuple):
    """That a digest is on a chain, as its operator says."""

    form: str
    chain: str
    transaction: str
    """The operator's id of the transaction, as text."""
    entry: Entry


def attested_profile(record: Json) -> AttestedProfile:
    """Return the profile of a registry record; raises as `decode_profile` says."""
    return AttestedProfile(**common_fields(record))


def attested_claim(record: Json) -> AttestedClaim:
    """Return the claim of a decoded object; raises as `decode_claim` says."""
    return AttestedClaim(
        FORM, text_field(record, "chain"), text_field(record, "tx_id"), decode_entry(record)
    )
