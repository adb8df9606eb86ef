"""Paths signed with SM2: each in the one form of its own trusted end, none tried for another."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from fixtures.der import algorithm
from fixtures.keys import Key, ec_key, sm2_key
from fixtures.pki import (
    CA,
    Answer,
    Identity,
    Profile,
    Revoked,
    certificate_revocation_list,
    issue,
    ocsp_response,
    serial_of,
)
from tests.verify.path.pki import utc, verdict
from verify.asn1.x509 import decode_certificate
from verify.crypto.algorithms import DEFAULT_FORM, Sm2Form
from verify.findings import CheckStatus
from verify.path import HelperSet, PathAssessment, PathResult, PathValidator
from verify.path.signed import SignatureBook, SignatureVerdict, made_with_sm2
from verify.policy import DEFAULT_POLICY
from verify.trust import Purpose, TrustedRoot, TrustStore

NOW, SIGNED = utc(2026), utc(2025)
NO_Z, RAW = Sm2Form(z=False), Sm2Form(encoding="raw")
OTHER_ID = Sm2Form(id="ALICE123@YAHOO.COM")
FORMS = {"default": DEFAULT_FORM, "no_z": NO_Z, "raw": RAW, "other_id": OTHER_ID}
PASSED: tuple[CheckStatus, list[str]] = (CheckStatus.PASSED, [])
UNREGISTERED = CheckStatus.INDETERMINATE, ["signature.sm2_form_unregistered"]
UNKNOWN = CheckStatus.INDETERMINATE, ["certificate.root_unknown"]
WRONG = CheckStatus.FAILED, ["certificate.signature_wrong"]


class Chain:
    """Root, CA and leaf of one name, signing in one form, with their revocation lists."""

    def __init__(self, name: str, form: Sm2Form = DEFAULT_FORM) -> None:
        self.root = _identity(f"{name} root", form, None)
        self.ca = _identity(f"{name} CA", form, self.root)
        self.leaf = _leaf(f"{name} leaf", form, self.ca)
        self.crls = tuple(_list(one) for one in (self.root, self.ca))

    def trusted(self, form: Sm2Form | None) -> TrustedRoot:
        return TrustedRoot(self.root.certificate, frozenset((Purpose.SIGNER,)), sm2=form)


def _key(name: str, form: Sm2Form) -> Key:
    return sm2_key(1, name, id=form.id.encode(), z=form.z, encoding=form.encoding)


def _identity(name: str, form: Sm2Form, issuer: Identity | None) -> Identity:
    return issue({"common_name": name}, _key(name, form), issuer, CA)


def _leaf(name: str, form: Sm2Form, issuer: Identity, **said: Any) -> Identity:
    return issue({"common_name": name}, _key(name, form), issuer, Profile(**said))


def _list(issuer: Identity, revoked: Iterable[Revoked] = ()) -> bytes:
    return certificate_revocation_list(
        issuer, this_update=utc(2025, 6), next_update=utc(2027), revoked=revoked
    )


CHAINS = {name: Chain(name, form) for name, form in FORMS.items()}
DEFAULT, RAW_CHAIN = CHAINS["default"], CHAINS["raw"]


def _store(*roots: TrustedRoot) -> TrustStore:
    return TrustStore("00", None, None, None, roots)


def _assess(
    leaf: Identity, *roots: TrustedRoot, crls: Iterable[bytes] = (), ocsps: Iterable[bytes] = ()
) -> PathAssessment:
    validator = PathValidator(_store(*roots), DEFAULT_POLICY, validation_time=NOW)
    helpers = HelperSet.of(certificates=leaf.path, crls=crls, ocsps=ocsps)
    return validator.assess(leaf.certificate, Purpose.SIGNER, helpers)


def _judge(chain: Chain, *forms: Sm2Form | None) -> PathResult:
    """Judge a chain where its root is trusted with each of the forms."""
    roots = [chain.trusted(form) for form in forms]
    return _assess(chain.leaf, *roots, crls=chain.crls).judge(SIGNED)


def _astray(chain: Chain, form: Sm2Form) -> Identity:
    """A leaf whose certificate the CA of a chain signed in a form that is not its own."""
    key = _key(chain.ca.key.name, form)
    return _leaf("astray", form, replace(chain.ca, key=key))


@pytest.mark.parametrize("name", FORMS)
def test_a_chain_in_the_registered_form_passes(name: str) -> None:
    assert verdict(_judge(CHAINS[name], FORMS[name])) == PASSED


def test_a_chain_in_the_default_form_passes_where_none_is_registered() -> None:
    assert verdict(_judge(DEFAULT, None)) == PASSED


@pytest.mark.parametrize("made", FORMS)
@pytest.mark.parametrize("registered", FORMS)
def test_a_certificate_in_another_form_than_the_registered_one_is_wrong(
    made: str, registered: str
) -> None:
    chain, form = CHAINS[registered], FORMS[registered]
    leaf = _astray(chain, FORMS[made])
    expected = PASSED if made == registered else WRONG
    assert verdict(_assess(leaf, chain.trusted(form), crls=chain.crls).judge(SIGNED)) == expected


@pytest.mark.parametrize("made", FORMS)
@pytest.mark.parametrize("registered", FORMS)
def test_a_whole_chain_in_another_form_than_the_registered_one_leads_nowhere(
    made: str, registered: str
) -> None:
    expected = PASSED if made == registered else UNKNOWN
    assert verdict(_judge(CHAINS[made], FORMS[registered])) == expected


@pytest.mark.parametrize("name", ["no_z", "raw", "other_id"])
def test_a_chain_in_another_form_is_undecided_where_none_is_registered(name: str) -> None:
    assert verdict(_judge(CHAINS[name], None)) == UNREGISTERED


@pytest.mark.parametrize("name", ["no_z", "raw", "other_id"])
def test_a_certificate_in_another_form_is_undecided_where_none_is_registered(name: str) -> None:
    leaf = _astray(DEFAULT, FORMS[name])
    found = _assess(leaf, DEFAULT.trusted(None), crls=DEFAULT.crls).judge(SIGNED)
    assert verdict(found) == UNREGISTERED


@pytest.mark.parametrize("name", FORMS)
def test_every_chain_of_a_store_passes_in_the_form_of_its_own_root(name: str) -> None:
    roots = [CHAINS[one].trusted(form) for one, form in FORMS.items()]
    chain = CHAINS[name]
    assessment = _assess(chain.leaf, *roots, crls=chain.crls)
    assert verdict(assessment.judge(SIGNED)) == PASSED
    assert assessment.sm2_form == FORMS[name]


def test_a_wrong_signature_is_wrong_whatever_other_forms_the_store_has() -> None:
    forged = _astray(DEFAULT, NO_Z)
    roots = [CHAINS[one].trusted(form) for one, form in FORMS.items()]
    assert verdict(_assess(forged, *roots, crls=DEFAULT.crls).judge(SIGNED)) == WRONG


def test_an_unregistered_root_is_not_rescued_by_the_form_of_another() -> None:
    roots = RAW_CHAIN.trusted(None), DEFAULT.trusted(RAW)
    assert verdict(_assess(RAW_CHAIN.leaf, *roots).judge(SIGNED)) == UNREGISTERED


def test_a_stranger_is_unknown_once_however_many_forms_there_are() -> None:
    roots = [CHAINS[one].trusted(form) for one, form in FORMS.items()]
    found = _assess(Chain("stranger").leaf, *roots).judge(SIGNED)
    assert verdict(found) == UNKNOWN


def test_a_root_of_another_purpose_is_told_once_however_many_forms_there_are() -> None:
    roots = [DEFAULT.trusted(None), RAW_CHAIN.trusted(RAW)]
    validator = PathValidator(_store(*roots), DEFAULT_POLICY, validation_time=NOW)
    helpers = HelperSet.of(certificates=RAW_CHAIN.leaf.path)
    found = validator.assess(RAW_CHAIN.leaf.certificate, Purpose.TSA, helpers).judge(SIGNED)
    assert verdict(found) == (CheckStatus.INDETERMINATE, ["certificate.root_other_purpose"])


def test_two_forms_of_one_root_are_none_that_could_be_relied_on() -> None:
    roots = DEFAULT.trusted(DEFAULT_FORM), DEFAULT.trusted(RAW)
    leaf = issue({"common_name": "by P-256"}, ec_key(1, "leaf"), None)
    both = [replace(root, der=leaf.certificate) for root in roots]
    assert _assess(leaf, *both).sm2_form is None


def test_the_registered_form_is_that_of_the_path_that_has_one() -> None:
    roots = DEFAULT.trusted(None), DEFAULT.trusted(DEFAULT_FORM)
    assert _assess(DEFAULT.leaf, *roots, crls=DEFAULT.crls).sm2_form == DEFAULT_FORM


@pytest.mark.parametrize("name", FORMS)
def test_a_revocation_in_the_registered_form_counts(name: str) -> None:
    chain = CHAINS[name]
    entry = Revoked(serial_of(chain.leaf.certificate), utc(2024), "key_compromise")
    crls = chain.crls[0], _list(chain.ca, [entry])
    found = _assess(chain.leaf, chain.trusted(FORMS[name]), crls=crls).judge(SIGNED)
    assert verdict(found) == (CheckStatus.INDETERMINATE, ["revocation.revoked_no_poe"])


def test_a_list_in_another_form_than_the_registered_one_says_nothing() -> None:
    wrong = _list(replace(DEFAULT.ca, key=_key("default CA", NO_Z)))
    crls = DEFAULT.crls[0], wrong
    found = _assess(DEFAULT.leaf, DEFAULT.trusted(DEFAULT_FORM), crls=crls).judge(SIGNED)
    assert verdict(found) == (CheckStatus.INDETERMINATE, ["revocation.signature_wrong"])


@pytest.mark.parametrize("name", FORMS)
def test_an_ocsp_answer_in_the_registered_form_proves(name: str) -> None:
    chain = CHAINS[name]
    said = Answer(this_update=utc(2025, 6), next_update=utc(2027))
    answer = ocsp_response(chain.leaf.certificate, chain.ca, chain.ca, said)
    found = _assess(
        chain.leaf, chain.trusted(FORMS[name]), crls=chain.crls[:1], ocsps=[answer]
    ).judge(SIGNED)
    assert verdict(found) == PASSED


@pytest.mark.parametrize("dotted", ["1.2.156.10197.1.301", "1.2.156.10197.1.301.1"])
def test_a_certificate_may_not_write_what_only_a_signer_info_may(dotted: str) -> None:
    leaf = _leaf("by curve", DEFAULT_FORM, DEFAULT.ca, algorithm=algorithm(dotted))
    found = _assess(leaf, DEFAULT.trusted(None), crls=DEFAULT.crls).judge(SIGNED)
    assert verdict(found) == (
        CheckStatus.INDETERMINATE,
        ["certificate.algorithm_unsupported"],
    )


def test_a_verdict_is_kept_for_the_form_it_was_made_in() -> None:
    book = SignatureBook(DEFAULT_POLICY)
    leaf = decode_certificate(RAW_CHAIN.leaf.certificate)
    spki = RAW_CHAIN.ca.key.spki
    books = [book, book.under(RAW), book, book.under(RAW)]
    assert [one.verify(leaf, spki) for one in books] == [
        SignatureVerdict.WRONG,
        SignatureVerdict.GOOD,
    ] * 2


def test_a_verdict_that_no_form_moves_is_made_once_for_all_of_them() -> None:
    root = issue({"common_name": "P-256"}, ec_key(1, "root"), None, CA)
    leaf = decode_certificate(issue({"common_name": "l"}, ec_key(1, "l"), root).certificate)
    book = SignatureBook(DEFAULT_POLICY)
    verdicts = [one.verify(leaf, root.key.spki) for one in (book, book.under(RAW))]
    assert verdicts == [SignatureVerdict.GOOD] * 2
    assert (made_with_sm2(leaf), len(book._verdicts)) == (False, 1)
