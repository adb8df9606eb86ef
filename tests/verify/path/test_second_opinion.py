"""pyhanko-certvalidator on the same material: two validators, one answer."""

import asyncio
from collections.abc import Iterable
from datetime import timedelta

import pytest
from asn1crypto import crl as asn1_crl
from asn1crypto import ocsp as asn1_ocsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathBuildingError, ValidationError

from tests.verify.path.pki import (
    OCSP_SIGNING,
    Entity,
    crl,
    entity,
    key_of,
    ocsp_answer,
    store,
    utc,
)
from verify.findings import CheckStatus
from verify.path import HelperSet, PathValidator
from verify.policy import DEFAULT_POLICY

NOW = utc(2026)
SINCE, UNTIL = NOW - timedelta(days=1), NOW + timedelta(days=1)
ROOT = entity("Root")
CA = entity("CA", ROOT, ca=True, path_length=0)
RESPONDS = x509.AccessDescription(
    AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier("http://ocsp.invalid/")
)
"""They look at an OCSP answer only where the certificate says that there is a responder."""
LEAF = entity("Leaf", CA, extensions=[(x509.AuthorityInformationAccess([RESPONDS]), False)])
LISTS = (crl(ROOT, SINCE, UNTIL), crl(CA, SINCE, UNTIL))


def we_say(
    leaf: Entity, others: Iterable[Entity], crls: Iterable[bytes], ocsps: Iterable[bytes]
) -> bool:
    helpers = HelperSet.of(certificates=[one.der for one in others], crls=crls, ocsps=ocsps)
    validator = PathValidator(store(ROOT), DEFAULT_POLICY, validation_time=NOW)
    return validator.assess(leaf.der, None, helpers).judge(NOW).status is CheckStatus.PASSED


def they_say(
    leaf: Entity, others: Iterable[Entity], crls: Iterable[bytes], ocsps: Iterable[bytes]
) -> bool:
    context = ValidationContext(
        trust_roots=[asn1.Certificate.load(ROOT.der)],
        other_certs=[asn1.Certificate.load(one.der) for one in others],
        crls=[asn1_crl.CertificateList.load(der) for der in crls],
        ocsps=[asn1_ocsp.OCSPResponse.load(der) for der in ocsps],
        moment=NOW,
        revocation_mode="require",
        allow_fetching=False,
    )
    validator = CertificateValidator(asn1.Certificate.load(leaf.der), validation_context=context)
    try:
        asyncio.run(validator.async_validate_path())
    except (PathBuildingError, ValidationError):
        return False
    return True


DEEP = entity("Deeper CA", CA, ca=True)
STRANGER = entity("Stranger")
LIMITED = entity(
    "Limited CA",
    ROOT,
    ca=True,
    extensions=[(x509.NameConstraints([x509.DNSName("a.invalid")], None), True)],
)
OUTSIDE, INSIDE = (
    entity(
        f"Leaf of {host}",
        LIMITED,
        extensions=[(x509.SubjectAlternativeName([x509.DNSName(host)]), False)],
    )
    for host in ("b.invalid", "x.a.invalid")
)
LIMITED_LISTS = (LISTS[0], crl(LIMITED, SINCE, UNTIL))
RESPONDER = entity(
    "Responder", CA, extended=[OCSP_SIGNING], extensions=[(x509.OCSPNoCheck(), False)]
)
REVOKED = ocsp_answer(LEAF, CA, SINCE, UNTIL, status=ocsp.OCSPCertStatus.REVOKED, revoked_at=SINCE)


@pytest.mark.parametrize(
    ("leaf", "others", "crls", "ocsps", "valid"),
    [
        (LEAF, [CA], LISTS, [], True),
        (LEAF, [CA], LISTS[:1], [], False),
        (LEAF, [], LISTS, [], False),
        (LEAF, [CA], [LISTS[0], crl(CA, SINCE, UNTIL, revoked=[(LEAF, SINCE, None)])], [], False),
        (LEAF, [CA], [crl(ROOT, SINCE, UNTIL, revoked=[(CA, SINCE, None)]), LISTS[1]], [], False),
        (LEAF, [CA], [LISTS[0], crl(CA, SINCE, SINCE)], [], False),
        (LEAF, [CA], [LISTS[0], crl(CA, SINCE, UNTIL, key=key_of("x"))], [], False),
        (LEAF, [CA], LISTS[:1], [ocsp_answer(LEAF, CA, SINCE, UNTIL)], True),
        (LEAF, [CA], LISTS[:1], [ocsp_answer(LEAF, CA, SINCE, UNTIL, responder=RESPONDER)], True),
        (LEAF, [CA], LISTS[:1], [ocsp_answer(LEAF, CA, SINCE, UNTIL, responder=STRANGER)], False),
        (LEAF, [CA], LISTS[:1], [REVOKED], False),
        (entity("Old", CA, term=(utc(2020), utc(2021))), [CA], LISTS, [], False),
        (entity("Below", DEEP), [CA, DEEP], [*LISTS, crl(DEEP, SINCE, UNTIL)], [], False),
        (entity("Foreign", STRANGER), [STRANGER], [crl(STRANGER, SINCE, UNTIL)], [], False),
        (INSIDE, [LIMITED], LIMITED_LISTS, [], True),
        (OUTSIDE, [LIMITED], LIMITED_LISTS, [], False),
    ],
    ids=[
        "good", "no_list", "no_intermediate", "revoked", "revoked_ca", "stale", "other_key",
        "answer_of_issuer", "answer_of_delegate", "answer_of_stranger", "answer_revoked",
        "expired", "path_too_long", "foreign_root", "name_inside", "name_outside",
    ],
)  # fmt: skip
def test_two_validators_agree(
    leaf: Entity, others: list[Entity], crls: list[bytes], ocsps: list[bytes], valid: bool
) -> None:
    said = (we_say(leaf, others, crls, ocsps), they_say(leaf, others, crls, ocsps))
    assert said == (valid, valid)
