"""Whose packages a principal may see, and the one answer to whatever it may not."""

from typing import Annotated

from fastapi import Path
from sqlalchemy import Connection

from api.permissions import Action, Reach
from api.principal import Principal
from api.problems import ProblemError
from ingest.store.reading import CaseRow, PackageView, case_of, package_of
from ingest.store.sight import Sight

__all__ = ["BatchId", "CaseKey", "find_case", "find_package", "sight_of"]

BatchId = Annotated[
    str,
    Path(pattern="^pkg-[a-z2-7]{26}$", description="our id of a package",
         examples=["pkg-aaaaaaaaaaaaaaaaaaaaaaaaaa"]),
]  # fmt: skip
CaseKey = Annotated[
    str,
    Path(pattern="^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", description="the sender's key of a case",
         examples=["case-000000"]),
]  # fmt: skip


def sight_of(principal: Principal, action: Action) -> Sight:
    """Return what somebody sees when it does this."""
    reach = principal.reach(action)
    sender = principal.party if reach is Reach.OWN else None
    return Sight(principal.environment, sender, handed=reach is Reach.HANDED)


def find_package(connection: Connection, sight: Sight, batch: str) -> PackageView:
    """Return a package.

    Raises:
        ProblemError: there is none, or it is not seen.
    """
    found = package_of(connection, sight, batch)
    if found is None:
        raise ProblemError("http.not_found")
    return found


def find_case(connection: Connection, sight: Sight, batch: str, case_key: str) -> CaseRow:
    """Return a case. Raises as `find_package`."""
    found = case_of(connection, sight, batch, case_key)
    if found is None:
        raise ProblemError("http.not_found")
    return found
