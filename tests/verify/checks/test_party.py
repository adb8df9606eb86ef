"""Whose a certificate is, held against the party that should have signed."""

from datetime import UTC, datetime

import pytest

from fixtures.pki import LEAF, Profile, extension, issue
from fixtures.trust import trust_directory
from fixtures.world import subject, world
from verify.asn1.x509 import Certificate, decode_certificate
from verify.calls import NO_CALLS, PlatformCalls
from verify.checks.party import (
    Holder,
    PartyIdentity,
    check_borrower,
    check_party,
    compare_party,
    holder_of,
    party_of,
)
from verify.context import VerificationContext
from verify.model import Deposit, DepositState, Evidence, Party
from verify.policy import DEFAULT_POLICY
from verify.trustfile import decode_trust

WORLD = world()
NUMBER = "440199198001010004"
CREDIT = "91440101F00000018N"
BORROWER = PartyIdentity("张三", NUMBER, personal=True)
LENDER = PartyIdentity("甲公司（虚构）", CREDIT, personal=False)
OTHER_NAME = "signature.signer_other_name"
OTHER_IDENTITY = "signature.signer_other_identity"
VARIANT = "signature.identity_variant"
NOT_COMPARED = "signature.identity_not_compared"


def issued(names: dict[str, str], profile: Profile = LEAF) -> Certificate:
    made = issue(names, WORLD.key("party"), WORLD.signer_p256.ca, profile)
    return decode_certificate(made.certificate)


def certificate(name: str, **more: str) -> Certificate:
    return issued(subject(name, **more))


def holder(name: str, **more: str) -> Holder:
    return holder_of(certificate(name, **more))


@pytest.mark.parametrize(
    "more",
    [
        {"serial_number": NUMBER},
        {"serial_number": f"IDCCN-{NUMBER}"},
        {"serial_number": "440199 19800101 0004"},
        {"user_id": NUMBER},
        {"organizational_unit_name": NUMBER},
    ],
    ids=["plain", "semantics", "spaced", "uid", "unit"],
)
def test_a_number_that_agrees_decides_whatever_the_name(more: dict[str, str]) -> None:
    assert compare_party(holder("another name", **more), BORROWER) is None


def test_a_common_name_in_parts_is_read() -> None:
    assert compare_party(holder(f"041@0{NUMBER}@张三@00000001"), BORROWER) is None


def test_an_organisation_is_known_by_its_identifier() -> None:
    found = holder("seal 01", organization_identifier=f"NTRCN-{CREDIT}")
    assert compare_party(found, LENDER) is None


@pytest.mark.parametrize(
    ("name", "more", "code"),
    [
        ("张三", {"serial_number": "440199198102260002"}, OTHER_IDENTITY),
        ("张三", {"serial_number": "440199800101001"}, OTHER_IDENTITY),
        ("张三", {"serial_number": "44019919800101****"}, VARIANT),
        ("张三", {"serial_number": "4401****0004"}, VARIANT),
        ("张三", {"serial_number": "4402****0004"}, OTHER_IDENTITY),
        ("张三", {"serial_number": "SF-20240601-7"}, NOT_COMPARED),
        ("张三", {}, NOT_COMPARED),
        ("张 三", {}, VARIANT),
        ("李四", {}, OTHER_NAME),
        ("李四", {"serial_number": "440199198102260002"}, OTHER_NAME),
        ("李四", {"serial_number": "4401****0004"}, OTHER_NAME),
    ],
)
def test_a_person_is_compared_by_name_and_number(
    name: str, more: dict[str, str], code: str
) -> None:
    assert compare_party(holder(name, **more), BORROWER) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("甲公司（虚构）", NOT_COMPARED),
        ("甲公司(虚构)", VARIANT),
        ("乙公司", OTHER_NAME),
    ],
)
def test_an_organisation_is_compared_by_its_name(name: str, code: str) -> None:
    assert compare_party(holder(name), LENDER) == code


def test_the_organisation_attribute_names_an_organisation_alone() -> None:
    found = holder("seal 01")
    party = PartyIdentity("虚构", None, personal=False)
    assert (compare_party(found, party), compare_party(found, party._replace(personal=True))) == (
        NOT_COMPARED,
        OTHER_NAME,
    )


def test_a_dot_inside_a_name_may_be_written_in_several_ways() -> None:
    party = PartyIdentity("阿里·虚构", None, personal=True)
    assert compare_party(holder("阿里•虚构"), party) == VARIANT


def test_two_masked_numbers_are_compared_digit_by_digit() -> None:
    party = PartyIdentity("张三", "4401************04", personal=True)
    assert compare_party(holder("张三", serial_number="44019919********04"), party) == VARIANT


def test_a_party_known_by_number_alone_has_to_agree_in_it() -> None:
    party = PartyIdentity(None, NUMBER, personal=True)
    found = holder("张三", serial_number="440199198102260002")
    assert compare_party(found, party) == OTHER_IDENTITY
    assert compare_party(holder("张三"), party) is None


