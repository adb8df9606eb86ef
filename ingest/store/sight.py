"""Whose rows a query may see: no query of packages or cases is without it."""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from ingest.store.schema import METADATA

__all__ = ["ACTIVE", "Sight"]

_package = METADATA.tables["package"]
_handoff = METADATA.tables["handoff"]
_later = _handoff.alias("later")

ACTIVE = ("admitted", "non_litigation", "corrected", "superseded")
"""Kinds of hand-off after which the case is with whoever took it over."""


class Sight(NamedTuple):
    """What somebody may see of an environment."""

    environment: str
    sender: str | None = None
    """Whose own packages, or those that were sent for it; None for everybody's."""
    handed: bool = False
    """Whether only of cases that are handed on and were not taken back."""

    def packages(self) -> ColumnElement[bool]:
        """Return which packages are seen; of those with handed cases, only these cases are."""
        ours = _package.c.environment == self.environment
        if self.sender is None:
            return ours
        return and_(ours, or_(_package.c.sender == self.sender, _package.c.lender == self.sender))

    def cases(self, asked: Select[Any], package: Any, case_key: Any) -> Select[Any]:  # noqa: ANN401 - columns of any alias
        """Return a query of cases, kept to those that are seen."""
        if not self.handed:
            return asked
        handed = and_(_handoff.c.package == package, _handoff.c.case_key == case_key)
        last = ~exists(
            select(_later.c.seq).where(
                _later.c.package == _handoff.c.package,
                _later.c.case_key == _handoff.c.case_key,
                _later.c.seq > _handoff.c.seq,
            )
        )
        return asked.where(exists().where(handed, last, _handoff.c.kind.in_(ACTIVE)))
