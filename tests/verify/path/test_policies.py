"""Certificate policies beyond what PKITS tests: hostile mappings stay cheap (RFC 9618)."""

from asn1crypto import x509 as asn1
from cryptography import x509

from tests.verify.path.pki import Entity, entity
from verify.asn1.x509 import decode_certificate
from verify.path.policies import PathInputs, PolicyState

POLICIES = tuple(f"1.2.3.{at}" for at in range(12))
EVERY_TO_EVERY = [
    {"issuer_domain_policy": one, "subject_domain_policy": other}
    for one in POLICIES
    for other in POLICIES
]
ASSERTED = x509.CertificatePolicies(
    [x509.PolicyInformation(x509.ObjectIdentifier(oid), None) for oid in POLICIES]
)
MAPPED = x509.UnrecognizedExtension(
    x509.ObjectIdentifier("2.5.29.33"), asn1.PolicyMappings(EVERY_TO_EVERY).dump()
)


def ca(extensions: list[tuple[x509.ExtensionType, bool]]) -> Entity:
    return entity("CA", extensions=extensions)


def test_policies_that_all_map_to_each_other_do_not_multiply() -> None:
    certificate = decode_certificate(ca([(ASSERTED, False), (MAPPED, True)]).der)
    state = PolicyState(PathInputs(frozenset(POLICIES[:1]), initial_explicit_policy=True), 100)
    kept = [
        state.enter(certificate, final=False) and state.prepare(certificate) for _ in range(100)
    ]
    assert all(kept)
    assert state.enter(certificate, final=True)
    assert state.finish(certificate)


def test_a_policy_is_accepted_through_the_domain_that_granted_it() -> None:
    mapping = asn1.PolicyMappings(
        [{"issuer_domain_policy": "1.2.3.0", "subject_domain_policy": "1.2.4.0"}]
    ).dump()
    one = x509.CertificatePolicies([x509.PolicyInformation(x509.ObjectIdentifier("1.2.3.0"), None)])
    other = x509.CertificatePolicies(
        [x509.PolicyInformation(x509.ObjectIdentifier("1.2.4.0"), None)]
    )
    mapped = x509.UnrecognizedExtension(x509.ObjectIdentifier("2.5.29.33"), mapping)
    upper = decode_certificate(ca([(one, False), (mapped, True)]).der)
    lower = decode_certificate(ca([(other, False)]).der)
    outcomes = []
    for wanted in ("1.2.3.0", "1.2.4.0"):
        state = PolicyState(PathInputs(frozenset((wanted,)), initial_explicit_policy=True), 2)
        assert state.enter(upper, final=False)
        assert state.prepare(upper)
        assert state.enter(lower, final=True)
        outcomes.append(state.finish(lower))
    assert outcomes == [True, False]
