from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.read_case_report_form import ReadCaseReportForm
from ...models.read_case_report_response_200 import ReadCaseReportResponse200
from ...types import UNSET, Response, Unset


def _get_kwargs(
    batch: str,
    case_key: str,
    *,
    form: ReadCaseReportForm | Unset = UNSET,
    no: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_form: str | Unset = UNSET
    if not isinstance(form, Unset):
        json_form = form.value

    params["form"] = json_form

    params["no"] = no

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/cases/{batch}/{case_key}/report".format(
            batch=quote(str(batch), safe=""),
            case_key=quote(str(case_key), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | ReadCaseReportResponse200 | None:
    if response.status_code == 200:
        response_200 = ReadCaseReportResponse200.from_dict(response.json())

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
) -> Response[Problem | ReadCaseReportResponse200]:
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
    form: ReadCaseReportForm | Unset = UNSET,
    no: int | Unset = UNSET,
) -> Response[Problem | ReadCaseReportResponse200]:
    """案件报告 Read case report

     Give the report of a case: of its current verdict, or of an earlier judgement.

    Args:
        batch (str): our id of a package
        case_key (str): the sender's key of a case
        form (ReadCaseReportForm | Unset):
        no (int | Unset): of a judgement; the current one without

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ReadCaseReportResponse200]
    """

    kwargs = _get_kwargs(
        batch=batch,
        case_key=case_key,
        form=form,
        no=no,
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
    form: ReadCaseReportForm | Unset = UNSET,
    no: int | Unset = UNSET,
) -> Problem | ReadCaseReportResponse200 | None:
    """案件报告 Read case report

     Give the report of a case: of its current verdict, or of an earlier judgement.

    Args:
        batch (str): our id of a package
        case_key (str): the sender's key of a case
        form (ReadCaseReportForm | Unset):
        no (int | Unset): of a judgement; the current one without

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ReadCaseReportResponse200
    """

    return sync_detailed(
        batch=batch,
        case_key=case_key,
        client=client,
        form=form,
        no=no,
    ).parsed


async def asyncio_detailed(
    batch: str,
    case_key: str,
    *,
    client: AuthenticatedClient,
    form: ReadCaseReportForm | Unset = UNSET,
    no: int | Unset = UNSET,
) -> Response[Problem | ReadCaseReportResponse200]:
    """案件报告 Read case report

     Give the report of a case: of its current verdict, or of an earlier judgement.

    Args:
        batch (str): our id of a package
        case_key (str): the sender's key of a case
        form (ReadCaseReportForm | Unset):
        no (int | Unset): of a judgement; the current one without

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | ReadCaseReportResponse200]
    """

    kwargs = _get_kwargs(
        batch=batch,
        case_key=case_key,
        form=form,
        no=no,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    batch: str,
    case_key: str,
    *,
    client: AuthenticatedClient,
    form: ReadCaseReportForm | Unset = UNSET,
    no: int | Unset = UNSET,
) -> Problem | ReadCaseReportResponse200 | None:
    """案件报告 Read case report

     Give the report of a case: of its current verdict, or of an earlier judgement.

    Args:
        batch (str): our id of a package
        case_key (str): the sender's key of a case
        form (ReadCaseReportForm | Unset):
        no (int | Unset): of a judgement; the current one without

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | ReadCaseReportResponse200
    """

    return (
        await asyncio_detailed(
            batch=batch,
            case_key=case_key,
            client=client,
            form=form,
            no=no,
        )
    ).parsed
