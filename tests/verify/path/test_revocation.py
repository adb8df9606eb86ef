"""Judgement 3: what a CRL proves, and what it does not."""

from datetime import datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509 import ocsp

from tests.verify.path.one_signer import (
    AFTER,
    NOW,
    POLICY,
    ROOT,
    SIGNED,
    SIGNER,
    STRANGER,
    UNREVOKED,
    codes,
    judge,
)
from tests.verify.path.pki import Entity, crl, entity, key_of, name_of, ocsp_answer, store, utc
from verify.findings import CheckStatus
from verify.path import HelperSet, PathValidator
from verify.policy import AlgorithmRule, Policy, Tolerances
from verify.trust import Purpose


def scope(**fields: object) -> list[tuple[x509.ExtensionType, bool]]:
    values: dict[str, object] = {
        "full_name": None, "relative_name": None, "only_contains_user_certs": False,
        "only_contains_ca_certs": False, "only_some_reasons": None, "indirect_crl": False,
        "only_contains_attribute_certs": False,
    }  # fmt: skip
    return [(x509.IssuingDistributionPoint(**(values | fields)), True)]  # type: ignore[arg-type]


def uri(text: str) -> list[x509.GeneralName]:
    return [x509.UniformResourceIdentifier(text)]


def point(
    full_name: list[x509.GeneralName] | None = None,
    crl_issuer: list[x509.GeneralName] | None = None,
) -> list[tuple[x509.ExtensionType, bool]]:
    points = [x509.DistributionPoint(full_name, None, None, crl_issuer)]
    return [(x509.CRLDistributionPoints(points), False)]


# ---- time ------------------------------------------------------------------------------------


def test_a_list_issued_after_the_time_proves() -> None:
    assert codes(judge(crl(ROOT, AFTER))) == UNREVOKED


def test_a_list_issued_at_the_time_proves() -> None:
    assert codes(judge(crl(ROOT, SIGNED))) == UNREVOKED


def test_a_list_issued_before_and_no_longer_in_force_proves_nothing() -> None:
    listing = crl(ROOT, SIGNED - timedelta(seconds=1), AFTER)
    assert codes(judge(listing)) == ["revocation.stale"]


def test_a_list_issued_before_and_still_in_force_proves() -> None:
    assert codes(judge(crl(ROOT, utc(2022), utc(2027)))) == UNREVOKED


def test_a_list_is_in_force_only_before_its_next_update() -> None:
    listing = crl(ROOT, utc(2022), NOW)
    assert codes(judge(listing)) == ["revocation.stale"]


def test_the_freshness_of_the_policy_lets_an_older_list_prove() -> None:
    tolerant = Policy("test", "2", tolerances=Tolerances(freshness=timedelta(days=60)))
    listing = crl(ROOT, utc(2022, 2), utc(2022, 3))
    assert codes(judge(listing, policy=tolerant)) == UNREVOKED


def test_a_list_issued_after_expiry_proves_nothing() -> None:
    assert codes(judge(crl(ROOT, utc(2025)))) == ["revocation.issued_after_expiry"]


def test_a_list_that_keeps_expired_certificates_proves_after_expiry() -> None:
    kept = x509.UnrecognizedExtension(
        x509.ObjectIdentifier("2.5.29.60"), b"\x18\x0f20200101000000Z"
    )
    assert codes(judge(crl(ROOT, utc(2025), extensions=[(kept, False)]))) == UNREVOKED


def test_a_list_that_keeps_certificates_expired_since_later_proves_nothing() -> None:
    kept = x509.UnrecognizedExtension(
        x509.ObjectIdentifier("2.5.29.60"), b"\x18\x0f20240601000000Z"
    )
    listing = crl(ROOT, utc(2025), extensions=[(kept, False)])
    assert codes(judge(listing)) == ["revocation.issued_after_expiry"]


