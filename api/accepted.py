"""What is answered to a package that was accepted, with its receipt."""

import base64
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from ingest.intake.accept import Accepted
from ingest.intake.receipt import RECEIPT_TITLE, RECEIPT_WORDS, receipt_body
from ingest.store.idempotency import StoredAnswer
from ingest.store.receipts import ReceiptRow

__all__ = ["AcceptedModel", "Links", "ReceiptModel", "receipt_model", "render_accepted"]

_EXAMPLE_PACKAGE = "pkg-aaaaaaaaaaaaaaaaaaaaaaaaaa"
_EXAMPLE_RECEIPT = "rcp-aaaaaaaaaaaaaaaaaaaaaaaaaa"
_EXAMPLE_DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

Links = dict[str, str]
"""Name to address, below this server."""


class ReceiptModel(BaseModel):
    """电子证据接收回执 the court's receipt."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(examples=[_EXAMPLE_RECEIPT])
    title: str = Field(examples=[RECEIPT_TITLE])
    statement: str = Field(examples=[RECEIPT_WORDS])
    value: dict[str, Any] = Field(
        description="what is signed: canonical JSON",
        examples=[{
            "v": 1, "receipt_id": _EXAMPLE_RECEIPT, "package_id": "pkg-anzheng-1-1",
            "package_digest": {"sha256": _EXAMPLE_DIGEST}, "sender": "plat-anzheng",
            "environment": "sandbox", "received_at": "2025-06-10T03:00:00Z",
            "key_id": _EXAMPLE_DIGEST,
        }],
    )  # fmt: skip
    cms: str = Field(description="CMS of the court's key with the value inside, base64")
    token: str | None = Field(description="RFC 3161 token over the CMS, base64; null until it came")
    stamped_at: datetime | None
    links: Links = Field(examples=[{"self": f"/v1/receipts/{_EXAMPLE_RECEIPT}"}])


class AcceptedModel(BaseModel):
    """已收到 a package that was received; its judgement follows."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(examples=[_EXAMPLE_PACKAGE], description="ours")
    package_id: str = Field(examples=["pkg-anzheng-1-1"], description="the sender's")
    package_digest: str = Field(examples=[_EXAMPLE_DIGEST])
    received_at: datetime
    receipt: ReceiptModel
    links: Links = Field(examples=[{"batch": f"/v1/batches/{_EXAMPLE_PACKAGE}"}])


def receipt_model(row: ReceiptRow) -> ReceiptModel:
    """Return a receipt as it is given."""
    here = f"/v1/receipts/{row.id}"
    links = {"self": here, "cms": f"{here}/receipt.p7m"}
    if row.token is not None:
        links["token"] = f"{here}/receipt.tst"
    return ReceiptModel(
        id=row.id,
        title=RECEIPT_TITLE,
        statement=RECEIPT_WORDS,
        value=receipt_body(row.value),
        cms=base64.b64encode(row.value).decode(),
        token=None if row.token is None else base64.b64encode(row.token).decode(),
        stamped_at=row.stamped_at,
        links=links,
    )


def render_accepted(accepted: Accepted) -> StoredAnswer:
    """Return the answer to a package: 202, or 200 where it had been accepted before."""
    status = f"/v1/batches/{accepted.id}"
    model = AcceptedModel(
        id=accepted.id,
        package_id=accepted.package_id,
        package_digest=accepted.package_digest,
        received_at=accepted.received_at,
        receipt=receipt_model(accepted.receipt),
        links={"batch": status, "receipt": f"/v1/receipts/{accepted.receipt.id}"},
    )
    body = model.model_dump_json().encode()
    return StoredAnswer(200 if accepted.again else 202, {"Location": status}, body)
