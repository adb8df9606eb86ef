from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.read_handoff_response_read_handoff import ReadHandoffResponseReadHandoff
from ...types import Response


def _get_kwargs(
    handoff: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/handoffs/{handoff}".format(
            handoff=quote(str(handoff), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | ReadHandoffResponseReadHandoff | None:
    if response.status_code == 200:
        response_200 = ReadHandoffResponseReadHandoff.from_dict(response.json())

        return response_200

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | ReadHandoffResponseReadHandoff]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    handoff: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | ReadHandoffResponseReadHandoff]:
    """查看移交的案件 Read handoff

     Give the hand-off object (`verify/schemas/handoff.schema.json`).

    Args:
        handoff (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ReadHandoffResponseReadHandoff]
    """

    kwargs = _get_kwargs(
        handoff=handoff,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    handoff: str,
    *,
    client: AuthenticatedClient,
) -> Problem | ReadHandoffResponseReadHandoff | None:
    """查看移交的案件 Read handoff

     Give the hand-off object (`verify/schemas/handoff.schema.json`).

    Args:
        handoff (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ReadHandoffResponseReadHandoff
    """

    return sync_detailed(
        handoff=handoff,
        client=client,
    ).parsed


async def asyncio_detailed(
    handoff: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | ReadHandoffResponseReadHandoff]:
    """查看移交的案件 Read handoff

     Give the hand-off object (`verify/schemas/handoff.schema.json`).

    Args:
        handoff (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ReadHandoffResponseReadHandoff]
    """

    kwargs = _get_kwargs(
        handoff=handoff,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    handoff: str,
    *,
    client: AuthenticatedClient,
) -> Problem | ReadHandoffResponseReadHandoff | None:
    """查看移交的案件 Read handoff

     Give the hand-off object (`verify/schemas/handoff.schema.json`).

    Args:
        handoff (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ReadHandoffResponseReadHandoff
    """

    return (
        await asyncio_detailed(
            handoff=handoff,
            client=client,
        )
    ).parsed
