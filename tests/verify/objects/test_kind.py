"""An object is told by its content, however little of it is left."""

import base64
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from fixtures.ber import ber, indefinite
from fixtures.cms import GM_DATA, Signer, detached
from fixtures.der import integer, sequence
from fixtures.forge import forge
from fixtures.tsa import token
from fixtures.world import world
from tests.verify.objects.judged import judge
from tests.verify.path.pki import crl, entity, ocsp_answer, utc
from verify.findings import CheckStatus
from verify.objects.kind import object_form

ROOT = entity("Root")
PEM = ROOT.certificate.public_bytes(Encoding.PEM)
LIST = crl(ROOT, utc(2025), utc(2027))
ANSWER = ocsp_answer(entity("Signer", ROOT), ROOT, utc(2025))
FORGED = {
    "certificate_good": "certificate", "crl_good": "crl", "ocsp_good": "ocsp",
    "token_good_rsa": "tst", "token_good_p256": "tst", "tsr_good": "tsr", "tsr_rejection": "tsr",
    "tsr_granted_with_mods": "tsr", "cms_detached_good": "cms", "cms_enveloping_good": "cms",
    "ots_good": "ots",
}  # fmt: skip


def _armoured(octets: bytes, label: str) -> bytes:
    body = base64.encodebytes(octets).decode()
    return f"-----BEGIN {label}-----\n{body}-----END {label}-----\n".encode()


@pytest.fixture(scope="module", name="octets", params=sorted(FORGED))
def _octets(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[bytes, str]:
    forged = forge(request.param, tmp_path_factory.mktemp("kind"))
    return Path(forged.path).read_bytes(), FORGED[request.param]


def test_a_message_in_ber_is_told_by_its_content() -> None:
    made = ber(detached(bytes(32), Signer(identity=world(1).lenders[0].signer))[0])
    assert object_form(made) == ("cms", made)


def test_a_token_in_ber_is_told_by_its_content() -> None:
    made = ber(token(world(1).tsas[1], bytes(32), utc(2025)))
    assert object_form(made) == ("tst", made)


def test_a_response_in_ber_is_told_by_its_content() -> None:
    made = ber(token(world(1).tsas[1], bytes(32), utc(2025)))
    response = indefinite(0x30, sequence(integer(0)), made)
    assert object_form(response) == ("tsr", response)


@pytest.mark.parametrize("stop", [None, 100, 30, 17])
def test_a_message_of_gm_t_0010_is_told_however_little_is_left(stop: int | None) -> None:
    signer = Signer(identity=world(1).lenders[0].signer)
    made = detached(bytes(32), signer, kind=GM_DATA)[0][:stop]
    assert object_form(made).kind == "cms"


def test_an_object_is_told_by_its_content(octets: tuple[bytes, str]) -> None:
    assert object_form(octets[0]).kind == octets[1]


@pytest.mark.parametrize("part", [0.25, 0.5, 0.9])
def test_a_truncated_object_is_still_of_its_kind(octets: tuple[bytes, str], part: float) -> None:
    whole, kind = octets
    assert object_form(whole[: max(40, int(len(whole) * part))]).kind == kind


def test_an_object_without_its_last_octet_fails_as_its_kind(octets: tuple[bytes, str]) -> None:
    result = judge(octets[0][:-1])
    assert (result.kind, result.status) == (octets[1], CheckStatus.FAILED)


def test_an_object_with_octets_behind_it_fails_as_its_kind(octets: tuple[bytes, str]) -> None:
    result = judge(octets[0] + b"\0")
    assert (result.kind, result.status) == (octets[1], CheckStatus.FAILED)


@pytest.mark.parametrize(
    ("octets", "label", "kind"),
    [
        (ROOT.der, "CERTIFICATE", "certificate"),
        (LIST, "X509 CRL", "crl"),
        (ANSWER, "OCSP RESPONSE", "ocsp"),
        (ANSWER, "SOMETHING", "ocsp"),
        (b"\x30\x03\x02\x01\x00", "CERTIFICATE", "certificate"),
        (b"", "X509 CRL", "crl"),
        (b"\x30\x00", "PKCS7", "cms"),
        (b"\x30\x00", "CMS", "cms"),
        (b"\x30\x00", "PKCS #7 SIGNED DATA", "cms"),
        (b"\x30\x00", "PRIVATE KEY", "unknown"),
    ],
)
def test_a_label_says_the_kind_and_content_where_it_is_unknown(
    octets: bytes, label: str, kind: str
) -> None:
    form = object_form(_armoured(octets, label))
    assert (form.kind, form.octets) == (kind, octets)


def test_a_token_labelled_as_a_cms_is_a_token(tmp_path: Path) -> None:
    token = forge("token_good_rsa", tmp_path).path.read_bytes()
    assert object_form(_armoured(token, "PKCS7")).kind == "tst"


@pytest.mark.parametrize(
    "before",
    [
        "subject=CN = 根\nissuer=CN = 根\n\n".encode(),
        "subject=CN = 根\n".encode("gbk"),
        b"\r\n\r\n",
        b"0 s:/CN=Root\n",
        b"Bag Attributes\n    friendlyName: x\n",
    ],
)
def test_text_before_a_pem_block_is_passed_over(before: bytes) -> None:
    assert object_form(before + PEM) == ("certificate", ROOT.der)


@pytest.mark.parametrize("data", [PEM[:200], PEM.replace(b"M", b"!", 3), PEM[:27]])
def test_a_broken_pem_block_fails_as_what_its_label_says(data: bytes) -> None:
    result = judge(data)
    assert (result.kind, result.status) == ("certificate", CheckStatus.FAILED)


def test_only_the_first_of_several_blocks_is_taken() -> None:
    assert object_form(PEM + _armoured(LIST, "X509 CRL")) == ("certificate", ROOT.der)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 64,
        b"\x30",
        b"\x30\x00",
        b"\x30\x80" * 64,
        b"\x30\x84\xff\xff\xff\xff",
        b"\x30\xff" + b"\xff" * 8,
        b"\x31\x03\x02\x01\x00",
        b"\x30\x03\x02\x01\x00",
        b"\x30\x05\x06\x03\x2a\x03\x04",
        b"\x30\x07\x30\x05\x06\x03\x2a\x03\x04",
        b"\x01\n" + PEM,
    ],
)
def test_what_is_of_no_kind_is_unknown(data: bytes) -> None:
    assert object_form(data).kind == "unknown"


