from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.upload_model import UploadModel
from ...types import Response


def _get_kwargs(
    upload: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/uploads/{upload}".format(
            upload=quote(str(upload), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | UploadModel | None:
    if response.status_code == 200:
        response_200 = UploadModel.from_dict(response.json())

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

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

    if response.status_code == 410:
        response_410 = Problem.from_dict(response.json())

        return response_410

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
) -> Response[Problem | UploadModel]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    upload: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | UploadModel]:
    """续传：尚缺哪些文件 Read upload

     续传：本次上传尚缺哪些文件。What this very upload has not sent yet.

    Args:
        upload (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | UploadModel]
    """

    kwargs = _get_kwargs(
        upload=upload,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    upload: str,
    *,
    client: AuthenticatedClient,
) -> Problem | UploadModel | None:
    """续传：尚缺哪些文件 Read upload

     续传：本次上传尚缺哪些文件。What this very upload has not sent yet.

    Args:
        upload (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | UploadModel
    """

    return sync_detailed(
        upload=upload,
        client=client,
    ).parsed


async def asyncio_detailed(
    upload: str,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | UploadModel]:
    """续传：尚缺哪些文件 Read upload

     续传：本次上传尚缺哪些文件。What this very upload has not sent yet.

    Args:
        upload (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | UploadModel]
    """

    kwargs = _get_kwargs(
        upload=upload,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    upload: str,
    *,
    client: AuthenticatedClient,
) -> Problem | UploadModel | None:
    """续传：尚缺哪些文件 Read upload

     续传：本次上传尚缺哪些文件。What this very upload has not sent yet.

    Args:
        upload (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | UploadModel
    """

    return (
        await asyncio_detailed(
            upload=upload,
            client=client,
        )
    ).parsed
