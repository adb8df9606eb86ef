"""When the contract was signed, and whether that is proved or only stated.

A day that chooses a row of a table or of the registry has to lie within proven bounds; where it
does not, the row says 依据自述日期 (judgement 6).
"""

from datetime import datetime
from typing import NamedTuple

from verify.rules.case import CaseView
from verify.rules.coverage import Coverage, CoverageState

__all__ = ["Signing", "signing_of", "signing_proven", "stated_day"]

_STATED = "（依据自述日期）"


class Signing(NamedTuple):
    """The time a contract was signed at."""

    at: datetime
    proven: bool
    """Whether a proof of the contract lies within the lag of it."""

    def told(self, text: str) -> str:
        """Return a text with what it rests on, where that is only the lender's word."""
        return text if self.proven else stated_day(text)


def stated_day(text: str) -> str:
    """Return a text that rests on a day which is only the lender's word."""
    return f"{text}{_STATED}"


def signing_of(case: CaseView) -> Signing | None:
    """Return when the contract was signed by the element list; None where it does not say."""
    stated = case.elements.instant("f_signed_at")
    if stated is None:
        return None
    return Signing(stated, signing_proven(case.coverage))


def signing_proven(coverage: Coverage) -> bool:
    """Whether a proof of the contract lies within the lag of its signing."""
    rows = [row for row in coverage.rows if row.event.kind == "contract"]
    return any(row.state is CoverageState.IN_TIME for row in rows)