def test_the_latest_list_wins_whoever_brought_it() -> None:
    brought = HelperSet.of(crls=[crl(ROOT, AFTER)])
    assert codes(judge(crl(ROOT, utc(2022)), helpers=brought)) == UNREVOKED


def test_a_revocation_counts_whoever_brought_it() -> None:
    listing = crl(ROOT, utc(2022), revoked=[(SIGNER, utc(2022), None)])
    result = judge(crl(ROOT, AFTER), helpers=HelperSet.of(crls=[listing]))
    assert codes(result) == ["revocation.revoked_no_poe"]


def test_a_revocation_in_a_list_that_proves_nothing_counts() -> None:
    listing = crl(ROOT, utc(2025), revoked=[(SIGNER, utc(2022), None)])
    assert codes(judge(listing, crl(ROOT, AFTER))) == ["revocation.revoked_no_poe"]


def test_of_two_revocations_the_earlier_counts() -> None:
    late = crl(ROOT, AFTER, revoked=[(SIGNER, utc(2022, 3, 20), None)])
    early = crl(ROOT, AFTER, revoked=[(SIGNER, utc(2022, 2), "superseded")], number=2)
    assert judge(late, early).revoked_at == utc(2022, 2)


# ---- who signed ------------------------------------------------------------------------------


def test_a_list_of_another_issuer_is_no_list() -> None:
    assert codes(judge(crl(STRANGER, AFTER))) == ["revocation.absent"]


def test_a_list_under_the_issuers_name_with_another_key_is_not_believed() -> None:
    assert codes(judge(crl(ROOT, AFTER, key=key_of("x")))) == ["revocation.signature_wrong"]


def test_a_stranger_cannot_revoke() -> None:
    forged = crl(ROOT, AFTER, revoked=[(SIGNER, utc(2022), None)], key=key_of("x"))
    assert codes(judge(crl(ROOT, AFTER), forged)) == UNREVOKED


def test_an_issuer_that_may_not_sign_lists_is_not_believed() -> None:
    ca = entity("CA without cRLSign", ROOT, ca=True, usages=["key_cert_sign"])
    signer = entity("Its signer", ca)
    trust = store(ROOT, intermediates=[ca], crls=[crl(ROOT, AFTER), crl(ca, AFTER)])
    validator = PathValidator(trust, POLICY, validation_time=NOW)
    result = validator.assess(signer.der, Purpose.SIGNER).judge(SIGNED)
    assert codes(result) == ["revocation.issuer_not_authorised"]


def indirect(issuer: Entity) -> bytes:
    return crl(issuer, AFTER, extensions=scope(indirect_crl=True))


CRL_ISSUER = entity("CRL issuer", ROOT, ca=False, usages=["crl_sign"])
POINTING = entity(
    "Pointing signer",
    ROOT,
    extensions=point(crl_issuer=[x509.DirectoryName(CRL_ISSUER.name)]),
)


def test_an_indirect_list_of_the_issuer_that_the_certificate_names_proves() -> None:
    helpers = HelperSet.of(certificates=[CRL_ISSUER.der], crls=[indirect(CRL_ISSUER)])
    assert codes(judge(crl(ROOT, AFTER), helpers=helpers, signer=POINTING)) == UNREVOKED


def test_an_indirect_list_needs_its_issuers_certificate() -> None:
    helpers = HelperSet.of(crls=[indirect(CRL_ISSUER)])
    result = judge(helpers=helpers, signer=POINTING)
    assert codes(result) == ["revocation.issuer_not_authorised"]


def test_an_indirect_list_needs_an_issuer_of_known_status() -> None:
    helpers = HelperSet.of(certificates=[CRL_ISSUER.der], crls=[indirect(CRL_ISSUER)])
    result = judge(helpers=helpers, signer=POINTING)
    assert codes(result) == ["revocation.issuer_not_authorised"]


