from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.asked_judgement import AskedJudgement
from ...models.judge_again_request import JudgeAgainRequest
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    batch: str,
    *,
    body: JudgeAgainRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/batches/{batch}/judgements".format(
            batch=quote(str(batch), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> AskedJudgement | Problem | None:
    if response.status_code == 202:
        response_202 = AskedJudgement.from_dict(response.json())

        return response_202

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
) -> Response[AskedJudgement | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    batch: str,
    *,
    client: AuthenticatedClient,
    body: JudgeAgainRequest,
) -> Response[AskedJudgement | Problem]:
    """重新审查 Judge again

     Judge a package again; what was issued before is kept.

    Args:
        batch (str): our id of a package
        body (JudgeAgainRequest): Why it is judged again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AskedJudgement | Problem]
    """

    kwargs = _get_kwargs(
        batch=batch,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    batch: str,
    *,
    client: AuthenticatedClient,
    body: JudgeAgainRequest,
) -> AskedJudgement | Problem | None:
    """重新审查 Judge again

     Judge a package again; what was issued before is kept.

    Args:
        batch (str): our id of a package
        body (JudgeAgainRequest): Why it is judged again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AskedJudgement | Problem
    """

    return sync_detailed(
        batch=batch,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    batch: str,
    *,
    client: AuthenticatedClient,
    body: JudgeAgainRequest,
) -> Response[AskedJudgement | Problem]:
    """重新审查 Judge again

     Judge a package again; what was issued before is kept.

    Args:
        batch (str): our id of a package
        body (JudgeAgainRequest): Why it is judged again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AskedJudgement | Problem]
    """

    kwargs = _get_kwargs(
        batch=batch,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    batch: str,
    *,
    client: AuthenticatedClient,
    body: JudgeAgainRequest,
) -> AskedJudgement | Problem | None:
    """重新审查 Judge again

     Judge a package again; what was issued before is kept.

    Args:
        batch (str): our id of a package
        body (JudgeAgainRequest): Why it is judged again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AskedJudgement | Problem
    """

    return (
        await asyncio_detailed(
            batch=batch,
            client=client,
            body=body,
        )
    ).parsed
