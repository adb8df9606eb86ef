from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.accepted_model import AcceptedModel
from ...models.problem import Problem
from ...models.submit_element_list_body import SubmitElementListBody
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: SubmitElementListBody,
    idempotency_key: str,
    content_digest: str | Unset = UNSET,
    sandbox_received_at: str | Unset = UNSET,
    sandbox_court_profile: str | Unset = "",
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    headers["Idempotency-Key"] = idempotency_key

    if not isinstance(content_digest, Unset):
        headers["Content-Digest"] = content_digest

    if not isinstance(sandbox_received_at, Unset):
        headers["Sandbox-Received-At"] = sandbox_received_at

    if not isinstance(sandbox_court_profile, Unset):
        headers["Sandbox-Court-Profile"] = sandbox_court_profile

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/element-lists",
    }

    _kwargs["files"] = body.to_multipart()

    headers["Content-Type"] = "multipart/form-data; boundary=+++"

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

    if response.status_code == 408:
        response_408 = Problem.from_dict(response.json())

        return response_408

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = Problem.from_dict(response.json())

        return response_415

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
    *,
    client: AuthenticatedClient,
    body: SubmitElementListBody,
    idempotency_key: str,
    content_digest: str | Unset = UNSET,
    sandbox_received_at: str | Unset = UNSET,
    sandbox_court_profile: str | Unset = "",
) -> Response[AcceptedModel | Problem]:
    """提交要素列表和附件 Submit element list

     提交要素列表和附件 Send an element list with its attachments.

    有错误的，逐格列出，并可取回已标注的要素列表（Link: rel="marked"）。
    Where it has faults, every one is told by its cell, and the list comes back with them marked.

    Args:
        idempotency_key (str): 必填。同一键重发得到同一答复。Required: the same key, the same answer.
        content_digest (str | Unset): RFC 9530, sha-256; checked while the body comes in
        sandbox_received_at (str | Unset): 仅沙箱：按此收到时间核验 sandbox only: judged as received then
        sandbox_court_profile (str | Unset): 仅沙箱：法院配置 sandbox only: which profile of the court
            Default: ''.
        body (SubmitElementListBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AcceptedModel | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
        content_digest=content_digest,
        sandbox_received_at=sandbox_received_at,
        sandbox_court_profile=sandbox_court_profile,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: SubmitElementListBody,
    idempotency_key: str,
    content_digest: str | Unset = UNSET,
    sandbox_received_at: str | Unset = UNSET,
    sandbox_court_profile: str | Unset = "",
) -> AcceptedModel | Problem | None:
    """提交要素列表和附件 Submit element list

     提交要素列表和附件 Send an element list with its attachments.

    有错误的，逐格列出，并可取回已标注的要素列表（Link: rel="marked"）。
    Where it has faults, every one is told by its cell, and the list comes back with them marked.

    Args:
        idempotency_key (str): 必填。同一键重发得到同一答复。Required: the same key, the same answer.
        content_digest (str | Unset): RFC 9530, sha-256; checked while the body comes in
        sandbox_received_at (str | Unset): 仅沙箱：按此收到时间核验 sandbox only: judged as received then
        sandbox_court_profile (str | Unset): 仅沙箱：法院配置 sandbox only: which profile of the court
            Default: ''.
        body (SubmitElementListBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AcceptedModel | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
        content_digest=content_digest,
        sandbox_received_at=sandbox_received_at,
        sandbox_court_profile=sandbox_court_profile,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: SubmitElementListBody,
    idempotency_key: str,
    content_digest: str | Unset = UNSET,
    sandbox_received_at: str | Unset = UNSET,
    sandbox_court_profile: str | Unset = "",
) -> Response[AcceptedModel | Problem]:
    """提交要素列表和附件 Submit element list

     提交要素列表和附件 Send an element list with its attachments.

    有错误的，逐格列出，并可取回已标注的要素列表（Link: rel="marked"）。
    Where it has faults, every one is told by its cell, and the list comes back with them marked.

    Args:
        idempotency_key (str): 必填。同一键重发得到同一答复。Required: the same key, the same answer.
        content_digest (str | Unset): RFC 9530, sha-256; checked while the body comes in
        sandbox_received_at (str | Unset): 仅沙箱：按此收到时间核验 sandbox only: judged as received then
        sandbox_court_profile (str | Unset): 仅沙箱：法院配置 sandbox only: which profile of the court
            Default: ''.
        body (SubmitElementListBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[AcceptedModel | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
        content_digest=content_digest,
        sandbox_received_at=sandbox_received_at,
        sandbox_court_profile=sandbox_court_profile,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: SubmitElementListBody,
    idempotency_key: str,
    content_digest: str | Unset = UNSET,
    sandbox_received_at: str | Unset = UNSET,
    sandbox_court_profile: str | Unset = "",
) -> AcceptedModel | Problem | None:
    """提交要素列表和附件 Submit element list

     提交要素列表和附件 Send an element list with its attachments.

    有错误的，逐格列出，并可取回已标注的要素列表（Link: rel="marked"）。
    Where it has faults, every one is told by its cell, and the list comes back with them marked.

    Args:
        idempotency_key (str): 必填。同一键重发得到同一答复。Required: the same key, the same answer.
        content_digest (str | Unset): RFC 9530, sha-256; checked while the body comes in
        sandbox_received_at (str | Unset): 仅沙箱：按此收到时间核验 sandbox only: judged as received then
        sandbox_court_profile (str | Unset): 仅沙箱：法院配置 sandbox only: which profile of the court
            Default: ''.
        body (SubmitElementListBody):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        AcceptedModel | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
            content_digest=content_digest,
            sandbox_received_at=sandbox_received_at,
            sandbox_court_profile=sandbox_court_profile,
        )
    ).parsed
