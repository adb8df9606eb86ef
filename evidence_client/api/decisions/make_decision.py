from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.decision_model import DecisionModel
from ...models.decision_request import DecisionRequest
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: DecisionRequest,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/decisions",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> DecisionModel | Problem | None:
    if response.status_code == 201:
        response_201 = DecisionModel.from_dict(response.json())

        return response_201

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[DecisionModel | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: DecisionRequest,
    idempotency_key: str | Unset = UNSET,
) -> Response[DecisionModel | Problem]:
    """作出认定 Make decision

     Decide: it is signed and kept, and the cases it reaches are judged again.

    Args:
        idempotency_key (str | Unset): 同一键重发得到同一答复 the same key, the same answer
        body (DecisionRequest): What is decided. The report says what is asked: nobody types a
            scope key.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DecisionModel | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: DecisionRequest,
    idempotency_key: str | Unset = UNSET,
) -> DecisionModel | Problem | None:
    """作出认定 Make decision

     Decide: it is signed and kept, and the cases it reaches are judged again.

    Args:
        idempotency_key (str | Unset): 同一键重发得到同一答复 the same key, the same answer
        body (DecisionRequest): What is decided. The report says what is asked: nobody types a
            scope key.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DecisionModel | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: DecisionRequest,
    idempotency_key: str | Unset = UNSET,
) -> Response[DecisionModel | Problem]:
    """作出认定 Make decision

     Decide: it is signed and kept, and the cases it reaches are judged again.

    Args:
        idempotency_key (str | Unset): 同一键重发得到同一答复 the same key, the same answer
        body (DecisionRequest): What is decided. The report says what is asked: nobody types a
            scope key.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DecisionModel | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: DecisionRequest,
    idempotency_key: str | Unset = UNSET,
) -> DecisionModel | Problem | None:
    """作出认定 Make decision

     Decide: it is signed and kept, and the cases it reaches are judged again.

    Args:
        idempotency_key (str | Unset): 同一键重发得到同一答复 the same key, the same answer
        body (DecisionRequest): What is decided. The report says what is asked: nobody types a
            scope key.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DecisionModel | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
