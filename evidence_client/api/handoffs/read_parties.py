from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.parties import Parties
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    batch: str,
    case_key: str,
    *,
    path: list[str] | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_path: list[str] | Unset = UNSET
    if not isinstance(path, Unset):
        json_path = path

    params["path"] = json_path

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/cases/{batch}/{case_key}/parties".format(
            batch=quote(str(batch), safe=""),
            case_key=quote(str(case_key), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Parties | Problem | None:
    if response.status_code == 200:
        response_200 = Parties.from_dict(response.json())

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

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Parties | Problem]:
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
    path: list[str] | Unset = UNSET,
) -> Response[Parties | Problem]:
    """查看当事人信息 Read parties

     Resolve references of a case; every reading is logged, by path and never by value.

    Args:
        batch (str): our id of a package
        case_key (str): the sender's key of a case
        path (list[str] | Unset): paths of a hand-off's `secret` list

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Parties | Problem]
    """

    kwargs = _get_kwargs(
        batch=batch,
        case_key=case_key,
        path=path,
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
    path: list[str] | Unset = UNSET,
) -> Parties | Problem | None:
    """查看当事人信息 Read parties

     Resolve references of a case; every reading is logged, by path and never by value.

    Args:
        batch (str): our id of a package
        case_key (str): the sender's key of a case
        path (list[str] | Unset): paths of a hand-off's `secret` list

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Parties | Problem
    """

    return sync_detailed(
        batch=batch,
        case_key=case_key,
        client=client,
        path=path,
    ).parsed


async def asyncio_detailed(
    batch: str,
    case_key: str,
    *,
    client: AuthenticatedClient,
    path: list[str] | Unset = UNSET,
) -> Response[Parties | Problem]:
    """查看当事人信息 Read parties

     Resolve references of a case; every reading is logged, by path and never by value.

    Args:
        batch (str): our id of a package
        case_key (str): the sender's key of a case
        path (list[str] | Unset): paths of a hand-off's `secret` list

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Parties | Problem]
    """

    kwargs = _get_kwargs(
        batch=batch,
        case_key=case_key,
        path=path,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    batch: str,
    case_key: str,
    *,
    client: AuthenticatedClient,
    path: list[str] | Unset = UNSET,
) -> Parties | Problem | None:
    """查看当事人信息 Read parties

     Resolve references of a case; every reading is logged, by path and never by value.

    Args:
        batch (str): our id of a package
        case_key (str): the sender's key of a case
        path (list[str] | Unset): paths of a hand-off's `secret` list

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Parties | Problem
    """

    return (
        await asyncio_detailed(
            batch=batch,
            case_key=case_key,
            client=client,
            path=path,
        )
    ).parsed
