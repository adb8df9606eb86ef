from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="DecisionModel")


@_attrs_define
class DecisionModel:
    """A decision.

    Attributes:
        digest (str): SHA-256 of its canonical JSON; named by judgements
        question (str):
        scope (str):
        scope_key (str):
        outcome (str):
        role (str):
        made_at (None | str):
        expires (None | str):
    """

    digest: str
    question: str
    scope: str
    scope_key: str
    outcome: str
    role: str
    made_at: None | str
    expires: None | str

    def to_dict(self) -> dict[str, Any]:
        digest = self.digest

        question = self.question

        scope = self.scope

        scope_key = self.scope_key

        outcome = self.outcome

        role = self.role

        made_at: None | str
        made_at = self.made_at

        expires: None | str
        expires = self.expires

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "digest": digest,
                "question": question,
                "scope": scope,
                "scope_key": scope_key,
                "outcome": outcome,
                "role": role,
                "made_at": made_at,
                "expires": expires,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        digest = d.pop("digest")

        question = d.pop("question")

        scope = d.pop("scope")

        scope_key = d.pop("scope_key")

        outcome = d.pop("outcome")

        role = d.pop("role")

        def _parse_made_at(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        made_at = _parse_made_at(d.pop("made_at"))

        def _parse_expires(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        expires = _parse_expires(d.pop("expires"))

        decision_model = cls(
            digest=digest,
            question=question,
            scope=scope,
            scope_key=scope_key,
            outcome=outcome,
            role=role,
            made_at=made_at,
            expires=expires,
        )

        return decision_model
