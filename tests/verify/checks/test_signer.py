"""A signer's mathematics: SM2 in the form registered for it, and signatures without attributes."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from anchors.limits import LIMITS
from fixtures.cms import Signer, detached
from fixtures.der import algorithm
from fixtures.keys import Key, ec_key, ed25519_key, rsa_key, sm2_key
from fixtures.pki import CA, Identity, issue
from tests.verify.path.pki import utc
from verify.asn1.cms import decode_signed_data
from verify.checks.covered import Covered, CoveredDigest, CoveredFile, CoveredOctets
from verify.checks.signer import SignerFacts, called_for, check_signer
from verify.context import VerificationContext
from verify.crypto.algorithms import Sm2Form
from verify.model import IDENTITY, ContentFacts, DigestSpec
from verify.policy import DEFAULT_POLICY
from verify.trust import (
    PlatformCertificate,
    PlatformRecord,
    Purpose,
    TrustedRoot,
    TrustStore,
)

CONTENT = "借款合同".encode() * 100
FORMS = {
    "default": Sm2Form(),
    "no_z": Sm2Form(z=False),
    "raw": Sm2Form(encoding="raw"),
    "other_id": Sm2Form(id="ALICE123@YAHOO.COM"),
}
ROOT = issue({"common_name": "root"}, ec_key(1, "root"), None, CA)
OTHER_KEYS = {
    "rsa": rsa_key("lender-rsa"),
    "ecdsa": ec_key(1, "signer"),
    "ed25519": ed25519_key(1, "signer"),
}


def _sm2(form: Sm2Form) -> Key:
    return sm2_key(1, "signer", id=form.id.encode(), z=form.z, encoding=form.encoding)


def _leaf(key: Key) -> Identity:
    return issue({"common_name": "signer"}, key, ROOT)


def _store(form: Sm2Form | None) -> TrustStore:
    root = TrustedRoot(ROOT.certificate, frozenset((Purpose.SIGNER,)), sm2=form)
    return TrustStore("00", None, None, None, (root,))


def _context(trust: TrustStore) -> VerificationContext:
    return VerificationContext(trust, DEFAULT_POLICY, utc(2026))


def _message(key: Key, **said: Any) -> bytes:
    signer = Signer(identity=_leaf(key), **said)
    digest = hashlib.new(signer.hashing, CONTENT).digest()
    return detached(digest, signer, content=CONTENT)[0]


def _check(
    message: bytes, covered: Covered | None, trust: TrustStore, *, purpose: Purpose = Purpose.SIGNER
) -> SignerFacts:
    signed = decode_signed_data(message)
    return check_signer(
        signed, signed.signers[0], covered, _context(trust),
        area="signature", purpose=purpose, subject="p",
    )  # fmt: skip


def _codes(facts: SignerFacts) -> list[str]:
    return [one.code for one in facts.findings if one.code != "signature.certificate_unbound"]


def _planned(message: bytes, trust: TrustStore) -> DigestSpec | None:
    signed = decode_signed_data(message)
    return called_for(signed, signed.signers[0], Purpose.SIGNER, _context(trust))


def _file(specs: Iterable[DigestSpec | None], content: bytes | None = None) -> CoveredFile:
    digests = {
        spec: hashlib.new(spec.algorithm, spec.prefix + CONTENT).digest()
        for spec in specs
        if spec is not None
    }
    return CoveredFile(ContentFacts(len(CONTENT), digests, "text/plain", content=content))


@pytest.mark.parametrize("attributes", [True, False])
@pytest.mark.parametrize("name", FORMS)
def test_a_signature_in_the_registered_form_is_intact(name: str, attributes: bool) -> None:
    message = _message(_sm2(FORMS[name]), attributes=attributes)
    facts = _check(message, CoveredOctets(CONTENT), _store(FORMS[name]))
    assert (facts.intact, _codes(facts)) == (True, [])


@pytest.mark.parametrize("attributes", [True, False])
@pytest.mark.parametrize("made", ["no_z", "raw", "other_id"])
def test_a_signature_in_another_form_than_the_registered_one_is_wrong(
    made: str, attributes: bool
) -> None:
    message = _message(_sm2(FORMS[made]), attributes=attributes)
    facts = _check(message, CoveredOctets(CONTENT), _store(FORMS["default"]))
    assert (facts.intact, _codes(facts)) == (False, ["signature.value_wrong"])


@pytest.mark.parametrize("attributes", [True, False])
@pytest.mark.parametrize("made", ["no_z", "raw", "other_id"])
def test_a_signature_in_another_form_is_undecided_where_none_is_registered(
    made: str, attributes: bool
) -> None:
    message = _message(_sm2(FORMS[made]), attributes=attributes)
    facts = _check(message, CoveredOctets(CONTENT), _store(None))
    assert (facts.intact, _codes(facts)) == (None, ["signature.sm2_form_unregistered"])


def test_a_signature_in_the_default_form_is_intact_where_none_is_registered() -> None:
    facts = _check(_message(_sm2(FORMS["default"])), CoveredOctets(CONTENT), _store(None))
    assert (facts.intact, _codes(facts)) == (True, [])


def test_no_form_excuses_a_wrong_signature_of_another_family() -> None:
    message = _message(OTHER_KEYS["ecdsa"], tamper=True)
    facts = _check(message, CoveredOctets(CONTENT), _store(None))
    assert (facts.intact, _codes(facts)) == (False, ["signature.value_wrong"])


def test_no_form_excuses_an_sm2_key_that_signs_by_ecdsa() -> None:
    ecdsa = algorithm("1.2.840.10045.4.3.2")
    message = _message(_sm2(FORMS["default"]), algorithm=ecdsa, digest="sha256")
    facts = _check(message, CoveredOctets(CONTENT), _store(None))
    assert (facts.intact, _codes(facts)) == (False, ["signature.value_wrong"])


def test_no_form_excuses_a_key_of_another_family_that_claims_sm2() -> None:
    claimed = replace(OTHER_KEYS["rsa"], way=_sm2(FORMS["default"]).way, digest="sm3")
    facts = _check(_message(claimed), CoveredOctets(CONTENT), _store(None))
    assert (facts.intact, _codes(facts)) == (False, ["signature.value_wrong"])


@pytest.mark.parametrize("registered", [None, FORMS["default"]], ids=["none", "of_the_root"])
def test_the_form_of_a_platform_is_that_of_its_record(registered: Sm2Form | None) -> None:
    leaf = _leaf(_sm2(FORMS["raw"]))
    digest = hashlib.sha256(leaf.certificate).hexdigest()
    pinned = PlatformCertificate(digest, leaf.certificate, None, None)
    record = PlatformRecord(
        "p", "p", "p", (pinned,), (), {}, FORMS["raw"], hosted_signing=False, record={}
    )
    trust = replace(_store(registered), platforms={"p": record})
    facts = _check(_message(_sm2(FORMS["raw"])), CoveredOctets(CONTENT), trust)
    assert (facts.intact, _codes(facts)) == (True, [])


@pytest.mark.parametrize("key", OTHER_KEYS.values(), ids=OTHER_KEYS)
def test_a_signature_without_attributes_is_over_the_content(key: Key) -> None:
    facts = _check(_message(key, attributes=False), CoveredOctets(CONTENT), _store(None))
    assert (facts.intact, _codes(facts)) == (True, [])


@pytest.mark.parametrize("key", OTHER_KEYS.values(), ids=OTHER_KEYS)
def test_a_signature_without_attributes_over_other_content_is_wrong(key: Key) -> None:
    facts = _check(_message(key, attributes=False), CoveredOctets(CONTENT + b"."), _store(None))
    assert (facts.intact, _codes(facts)) == (False, ["signature.value_wrong"])


@pytest.mark.parametrize("key", OTHER_KEYS.values(), ids=OTHER_KEYS)
def test_the_digest_beside_the_attributes_is_called_for(key: Key) -> None:
    assert _planned(_message(key), _store(None)) == DigestSpec(key.digest)


@pytest.mark.parametrize("name", ["rsa", "ecdsa"])
def test_without_attributes_the_digest_of_the_content_is_called_for(name: str) -> None:
    key = OTHER_KEYS[name]
    assert _planned(_message(key, attributes=False), _store(None)) == DigestSpec(key.digest)


def test_ed25519_without_attributes_calls_for_the_content() -> None:
    message = _message(OTHER_KEYS["ed25519"], attributes=False)
    assert _planned(message, _store(None)) == IDENTITY


@pytest.mark.parametrize("name", FORMS)
def test_sm2_without_attributes_calls_for_the_digest_that_its_form_has(name: str) -> None:
    key = _sm2(FORMS[name])
    spec = _planned(_message(key, attributes=False), _store(FORMS[name]))
    assert spec is not None
    assert (spec.algorithm, len(spec.prefix)) == ("sm3", 32 if FORMS[name].z else 0)


@pytest.mark.parametrize("name", FORMS)
def test_what_is_called_for_of_a_file_is_enough_for_sm2(name: str) -> None:
    message, trust = _message(_sm2(FORMS[name]), attributes=False), _store(FORMS[name])
    facts = _check(message, _file([_planned(message, trust)]), trust)
    assert (facts.intact, _codes(facts)) == (True, [])


def test_a_file_collected_for_another_form_is_not_guessed_at() -> None:
    message = _message(_sm2(FORMS["default"]), attributes=False)
    spec = _planned(message, _store(FORMS["other_id"]))
    facts = _check(message, _file([spec]), _store(FORMS["default"]))
    assert (facts.intact, _codes(facts)) == (None, ["proof.over_unresolved"])


def test_a_file_that_was_kept_is_enough_for_ed25519() -> None:
    message = _message(OTHER_KEYS["ed25519"], attributes=False)
    facts = _check(message, _file([], CONTENT), _store(None))
    assert (facts.intact, _codes(facts)) == (True, [])


@pytest.mark.parametrize(
    "covered",
    [
        _file([DigestSpec("sha512")]),
        CoveredOctets(bytes(LIMITS.inline_message + 1)),
        CoveredDigest("sha512", hashlib.sha512(CONTENT).digest()),
    ],
    ids=["file_not_kept", "over_the_limit", "digest_alone"],
)
def test_ed25519_without_attributes_and_content_is_unsupported(covered: Covered) -> None:
    facts = _check(_message(OTHER_KEYS["ed25519"], attributes=False), covered, _store(None))
    assert (facts.intact, _codes(facts)) == (None, ["signature.algorithm_unsupported"])


@pytest.mark.parametrize("key", [*OTHER_KEYS.values(), _sm2(FORMS["default"])])
def test_without_the_covered_octets_nothing_is_computed(key: Key) -> None:
    facts = _check(_message(key, attributes=False), None, _store(None))
    assert (facts.intact, _codes(facts)) == (None, ["proof.over_unresolved"])


def test_ed25519_beside_another_digest_than_its_own_is_unsupported() -> None:
    message = _message(OTHER_KEYS["ed25519"], digest="sha256")
    facts = _check(message, CoveredOctets(CONTENT), _store(None))
    assert (facts.intact, _codes(facts)) == (None, ["signature.algorithm_unsupported"])
