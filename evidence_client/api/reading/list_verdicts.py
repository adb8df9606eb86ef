from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.verdict_page import VerdictPage
from ...types import UNSET, Response, Unset


def _get_kwargs(
    batch: str,
    case_key: str,
    *,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["cursor"] = cursor

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/cases/{batch}/{case_key}/verdicts".format(
            batch=quote(str(batch), safe=""),
            case_key=quote(str(case_key), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | VerdictPage | None:
    if response.status_code == 200:
        response_200 = VerdictPage.from_dict(response.json())

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
) -> Response[Problem | VerdictPage]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    batch: str,
    case_key: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[Problem | VerdictPage]:
    """案件的历次审查意见 List verdicts

     List every verdict of a case in the order in which they were made.

    Args:
        batch (str): our id of a package
        case_key (str): the sender's key of a case
        limit (int | Unset): at most so many Default: 50.
        cursor (str | Unset): `next_cursor` of the page before

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | VerdictPage]
    """

    kwargs = _get_kwargs(
        batch=batch,
        case_key=case_key,
        limit=limit,
        cursor=cursor,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    batch: str,
    case_key: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Problem | VerdictPage | None:
    """案件的历次审查意见 List verdicts

     List every verdict of a case in the order in which they were made.

    Args:
        batch (str): our id of a package
        case_key (str): the sender's key of a case
        limit (int | Unset): at most so many Default: 50.
        cursor (str | Unset): `next_cursor` of the page before

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | VerdictPage
    """

    return sync_detailed(
        batch=batch,
        case_key=case_key,
        client=client,
        limit=limit,
        cursor=cursor,
    ).parsed


async def asyncio_detailed(
    batch: str,
    case_key: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[Problem | VerdictPage]:
    """案件的历次审查意见 List verdicts

     List every verdict of a case in the order in which they were made.

    Args:
        batch (str): our id of a package
        case_key (str): the sender's key of a case
        limit (int | Unset): at most so many Default: 50.
        cursor (str | Unset): `next_cursor` of the page before

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | VerdictPage]
    """

    kwargs = _get_kwargs(
        batch=batch,
        case_key=case_key,
        limit=limit,
        cursor=cursor,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    batch: str,
    case_key: str,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Problem | VerdictPage | None:
    """案件的历次审查意见 List verdicts

     List every verdict of a case in the order in which they were made.

    Args:
        batch (str): our id of a package
        case_key (str): the sender's key of a case
        limit (int | Unset): at most so many Default: 50.
        cursor (str | Unset): `next_cursor` of the page before

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | VerdictPage
    """

    return (
        await asyncio_detailed(
            batch=batch,
            case_key=case_key,
            client=client,
            limit=limit,
            cursor=cursor,
        )
    ).parsed
