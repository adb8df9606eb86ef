"""The signers of one message share what may be spent on their paths."""

import hashlib
from dataclasses import replace

import pytest

from anchors.limits import LIMITS
from fixtures.cms import Signer, counter_signature, sign, signed_data
from fixtures.pki import CA, issue
from fixtures.world import subject
from tests.verify.checks.court import WORLD, court
from verify.asn1.cms import SignedData, decode_signed_data
from verify.checks.covered import CoveredOctets
from verify.checks.signature import check_signature
from verify.trust import Purpose

DATA = b"contract\n"
DIGEST = hashlib.sha256(DATA).digest()
NAME = subject("虚构同名机构")
NAMESAKES = [issue(NAME, WORLD.key(f"namesake-{at}"), None, CA) for at in range(40)]
SIGNERS = [
    Signer(identity=issue(subject(f"虚构签署人{at}"), WORLD.key("signer"), NAMESAKES[0]))
    for at in range(16)
]


def _flood(signers: list[Signer]) -> SignedData:
    leaves = [one.identity.certificate for one in signers]
    crossed = [one.certificate for one in NAMESAKES]
    rows = [sign(one, DIGEST) for one in signers]
    return decode_signed_data(signed_data(rows, certificates=[*leaves, *crossed]))


def _verified(signed: SignedData) -> int:
    """Return how many signatures of certificates were verified for a message."""
    context = court()
    check_signature(signed, CoveredOctets(DATA), context, subject="x")
    return len(context.validator.book._verdicts)


def test_sixteen_signers_cost_no_more_than_one_may() -> None:
    assert _verified(_flood(SIGNERS)) <= LIMITS.path_steps


def test_what_is_cut_short_is_told() -> None:
    context = court()
    signed = _flood(SIGNERS)
    found = context.resolve(signed, signed.signers[0], Purpose.SIGNER)
    assert found.assessment is not None
    codes = {one.code for one in found.assessment.clean.findings}
    assert "certificate.search_limited" in codes


@pytest.mark.parametrize("number", [0, 1, 8])
def test_counter_signers_take_their_share(number: int) -> None:
    who = replace(
        SIGNERS[0], unsigned=lambda value: [counter_signature(SIGNERS[1], value)] * number
    )
    context = court()
    check_signature(_flood([who]), CoveredOctets(DATA), context, subject="x")
    assert {parties for *_, parties in context.validator._assessments} == {number + 1}


def test_what_one_signer_is_allowed_does_not_depend_on_who_came_before() -> None:
    alone, crowd = _flood(SIGNERS[:1]), _flood(SIGNERS)
    first, later = court(), court()
    check_signature(crowd, CoveredOctets(DATA), later, subject="x")
    one = check_signature(alone, CoveredOctets(DATA), first, subject="x")
    other = check_signature(alone, CoveredOctets(DATA), later, subject="x")
    codes = [
        [each.code for each in facts.signers[0].resolved.assessment.clean.findings]  # type: ignore[union-attr]
        for facts in (one, other)
    ]
    assert codes[0] == codes[1]
