from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.retried_attempt import RetriedAttempt
from ...types import Response


def _get_kwargs(
    attempt: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/attempts/{attempt}/retry".format(
            attempt=quote(str(attempt), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | RetriedAttempt | None:
    if response.status_code == 202:
        response_202 = RetriedAttempt.from_dict(response.json())

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
) -> Response[Problem | RetriedAttempt]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    attempt: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | RetriedAttempt]:
    """重试放弃的任务 Retry

     Try again what was given up, once its cause is put right.

    Args:
        attempt (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RetriedAttempt]
    """

    kwargs = _get_kwargs(
        attempt=attempt,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    attempt: str,
    *,
    client: AuthenticatedClient,
) -> Problem | RetriedAttempt | None:
    """重试放弃的任务 Retry

     Try again what was given up, once its cause is put right.

    Args:
        attempt (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RetriedAttempt
    """

    return sync_detailed(
        attempt=attempt,
        client=client,
    ).parsed


async def asyncio_detailed(
    attempt: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | RetriedAttempt]:
    """重试放弃的任务 Retry

     Try again what was given up, once its cause is put right.

    Args:
        attempt (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | RetriedAttempt]
    """

    kwargs = _get_kwargs(
        attempt=attempt,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    attempt: str,
    *,
    client: AuthenticatedClient,
) -> Problem | RetriedAttempt | None:
    """重试放弃的任务 Retry

     Try again what was given up, once its cause is put right.

    Args:
        attempt (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | RetriedAttempt
    """

    return (
        await asyncio_detailed(
            attempt=attempt,
            client=client,
        )
    ).parsed
