from http import HTTPStatus
from io import BytesIO
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.read_template_form import ReadTemplateForm
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    *,
    form: ReadTemplateForm | Unset = ReadTemplateForm.XLSX,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_form: str | Unset = UNSET
    if not isinstance(form, Unset):
        json_form = form.value

    params["form"] = json_form

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/element-lists/template",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> File | Problem | None:
    if response.status_code == 200:
        response_200 = File(payload=BytesIO(response.content))

        return response_200

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
    *,
    client: AuthenticatedClient | Client,
    form: ReadTemplateForm | Unset = ReadTemplateForm.XLSX,
) -> Response[File | Problem]:
    """下载要素列表模板 Read template

     要素列表模板 The template of the element list.

    Args:
        form (ReadTemplateForm | Unset): csv: a ZIP, one file a sheet Default:
            ReadTemplateForm.XLSX.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | Problem]
    """

    kwargs = _get_kwargs(
        form=form,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    form: ReadTemplateForm | Unset = ReadTemplateForm.XLSX,
) -> File | Problem | None:
    """下载要素列表模板 Read template

     要素列表模板 The template of the element list.

    Args:
        form (ReadTemplateForm | Unset): csv: a ZIP, one file a sheet Default:
            ReadTemplateForm.XLSX.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | Problem
    """

    return sync_detailed(
        client=client,
        form=form,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    form: ReadTemplateForm | Unset = ReadTemplateForm.XLSX,
) -> Response[File | Problem]:
    """下载要素列表模板 Read template

     要素列表模板 The template of the element list.

    Args:
        form (ReadTemplateForm | Unset): csv: a ZIP, one file a sheet Default:
            ReadTemplateForm.XLSX.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | Problem]
    """

    kwargs = _get_kwargs(
        form=form,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    form: ReadTemplateForm | Unset = ReadTemplateForm.XLSX,
) -> File | Problem | None:
    """下载要素列表模板 Read template

     要素列表模板 The template of the element list.

    Args:
        form (ReadTemplateForm | Unset): csv: a ZIP, one file a sheet Default:
            ReadTemplateForm.XLSX.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            form=form,
        )
    ).parsed
