"""A counter-signature says nothing of the item: it is told, and a wrong one fails its proof."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from fixtures.cms import Signer, attribute, counter_signature, detached, sign, signed_data
from fixtures.der import set_of, utc_time
from fixtures.pki import CA, LEAF, issue
from fixtures.world import subject
from tests.verify.checks.court import WORLD, court
from verify.asn1.cms import decode_signed_data
from verify.checks.covered import CoveredOctets
from verify.checks.signature import check_signature
from verify.codes.table import CODES
from verify.findings import CheckStatus, Finding
from verify.trust import Purpose

AT = datetime(2024, 9, 1, 2, tzinfo=UTC)
DATA = b"contract\n"
DIGEST = hashlib.sha256(DATA).digest()
WHO = Signer(identity=WORLD.lenders[0].signer, at=AT)
NOTARY = Signer(identity=WORLD.borrower(1).signer, at=AT)


def _countersigned(
    *unsigned: Callable[[bytes], bytes], carried: tuple[bytes, ...] = NOTARY.identity.path
) -> tuple[Finding, ...]:
    who = replace(WHO, unsigned=lambda value: [make(value) for make in unsigned])
    certificates = (*who.identity.path, *carried)
    signed = decode_signed_data(signed_data([sign(who, DIGEST)], certificates=certificates))
    return check_signature(signed, CoveredOctets(DATA), court(), subject="x").findings


def _by(notary: Signer) -> Callable[[bytes], bytes]:
    return lambda value: counter_signature(notary, value)


def _codes(findings: tuple[Finding, ...]) -> list[tuple[str, CheckStatus]]:
    return [(one.code, one.status) for one in findings]


COUNTER = "1.2.840.113549.1.9.6"
SIGNING_TIME = "1.2.840.113549.1.9.5"
TOLD = ("signature.counter_signature", CheckStatus.PASSED)
WRONG = ("signature.counter_signature_wrong", CheckStatus.FAILED)


def test_a_good_one_is_told_with_who_made_it() -> None:
    (one,) = _countersigned(_by(NOTARY))
    message = decode_signed_data(detached(DIGEST, NOTARY)[0])
    name = court().resolve(message, message.signers[0], Purpose.SIGNER).name
    assert (_codes((one,)), one.observed) == ([TOLD], name)


def test_one_without_signed_attributes_is_told_as_well() -> None:
    assert _codes(_countersigned(_by(replace(NOTARY, attributes=False)))) == [TOLD]


def test_a_wrong_value_fails_and_contradicts_no_item() -> None:
    found = _countersigned(_by(replace(NOTARY, tamper=True)))
    assert (_codes(found), CODES[WRONG[0]].contradiction) == ([WRONG], False)


def test_one_over_another_value_is_wrong() -> None:
    found = _countersigned(lambda _: counter_signature(NOTARY, b"another value"))
    assert _codes(found) == [WRONG]
    assert "signature.digest_mismatch" in (found[0].observed or "")


def test_each_is_told_on_its_own() -> None:
    found = _countersigned(_by(NOTARY), _by(replace(NOTARY, tamper=True)))
    assert sorted(_codes(found)) == [TOLD, WRONG]


def test_one_by_an_expired_certificate_is_told_and_fails_nothing() -> None:
    ca, key = WORLD.signer_rsa.ca, WORLD.key("expired")
    leaf = issue(subject("虚构公证人"), key, ca, replace(LEAF, not_after=AT - timedelta(days=1)))
    (one,) = _countersigned(_by(Signer(identity=leaf, at=AT)), carried=leaf.path)
    assert _codes((one,)) == [TOLD]
    assert "certificate.expired_no_poe" in (one.observed or "")


def test_one_with_incomplete_attributes_is_told_and_fails_nothing() -> None:
    def without_digest(value: bytes) -> bytes:
        alone = replace(NOTARY, replayed=set_of([attribute(SIGNING_TIME, utc_time(AT))]))
        return attribute(COUNTER, sign(alone, hashlib.sha256(value).digest()).signer_info)

    (one,) = _countersigned(without_digest)
    assert _codes((one,)) == [TOLD]
    assert "signature.attributes_incomplete" in (one.observed or "")


def test_one_by_a_stranger_is_told_as_undecided() -> None:
    root = issue(subject("虚构陌生机构"), WORLD.key("stranger"), None, CA)
    leaf = issue(subject("虚构陌生人"), WORLD.key("stranger-leaf"), root, LEAF)
    (one,) = _countersigned(_by(Signer(identity=leaf)))
    assert (_codes((one,)), one.observed) == ([TOLD], "signature.certificate_absent")


def test_one_that_states_a_content_type_counts_for_nothing() -> None:
    def typed(value: bytes) -> bytes:
        info = sign(NOTARY, hashlib.sha256(value).digest()).signer_info
        return attribute(COUNTER, info)

    (one,) = _countersigned(typed)
    assert (_codes((one,)), one.observed) == ([TOLD], "states a content type")
