from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.read_batch_report_as_form import ReadBatchReportAsForm
from ...models.read_batch_report_as_response_200 import ReadBatchReportAsResponse200
from ...types import Response


def _get_kwargs(
    batch: str,
    form: ReadBatchReportAsForm,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/batches/{batch}/report.{form}".format(
            batch=quote(str(batch), safe=""),
            form=quote(str(form), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | ReadBatchReportAsResponse200 | None:
    if response.status_code == 200:
        response_200 = ReadBatchReportAsResponse200.from_dict(response.json())

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
) -> Response[Problem | ReadBatchReportAsResponse200]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    batch: str,
    form: ReadBatchReportAsForm,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | ReadBatchReportAsResponse200]:
    """批次报告，指定格式 Read batch report as

     Give the report of a package: its last judgement that is closed.

    Args:
        batch (str): our id of a package
        form (ReadBatchReportAsForm):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ReadBatchReportAsResponse200]
    """

    kwargs = _get_kwargs(
        batch=batch,
        form=form,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    batch: str,
    form: ReadBatchReportAsForm,
    *,
    client: AuthenticatedClient,
) -> Problem | ReadBatchReportAsResponse200 | None:
    """批次报告，指定格式 Read batch report as

     Give the report of a package: its last judgement that is closed.

    Args:
        batch (str): our id of a package
        form (ReadBatchReportAsForm):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ReadBatchReportAsResponse200
    """

    return sync_detailed(
        batch=batch,
        form=form,
        client=client,
    ).parsed


async def asyncio_detailed(
    batch: str,
    form: ReadBatchReportAsForm,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | ReadBatchReportAsResponse200]:
    """批次报告，指定格式 Read batch report as

     Give the report of a package: its last judgement that is closed.

    Args:
        batch (str): our id of a package
        form (ReadBatchReportAsForm):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ReadBatchReportAsResponse200]
    """

    kwargs = _get_kwargs(
        batch=batch,
        form=form,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    batch: str,
    form: ReadBatchReportAsForm,
    *,
    client: AuthenticatedClient,
) -> Problem | ReadBatchReportAsResponse200 | None:
    """批次报告，指定格式 Read batch report as

     Give the report of a package: its last judgement that is closed.

    Args:
        batch (str): our id of a package
        form (ReadBatchReportAsForm):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ReadBatchReportAsResponse200
    """

    return (
        await asyncio_detailed(
            batch=batch,
            form=form,
            client=client,
        )
    ).parsed
