"""The court's receipts, as JSON and as the signed files themselves."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from api.accepted import ReceiptModel, receipt_model
from api.permissions import Action, Reach
from api.principal import Principal, allowed
from api.problems import ProblemError, responses_of
from api.service import service_of
from ingest.store.receipts import ReceiptRow, receipt_for

__all__ = ["router"]

router = APIRouter(tags=["intake"])

_PROBLEMS = responses_of("http.unauthorized", "http.forbidden", "http.not_found", "http.invalid")
_EXAMPLE = "rcp-aaaaaaaaaaaaaaaaaaaaaaaaaa"
_Id = Annotated[str, Path(pattern="^rcp-[a-z2-7]{26}$", examples=[_EXAMPLE])]
_Who = Annotated[Principal, allowed(Action.READ_RECEIPT)]
_FILE = {"schema": {"type": "string", "format": "binary"}}


@router.get("/v1/receipts/{receipt}", responses=_PROBLEMS)
def read_receipt(request: Request, principal: _Who, receipt: _Id) -> ReceiptModel:
    """电子证据接收回执：一份证据包的回执。The receipt of a package."""
    return receipt_model(_row(request, principal, receipt))


@router.get(
    "/v1/receipts/{receipt}/receipt.p7m",
    response_class=Response,
    responses={200: {"content": {"application/pkcs7-mime": _FILE}}, **_PROBLEMS},
)
def read_receipt_cms(request: Request, principal: _Who, receipt: _Id) -> Response:
    """回执文件，法院签名的 CMS。The signed receipt: `evidence verify` and openssl read it."""
    row = _row(request, principal, receipt)
    return _file(row.value, "application/pkcs7-mime", "p7m", receipt)


@router.get(
    "/v1/receipts/{receipt}/receipt.tst",
    response_class=Response,
    responses={200: {"content": {"application/timestamp-token": _FILE}}, **_PROBLEMS},
)
def read_receipt_token(request: Request, principal: _Who, receipt: _Id) -> Response:
    """回执的可信时间戳。The time-stamp token over the signed receipt, once it has come."""
    token = _row(request, principal, receipt).token
    if token is None:
        raise ProblemError("http.not_found", "not stamped yet")
    return _file(token, "application/timestamp-token", "tst", receipt)


def _row(request: Request, principal: Principal, receipt: str) -> ReceiptRow:
    service = service_of(request)
    own = principal.reach(Action.READ_RECEIPT) is Reach.OWN
    with service.database.read() as connection:
        found = receipt_for(
            connection, receipt, environment=service.environment,
            party=principal.party if own else None,
        )  # fmt: skip
    if found is None:
        raise ProblemError("http.not_found")
    return found


def _file(octets: bytes, media_type: str, suffix: str, receipt: str) -> Response:
    named = {"Content-Disposition": f'attachment; filename="{receipt}.{suffix}"'}
    return Response(octets, headers=named, media_type=media_type)
