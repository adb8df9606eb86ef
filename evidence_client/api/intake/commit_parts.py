from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.accepted_model import AcceptedModel
from ...models.commit_model import CommitModel
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    upload: str,
    *,
    body: CommitModel,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/uploads/{upload}/commit".format(
            upload=quote(str(upload), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> AcceptedModel | Problem | None:
    if response.status_code == 200:
        response_200 = AcceptedModel.from_dict(response.json())

        return response_200

    if response.status_code == 202:
        response_202 = AcceptedModel.from_dict(response.json())

        return response_202

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

    if response.status_code == 408:
        response_408 = Problem.from_dict(response.json())

        return response_408

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

    if response.status_code == 410:
        response_410 = Problem.from_dict(response.json())

        return response_410

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())

        return response_503

    if response.status_code == 507:
        response_507 = Problem.from_dict(response.json())

        return response_507

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[AcceptedModel | Problem]:
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
    body: CommitModel,
) -> Response[AcceptedModel | Problem]:
    """提交分件上传的证据包 Commit parts

     提交分件上传 Commit an upload: only now is it a package that was received.

    全部文件到齐方可提交。Every file is there, and the digest of the tag manifest is named.

    Args:
        upload (str):
        body (CommitModel): What is committed.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AcceptedModel | Problem]
    """

    kwargs = _get_kwargs(
        upload=upload,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    upload: str,
    *,
    client: AuthenticatedClient,
    body: CommitModel,
) -> AcceptedModel | Problem | None:
    """提交分件上传的证据包 Commit parts

     提交分件上传 Commit an upload: only now is it a package that was received.

    全部文件到齐方可提交。Every file is there, and the digest of the tag manifest is named.

    Args:
        upload (str):
        body (CommitModel): What is committed.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AcceptedModel | Problem
    """

    return sync_detailed(
        upload=upload,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    upload: str,
    *,
    client: AuthenticatedClient,
    body: CommitModel,
) -> Response[AcceptedModel | Problem]:
    """提交分件上传的证据包 Commit parts

     提交分件上传 Commit an upload: only now is it a package that was received.

    全部文件到齐方可提交。Every file is there, and the digest of the tag manifest is named.

    Args:
        upload (str):
        body (CommitModel): What is committed.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AcceptedModel | Problem]
    """

    kwargs = _get_kwargs(
        upload=upload,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    upload: str,
    *,
    client: AuthenticatedClient,
    body: CommitModel,
) -> AcceptedModel | Problem | None:
    """提交分件上传的证据包 Commit parts

     提交分件上传 Commit an upload: only now is it a package that was received.

    全部文件到齐方可提交。Every file is there, and the digest of the tag manifest is named.

    Args:
        upload (str):
        body (CommitModel): What is committed.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AcceptedModel | Problem
    """

    return (
        await asyncio_detailed(
            upload=upload,
            client=client,
            body=body,
        )
    ).parsed
