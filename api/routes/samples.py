"""Samples to be tried in a sandbox: what is good, and what one thing wrong leads to."""

from typing import Annotated, Self

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.permissions import Action
from api.principal import public
from api.problems import ProblemError, responses_of
from api.samples import COURT_PROFILES, Sample, SampleShelf
from api.service import service_of
from api.stated import StatedDay
from verify.canonical import rfc3339

__all__ = ["CourtProfileModel", "SampleList", "SampleModel", "router"]

router = APIRouter(tags=["sandbox"])

_COPIES = 9
_CLIENTS = {"package": "sandbox-platform", "element-list": "sandbox-lender"}
_TYPE = "application/zip"
_BINARY = {"schema": {"type": "string", "format": "binary"}}


class SampleModel(BaseModel):
    """One thing to be tried, and what must come of it."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(examples=["voucher_damaged"])
    kind: str = Field(description="package, or element-list: a ZIP of a list and its attachments")
    zh: str
    en: str
    client: str = Field(description="which client of the sandbox sends it")
    received_at: str = Field(description="Sandbox-Received-At that it is made for")
    result: str = Field(
        description="a verdict (BATCH_ODR …), refused, or the result of the item that is hit; of"
        " an element list accepted, faulty (cell by cell) or refused"
    )
    codes: list[str] = Field(description="finding codes that must be told")
    links: dict[str, str]

    @classmethod
    def of(cls, row: Sample) -> Self:
        """Return it as it is listed."""
        return cls(
            name=row.name, kind=row.kind, zh=row.zh, en=row.en, client=_CLIENTS[row.kind],
            received_at=rfc3339(row.received_at) or "", result=row.result, codes=list(row.codes),
            links={"self": f"/v1/samples/{row.name}"},
        )  # fmt: skip


class CourtProfileModel(BaseModel):
    """What Sandbox-Court-Profile may name."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(description="empty: the default, no header is called for")
    zh: str
    en: str


class SampleList(BaseModel):
    """Every sample, and the court profiles that they can be sent under."""

    model_config = ConfigDict(extra="forbid")

    items: list[SampleModel]
    court_profiles: list[CourtProfileModel]


def _shelf(request: Request) -> SampleShelf:
    """Return where samples are kept.

    Raises:
        ProblemError: production has none.
    """
    if service_of(request).environment != "sandbox":
        raise ProblemError("http.not_found")
    shelf: SampleShelf = request.app.state.samples
    return shelf


Shelf = Annotated[SampleShelf, Depends(_shelf)]


@router.get(
    "/v1/samples",
    dependencies=[public(Action.LEARN)],
    responses=responses_of("http.not_found", "http.invalid"),
)
def list_samples(
    shelf: Shelf,
    code: Annotated[
        str | None,
        Query(pattern=r"^[a-z0-9_.]{1,80}$", description="those that show this finding code"),
    ] = None,
) -> SampleList:
    """列出沙箱示例 List the samples of this sandbox: one good, and one for each fault."""
    found = [one for one in shelf.listed().values() if code is None or code in one.codes]
    profiles = [
        CourtProfileModel(name=name, zh=zh, en=en) for name, (zh, en) in COURT_PROFILES.items()
    ]
    return SampleList(items=[SampleModel.of(one) for one in found], court_profiles=profiles)


@router.get(
    "/v1/samples/{name}",
    dependencies=[public(Action.LEARN)],
    response_class=Response,
    responses={
        200: {"content": {_TYPE: _BINARY, "application/x-tar": _BINARY}},
        **responses_of("http.not_found", "http.invalid"),
    },
)
def read_sample(
    shelf: Shelf,
    name: Annotated[str, Path(pattern="^[a-z0-9_]{1,64}$", examples=["good"])],
    copy: Annotated[
        int, Query(ge=1, le=_COPIES, description="each has loans and borrowers of its own")
    ] = 1,
    filed: Annotated[
        StatedDay | None, Query(description="filing date of a package, to be sent on that day")
    ] = None,
) -> Response:
    """下载一个示例 Give one sample; the same name, copy and date are the same octets."""
    try:
        octets = shelf.read(name, copy, filed)
    except KeyError:
        raise ProblemError("http.not_found") from None
    tarred = octets[257:262] == b"ustar"
    media_type, suffix = ("application/x-tar", "tar") if tarred else (_TYPE, "zip")
    named = {"Content-Disposition": f'attachment; filename="{name}.{suffix}"'}
    return Response(octets, headers=named, media_type=media_type)
