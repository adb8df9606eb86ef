import datetime
from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    name: str,
    *,
    copy: int | Unset = 1,
    filed: datetime.date | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["copy"] = copy

    json_filed: str | Unset = UNSET
    if not isinstance(filed, Unset):
        json_filed = filed.isoformat()
    params["filed"] = json_filed

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/samples/{name}".format(
            name=quote(str(name), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> File | Problem | None:
    if response.status_code == 200:
        response_200 = File(payload=BytesIO(response.content))

        return response_200

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
) -> Response[File | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    name: str,
    *,
    client: AuthenticatedClient | Client,
    copy: int | Unset = 1,
    filed: datetime.date | Unset = UNSET,
) -> Response[File | Problem]:
    """下载沙箱示例 Read sample

     下载一个示例 Give one sample; the same name, copy and date are the same octets.

    Args:
        name (str):
        copy (int | Unset): each has loans and borrowers of its own Default: 1.
        filed (datetime.date | Unset): filing date of a package, to be sent on that day

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | Problem]
    """

    kwargs = _get_kwargs(
        name=name,
        copy=copy,
        filed=filed,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    name: str,
    *,
    client: AuthenticatedClient | Client,
    copy: int | Unset = 1,
    filed: datetime.date | Unset = UNSET,
) -> File | Problem | None:
    """下载沙箱示例 Read sample

     下载一个示例 Give one sample; the same name, copy and date are the same octets.

    Args:
        name (str):
        copy (int | Unset): each has loans and borrowers of its own Default: 1.
        filed (datetime.date | Unset): filing date of a package, to be sent on that day

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | Problem
    """

    return sync_detailed(
        name=name,
        client=client,
        copy=copy,
        filed=filed,
    ).parsed


async def asyncio_detailed(
    name: str,
    *,
    client: AuthenticatedClient | Client,
    copy: int | Unset = 1,
    filed: datetime.date | Unset = UNSET,
) -> Response[File | Problem]:
    """下载沙箱示例 Read sample

     下载一个示例 Give one sample; the same name, copy and date are the same octets.

    Args:
        name (str):
        copy (int | Unset): each has loans and borrowers of its own Default: 1.
        filed (datetime.date | Unset): filing date of a package, to be sent on that day

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | Problem]
    """

    kwargs = _get_kwargs(
        name=name,
        copy=copy,
        filed=filed,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    name: str,
    *,
    client: AuthenticatedClient | Client,
    copy: int | Unset = 1,
    filed: datetime.date | Unset = UNSET,
) -> File | Problem | None:
    """下载沙箱示例 Read sample

     下载一个示例 Give one sample; the same name, copy and date are the same octets.

    Args:
        name (str):
        copy (int | Unset): each has loans and borrowers of its own Default: 1.
        filed (datetime.date | Unset): filing date of a package, to be sent on that day

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | Problem
    """

    return (
        await asyncio_detailed(
            name=name,
            client=client,
            copy=copy,
            filed=filed,
        )
    ).parsed
