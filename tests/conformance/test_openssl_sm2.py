"""SM2 as `openssl` makes it: raw signatures, certificates and CRLs, each in a form as registered.

The command (3.0) signs neither CMS nor tokens with SM2: it maps no signature algorithm to the key.
"""

from dataclasses import replace
from typing import NamedTuple

import pytest

from tests.conformance.openssl import DISTID, Workshop, changed, in_force, rooted
from verify.asn1.x509 import decode_certificate
from verify.context import VerificationContext
from verify.crypto.algorithms import SignatureScheme, Sm2Form
from verify.crypto.keys import load_key
from verify.findings import CheckStatus
from verify.objects.result import ObjectResult
from verify.objects.verify import verify_object
from verify.pem import pem_blocks
from verify.policy import DEFAULT_POLICY
from verify.trust import TrustStore

DATA = "放款凭证 disbursement voucher\n".encode() * 20
KINDS = {
    "ec": ("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2"),
    "sm2": ("-algorithm", "SM2"),
}
SCHEME = SignatureScheme("sm2", "sm3")
STANDARD, ALICE, EMPTY = Sm2Form(), Sm2Form(id="ALICE123@YAHOO.COM"), Sm2Form(id="")
FORMS = {"standard": STANDARD, "alice": ALICE, "empty": EMPTY}
CA = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n"
LEAF = "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n"


class Made(NamedTuple):
    """A root, a CA below it and a certificate below that, all signed in one form."""

    workshop: Workshop
    crl: bytes

    def trust(self, form: Sm2Form | None, *, none_issued: bool = True) -> TrustStore:
        store = rooted(self.workshop.certificate("root"), none_issued=none_issued, sm2=form)
        return replace(store, intermediates=(self.workshop.certificate("ca"),))


def verified(octets: bytes, trust: TrustStore) -> ObjectResult:
    context = VerificationContext(trust, DEFAULT_POLICY, in_force())
    return verify_object(octets, None, context, subject="x")


@pytest.fixture(scope="module", name="workshop")
def _workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    workshop = Workshop(tmp_path_factory.mktemp("raw"))
    workshop.write("data", DATA)
    for name, kind in KINDS.items():
        workshop.key(name, *kind)
    return workshop


@pytest.fixture(scope="module", name="chains")
def _chains(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    return {
        name: _chain(Workshop(tmp_path_factory.mktemp(name)), f"distid:{form.id}")
        for name, form in FORMS.items()
    }


def _chain(workshop: Workshop, identified: str) -> Made:
    signing = ("-sm3", "-sigopt", identified)
    for name in ("root", "ca", "leaf"):
        workshop.key(name, *KINDS["ec"])
    workshop.root("root", *signing)
    workshop.issue("ca", "root", CA, *signing)
    workshop.issue("leaf", "ca", LEAF, *signing)
    signed = ["-cert", "root.crt", "-keyfile", "root.key", "-md", "sm3", "-sigopt", identified]
    workshop.run("ca", *signed, "-gencrl", "-out", "crl")
    return Made(workshop, pem_blocks(workshop.read("crl"))[0])


def _spki(workshop: Workshop, name: str) -> bytes:
    return workshop.run("pkey", "-in", f"{name}.key", "-pubout", "-outform", "DER")


def _signature(workshop: Workshop, name: str, form: Sm2Form) -> bytes:
    return workshop.run(
        "dgst", "-sm3", "-sign", f"{name}.key", "-sigopt", f"distid:{form.id}", "data"
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", FORMS)
def test_a_raw_signature_is_good_in_its_own_form_alone(
    workshop: Workshop, kind: str, form: str
) -> None:
    signature, key = _signature(workshop, kind, FORMS[form]), load_key(_spki(workshop, kind))
    good = [one for one, tried in FORMS.items() if key.verify(SCHEME, signature, DATA, form=tried)]
    assert good == [form]
    assert not key.verify(SCHEME, signature, DATA, form=replace(FORMS[form], z=False))
    assert not key.verify(SCHEME, signature, DATA, form=replace(FORMS[form], encoding="raw"))


@pytest.mark.parametrize("kind", KINDS)
def test_one_changed_byte_of_a_raw_signature_or_its_data_is_never_good(
    workshop: Workshop, kind: str
) -> None:
    signature, key = _signature(workshop, kind, STANDARD), load_key(_spki(workshop, kind))
    places = range(len(signature))
    assert not any(key.verify(SCHEME, changed(signature, at), DATA) for at in places)
    assert not any(key.verify(SCHEME, signature, changed(DATA, at)) for at in range(40))


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("certificate", ["root", "ca", "leaf"])
def test_a_certificate_signed_as_registered_passes(
    chains: dict[str, Made], name: str, certificate: str
) -> None:
    octets = chains[name].workshop.certificate(certificate)
    result = verified(octets, chains[name].trust(FORMS[name]))
    assert (result.status, result.facts["signature_intact"]) == (CheckStatus.PASSED, True)


@pytest.mark.parametrize("name", ["alice", "empty"])
def test_an_unregistered_form_leaves_a_certificate_open(chains: dict[str, Made], name: str) -> None:
    result = verified(chains[name].workshop.certificate("leaf"), chains[name].trust(None))
    assert result.status is CheckStatus.INDETERMINATE


@pytest.mark.parametrize("name", ["alice", "empty"])
def test_another_form_than_the_registered_one_fails(chains: dict[str, Made], name: str) -> None:
    result = verified(chains[name].workshop.certificate("ca"), chains[name].trust(STANDARD))
    assert (result.status, result.facts["signature_intact"]) == (CheckStatus.FAILED, False)


@pytest.mark.parametrize("name", ["alice", "empty"])
def test_below_a_ca_that_no_root_vouches_for_all_stays_open(
    chains: dict[str, Made], name: str
) -> None:
    result = verified(chains[name].workshop.certificate("leaf"), chains[name].trust(STANDARD))
    assert result.status is CheckStatus.INDETERMINATE


@pytest.mark.parametrize("name", FORMS)
def test_a_crl_signed_as_registered_passes(chains: dict[str, Made], name: str) -> None:
    result = verified(chains[name].crl, chains[name].trust(FORMS[name]))
    assert (result.status, result.facts["signature_intact"]) == (CheckStatus.PASSED, True)


def test_one_changed_byte_of_a_certificate_never_passes(chains: dict[str, Made]) -> None:
    made = chains["standard"]
    octets, trust = made.workshop.certificate("leaf"), made.trust(STANDARD)
    statuses = {verified(changed(octets, at), trust).status for at in range(len(octets))}
    assert CheckStatus.PASSED not in statuses


def test_one_changed_byte_of_a_crl_never_passes(chains: dict[str, Made]) -> None:
    made = chains["standard"]
    statuses = {
        verified(changed(made.crl, at), made.trust(STANDARD)).status for at in range(len(made.crl))
    }
    assert CheckStatus.PASSED not in statuses


def test_openssl_writes_the_identifiers_of_the_standard(chains: dict[str, Made]) -> None:
    assert f"distid:{STANDARD.id}" == DISTID
    leaf = decode_certificate(chains["standard"].workshop.certificate("leaf"))
    assert load_key(leaf.spki).family == "sm2"
