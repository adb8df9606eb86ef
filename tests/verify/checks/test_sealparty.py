"""Whose a seal is said to be: its maker an organisation, its name that of who used it."""

from dataclasses import replace

import pytest

from fixtures.eseal import Sealing, platform_seal, seal_maker, seal_owner
from fixtures.world import RECEIVED_AT, subject
from tests.verify.checks.court import WORLD
from verify.asn1.eseal import Seal, decode_eseal
from verify.asn1.x509 import Certificate, decode_certificate
from verify.checks.sealparty import is_organisation, maker_findings, name_findings
from verify.findings import CheckStatus
from verify.trust import PlatformRecord

PLATFORM = WORLD.platforms[0]
RECORD = PlatformRecord(
    PLATFORM.id,
    PLATFORM.name,
    PLATFORM.credit_code,
    (),
    (),
    {},
    None,
    hosted_signing=False,
    record={},
)
PLATFORMS = (RECORD,)
RENAMED = {"organizational_unit_name": PLATFORM.credit_code}
CODE = "91440101F00000001A"


def _of(name: dict[str, str]) -> Certificate:
    made = WORLD.leaf(WORLD.signer_sm2, name, WORLD.sm2("somebody"))
    return decode_certificate(made.certificate)


def _named(seal_name: str) -> Seal:
    made = replace(platform_seal(WORLD, PLATFORM), name=seal_name)
    octets = Sealing(made, seal_owner(WORLD, PLATFORM), RECEIVED_AT).over(b"<x/>", "/x")
    return decode_eseal(octets).seal


def _firm(common_name: str, **more: str) -> Certificate:
    return _of(subject(common_name, **{"organization_name": common_name, **more}))


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"organizational_unit_name": CODE},
        {"serial_number": "914401011990010112"},
        {"serial_number": "440199199001010012", "organizational_unit_name": CODE},
    ],
)
def test_a_name_or_a_number_of_an_organisation_makes_it_one(more: dict[str, str]) -> None:
    assert is_organisation(_firm("虚构制章中心", **more))


@pytest.mark.parametrize(
    "name",
    [
        subject("虚构借款人", serial_number="440199199001010012"),
        subject("虚构借款人", serial_number="44019919900101001X"),
        subject("虚构借款人", serial_number="440199********0012"),
        subject("051@虚构借款人@0440199199001010012@1"),
        subject("051@虚构借款人@Z00000001@1", organizational_unit_name="Individual-1"),
        {"country_name": "CN", "common_name": "虚构制章者"},
    ],
)
def test_a_person_or_nobody_in_particular_is_no_organisation(name: dict[str, str]) -> None:
    certificate = _of(name)
    assert not is_organisation(certificate)
    (found,) = maker_findings(certificate, "ofd-1")
    assert (found.code, found.status) == (
        "eseal.maker_not_organisation", CheckStatus.INDETERMINATE,
    )  # fmt: skip


def test_the_maker_of_this_worlds_seals_is_an_organisation() -> None:
    maker = decode_certificate(seal_maker(WORLD).certificate)
    assert maker_findings(maker, "ofd-1") == []


def test_of_certificates_that_cannot_be_read_nothing_is_said() -> None:
    assert maker_findings(None, "ofd-1") == []
    assert name_findings(_named("虚构印章"), None, PLATFORMS, "ofd-1") == []


def _told(seal_name: str, user: Certificate) -> list[tuple[str, CheckStatus]]:
    found = name_findings(_named(seal_name), user, PLATFORMS, "ofd-1")
    return [(one.code, one.status) for one in found]


@pytest.mark.parametrize(
    ("seal_name", "user"),
    [
        ("虚构甲小额贷款有限公司", _firm("虚构甲小额贷款有限公司")),
        ("虚构甲小额贷款有限公司合同专用章(1)", _firm("虚构甲小额贷款有限公司")),
        ("虚构甲小额贷款", _firm("虚构甲小额贷款有限公司")),
        ("张三之印", _of(subject("张三"))),
        ("法定代表人 张三", _of(subject("张三"))),
        (f"{PLATFORM.name}存证专用章", _firm("虚构新名", **RENAMED)),
    ],
)  # fmt: skip
def test_a_seal_that_bears_its_users_name_is_not_told(seal_name: str, user: Certificate) -> None:
    assert _told(seal_name, user) == []


@pytest.mark.parametrize(
    "seal_name", ["合同专用章", "电子印章", "虚构业务专用章", "公章（2）", "", "李四"]
)
def test_a_seal_that_bears_nobodys_name_is_told(seal_name: str) -> None:
    told = _told(seal_name, _firm("虚构乙消费金融有限公司"))
    assert told == [("eseal.name_unlike_signer", CheckStatus.PASSED)]


@pytest.mark.parametrize(
    "seal_name",
    [
        f"{PLATFORM.name}存证专用章",
        f"{PLATFORM.name}",
        "虚构甲小额贷款有限公司公章",
        "虚构甲小额贷款有限公司张三丰",
    ],
)
@pytest.mark.parametrize("user", [_firm("虚构乙消费金融有限公司"), _of(subject("张三"))])
def test_a_seal_that_bears_anothers_name_is_for_a_person_to_look_at(
    seal_name: str, user: Certificate
) -> None:
    assert _told(seal_name, user) == [("eseal.name_of_another", CheckStatus.HUMAN)]
