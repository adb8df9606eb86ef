from http import HTTPStatus
from typing import Any, Literal

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.attempt_list import AttemptList
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    state: Literal["failed"] | Unset = "failed",
    subject: str | Unset = UNSET,
    limit: int | Unset = 50,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["state"] = state

    params["subject"] = subject

    params["limit"] = limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/attempts",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> AttemptList | Problem | None:
    if response.status_code == 200:
        response_200 = AttemptList.from_dict(response.json())

        return response_200

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[AttemptList | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    state: Literal["failed"] | Unset = "failed",
    subject: str | Unset = UNSET,
    limit: int | Unset = 50,
) -> Response[AttemptList | Problem]:
    """列出放弃的任务 List attempts

     List what was given up and holds a judgement, a receipt or a source up.

    Args:
        state (Literal['failed'] | Unset): what was given up Default: 'failed'.
        subject (str | Unset): of one subject
        limit (int | Unset): at most so many Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AttemptList | Problem]
    """

    kwargs = _get_kwargs(
        state=state,
        subject=subject,
        limit=limit,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    state: Literal["failed"] | Unset = "failed",
    subject: str | Unset = UNSET,
    limit: int | Unset = 50,
) -> AttemptList | Problem | None:
    """列出放弃的任务 List attempts

     List what was given up and holds a judgement, a receipt or a source up.

    Args:
        state (Literal['failed'] | Unset): what was given up Default: 'failed'.
        subject (str | Unset): of one subject
        limit (int | Unset): at most so many Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AttemptList | Problem
    """

    return sync_detailed(
        client=client,
        state=state,
        subject=subject,
        limit=limit,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    state: Literal["failed"] | Unset = "failed",
    subject: str | Unset = UNSET,
    limit: int | Unset = 50,
) -> Response[AttemptList | Problem]:
    """列出放弃的任务 List attempts

     List what was given up and holds a judgement, a receipt or a source up.

    Args:
        state (Literal['failed'] | Unset): what was given up Default: 'failed'.
        subject (str | Unset): of one subject
        limit (int | Unset): at most so many Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AttemptList | Problem]
    """

    kwargs = _get_kwargs(
        state=state,
        subject=subject,
        limit=limit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    state: Literal["failed"] | Unset = "failed",
    subject: str | Unset = UNSET,
    limit: int | Unset = 50,
) -> AttemptList | Problem | None:
    """列出放弃的任务 List attempts

     List what was given up and holds a judgement, a receipt or a source up.

    Args:
        state (Literal['failed'] | Unset): what was given up Default: 'failed'.
        subject (str | Unset): of one subject
        limit (int | Unset): at most so many Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AttemptList | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            state=state,
            subject=subject,
            limit=limit,
        )
    ).parsed
