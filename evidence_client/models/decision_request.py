from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.decision_request_outcome import DecisionRequestOutcome
from ..models.decision_request_scope import DecisionRequestScope
from ..types import UNSET, Unset

T = TypeVar("T", bound="DecisionRequest")


@_attrs_define
class DecisionRequest:
    """What is decided. The report says what is asked: nobody types a scope key.

    Attributes:
        batch (str): our id of the package
        outcome (DecisionRequestOutcome):
        reason (str):
        case_key (None | str | Unset): the case whose report was looked at; without it, the package's report
        question (None | str | Unset): number in that report from 1, code, or code@scope key; none of an end
        scope (DecisionRequestScope | Unset): of an end Default: DecisionRequestScope.CASE.
        days (int | None | Unset): latest bound that is accepted
        expires (datetime.datetime | None | Unset):
        revoke (bool | Unset): takes back what was decided before Default: False.
    """

    batch: str
    outcome: DecisionRequestOutcome
    reason: str
    case_key: None | str | Unset = UNSET
    question: None | str | Unset = UNSET
    scope: DecisionRequestScope | Unset = DecisionRequestScope.CASE
    days: int | None | Unset = UNSET
    expires: datetime.datetime | None | Unset = UNSET
    revoke: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        batch = self.batch

        outcome = self.outcome.value

        reason = self.reason

        case_key: None | str | Unset
        if isinstance(self.case_key, Unset):
            case_key = UNSET
        else:
            case_key = self.case_key

        question: None | str | Unset
        if isinstance(self.question, Unset):
            question = UNSET
        else:
            question = self.question

        scope: str | Unset = UNSET
        if not isinstance(self.scope, Unset):
            scope = self.scope.value

        days: int | None | Unset
        if isinstance(self.days, Unset):
            days = UNSET
        else:
            days = self.days

        expires: None | str | Unset
        if isinstance(self.expires, Unset):
            expires = UNSET
        elif isinstance(self.expires, datetime.datetime):
            expires = self.expires.isoformat()
        else:
            expires = self.expires

        revoke = self.revoke

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "batch": batch,
                "outcome": outcome,
                "reason": reason,
            }
        )
        if case_key is not UNSET:
            field_dict["case_key"] = case_key
        if question is not UNSET:
            field_dict["question"] = question
        if scope is not UNSET:
            field_dict["scope"] = scope
        if days is not UNSET:
            field_dict["days"] = days
        if expires is not UNSET:
            field_dict["expires"] = expires
        if revoke is not UNSET:
            field_dict["revoke"] = revoke

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        batch = d.pop("batch")

        outcome = DecisionRequestOutcome(d.pop("outcome"))

        reason = d.pop("reason")

        def _parse_case_key(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        case_key = _parse_case_key(d.pop("case_key", UNSET))

        def _parse_question(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        question = _parse_question(d.pop("question", UNSET))

        _scope = d.pop("scope", UNSET)
        scope: DecisionRequestScope | Unset
        if isinstance(_scope, Unset):
            scope = UNSET
        else:
            scope = DecisionRequestScope(_scope)

        def _parse_days(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        days = _parse_days(d.pop("days", UNSET))

        def _parse_expires(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                expires_type_0 = datetime.datetime.fromisoformat(data)

                return expires_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        expires = _parse_expires(d.pop("expires", UNSET))

        revoke = d.pop("revoke", UNSET)

        decision_request = cls(
            batch=batch,
            outcome=outcome,
            reason=reason,
            case_key=case_key,
            question=question,
            scope=scope,
            days=days,
            expires=expires,
            revoke=revoke,
        )

        return decision_request
