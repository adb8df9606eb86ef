from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.case_page import CasePage
from ...models.list_cases_route import ListCasesRoute
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    batch: str,
    *,
    route: ListCasesRoute | Unset = UNSET,
    waiting: bool | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_route: str | Unset = UNSET
    if not isinstance(route, Unset):
        json_route = route.value

    params["route"] = json_route

    params["waiting"] = waiting

    params["limit"] = limit

    params["cursor"] = cursor

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/batches/{batch}/cases".format(
            batch=quote(str(batch), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CasePage | Problem | None:
    if response.status_code == 200:
        response_200 = CasePage.from_dict(response.json())

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
) -> Response[CasePage | Problem]:
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
    route: ListCasesRoute | Unset = UNSET,
    waiting: bool | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[CasePage | Problem]:
    """列出案件 List cases

     List the cases of a package; names of parties are for the court.

    Args:
        batch (str): our id of a package
        route (ListCasesRoute | Unset):
        waiting (bool | Unset): those that wait, or do not
        limit (int | Unset): at most so many Default: 50.
        cursor (str | Unset): `next_cursor` of the page before

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CasePage | Problem]
    """

    kwargs = _get_kwargs(
        batch=batch,
        route=route,
        waiting=waiting,
        limit=limit,
        cursor=cursor,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    batch: str,
    *,
    client: AuthenticatedClient,
    route: ListCasesRoute | Unset = UNSET,
    waiting: bool | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> CasePage | Problem | None:
    """列出案件 List cases

     List the cases of a package; names of parties are for the court.

    Args:
        batch (str): our id of a package
        route (ListCasesRoute | Unset):
        waiting (bool | Unset): those that wait, or do not
        limit (int | Unset): at most so many Default: 50.
        cursor (str | Unset): `next_cursor` of the page before

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CasePage | Problem
    """

    return sync_detailed(
        batch=batch,
        client=client,
        route=route,
        waiting=waiting,
        limit=limit,
        cursor=cursor,
    ).parsed


async def asyncio_detailed(
    batch: str,
    *,
    client: AuthenticatedClient,
    route: ListCasesRoute | Unset = UNSET,
    waiting: bool | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> Response[CasePage | Problem]:
    """列出案件 List cases

     List the cases of a package; names of parties are for the court.

    Args:
        batch (str): our id of a package
        route (ListCasesRoute | Unset):
        waiting (bool | Unset): those that wait, or do not
        limit (int | Unset): at most so many Default: 50.
        cursor (str | Unset): `next_cursor` of the page before

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CasePage | Problem]
    """

    kwargs = _get_kwargs(
        batch=batch,
        route=route,
        waiting=waiting,
        limit=limit,
        cursor=cursor,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    batch: str,
    *,
    client: AuthenticatedClient,
    route: ListCasesRoute | Unset = UNSET,
    waiting: bool | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
) -> CasePage | Problem | None:
    """列出案件 List cases

     List the cases of a package; names of parties are for the court.

    Args:
        batch (str): our id of a package
        route (ListCasesRoute | Unset):
        waiting (bool | Unset): those that wait, or do not
        limit (int | Unset): at most so many Default: 50.
        cursor (str | Unset): `next_cursor` of the page before

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CasePage | Problem
    """

    return (
        await asyncio_detailed(
            batch=batch,
            client=client,
            route=route,
            waiting=waiting,
            limit=limit,
            cursor=cursor,
        )
    ).parsed