@pytest.mark.parametrize(
    ("oid", "value"),
    [
        ("1.2.156.10260.4.1.1", b"\x13\x12" + NUMBER.encode()),
        ("1.2.156.10260.4.1.1", b"\x31\x14\x80\x12" + NUMBER.encode()),
        ("1.2.156.10260.4.1.4", b"\x0c\x12" + NUMBER.encode()),
    ],
    ids=["bare", "tagged", "organisation"],
)
def test_a_number_in_an_extension_of_a_chinese_certificate_is_read(oid: str, value: bytes) -> None:
    made = issued(subject("another name"), Profile(extra=(extension(oid, value),)))
    assert compare_party(holder_of(made), BORROWER) is None


def test_the_nearest_of_several_signers_is_the_party_s() -> None:
    signers = [certificate("乙公司"), certificate("张三", serial_number=NUMBER)]
    assert check_party("borrower", signers, BORROWER, subject="p") == ()


def test_the_finding_says_who_signed_and_who_should_have() -> None:
    (one,) = check_party("borrower", [certificate("李四")], BORROWER, subject="p")
    assert (one.code, one.subject, one.observed, one.expected) == (
        OTHER_NAME, "p", "CN=李四,O=虚构,C=CN", "张三",
    )  # fmt: skip


def test_where_numbers_differ_the_number_is_what_was_expected() -> None:
    signer = certificate("张三", serial_number="440199198102260002")
    (one,) = check_party("borrower", [signer], BORROWER, subject="p")
    assert one.expected == NUMBER


def test_a_signature_without_a_certificate_tells_nothing() -> None:
    assert check_party("borrower", [], BORROWER, subject="p") == ()


STRANGER = certificate("李四", serial_number="440199198102260002")
OWN = certificate("张三", serial_number=NUMBER)


@pytest.mark.parametrize("role", [None, "lender", "platform"])
def test_the_borrower_is_looked_for_under_any_label(role: str | None) -> None:
    found = [check_borrower(role, [one], BORROWER, subject="p").here for one in (OWN, STRANGER)]
    assert found == [True, False]


@pytest.mark.parametrize(
    ("signer", "code"),
    [(certificate("张三"), NOT_COMPARED), (certificate("张 三"), VARIANT)],
    ids=["name", "variant"],
)
def test_what_is_left_of_doubt_is_told_under_any_label(signer: Certificate, code: str) -> None:
    found = check_borrower(None, [signer], BORROWER, subject="p")
    assert (found.here, [one.code for one in found.findings]) == (True, [code])


def test_a_stranger_in_the_borrower_s_name_is_asked_about_once() -> None:
    found = check_borrower("borrower", [STRANGER], BORROWER, subject="p")
    assert (found.here, found.findings) == (True, ())


def test_a_borrower_known_by_number_alone_is_not_found_in_a_name() -> None:
    party = PartyIdentity(None, NUMBER, personal=True)
    assert not check_borrower(None, [certificate("张三")], party, subject="p").here


def test_without_a_certificate_the_borrower_is_not_found() -> None:
    assert not check_borrower("borrower", [], BORROWER, subject="p").here


TRUST = decode_trust(trust_directory(WORLD).files())
CONTEXT = VerificationContext(TRUST, DEFAULT_POLICY, datetime(2025, 6, 10, tzinfo=UTC))
CALLS = PlatformCalls("plat-anzheng", {}, lender=Party(CREDIT, "甲公司"))
ELEMENTS = {"d_name": "张三", "d_id_no": NUMBER, "b_name": "乙公司", "b_uscc": "X"}


def evidence(platform_id: str) -> Evidence:
    deposit = Deposit(platform_id, "1", None, None, DepositState.DEPOSITED)
    return Evidence(
        "v", 8, "disbursement", "t", "p", None, None, None, None, {}, None, None, deposit
    )


def test_a_borrower_is_who_the_element_list_says() -> None:
    assert party_of("borrower", None, ELEMENTS, CALLS, CONTEXT) == BORROWER


def test_a_firm_that_borrows_is_known_by_its_code() -> None:
    firm = {"d_party_type": "法人", "d_name": "丙公司", "d_uscc": CREDIT}
    expected = PartyIdentity("丙公司", CREDIT, personal=False)
    assert party_of("borrower", None, firm, CALLS, CONTEXT) == expected


def test_a_lender_is_who_the_element_list_says_else_the_package() -> None:
    stated = party_of("lender", None, ELEMENTS, CALLS, CONTEXT)
    of_package = party_of("lender", None, {}, CALLS, CONTEXT)
    assert (stated, of_package) == (
        PartyIdentity("乙公司", "X", personal=False),
        PartyIdentity("甲公司", CREDIT, personal=False),
    )


def test_a_platform_is_the_registered_one_that_took_the_deposit() -> None:
    own = party_of("platform", None, {}, CALLS, CONTEXT)
    other = party_of("platform", evidence("plat-intl"), {}, CALLS, CONTEXT)
    names = [one.name for one in (own, other) if one is not None]
    assert names == [WORLD.platforms[0].name, WORLD.platforms[1].name]


@pytest.mark.parametrize("role", ["borrower", "lender", "platform", "notary", None])
def test_where_nothing_names_a_party_nothing_is_compared(role: str | None) -> None:
    odd = {"d_name": 7, "d_id_no": " ", "b_name": None}
    assert party_of(role, None, odd, NO_CALLS, CONTEXT) is None
