"""A content timestamp that passes is a lower bound for the signature (judgement 3)."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from fixtures.cms import Signer, content_timestamp, detached
from fixtures.pki import Revoked, parsed
from fixtures.tsa import token
from fixtures.world import RECEIVED_AT, crl_of
from tests.verify.checks.court import WORLD, court
from verify.asn1.cms import decode_signed_data
from verify.checks.covered import CoveredOctets
from verify.checks.signature import SignatureFacts, check_signature
from verify.findings import CheckStatus
from verify.objects.verify import verify_object

AT = datetime(2024, 9, 1, 2, tzinfo=UTC)
DATA = b"contract\n"
DIGEST = hashlib.sha256(DATA).digest()
WHO = Signer(identity=WORLD.lenders[0].signer)
TSA = WORLD.tsas[1]


def _signed(*tokens: bytes) -> SignatureFacts:
    who = replace(WHO, signed=tuple(content_timestamp(one) for one in tokens))
    signed = decode_signed_data(detached(DIGEST, who)[0])
    return check_signature(signed, CoveredOctets(DATA), court(), subject="x")


def _told(facts: SignatureFacts) -> list[tuple[str, CheckStatus]]:
    return [(one.code, one.status) for one in facts.findings]


TOLD = ("signature.content_timestamp", CheckStatus.PASSED)


def test_one_that_passes_is_the_lower_bound_less_its_accuracy() -> None:
    facts = _signed(token(TSA, DIGEST, AT))
    assert (_told(facts), facts.signers[0].signed_after) == ([TOLD], AT - timedelta(seconds=1))


def test_the_latest_of_several_is_the_bound() -> None:
    later = AT + timedelta(days=1)
    facts = _signed(token(TSA, DIGEST, later), token(TSA, DIGEST, AT))
    assert facts.signers[0].signed_after == later - timedelta(seconds=1)


def test_without_one_there_is_no_bound() -> None:
    assert _signed().signers[0].signed_after is None


def test_one_over_other_content_contradicts() -> None:
    facts = _signed(token(TSA, bytes(32), AT))
    assert _told(facts) == [("timestamp.imprint_mismatch", CheckStatus.FAILED)]
    assert facts.signers[0].signed_after is None


def test_one_that_cannot_be_decided_gives_no_bound_and_is_told() -> None:
    facts = _signed(token(TSA, DIGEST, RECEIVED_AT + timedelta(days=1)))
    assert (_told(facts), facts.signers[0].signed_after) == ([TOLD], None)
    assert facts.findings[0].observed == "timestamp.in_future"


def test_one_that_is_no_token_is_told() -> None:
    facts = _signed(b"\x30\x00")
    assert (_told(facts), facts.signers[0].signed_after) == ([TOLD], None)


CA = next(one.ca for one in WORLD.hierarchies if one.ca.certificate == WHO.identity.chain[0])


def _under_revocation(*tokens: bytes) -> list[str]:
    """Return what is said of a signature whose certificate was revoked a day before `AT`."""
    revoked = Revoked(
        parsed(WHO.identity.certificate).serial_number, AT - timedelta(days=1), "key_compromise"
    )
    context = court(uninformed=[CA], crls=[crl_of(CA, [revoked])])
    who = replace(WHO, signed=tuple(content_timestamp(one) for one in tokens))
    made = detached(DIGEST, who)[0]
    result = verify_object(made, CoveredOctets(DATA), context, subject="x")
    return [one.code for one in result.findings]


def test_a_signature_that_was_made_after_the_revocation_fails() -> None:
    found = _under_revocation(token(TSA, DIGEST, AT))
    assert found == ["signature.content_timestamp", "certificate.signed_after_revocation"]


def test_one_from_before_the_revocation_leaves_it_open() -> None:
    found = _under_revocation(token(TSA, DIGEST, AT - timedelta(days=2)))
    assert found == ["signature.content_timestamp", "revocation.revoked_no_poe"]


def test_without_one_the_revocation_leaves_it_open() -> None:
    assert _under_revocation() == ["revocation.revoked_no_poe"]
