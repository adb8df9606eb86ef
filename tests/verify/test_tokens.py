"""What a signature keeps for later verification serves its timestamps as well (CAdES-LT)."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fixtures.cms import Signer, detached, revocation_values, signature_timestamp
from fixtures.tsa import token
from fixtures.world import crl_of
from tests.verify.checks.court import WORLD, court
from verify.asn1.cms import decode_signed_data
from verify.checks.covered import CoveredOctets
from verify.findings import CheckStatus
from verify.objects.verify import verify_object
from verify.tokens import inner_tokens

AT = datetime(2024, 9, 1, 2, tzinfo=UTC)
DATA = b"contract\n"
WHO = Signer(identity=WORLD.lenders[0].signer, at=AT)
TSA = WORLD.tsas[1]
ISSUERS = [
    next(one.ca for one in WORLD.hierarchies if one.ca.certificate == identity.chain[0])
    for identity in (WHO.identity, TSA.signer.identity)
]
LISTS = [crl_of(one) for one in ISSUERS]


def _signed(values: Callable[[], list[bytes]], *, crls: tuple[bytes, ...] = ()) -> bytes:
    def unsigned(value: bytes) -> list[bytes]:
        stamp = token(TSA, hashlib.sha256(value).digest(), AT)
        return [signature_timestamp(stamp), *values()]

    digest = hashlib.sha256(DATA).digest()
    return detached(digest, replace(WHO, unsigned=unsigned), crls=crls)[0]


def _status(octets: bytes) -> tuple[CheckStatus, object]:
    context = court(uninformed=ISSUERS)
    result = verify_object(octets, CoveredOctets(DATA), context, subject="x")
    stamps = result.facts["timestamps"]
    return result.status, [one["status"] for one in stamps]  # type: ignore[attr-defined]


def test_without_revocation_data_signature_and_timestamp_are_open() -> None:
    assert _status(_signed(list)) == (CheckStatus.INDETERMINATE, ["INDETERMINATE"])


@pytest.mark.parametrize(
    "octets",
    [_signed(lambda: [revocation_values(crls=LISTS)]), _signed(list, crls=tuple(LISTS))],
    ids=["in_unsigned_attributes", "in_the_message"],
)
def test_revocation_data_beside_a_signature_serves_it_and_its_timestamp(octets: bytes) -> None:
    assert _status(octets) == (CheckStatus.PASSED, ["PASSED"])


@pytest.mark.parametrize("number", [1, 3, 8])
def test_the_timestamps_of_one_message_share_what_may_be_spent(number: int) -> None:
    def unsigned(value: bytes) -> list[bytes]:
        stamp = token(TSA, hashlib.sha256(value).digest(), AT)
        return [signature_timestamp(*[stamp] * number)]

    made = detached(bytes(32), replace(WHO, unsigned=unsigned))[0]
    context = court()
    tokens = inner_tokens(decode_signed_data(made), context, subject="x")
    assert len(tokens) == number
    assert {parties for *_, parties in context.validator._assessments} == {number}