@pytest.mark.parametrize("data", [b'{"pem": "-----BEGIN CERTIFICATE-----\\nMIIB"}', b" \n{}"])
def test_json_that_is_no_claim_may_be_a_receipt(data: bytes) -> None:
    assert object_form(data).kind == "receipt"


def test_a_request_for_a_certificate_is_none() -> None:
    request = bytes.fromhex("301b3019020100300c310a300806035504030c0178300630040601300000")
    assert object_form(request).kind == "unknown"


def test_a_pem_block_inside_der_is_content() -> None:
    octets = b"\x30\x82\x01\x00\x06\x03\x2a\x03\x04\n" + PEM
    assert object_form(octets) == ("unknown", octets)


def test_a_bare_basic_ocsp_response_is_an_answer() -> None:
    basic = ANSWER[ANSWER.index(b"\x2b\x06\x01\x05\x05\x07\x30\x01\x01") + 9 :]
    assert object_form(basic[basic.index(b"\x30") :]).kind == "ocsp"


def test_a_pdf_is_a_pdf() -> None:
    assert object_form(b"%PDF-1.7\n" + PEM).kind == "pdf"


@pytest.mark.parametrize("form", ["evm-receipt/1", "fisco2/1", "fisco3/9", "platform-chain/1"])
def test_a_claim_is_told_by_its_form(form: str) -> None:
    assert object_form(f'{{"chain": "c", "form" : "{form}"}}'.encode()).kind == "anchor"


def test_a_receipt_with_another_form_is_no_claim() -> None:
    assert object_form(b'{"form": "deposit/1", "note": "fisco3/1"}').kind == "receipt"
