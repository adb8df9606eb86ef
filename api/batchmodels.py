"""Batches and cases as the API answers them."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field

from api.viewing import CaseName
from ingest.store.reading import (
    CaseRow,
    JudgementView,
    PackageView,
    Progress,
    VerdictRow,
    Waiting,
)
from verify.canonical import rfc3339

__all__ = [
    "BatchDetail",
    "BatchPage",
    "BatchSummary",
    "CaseDetail",
    "CasePage",
    "CaseSummary",
    "JudgementModel",
    "ProgressModel",
    "VerdictModel",
    "VerdictPage",
    "WaitingModel",
]


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ProgressModel(_Answer):
    """How far a judgement is."""

    done: int = Field(description="shards that are judged")
    all: int = Field(description="shards; 0 until the package is opened")
    failed: int = Field(description="given up, for an operator to look at")


class WaitingModel(_Answer):
    """Cases that wait for a source that is down; they are judged when it returns."""

    cases: int
    codes: list[str] = Field(description="what they wait for, as finding codes")
    next_attempt: str | None
    until: str | None = Field(description="when the first of them is judged as it stands")

    @classmethod
    def of(cls, found: Waiting) -> Self:
        """Return it as it is answered."""
        return cls(
            cases=found.cases,
            codes=list(found.codes),
            next_attempt=rfc3339(found.next_attempt),
            until=rfc3339(found.until),
        )


class JudgementModel(_Answer):
    """One judgement of a package."""

    id: str
    no: int
    cause: str = Field(description="first, facts, policy, trust, rules, decision or correction")
    state: str = Field(description="opening, judging, closing, closed, refused or cancelled")
    cases: int = Field(description="cases that it names, once it is closed")
    opened_at: str | None
    closed_at: str | None
    progress: ProgressModel

    @classmethod
    def of(cls, row: JudgementView, progress: Progress) -> Self:
        """Return it as it is answered."""
        done, every, failed = progress
        return cls(
            id=row.id, no=row.no, cause=row.cause, state=row.state, cases=row.cases,
            opened_at=rfc3339(row.opened_at), closed_at=rfc3339(row.closed_at),
            progress=ProgressModel(done=done, all=every, failed=failed),
        )  # fmt: skip


class BatchSummary(_Answer):
    """A package that was received."""

    id: str = Field(examples=["pkg-aaaaaaaaaaaaaaaaaaaaaaaaaa"])
    package_id: str = Field(description="the sender's")
    package_digest: str
    form: str = Field(description="archive, parts or elements")
    octets: int
    sender: str
    lender: str
    platform: str | None
    state: str = Field(description="received, judging, judged, refused, cancelled or deleted")
    received_at: str | None
    stated_at: str | None = Field(description="sandbox: judged as received at this time")
    delete_at: str | None

    @classmethod
    def of(cls, row: PackageView) -> Self:
        """Return it as it is answered."""
        return cls(**_stated(row))


class BatchPage(_Answer):
    """Packages, the newest first."""

    items: list[BatchSummary]
    next_cursor: str | None


class BatchDetail(BatchSummary):
    """A package, and how far it is."""

    judgements: list[JudgementModel] = Field(description="the last one first")
    routes: dict[str, int] = Field(description="cases by their current verdict")
    waiting: WaitingModel
    reasons: list[str] = Field(description="why work on it was put off or given up")
    links: dict[str, str]


def _stated(row: PackageView) -> dict[str, Any]:
    plain = ("id", "package_id", "package_digest", "form", "octets", "sender", "lender",
             "platform", "state")  # fmt: skip
    times = ("received_at", "stated_at", "delete_at")
    return {
        **{name: getattr(row, name) for name in plain},
        **{name: rfc3339(getattr(row, name)) for name in times},
    }


class CaseSummary(_Answer):
    """Where a case stands."""

    case_key: str
    borrower: str | None = Field(description="for its sender and the court, masked as in reports")
    contract_no: str | None = Field(description="for its sender and the court")
    loan_no: str | None = Field(description="for its sender and the court")
    route: str | None = Field(description="the current verdict; null where there is none yet")
    verdict_id: str | None
    judgement_no: int | None
    counts: dict[str, int] | None = Field(description="items by result; null of a held case")
    ended: str | None = Field(description="admit, admit_non_litigation, refuse or withdrawn")
    waiting: list[str] | None = Field(description="codes that it waits for")
    next_attempt: str | None
    wait_until: str | None
    recorded_at: str | None

    @classmethod
    def of(cls, row: CaseRow, *, name: CaseName, shows_counts: bool) -> Self:
        """Return it as it is answered."""
        return cls(
            case_key=row.case_key,
            **name._asdict(),
            route=row.route,
            verdict_id=row.verdict_id,
            judgement_no=row.judgement_no or None,
            counts=dict(row.counts) if row.counts and shows_counts else None,
            ended=row.ended,
            waiting=list(row.waiting) if row.waiting else None,
            next_attempt=rfc3339(row.next_attempt),
            wait_until=rfc3339(row.wait_until),
            recorded_at=rfc3339(row.recorded_at),
        )


class CasePage(_Answer):
    """Cases in the order of their package."""

    items: list[CaseSummary]
    next_cursor: str | None


class CaseDetail(CaseSummary):
    """A case with what leads on from it."""

    batch: str
    links: dict[str, str]


class VerdictModel(_Answer):
    """One verdict of a case: all are kept, the highest number is current."""

    verdict_id: str
    judgement: str
    no: int
    cause: str
    route: str
    report_digest: str = Field(description="SHA-256 of the report's octets as they were issued")
    recorded_at: str | None
    current: bool

    @classmethod
    def of(cls, row: VerdictRow, *, current: bool) -> Self:
        """Return it as it is answered."""
        return cls(
            verdict_id=row.verdict_id, judgement=row.judgement, no=row.no, cause=row.cause,
            route=row.route, report_digest=row.report_digest,
            recorded_at=rfc3339(row.recorded_at), current=current,
        )  # fmt: skip


class VerdictPage(_Answer):
    """Every verdict of a case, the first one first."""

    items: list[VerdictModel]
    next_cursor: str | None