def test_the_status_of_a_crl_issuer_may_come_from_an_answer() -> None:
    helpers = HelperSet.of(certificates=[CRL_ISSUER.der], crls=[indirect(CRL_ISSUER)])
    good = ocsp_answer(CRL_ISSUER, ROOT, AFTER)
    assert codes(judge(ocsps=(good,), helpers=helpers, signer=POINTING)) == UNREVOKED


def test_an_indirect_list_of_a_revoked_issuer_is_not_believed() -> None:
    helpers = HelperSet.of(certificates=[CRL_ISSUER.der], crls=[indirect(CRL_ISSUER)])
    dead = ocsp_answer(
        CRL_ISSUER, ROOT, AFTER, status=ocsp.OCSPCertStatus.REVOKED, revoked_at=utc(2022)
    )
    result = judge(ocsps=(dead,), helpers=helpers, signer=POINTING)
    assert codes(result) == ["revocation.issuer_not_authorised"]


def test_a_list_that_does_not_call_itself_indirect_is_of_another_scope() -> None:
    helpers = HelperSet.of(certificates=[CRL_ISSUER.der], crls=[crl(CRL_ISSUER, AFTER)])
    assert codes(judge(helpers=helpers, signer=POINTING)) == ["revocation.wrong_scope"]


def test_a_crl_issuer_below_another_root_is_not_believed() -> None:
    foreign = entity("CRL issuer", STRANGER, ca=False, usages=["crl_sign"], key=key_of("foreign"))
    trust = store(ROOT, STRANGER, crls=[crl(STRANGER, AFTER)])
    helpers = HelperSet.of(certificates=[foreign.der], crls=[indirect(foreign)])
    validator = PathValidator(trust, POLICY, validation_time=NOW)
    result = validator.assess(POINTING.der, Purpose.SIGNER, helpers).judge(SIGNED)
    assert codes(result) == ["revocation.issuer_not_authorised"]


def test_an_entry_of_an_indirect_list_belongs_to_the_issuer_it_names() -> None:
    named = [(x509.CertificateIssuer([x509.DirectoryName(name_of("Third CA"))]), True)]
    listing = crl(
        CRL_ISSUER,
        AFTER,
        revoked=[(POINTING, utc(2022), None)],
        extensions=scope(indirect_crl=True),
        entry_extensions=named,
    )
    helpers = HelperSet.of(certificates=[CRL_ISSUER.der], crls=[listing])
    assert codes(judge(crl(ROOT, AFTER), helpers=helpers, signer=POINTING)) == UNREVOKED


# ---- scope -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"only_contains_ca_certs": True},
        {"only_contains_attribute_certs": True},
        {"full_name": uri("http://crl.invalid/2")},
        {"only_some_reasons": frozenset((x509.ReasonFlags.key_compromise,))},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_a_list_of_another_partition_proves_nothing(fields: dict[str, object]) -> None:
    result = judge(crl(ROOT, AFTER, extensions=scope(**fields)))
    assert "revocation.wrong_scope" in codes(result)
    assert result.status is CheckStatus.INDETERMINATE


def test_a_list_of_the_partition_that_the_certificate_names_proves() -> None:
    signer = entity("Partitioned", ROOT, extensions=point(uri("http://crl.invalid/2")))
    listing = crl(ROOT, AFTER, extensions=scope(full_name=uri("http://crl.invalid/2")))
    assert codes(judge(listing, signer=signer)) == UNREVOKED


def test_lists_that_together_speak_of_every_reason_prove() -> None:
    compromise = frozenset((x509.ReasonFlags.key_compromise, x509.ReasonFlags.ca_compromise))
    rest = frozenset(set(x509.ReasonFlags) - compromise - _NO_FLAGS)
    lists = [crl(ROOT, AFTER, extensions=scope(only_some_reasons=r)) for r in (compromise, rest)]
    assert codes(judge(*lists)) == UNREVOKED


_NO_FLAGS = {x509.ReasonFlags.unspecified, x509.ReasonFlags.remove_from_crl}


def test_a_critical_extension_that_is_not_known_stops_a_list() -> None:
    unknown = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00")
    result = judge(crl(ROOT, AFTER, extensions=[(unknown, True)]))
    assert codes(result) == ["revocation.unsupported"]


