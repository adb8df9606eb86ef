from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="AttemptModel")


@_attrs_define
class AttemptModel:
    """Work that was given up after every try.

    Attributes:
        id (str):
        kind (str): open, shard, close, stamp, source …
        subject (str): the judgement, receipt or source that it is of
        part (str): the shard; empty elsewhere
        sender (str):
        reason (None | str): what kind of fault ended the last try
        created_at (str):
        done_at (None | str): when it was given up, where that was noted
    """

    id: str
    kind: str
    subject: str
    part: str
    sender: str
    reason: None | str
    created_at: str
    done_at: None | str

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        kind = self.kind

        subject = self.subject

        part = self.part

        sender = self.sender

        reason: None | str
        reason = self.reason

        created_at = self.created_at

        done_at: None | str
        done_at = self.done_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "subject": subject,
                "part": part,
                "sender": sender,
                "reason": reason,
                "created_at": created_at,
                "done_at": done_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = d.pop("id")

        kind = d.pop("kind")

        subject = d.pop("subject")

        part = d.pop("part")

        sender = d.pop("sender")

        def _parse_reason(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        reason = _parse_reason(d.pop("reason"))

        created_at = d.pop("created_at")

        def _parse_done_at(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        done_at = _parse_done_at(d.pop("done_at"))

        attempt_model = cls(
            id=id,
            kind=kind,
            subject=subject,
            part=part,
            sender=sender,
            reason=reason,
            created_at=created_at,
            done_at=done_at,
        )

        return attempt_model
