"""Anchors on the FISCO BCOS chains of `fixtures`, which encodes, hashes and signs by other code."""

import json
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from typing import Any

from anchors.claim import decode_claim
from anchors.facts import ReceiptFacts
from anchors.fisco.claim import FiscoClaim
from anchors.fisco.profile import FiscoProfile, fisco_profile
from fixtures.batch import Entry
from fixtures.fisco import CALLED, FiscoCall, FiscoLedger
from verify.ledger import LedgerBook

__all__ = ["AT", "ENTRIES", "KINDS", "claim_of", "codes", "fields_of", "prove", "registered"]

AT = datetime(2024, 1, 1, tzinfo=UTC)
ENTRIES = [Entry("sha256", sha256(b"%d" % number).digest()) for number in range(5)]
PLACE = 3
KINDS = [(2, False), (2, True), (3, False), (3, True)]
"""Version, and whether the cryptography is national."""


def ledger(version: int = 3, *, national: bool = True, transaction_version: int = 0) -> FiscoLedger:
    return FiscoLedger(
        7, ("depositor",), version=version, national=national,
        transaction_version=transaction_version,
    )  # fmt: skip


@cache
def _octets(version: int, national: bool, transaction_version: int, call: FiscoCall) -> bytes:
    made = ledger(version, national=national, transaction_version=transaction_version)
    return made.anchor_batch(ENTRIES, at=AT, batch_id="批次-1", call=call)[PLACE]


def fields_of(
    version: int = 3,
    *,
    national: bool = True,
    transaction_version: int = 0,
    call: FiscoCall = CALLED,
) -> dict[str, Any]:
    """A claim as decoded JSON, a new one each time."""
    found: dict[str, Any] = json.loads(_octets(version, national, transaction_version, call))
    return found


def claim_of(fields: dict[str, Any]) -> FiscoClaim:
    claim = decode_claim(json.dumps(fields).encode())
    assert isinstance(claim, FiscoClaim)
    return claim


@cache
def registered(version: int = 3, *, national: bool = True) -> FiscoProfile:
    return fisco_profile(ledger(version, national=national).profile())


def prove(fields: dict[str, Any], version: int = 3, *, national: bool = True) -> ReceiptFacts:
    """What a claim comes to under the profile of its chain, with real signature checks."""
    profile = registered(version, national=national)
    return LedgerBook({profile.id: profile}, {}).receipt(claim_of(fields), profile)


def codes(fields: dict[str, Any], version: int = 3, *, national: bool = True) -> list[str]:
    return [one.code for one in prove(fields, version, national=national).faults]