# ---- holds and delta lists -------------------------------------------------------------------


def delta(this: datetime, base: int, number: int, **options: object) -> bytes:
    mark = [(x509.DeltaCRLIndicator(base), True)]
    return crl(ROOT, this, extensions=mark, number=number, **options)  # type: ignore[arg-type]


HELD = crl(ROOT, utc(2022, 2), utc(2022, 3), revoked=[(SIGNER, utc(2022), "certificateHold")])


def test_a_hold_counts_while_it_lasts() -> None:
    assert codes(judge(HELD)) == ["revocation.revoked_no_poe"]


def test_a_hold_that_a_later_delta_removes_is_over() -> None:
    removed = delta(AFTER, 1, 2, revoked=[(SIGNER, utc(2022), "removeFromCRL")])
    assert codes(judge(HELD, removed)) == UNREVOKED


def test_a_hold_that_an_earlier_delta_removed_counts() -> None:
    removed = delta(utc(2022), 1, 1, revoked=[(SIGNER, utc(2022), "removeFromCRL")])
    assert "revocation.revoked_no_poe" in codes(judge(HELD, removed))


def test_a_hold_that_a_later_complete_list_no_longer_has_is_over() -> None:
    assert codes(judge(HELD, crl(ROOT, AFTER, number=2))) == UNREVOKED


def test_a_revocation_that_a_later_list_no_longer_has_stands() -> None:
    dead = crl(ROOT, utc(2022, 2), revoked=[(SIGNER, utc(2022), "keyCompromise")])
    assert codes(judge(dead, crl(ROOT, AFTER, number=2))) == ["revocation.revoked_no_poe"]


def test_a_delta_without_its_base_proves_nothing() -> None:
    assert codes(judge(delta(AFTER, 1, 2))) == ["revocation.wrong_scope"]


def test_a_delta_of_a_later_base_does_not_complete_an_older_list() -> None:
    assert codes(judge(crl(ROOT, utc(2022), number=1), delta(AFTER, 2, 3))) == ["revocation.stale"]


def test_a_delta_with_its_base_proves_as_of_the_delta() -> None:
    assert codes(judge(crl(ROOT, utc(2022), number=1), delta(AFTER, 1, 2))) == UNREVOKED


def test_a_revocation_in_a_delta_alone_counts() -> None:
    listing = delta(AFTER, 1, 2, revoked=[(SIGNER, utc(2022), None)])
    assert "revocation.revoked_no_poe" in codes(judge(listing))


# ---- broken and weak data --------------------------------------------------------------------


def test_data_that_cannot_be_read_is_told_beside_its_absence() -> None:
    helpers = HelperSet.of(crls=[b"\x30\x00"], ocsps=[b"\x30\x01"])
    assert codes(judge(helpers=helpers)) == [
        "revocation.absent",
        "revocation.crl_malformed",
        "revocation.ocsp_malformed",
    ]


WEAKENED = Policy(
    "weakened",
    "1",
    algorithms=(
        AlgorithmRule("sha256", None, "test"),
        AlgorithmRule("sha384", utc(2022, 3, 15), "test"),
        AlgorithmRule("ecdsa", None, "test", min_bits=256),
    ),
)


def test_an_algorithm_is_judged_at_the_time_asked() -> None:
    listing = crl(ROOT, utc(2022, 3, 10), utc(2027), digest=hashes.SHA384())
    judged = [codes(judge(listing, at=at, policy=WEAKENED)) for at in (SIGNED, AFTER)]
    assert judged == [UNREVOKED, ["revocation.algorithm_weak"]]


def test_a_list_signed_when_its_algorithm_was_weak_proves_nothing() -> None:
    listing = crl(ROOT, AFTER, digest=hashes.SHA384())
    assert codes(judge(listing, policy=WEAKENED)) == ["revocation.algorithm_weak"]
