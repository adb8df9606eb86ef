from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.case_summary_counts_type_0 import CaseSummaryCountsType0


T = TypeVar("T", bound="CaseSummary")


@_attrs_define
class CaseSummary:
    """Where a case stands.

    Attributes:
        case_key (str):
        borrower (None | str): for its sender and the court, masked as in reports
        contract_no (None | str): for its sender and the court
        loan_no (None | str): for its sender and the court
        route (None | str): the current verdict; null where there is none yet
        verdict_id (None | str):
        judgement_no (int | None):
        counts (CaseSummaryCountsType0 | None): items by result; null of a held case
        ended (None | str): admit, admit_non_litigation, refuse or withdrawn
        waiting (list[str] | None): codes that it waits for
        next_attempt (None | str):
        wait_until (None | str):
        recorded_at (None | str):
    """

    case_key: str
    borrower: None | str
    contract_no: None | str
    loan_no: None | str
    route: None | str
    verdict_id: None | str
    judgement_no: int | None
    counts: CaseSummaryCountsType0 | None
    ended: None | str
    waiting: list[str] | None
    next_attempt: None | str
    wait_until: None | str
    recorded_at: None | str

    def to_dict(self) -> dict[str, Any]:
        from ..models.case_summary_counts_type_0 import CaseSummaryCountsType0

        case_key = self.case_key

        borrower: None | str
        borrower = self.borrower

        contract_no: None | str
        contract_no = self.contract_no

        loan_no: None | str
        loan_no = self.loan_no

        route: None | str
        route = self.route

        verdict_id: None | str
        verdict_id = self.verdict_id

        judgement_no: int | None
        judgement_no = self.judgement_no

        counts: dict[str, Any] | None
        if isinstance(self.counts, CaseSummaryCountsType0):
            counts = self.counts.to_dict()
        else:
            counts = self.counts

        ended: None | str
        ended = self.ended

        waiting: list[str] | None
        if isinstance(self.waiting, list):
            waiting = self.waiting

        else:
            waiting = self.waiting

        next_attempt: None | str
        next_attempt = self.next_attempt

        wait_until: None | str
        wait_until = self.wait_until

        recorded_at: None | str
        recorded_at = self.recorded_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "case_key": case_key,
                "borrower": borrower,
                "contract_no": contract_no,
                "loan_no": loan_no,
                "route": route,
                "verdict_id": verdict_id,
                "judgement_no": judgement_no,
                "counts": counts,
                "ended": ended,
                "waiting": waiting,
                "next_attempt": next_attempt,
                "wait_until": wait_until,
                "recorded_at": recorded_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.case_summary_counts_type_0 import CaseSummaryCountsType0

        d = dict(src_dict)
        case_key = d.pop("case_key")

        def _parse_borrower(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        borrower = _parse_borrower(d.pop("borrower"))

        def _parse_contract_no(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        contract_no = _parse_contract_no(d.pop("contract_no"))

        def _parse_loan_no(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        loan_no = _parse_loan_no(d.pop("loan_no"))

        def _parse_route(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        route = _parse_route(d.pop("route"))

        def _parse_verdict_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        verdict_id = _parse_verdict_id(d.pop("verdict_id"))

        def _parse_judgement_no(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        judgement_no = _parse_judgement_no(d.pop("judgement_no"))

        def _parse_counts(data: object) -> CaseSummaryCountsType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                counts_type_0 = CaseSummaryCountsType0.from_dict(data)

                return counts_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CaseSummaryCountsType0 | None, data)

        counts = _parse_counts(d.pop("counts"))

        def _parse_ended(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        ended = _parse_ended(d.pop("ended"))

        def _parse_waiting(data: object) -> list[str] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                waiting_type_0 = cast(list[str], data)

                return waiting_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None, data)

        waiting = _parse_waiting(d.pop("waiting"))

        def _parse_next_attempt(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_attempt = _parse_next_attempt(d.pop("next_attempt"))

        def _parse_wait_until(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        wait_until = _parse_wait_until(d.pop("wait_until"))

        def _parse_recorded_at(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        recorded_at = _parse_recorded_at(d.pop("recorded_at"))

        case_summary = cls(
            case_key=case_key,
            borrower=borrower,
            contract_no=contract_no,
            loan_no=loan_no,
            route=route,
            verdict_id=verdict_id,
            judgement_no=judgement_no,
            counts=counts,
            ended=ended,
            waiting=waiting,
            next_attempt=next_attempt,
            wait_until=wait_until,
            recorded_at=recorded_at,
        )

        return case_summary
