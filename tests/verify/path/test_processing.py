"""RFC 5280 6.1: each condition on a path, broken alone."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

import pytest
from cryptography import x509

from tests.verify.path.pki import (
    EMAIL_PROTECTION,
    OCSP_SIGNING,
    TIME_STAMPING,
    Entity,
    crl,
    entity,
    store,
    utc,
)
from verify.findings import CheckStatus
from verify.path import HelperSet, PathInputs, PathResult, PathValidator
from verify.policy import DEFAULT_POLICY
from verify.trust import Purpose

NOW = utc(2026)
ROOT = entity("Root")


def judge(
    *chain: Entity, purpose: Purpose = Purpose.SIGNER, inputs: PathInputs | None = None
) -> PathResult:
    """Judge `chain`, leaf first, below the root; every issuer says that it revoked nobody."""
    lists = [crl(issuer, NOW, utc(2027)) for issuer in (*chain[1:], ROOT)]
    helpers = HelperSet.of(certificates=[one.der for one in chain], crls=lists)
    validator = PathValidator(store(ROOT), DEFAULT_POLICY, validation_time=NOW, inputs=inputs)
    return validator.assess(chain[0].der, purpose, helpers).judge(NOW)


def codes(result: PathResult) -> list[str]:
    return [finding.code for finding in result.findings]


def ca(common: str, issuer: Entity, **options: object) -> Entity:
    return entity(common, issuer, ca=True, **options)  # type: ignore[arg-type]


def constraints(
    permitted: list[x509.GeneralName] | None = None,
    excluded: list[x509.GeneralName] | None = None,
) -> list[tuple[x509.ExtensionType, bool]]:
    return [(x509.NameConstraints(permitted, excluded), True)]


def test_a_path_that_satisfies_every_condition_passes() -> None:
    issuing = ca("CA", ROOT, path_length=0)
    assert judge(entity("Leaf", issuing), issuing).status is CheckStatus.PASSED


def test_an_end_entity_issues_no_certificates() -> None:
    signer = entity("Signer", ROOT)
    result = judge(entity("Leaf", signer), signer)
    assert "certificate.issuer_not_ca" in codes(result)


def test_a_ca_without_key_cert_sign_issues_no_certificates() -> None:
    issuing = ca("CA", ROOT, usages=["crl_sign"])
    assert codes(judge(entity("Leaf", issuing), issuing)) == ["certificate.issuer_not_ca"]


def test_a_trusted_end_entity_vouches_for_itself_alone() -> None:
    pinned = entity("Pinned signer", ROOT)
    leaf = entity("Leaf", pinned)
    validator = PathValidator(store(pinned), DEFAULT_POLICY, validation_time=NOW)
    assert validator.assess(pinned.der, Purpose.SIGNER).judge(NOW).status is CheckStatus.PASSED
    result = validator.assess(leaf.der, Purpose.SIGNER).judge(NOW)
    assert "certificate.issuer_not_ca" in codes(result)


def test_a_path_longer_than_a_certificate_allows_is_refused() -> None:
    upper = ca("Upper", ROOT, path_length=0)
    lower = ca("Lower", upper)
    result = judge(entity("Leaf", lower), lower, upper)
    assert codes(result) == ["certificate.path_length_exceeded"]


def test_the_path_length_of_the_trusted_root_holds() -> None:
    root = entity("Strict root", path_length=0)
    issuing = ca("CA", root)
    leaf = entity("Leaf", issuing)
    helpers = HelperSet.of(certificates=[issuing.der])
    validator = PathValidator(store(root), DEFAULT_POLICY, validation_time=NOW)
    result = validator.assess(leaf.der, Purpose.SIGNER, helpers).judge(NOW)
    assert "certificate.path_length_exceeded" in codes(result)


def test_a_critical_extension_that_is_not_known_is_told() -> None:
    unknown = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00")
    result = judge(entity("Leaf", ROOT, extensions=[(unknown, True)]))
    assert codes(result) == ["certificate.critical_extension_unknown"]


@pytest.mark.parametrize(
    ("name", "subtree"),
    [
        (x509.DNSName("a.court.invalid"), x509.DNSName("other.invalid")),
        (x509.RFC822Name("a@court.invalid"), x509.RFC822Name("other.invalid")),
        (x509.UniformResourceIdentifier("http://court.invalid/a"),
         x509.UniformResourceIdentifier(".court.invalid")),
        (x509.RFC822Name("a@b.court.invalid"), x509.RFC822Name("court.invalid")),
        (x509.IPAddress(IPv4Address("10.1.0.1")), x509.IPAddress(IPv4Network("10.0.0.0/16"))),
        (x509.IPAddress(IPv6Address("::1")), x509.IPAddress(IPv6Network("2001:db8::/32"))),
        (x509.RegisteredID(x509.ObjectIdentifier("1.2.3")),
         x509.RegisteredID(x509.ObjectIdentifier("1.2.3"))),
    ],
)  # fmt: skip
def test_a_name_outside_what_is_permitted_is_refused(
    name: x509.GeneralName, subtree: x509.GeneralName
) -> None:
    issuing = ca("CA", ROOT, extensions=constraints([subtree]))
    leaf = entity("Leaf", issuing, extensions=[(x509.SubjectAlternativeName([name]), False)])
    assert codes(judge(leaf, issuing)) == ["certificate.name_constraint_violated"]


@pytest.mark.parametrize(
    ("name", "subtree"),
    [
        (x509.DNSName("a.court.invalid"), x509.DNSName("court.invalid")),
        (x509.RFC822Name("a@court.invalid"), x509.RFC822Name("court.invalid")),
        (x509.RFC822Name("a@b.court.invalid"), x509.RFC822Name(".court.invalid")),
        (x509.IPAddress(IPv4Address("10.0.0.1")), x509.IPAddress(IPv4Network("10.0.0.0/16"))),
        (x509.UniformResourceIdentifier("http://x@a.court.invalid:80/a"),
         x509.UniformResourceIdentifier(".court.invalid")),
    ],
)  # fmt: skip
def test_a_name_inside_what_is_excluded_is_refused(
    name: x509.GeneralName, subtree: x509.GeneralName
) -> None:
    issuing = ca("CA", ROOT, extensions=constraints(None, [subtree]))
    leaf = entity("Leaf", issuing, extensions=[(x509.SubjectAlternativeName([name]), False)])
    assert codes(judge(leaf, issuing)) == ["certificate.name_constraint_violated"]


def test_a_name_whose_host_cannot_be_told_is_never_inside_and_never_outside() -> None:
    name = x509.UniformResourceIdentifier("urn:court:1")
    alternative = [(x509.SubjectAlternativeName([name]), False)]
    subtree: list[x509.GeneralName] = [x509.UniformResourceIdentifier("court.invalid")]
    permitting = ca("Permitting", ROOT, extensions=constraints(subtree))
    excluding = ca("Excluding", ROOT, extensions=constraints(None, subtree))
    for issuing in (permitting, excluding):
        leaf = entity("Leaf", issuing, extensions=alternative)
        assert codes(judge(leaf, issuing)) == ["certificate.name_constraint_violated"]


def test_names_are_compared_within_a_bounded_number_of_steps() -> None:
    names = [x509.DNSName(f"n{at}.court.invalid") for at in range(600)]
    subtrees: list[x509.GeneralName] = [x509.DNSName(f"s{at}.invalid") for at in range(600)]
    issuing = ca("CA", ROOT, extensions=constraints(None, subtrees))
    leaf = entity("Leaf", issuing, extensions=[(x509.SubjectAlternativeName(names), False)])
    assert codes(judge(leaf, issuing)) == ["certificate.name_constraint_violated"]


def policies(*oids: str) -> list[tuple[x509.ExtensionType, bool]]:
    found = [x509.PolicyInformation(x509.ObjectIdentifier(oid), None) for oid in oids]
    return [(x509.CertificatePolicies(found), False)]


def test_a_caller_may_call_for_a_policy() -> None:
    issuing = ca("CA", ROOT, extensions=policies("1.2.3.1"))
    leaf = entity("Leaf", issuing, extensions=policies("1.2.3.1"))
    wanted = [
        PathInputs(frozenset((oid,)), initial_explicit_policy=True)
        for oid in ("1.2.3.1", "1.2.3.2")
    ]
    results = [judge(leaf, issuing, inputs=inputs) for inputs in wanted]
    assert [codes(result) for result in results] == [[], ["certificate.policy_unacceptable"]]


@pytest.mark.parametrize(
    ("purpose", "options"),
    [
        (Purpose.SIGNER, {"usages": ["key_encipherment"]}),
        (Purpose.SIGNER, {"extended": [TIME_STAMPING]}),
        (Purpose.SIGNER, {"extended": [OCSP_SIGNING]}),
        (Purpose.TSA, {}),
        (Purpose.TSA, {"extended": [OCSP_SIGNING]}),
        (Purpose.RESPONDER, {"extended": [TIME_STAMPING]}),
    ],
)
def test_a_certificate_of_another_use_is_told(purpose: Purpose, options: dict[str, object]) -> None:
    leaf = entity("Leaf", ROOT, **options)  # type: ignore[arg-type]
    assert codes(judge(leaf, purpose=purpose)) == ["certificate.usage_wrong"]


@pytest.mark.parametrize(
    ("purpose", "options"),
    [
        (Purpose.SIGNER, {"usages": ["content_commitment"]}),
        (Purpose.SIGNER, {"extended": [EMAIL_PROTECTION, TIME_STAMPING]}),
        (Purpose.TSA, {"extended": [TIME_STAMPING]}),
        (Purpose.RESPONDER, {"extended": [OCSP_SIGNING]}),
    ],
)
def test_a_certificate_of_this_use_passes(purpose: Purpose, options: dict[str, object]) -> None:
    leaf = entity("Leaf", ROOT, **options)  # type: ignore[arg-type]
    assert codes(judge(leaf, purpose=purpose)) == []
