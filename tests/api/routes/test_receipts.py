"""Receipts: verified by whoever has the court's certificate, seen by whom they are for."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from starlette.testclient import TestClient

from api.permissions import Role
from ingest.service import Service
from ingest.store.receipts import set_token
from tests.ingest.courtkey import CERTIFICATE
from tests.services.app import LENDER, OTHER_LENDER, PLATFORM, client_of, open_service
from tests.services.packages import good_package
from verify.asn1.cms import decode_signed_data
from verify.canonical import canonical_json
from verify.checks.covered import CoveredOctets
from verify.checks.signature import check_signature, judge_signer
from verify.checks.signer import status_of
from verify.context import VerificationContext
from verify.existence import prove_existence
from verify.findings import CheckStatus
from verify.trust import Purpose


@pytest.fixture(name="service")
def _service(tmp_path: Path) -> Iterator[Service]:
    with open_service(tmp_path) as service:
        yield service


@pytest.fixture(name="receipt")
def _receipt(service: Service) -> dict[str, Any]:
    """The receipt of a package that a platform sent for a lender."""
    answer = client_of(service, Role.PLATFORM, PLATFORM).post(
        "/v1/packages", content=good_package(),
        headers={"Content-Type": "application/zip", "Idempotency-Key": "key-1"},
    )  # fmt: skip
    found: dict[str, Any] = answer.json()["receipt"]
    return found


def test_a_receipt_verifies_with_our_own_verifier(
    service: Service, receipt: dict[str, Any]
) -> None:
    signed = decode_signed_data(base64.b64decode(receipt["cms"]))
    assert signed.content == canonical_json(receipt["value"])
    context = VerificationContext(service.trust.current(), service.policy, service.clock())
    covered = CoveredOctets(signed.content)
    facts = check_signature(signed, covered, context, purpose=Purpose.COURT, subject="receipt")
    existence, _ = prove_existence([], context.at)
    judged = judge_signer(
        signed.signers[0], facts.signers[0], existence, context, subject="receipt"
    )
    assert status_of([*facts.findings, *judged.findings]) is CheckStatus.PASSED
    assert signed.certificates[0] == CERTIFICATE.public_bytes(Encoding.DER)


def test_a_receipt_says_what_it_proves_and_what_not(receipt: dict[str, Any]) -> None:
    assert receipt["title"] == "电子证据接收回执"
    assert "不代表受理" in receipt["statement"]
    assert receipt["value"]["sender"] == PLATFORM


def test_a_receipt_is_read_as_json_and_as_its_signed_file(
    service: Service, receipt: dict[str, Any]
) -> None:
    client = client_of(service, Role.PLATFORM, PLATFORM)
    assert client.get(receipt["links"]["self"]).json() == receipt
    file = client.get(receipt["links"]["cms"])
    assert (file.content, file.headers["Content-Type"]) == (
        base64.b64decode(receipt["cms"]), "application/pkcs7-mime",
    )  # fmt: skip


def test_a_token_is_there_once_it_came(service: Service, receipt: dict[str, Any]) -> None:
    client, here = client_of(service, Role.PLATFORM, PLATFORM), receipt["links"]["self"]
    assert client.get(f"{here}/receipt.tst").status_code == 404
    with service.database.write() as connection:
        set_token(connection, receipt["id"], b"token", service.clock())
    found = client.get(here).json()
    assert (
        client.get(found["links"]["token"]).content == base64.b64decode(found["token"]) == b"token"
    )


def _status(client: TestClient, receipt: dict[str, Any]) -> int:
    return client.get(receipt["links"]["self"]).status_code


def test_a_receipt_is_for_sender_lender_and_court(
    service: Service, receipt: dict[str, Any]
) -> None:
    asked = (
        (Role.LENDER, LENDER), (Role.LENDER, OTHER_LENDER), (Role.CLERK, "court"),
        (Role.PIPELINE, "pipeline"),
    )  # fmt: skip
    assert [_status(client_of(service, *one), receipt) for one in asked] == [200, 404, 200, 403]
