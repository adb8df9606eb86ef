"""As whom a principal looks at reports, and what of a case it is shown."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from api.permissions import Role
from api.principal import Principal
from api.render.seen import Seen, seen_batch, seen_report
from ingest.service import Service
from ingest.store.personal import Place
from ingest.store.reading import CaseRow
from verify.rules.elements.field import PersonalClass
from verify.rules.elements.masks import MASKS, TREATMENTS, Treatment, Viewer
from verify.rules.verdict import Route

__all__ = [
    "COURT_ROLES", "CaseName", "case_name_of", "is_hidden", "report_as_seen", "seen_as",
    "viewer_of",
]  # fmt: skip

_VIEWERS: Mapping[Role, Viewer] = MappingProxyType({
    Role.JUDGE: Viewer.JUDGE,
    Role.CLERK: Viewer.CLERK,
    Role.LENDER: Viewer.LENDER,
    Role.PLATFORM: Viewer.PLATFORM,
    Role.PIPELINE: Viewer.PIPELINE,
    Role.OPERATOR: Viewer.PUBLIC,
})  # fmt: skip
COURT_ROLES = frozenset({Role.JUDGE, Role.CLERK})
_NAMED_FOR = COURT_ROLES | {Role.LENDER, Role.PLATFORM}


class CaseName(NamedTuple):
    """By what people know a case."""

    borrower: str | None
    contract_no: str | None
    loan_no: str | None


def viewer_of(principal: Principal) -> Viewer:
    """Return as whom a principal looks at personal data."""
    return _VIEWERS[principal.role]


def is_hidden(service: Service, principal: Principal, route: str | None) -> bool:
    """Whether what was found of a case is not for this principal: it is held (judgement 7)."""
    if service.environment == "sandbox" or principal.role in COURT_ROLES:
        return False
    return route == Route.HOLD


def report_as_seen(
    service: Service, principal: Principal, value: dict[str, Any], *, batch: bool = False
) -> Seen:
    """Return a report as a principal sees it."""
    return seen_as(service.environment, viewer_of(principal), value, batch=batch)


def seen_as(
    environment: str, viewer: Viewer, value: dict[str, Any], *, batch: bool = False
) -> Seen:
    """Return a report as a viewer sees it; a sandbox shows everything but to the pipeline."""
    if environment == "sandbox" and viewer is not Viewer.PIPELINE:
        return Seen(value, "whole", None)
    return seen_batch(value, viewer) if batch else seen_report(value, viewer)


def case_name_of(service: Service, principal: Principal, package: str, row: CaseRow) -> CaseName:
    """Return by what a list names a case for who reads it: for who sent it, and for the court."""
    treatment = TREATMENTS[viewer_of(principal)][PersonalClass.C1]
    if principal.role not in _NAMED_FOR or row.parties_sealed is None:
        return CaseName(None, None, None)
    place = Place("case_state", "parties_sealed", f"{package}/{row.case_key}")
    stated = json.loads(service.cipher.open(row.parties_sealed, place))
    borrower = stated.get("borrower") or None
    if borrower and treatment is not Treatment.SHOWN:
        borrower = MASKS["d_name"](borrower)
    return CaseName(borrower, stated.get("contract_no") or None, stated.get("loan_no") or None)
