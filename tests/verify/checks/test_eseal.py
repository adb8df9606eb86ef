"""Electronic seals, judged: GB/T 38540 7.3 step by step, and what a forger would try."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.eseal import (
    Seal,
    Sealing,
    bit_string,
    platform_seal,
    seal_maker,
    seal_owner,
    stamped_by,
)
from fixtures.keys import sm2_key
from fixtures.pki import CA, Profile, Revoked, issue, serial_of
from fixtures.world import RECEIVED_AT, crl_of, crl_url, subject
from tests.verify.checks.court import WORLD, court
from verify.asn1.eseal import decode_eseal
from verify.checks.covered import Covered, CoveredDigest, CoveredOctets
from verify.checks.eseal import EsealFacts, check_eseal, eseal_specs, judge_seal
from verify.checks.signature import judge_signer
from verify.context import VerificationContext
from verify.crypto.algorithms import Sm2Form
from verify.errors import DecodeError
from verify.existence import prove_existence
from verify.findings import CheckStatus, Finding
from verify.model import DigestSpec
from verify.tokens import inner_tokens, time_claim

PLATFORM = WORLD.platforms[0]
OWNER, MAKER = seal_owner(WORLD, PLATFORM), seal_maker(WORLD)
NEW, OLD = platform_seal(WORLD, PLATFORM), platform_seal(WORLD, PLATFORM, version=1)
AT = datetime(2024, 9, 1, 2, tzinfo=UTC)
XML = "<Signature>借款合同</Signature>".encode()
PATH = "/Doc_0/Signs/Sign_0/Signature.xml"
STAMPED = stamped_by(WORLD.tsa_national, AT + timedelta(seconds=20))
COURT = court()
_UNKNOWN = issue(subject("虚构无名根证书"), sm2_key(1, "nobody"), None, CA)
UNREADABLE = replace(NEW, maker=replace(MAKER, certificate=b"0"))
STRANGER = WORLD.leaf(WORLD.signer_sm2, subject("虚构乙某"), WORLD.sm2("stranger"))
PASSED, OPEN, FAILED = CheckStatus.PASSED, CheckStatus.INDETERMINATE, CheckStatus.FAILED


def _registered() -> VerificationContext:
    """A court that has registered how these CAs sign: a value that is wrong then is wrong."""
    roots = tuple([replace(root, sm2=Sm2Form()) for root in COURT.trust.roots])
    trust = replace(COURT.trust, roots=roots)
    return VerificationContext(trust, COURT.policy, COURT.at, helpers=COURT.helpers)


REGISTERED = _registered()


class Judged(NamedTuple):
    """One use of a seal, judged as a whole."""

    facts: EsealFacts
    findings: tuple[Finding, ...]
    path: tuple[str, ...]

    @property
    def codes(self) -> list[tuple[str, CheckStatus]]:
        """What was said, and with which status."""
        return [(one.code, one.status) for one in self.findings]


def _judged(octets: bytes, covered: Covered | None, context: VerificationContext = COURT) -> Judged:
    facts = check_eseal(decode_eseal(octets), covered, context, subject="ofd-1")
    signature = facts.signature
    tokens = inner_tokens(signature.signed, context, subject="ofd-1")
    claims = [time_claim(one, context) for one in tokens]
    existence, times = prove_existence(claims, context.at)
    (info,), (signer,) = signature.signed.signers, signature.signers
    user = judge_signer(info, signer, existence, context, subject="ofd-1")
    seal = judge_seal(facts, existence, context, subject="ofd-1")
    about_times = [one for time in times for one in time.findings]
    found = (*signature.findings, *user.findings, *seal.findings, *about_times)
    return Judged(facts, found, seal.path)


def _sealing(seal: Seal = NEW, **said: Any) -> Sealing:
    return replace(Sealing(seal, OWNER, AT), **said)


def _seal(seal: Seal = NEW, context: VerificationContext = COURT, **said: Any) -> Judged:
    return _judged(_sealing(seal, **said).over(XML, PATH), CoveredOctets(XML), context)


@pytest.mark.parametrize("version", [4, 1])
@pytest.mark.parametrize("rsa", [False, True], ids=["SM2", "RSA"])
def test_a_good_use_of_a_good_seal_leaves_nothing_to_say(version: int, *, rsa: bool) -> None:
    seal = platform_seal(WORLD, PLATFORM, version=version, rsa=rsa)
    assert _seal(seal, signer=seal_owner(WORLD, PLATFORM, rsa=rsa)).codes == []


def test_what_is_known_of_a_seal_is_told_of_every_use_of_it() -> None:
    context, seal = court(), replace(NEW, method="2.999.7")
    message = decode_eseal(_sealing(seal).over(XML, PATH))
    found = [
        check_eseal(message, CoveredOctets(XML), context, subject=name).seal.findings
        for name in ("ofd-1", "ofd-2", "ofd-1")
    ]
    assert [one.subject for (one,) in found] == ["ofd-1#seal", "ofd-2#seal", "ofd-1#seal"]


def test_a_seal_that_one_court_knows_is_unknown_to_another() -> None:
    seal = replace(NEW, tamper=True)
    assert _seal(seal, context=REGISTERED).codes == [("eseal.value_wrong", FAILED)]
    assert _seal(seal).codes == [("signature.sm2_form_unregistered", OPEN)]


def test_the_path_of_the_maker_is_told() -> None:
    assert len(_seal().path) == 3


def test_the_digest_of_what_is_sealed_is_called_for() -> None:
    message = decode_eseal(_sealing().over(XML, PATH))
    assert eseal_specs(message) == (DigestSpec("sm3"),)


def test_a_digest_alone_tells_what_is_sealed() -> None:
    known = CoveredDigest("sm3", hashlib.new("sm3", XML).digest())
    assert _judged(_sealing().over(XML, PATH), known).codes == []


def test_a_seal_on_something_else_is_a_contradiction() -> None:
    judged = _judged(_sealing().over(XML, PATH), CoveredOctets(XML + b" "))
    assert judged.codes == [("eseal.digest_mismatch", FAILED)]


def test_what_is_sealed_and_not_here_leaves_it_open() -> None:
    judged = _judged(_sealing().over(XML, PATH), None)
    assert judged.codes == [("proof.over_unresolved", OPEN)]


@pytest.mark.parametrize("seal", [NEW, OLD])
def test_another_value_of_its_user_is_a_contradiction(seal: Seal) -> None:
    assert ("signature.value_wrong", FAILED) in _seal(seal, context=REGISTERED, tamper=True).codes


@pytest.mark.parametrize("seal", [NEW, OLD])
def test_another_value_of_its_maker_is_a_contradiction(seal: Seal) -> None:
    judged = _seal(replace(seal, tamper=True), context=REGISTERED)
    assert judged.codes == [("eseal.value_wrong", FAILED)]


def test_a_seal_with_another_name_than_its_maker_signed_is_a_contradiction() -> None:
    other = replace(NEW, name="虚构乙平台存证专用章")
    judged = _seal(replace(NEW, resigned=other.info), context=REGISTERED)
    assert ("eseal.value_wrong", FAILED) in judged.codes


def test_a_seal_lifted_from_another_document_is_not_its_lifters() -> None:
    assert ("eseal.signer_not_listed", FAILED) in _seal(signer=STRANGER).codes


def test_a_list_that_nobody_vouches_for_contradicts_nothing() -> None:
    seal = replace(NEW, tamper=True)
    judged = _seal(seal, signer=STRANGER, context=REGISTERED)
    assert ("eseal.signer_not_listed", OPEN) in judged.codes


def test_a_certificate_shown_in_place_of_the_signers_convinces_nobody() -> None:
    judged = _seal(signer=STRANGER, certificate=OWNER.certificate, context=REGISTERED)
    assert ("signature.value_wrong", FAILED) in judged.codes


@pytest.mark.parametrize("digest", ["sm3", "sha256", "sha512"])
def test_a_seal_that_lists_its_user_by_digest_passes(digest: str) -> None:
    assert _seal(replace(NEW, by_digest=digest)).codes == []


def test_a_digest_of_another_certificate_lists_nobody() -> None:
    seal = replace(NEW, by_digest="sm3", owners=(STRANGER.certificate,))
    assert _seal(seal).codes == [("eseal.signer_not_listed", FAILED)]


def test_a_weak_digest_lists_nobody_for_sure() -> None:
    assert _seal(replace(NEW, by_digest="sha1")).codes == [("eseal.list_not_evaluated", OPEN)]


def test_a_seal_that_lists_nobody_is_nobodys() -> None:
    assert _seal(replace(NEW, owners=())).codes == [("eseal.signer_not_listed", FAILED)]


def test_a_seal_of_its_users_own_making_is_vouched_for_by_nobody() -> None:
    assert _seal(replace(NEW, maker=OWNER)).codes == [("eseal.made_by_user", OPEN)]


def test_a_maker_under_no_trusted_root_leaves_the_seal_open() -> None:
    nobody = issue(subject("虚构无名制章者"), WORLD.sm2("unknown-maker"), _UNKNOWN)
    judged = _seal(replace(NEW, maker=nobody))
    assert OPEN in [status for _, status in judged.codes]


def test_a_seal_used_after_its_term_is_a_contradiction_by_its_users_own_word() -> None:
    seal = replace(NEW, ends=AT - timedelta(days=30))
    assert _seal(seal, timestamp=STAMPED).codes == [("eseal.expired", FAILED)]


def test_a_seal_that_ran_out_before_receipt_may_have_been_used_in_time() -> None:
    seal = replace(NEW, ends=AT + timedelta(days=30))
    assert _seal(seal).codes == [("eseal.expired", OPEN)]


def test_a_token_proves_that_a_seal_was_used_in_its_term() -> None:
    seal = replace(NEW, ends=AT + timedelta(days=30))
    assert _seal(seal, timestamp=STAMPED).codes == []


def test_clocks_may_differ_at_the_end_of_a_term() -> None:
    seal = replace(NEW, ends=AT - timedelta(hours=8))
    assert _seal(seal, timestamp=STAMPED).codes == [("eseal.expired", OPEN)]


def test_a_seal_used_before_its_term_leaves_it_open() -> None:
    seal = replace(NEW, begins=RECEIVED_AT + timedelta(days=1))
    assert _seal(seal).codes == [("eseal.not_yet_valid", OPEN)]


def test_a_use_that_says_it_is_older_than_the_seal_leaves_it_open() -> None:
    seal = replace(NEW, begins=AT + timedelta(days=30))
    assert _seal(seal).codes == [("eseal.not_yet_valid", OPEN)]


def test_a_user_whose_certificate_was_revoked_before_is_contradicted() -> None:
    revoked = Revoked(serial_of(OWNER.certificate), AT - timedelta(days=30), "key_compromise")
    informed = court(crls=[crl_of(WORLD.signer_sm2.ca, [revoked])])
    judged = _seal(context=informed, timestamp=STAMPED)
    assert ("certificate.signed_after_revocation", FAILED) in judged.codes


def test_a_maker_whose_certificate_ran_out_leaves_the_seal_open() -> None:
    short = Profile(not_after=AT - timedelta(days=1), crl_url=crl_url("signer-sm2"))
    key = WORLD.sm2("old-maker")
    maker = issue(subject("虚构旧制章者"), key, WORLD.signer_sm2.ca, short)
    judged = _seal(replace(NEW, maker=maker), timestamp=STAMPED)
    assert ("certificate.expired_no_poe", OPEN) in judged.codes


@pytest.mark.parametrize(
    ("seal", "said", "code", "status"),
    [
        (replace(NEW, header="EX"), {}, "eseal.header_wrong", FAILED),
        (OLD, {"version": 2}, "eseal.version_mismatch", FAILED),
        (replace(NEW, extension="2.999.1"), {}, "eseal.extension_critical", OPEN),
        (NEW, {"extension": "2.999.1"}, "eseal.extension_critical", OPEN),
        (replace(NEW, name="丙公司合同专用章"), {}, "eseal.name_unlike_signer", PASSED),
        (OLD, {"time_info": bit_string(b"\x30\x00")}, "eseal.time_not_evaluated", PASSED),
        (OLD, {"time_info": bit_string(b"2024-09-01 10:00:00")}, "eseal.zone_assumed", PASSED),
        (NEW, {"method": "1.2.156.10197.1.504"}, "signature.algorithm_unsupported", OPEN),
        (NEW, {"method": "2.999.7"}, "signature.algorithm_unsupported", OPEN),
        (replace(NEW, method="2.999.7"), {}, "eseal.algorithm_unsupported", OPEN),
        (UNREADABLE, {}, "eseal.certificate_absent", OPEN),
    ],
)  # fmt: skip
def test_each_fault_of_form_is_said(
    seal: Seal, said: dict[str, Any], code: str, status: CheckStatus
) -> None:
    assert _seal(seal, **said).codes == [(code, status)]


def test_a_term_that_ends_before_it_begins_is_a_fault_of_form() -> None:
    seal = replace(NEW, begins=AT + timedelta(days=2), ends=AT + timedelta(days=1))
    assert ("eseal.term_reversed", FAILED) in _seal(seal, timestamp=STAMPED).codes


def test_a_certificate_that_cannot_be_read_is_nobodys() -> None:
    seal = replace(NEW, owners=(b"0",))
    assert _seal(seal, certificate=b"0").codes == [("signature.certificate_absent", OPEN)]


def test_an_md5_digest_is_among_the_algorithms_that_never_suffice() -> None:
    weak = hashlib.md5(XML, usedforsecurity=False).digest()
    rsa = platform_seal(WORLD, PLATFORM, rsa=True)
    owner = seal_owner(WORLD, PLATFORM, rsa=True)
    judged = _seal(rsa, signer=owner, data_hash=weak, method="1.2.840.113549.1.1.4")
    assert ("md5", 0) in judged.facts.signature.signers[0].algorithms


@pytest.mark.parametrize("seal", [NEW, OLD])
@given(place=st.integers(0, 10_000), change=st.integers(1, 255))
def test_a_changed_octet_never_passes(seal: Seal, place: int, change: int) -> None:
    octets = bytearray(_sealing(seal).over(XML, PATH))
    octets[place % len(octets)] ^= change
    try:
        judged = _judged(bytes(octets), CoveredOctets(XML))
    except DecodeError:
        return
    assert {status for _, status in judged.codes} - {PASSED}
