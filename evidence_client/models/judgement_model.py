from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.progress_model import ProgressModel


T = TypeVar("T", bound="JudgementModel")


@_attrs_define
class JudgementModel:
    """One judgement of a package.

    Attributes:
        id (str):
        no (int):
        cause (str): first, facts, policy, trust, rules, decision or correction
        state (str): opening, judging, closing, closed, refused or cancelled
        cases (int): cases that it names, once it is closed
        opened_at (None | str):
        closed_at (None | str):
        progress (ProgressModel): How far a judgement is.
    """

    id: str
    no: int
    cause: str
    state: str
    cases: int
    opened_at: None | str
    closed_at: None | str
    progress: ProgressModel

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        no = self.no

        cause = self.cause

        state = self.state

        cases = self.cases

        opened_at: None | str
        opened_at = self.opened_at

        closed_at: None | str
        closed_at = self.closed_at

        progress = self.progress.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "no": no,
                "cause": cause,
                "state": state,
                "cases": cases,
                "opened_at": opened_at,
                "closed_at": closed_at,
                "progress": progress,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.progress_model import ProgressModel

        d = dict(src_dict)
        id = d.pop("id")

        no = d.pop("no")

        cause = d.pop("cause")

        state = d.pop("state")

        cases = d.pop("cases")

        def _parse_opened_at(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        opened_at = _parse_opened_at(d.pop("opened_at"))

        def _parse_closed_at(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        closed_at = _parse_closed_at(d.pop("closed_at"))

        progress = ProgressModel.from_dict(d.pop("progress"))

        judgement_model = cls(
            id=id,
            no=no,
            cause=cause,
            state=state,
            cases=cases,
            opened_at=opened_at,
            closed_at=closed_at,
            progress=progress,
        )

        return judgement_model
