"""Finding paths: cross-signing, loops, namesakes, and floods of candidates."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ed448

from tests.verify.path.pki import Entity, crl, entity, key_of, root_of, store, utc, verdict
from verify.findings import CheckStatus
from verify.path import HelperSet, PathAssessment, PathResult, PathValidator
from verify.policy import DEFAULT_POLICY
from verify.trust import Purpose, TrustStore

NOW = utc(2026)
ROOT = entity("Root")
CA = entity("CA", ROOT, ca=True)
LEAF = entity("Leaf", CA)
LISTS = [crl(ROOT, NOW, utc(2027)), crl(CA, NOW, utc(2027))]


def assess(
    leaf: Entity,
    *helpers: Entity,
    trust: TrustStore | None = None,
    purpose: Purpose | None = Purpose.SIGNER,
) -> PathAssessment:
    brought = HelperSet.of(certificates=[one.der for one in helpers], crls=LISTS)
    validator = PathValidator(trust or store(ROOT), DEFAULT_POLICY, validation_time=NOW)
    return validator.assess(leaf.der, purpose, brought)


def codes(result: PathResult) -> list[str]:
    return [finding.code for finding in result.findings]


def test_a_path_is_completed_by_what_the_sender_brought() -> None:
    assert assess(LEAF, CA).judge(NOW).status is CheckStatus.PASSED


def test_without_the_intermediate_no_root_is_known() -> None:
    result = assess(LEAF).judge(NOW)
    assert verdict(result) == (CheckStatus.INDETERMINATE, ["certificate.root_unknown"])


def test_a_root_that_is_only_brought_is_not_trusted() -> None:
    other = entity("Other root")
    assert codes(assess(entity("Its leaf", other), other).judge(NOW)) == [
        "certificate.root_unknown"
    ]


def test_a_self_signed_leaf_is_not_trusted() -> None:
    assert codes(assess(entity("Alone", ca=False)).judge(NOW)) == ["certificate.root_unknown"]


def test_a_trusted_leaf_ends_its_path_and_is_not_asked_for_revocation() -> None:
    result = assess(LEAF, trust=store(LEAF)).judge(NOW)
    assert (result.status, len(result.chain)) == (CheckStatus.PASSED, 1)


def test_a_trusted_intermediate_ends_the_path() -> None:
    assert len(assess(LEAF, trust=store(CA)).judge(NOW).chain) == 2


def test_a_root_serves_its_purposes_only() -> None:
    trust = store(root_of(ROOT, frozenset((Purpose.TSA,))))
    result = assess(LEAF, CA, trust=trust).judge(NOW)
    assert codes(result) == ["certificate.root_other_purpose"]


def test_a_certificate_trusted_for_another_purpose_does_not_end_the_path() -> None:
    trust = store(root_of(CA, frozenset((Purpose.TSA,))), root_of(ROOT))
    assert len(assess(LEAF, trust=trust).judge(NOW).chain) == 3


def test_without_a_purpose_any_root_serves() -> None:
    trust = store(root_of(ROOT, frozenset((Purpose.PLATFORM,))))
    assert assess(LEAF, CA, trust=trust, purpose=None).judge(NOW).status is CheckStatus.PASSED


def test_each_entry_of_a_root_is_used() -> None:
    trust = store(root_of(ROOT, valid_to=utc(2021)), root_of(ROOT, valid_from=utc(2025)))
    assert assess(LEAF, CA, trust=trust).judge(NOW).status is CheckStatus.PASSED


def test_a_certificate_that_names_a_trusted_key_which_did_not_sign_it_contradicts() -> None:
    altered = bytearray(LEAF.der)
    altered[-1] ^= 1
    brought = HelperSet.of(certificates=[CA.der], crls=LISTS)
    validator = PathValidator(store(ROOT), DEFAULT_POLICY, validation_time=NOW)
    result = validator.assess(bytes(altered), Purpose.SIGNER, brought).judge(NOW)
    assert verdict(result) == (CheckStatus.FAILED, ["certificate.signature_wrong"])


def test_a_certificate_of_another_key_under_the_same_name_contradicts_nothing() -> None:
    namesake = entity("Leaf", Entity(CA.certificate, key_of("renewed CA")))
    result = assess(namesake, CA).judge(NOW)
    assert verdict(result) == (CheckStatus.INDETERMINATE, ["certificate.root_unknown"])


def test_an_issuer_that_a_stranger_brought_contradicts_nothing() -> None:
    namesake = entity("CA", ca=True, key=key_of("namesake"))
    result = assess(LEAF, namesake).judge(NOW)
    assert verdict(result) == (CheckStatus.INDETERMINATE, ["certificate.root_unknown"])


def test_namesakes_do_not_hide_the_issuer() -> None:
    namesakes = [entity("CA", ca=True, key=key_of(f"namesake {at}")) for at in range(20)]
    assert assess(LEAF, *namesakes, CA).judge(NOW).status is CheckStatus.PASSED


def test_two_that_certify_each_other_do_not_trap_the_search() -> None:
    one = entity("One", ca=True)
    other = entity("Other", one, ca=True)
    back = entity("One", other, ca=True, key=one.key, serial=5)
    result = assess(entity("Their leaf", other), other, back).judge(NOW)
    assert codes(result) == ["certificate.root_unknown"]


def test_a_mesh_of_strangers_ends_in_bounded_work() -> None:
    names = [f"Mesh {at}" for at in range(8)]
    self_signed = {name: entity(name, ca=True) for name in names}
    mesh = [
        entity(name, self_signed[by], ca=True, key=self_signed[name].key, serial=100 + at)
        for at, name in enumerate(names)
        for by in names
        if by != name
    ]
    result = assess(entity("Mesh leaf", self_signed["Mesh 0"]), *mesh).judge(NOW)
    assert "certificate.search_limited" in codes(result)


def test_a_path_of_too_many_certificates_is_not_followed() -> None:
    chain = [ROOT]
    for at in range(12):
        chain.append(entity(f"Level {at}", chain[-1], ca=True))
    result = assess(entity("Deep leaf", chain[-1]), *chain[1:]).judge(NOW)
    assert codes(result) == ["certificate.search_limited"]


def test_a_key_that_is_not_supported_here_is_no_contradiction() -> None:
    strange = entity("Strange CA", ROOT, ca=True, key=ed448.Ed448PrivateKey.generate())
    result = assess(entity("Its leaf", strange), strange).judge(NOW)
    assert verdict(result) == (CheckStatus.INDETERMINATE, ["certificate.algorithm_unsupported"])


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_helpers_changes_nothing(order: int) -> None:
    crossed = entity("CA", entity("Other root"), ca=True, key=CA.key, serial=9)
    helpers = (CA, crossed, entity("CA", ca=True, key=key_of("namesake")))[::order]
    chain = assess(LEAF, *helpers).judge(NOW).chain
    assert [one.der for one in chain] == [LEAF.der, CA.der, ROOT.der]
