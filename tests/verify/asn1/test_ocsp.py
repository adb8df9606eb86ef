"""OCSP answers: what is read, and what is refused."""

from contextlib import suppress

import pytest
from asn1crypto import ocsp as asn1
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from hypothesis import given
from hypothesis import strategies as st

from tests.verify.path.pki import OCSP_SIGNING, entity, ocsp_answer, utc
from verify.asn1.names import name_key
from verify.asn1.ocsp import decode_ocsp
from verify.errors import DecodeError

ROOT = entity("Root")
SIGNER = entity("Signer", ROOT)
RESPONDER = entity("Responder", ROOT, extended=[OCSP_SIGNING])
DER = ocsp_answer(SIGNER, ROOT, utc(2022), utc(2023), responder=RESPONDER, by_name=True)
THEIRS = ocsp.load_der_ocsp_response(DER)


def test_the_signed_part_is_a_slice_of_what_was_received() -> None:
    assert decode_ocsp(DER).tbs == THEIRS.tbs_response_bytes


def test_the_plain_fields_are_read() -> None:
    found = decode_ocsp(DER)
    assert (found.status, found.signature, found.produced_at) == (
        "successful",
        THEIRS.signature,
        THEIRS.produced_at_utc,
    )


def test_a_responder_is_named_by_name_or_by_key() -> None:
    by_key = decode_ocsp(ocsp_answer(SIGNER, ROOT, utc(2022))).responder
    assert decode_ocsp(DER).responder == (name_key(RESPONDER.name.public_bytes()), None)
    assert by_key == (None, ocsp.load_der_ocsp_response(
        ocsp_answer(SIGNER, ROOT, utc(2022))).responder_key_hash)  # fmt: skip


def test_the_status_is_read() -> None:
    (single,) = decode_ocsp(DER).responses
    assert (single.status, single.this_update, single.next_update, single.cert_id.serial) == (
        "good",
        utc(2022),
        utc(2023),
        SIGNER.serial,
    )


def test_a_revocation_is_read() -> None:
    der = ocsp_answer(
        SIGNER, ROOT, utc(2022), status=ocsp.OCSPCertStatus.REVOKED, revoked_at=utc(2021),
        reason=x509.ReasonFlags.superseded,
    )  # fmt: skip
    (single,) = decode_ocsp(der).responses
    assert (single.status, single.revoked_at, single.reason) == (
        "revoked",
        utc(2021),
        "superseded",
    )


def test_the_responders_certificates_come_as_bytes() -> None:
    assert decode_ocsp(DER).certificates == (RESPONDER.der,)


def test_the_basic_answer_alone_is_read_as_well() -> None:
    basic = asn1.OCSPResponse.load(DER)["response_bytes"]["response"].parsed.dump()
    assert decode_ocsp(basic).tbs == decode_ocsp(DER).tbs


@pytest.mark.parametrize("status", [s for s in ocsp.OCSPResponseStatus if s.value])
def test_a_refusal_is_told_and_holds_no_answer(status: ocsp.OCSPResponseStatus) -> None:
    refused = ocsp.OCSPResponseBuilder.build_unsuccessful(status).public_bytes(Encoding.DER)
    found = decode_ocsp(refused)
    assert found.status != "successful"
    assert found.responses == ()


@pytest.mark.parametrize(
    "der",
    [b"\x30\x03\x0a\x01\x00", DER[:6] + b"\x03" + DER[7:], bytes(70_000)],
    ids=["success_without_an_answer", "refusal_with_an_answer", "too_long"],
)
def test_an_answer_of_another_form_is_refused(der: bytes) -> None:
    with pytest.raises(DecodeError, match=r"^revocation\.ocsp_malformed"):
        decode_ocsp(der)


@given(data=st.binary(max_size=300))
def test_arbitrary_bytes_raise_nothing_else(data: bytes) -> None:
    with suppress(DecodeError):
        decode_ocsp(data)


@given(at=st.integers(0, len(DER) - 1), octet=st.integers(0, 255))
def test_an_altered_answer_raises_nothing_else(at: int, octet: int) -> None:
    with suppress(DecodeError):
        decode_ocsp(DER[:at] + bytes((octet,)) + DER[at + 1 :])
