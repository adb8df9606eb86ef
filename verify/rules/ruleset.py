"""One set of rules: the dated tables of law and one court's profile, as of the court's receipt.

The court's own receipt chooses the set (judgement 6); the verdict names it by id and digest. Which
row of a table holds is a question of a day on the court's clock, and every row says by which
source it stands and whether somebody compared it with the official text.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple, TypeVar

from verify.rules.clauses import clause_text
from verify.rules.court import CourtProfile, court_day
from verify.rules.rows import (
    ANY,
    AgeRow,
    AmountRow,
    BarRow,
    CapRow,
    CapRule,
    CategoryRow,
    ClauseWords,
    DocumentRow,
    ForeignRow,
    LenderTypeRow,
    MonetaryRow,
    RateRow,
    RegimeRow,
    Row,
    RowLike,
    WageRow,
)

__all__ = ["CourtProfile", "RuleSet", "Tables"]

_T = TypeVar("_T", bound=RowLike)


class Tables(NamedTuple):
    """Every table of law, each as its rows."""

    regimes: tuple[RegimeRow, ...] = ()
    monetary: tuple[MonetaryRow, ...] = ()
    monetary_foreign: tuple[ForeignRow, ...] = ()
    small_claims: tuple[WageRow, ...] = ()
    lpr: tuple[RateRow, ...] = ()
    rate_caps: tuple[CapRule, ...] = ()
    loan_amounts: tuple[AmountRow, ...] = ()
    lender_types: tuple[LenderTypeRow, ...] = ()
    identity_documents: tuple[DocumentRow, ...] = ()
    ages: tuple[AgeRow, ...] = ()
    small_claims_bars: tuple[BarRow, ...] = ()
    clauses: tuple[ClauseWords, ...] = ()
    evidence: tuple[CategoryRow, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class RuleSet:
    """The rules that one batch is judged by."""

    id: str
    digest: str
    """SHA-256 of the canonical JSON of every table and of the court's profile."""
    regime: str
    """`regime-2018` or `regime-2025`."""
    valid_from: date
    valid_to: date | None
    court: CourtProfile
    tables: Tables
    regime_row: RegimeRow

    def monetary(self, at: datetime) -> MonetaryRow | None:
        """Return from which amount a claim is an intermediate court's."""
        return _monetary(self, at)

    def monetary_foreign(self, at: datetime) -> ForeignRow | None:
        """Return from which amount a foreign-related claim is an intermediate court's."""
        rows = [r for r in self.tables.monetary_foreign if r.province == self.court.province]
        return _on(rows, court_day(at))

    def small_claims(self, at: datetime) -> WageRow | None:
        """Return the base of small claims in the court's province."""
        rows = [one for one in self.tables.small_claims if one.province == self.court.province]
        return _on(rows, court_day(at))

    def lpr(self, day: date) -> RateRow | None:
        """Return the one-year loan prime rate in force on a day; None where none is on record."""
        return _on(self.tables.lpr, day)

    def caps(self, day: date, lender_type: str) -> tuple[CapRow, ...]:
        """Return the rates above which a flag is raised for a contract of a day."""
        kinds = (ANY, lender_type)
        rows = [r for r in self.tables.rate_caps if r.lender_type in kinds and r.row.holds(day)]
        return tuple([cap for rule in rows if (cap := self._cap(rule, day)) is not None])

    def _cap(self, rule: CapRule, day: date) -> CapRow | None:
        if rule.limit is not None:
            return CapRow(rule.code, rule.limit, rule.applies, rule.row)
        lpr = self.lpr(day)
        if lpr is None or rule.lpr_multiple is None:
            return None
        return CapRow(rule.code, lpr.rate * rule.lpr_multiple // 100, rule.applies, rule.row)

    def loan_amount(self, day: date, lender_type: str, purpose: str) -> AmountRow | None:
        """Return the amount to one household above which a flag is raised."""
        rows = [r for r in self.tables.loan_amounts if r.lender_type == lender_type]
        held = [r for r in rows if r.row.holds(day)]
        named = [r for r in held if any(word in purpose for word in r.purpose_words)]
        return next(iter(named or [r for r in held if not r.purpose_words]), None)

    def lender_type(self, kind: str, at: datetime) -> LenderTypeRow | None:
        """Return what is known of a kind of institution."""
        return _lender_type(self, kind, at)

    def foreign_document(self, kind: str, at: datetime) -> bool:
        """Whether a kind of document is a foreigner's, or one of Hong Kong, Macao or Taiwan."""
        return _foreign(self, kind, at)

    def full_age(self, day: date) -> AgeRow | None:
        """Return the age of full capacity on a day."""
        return _full_age(self, day)

    def bars(self, at: datetime) -> tuple[BarRow, ...]:
        """Return the kinds of case that small claims are not for."""
        return tuple([r for r in self.tables.small_claims_bars if r.row.holds(court_day(at))])

    def clause(self, name: str) -> ClauseWords:
        """Return the words sought in a clause.

        Raises:
            LookupError: the caller names a clause that the table does not have.
        """
        found = next((r for r in self.tables.clauses if r.clause == name), None)
        if found is None:
            raise LookupError(name)
        return found

    def says_none(self, text: str | None) -> bool:
        """Whether a text says that there is nothing: 无 and the like, or no text at all."""
        return text is None or clause_text(text) in self.clause("no_clause").groups[0]

    def required_categories(self, at: datetime) -> Mapping[int, str]:
        """Return the categories of Article 7 that are called for, and when.

        `always`, `agent` (where there is one) or `deposited` (Article 6 paragraph 1).
        """
        day = court_day(at)
        return {row.category: row.when for row in self.tables.evidence if row.row.holds(day)}

    def rows_used(self, at: datetime, contract_day: date | None, lender_type: str) -> list[Row]:
        """Return the rows that a case rests on, for its report."""
        rows = [self.regime_row.row]
        rows += [r.row for r in (self.monetary(at), self.small_claims(at)) if r is not None]
        if contract_day is not None:
            lpr = self.lpr(contract_day)
            rows += [lpr.row] if lpr is not None else []
            rows += [cap.row for cap in self.caps(contract_day, lender_type)]
        return rows


# A batch has one receipt, and asks for a few kinds of lender and document, and some hundred days.
@lru_cache(maxsize=256)
def _lender_type(rules: RuleSet, kind: str, at: datetime) -> LenderTypeRow | None:
    return _on([r for r in rules.tables.lender_types if r.type == kind], court_day(at))


@lru_cache(maxsize=256)
def _foreign(rules: RuleSet, kind: str, at: datetime) -> bool:
    row = _on([r for r in rules.tables.identity_documents if r.kind == kind], court_day(at))
    return row is not None and row.foreign


@lru_cache(maxsize=4096)
def _full_age(rules: RuleSet, day: date) -> AgeRow | None:
    return _on(rules.tables.ages, day)


@lru_cache(maxsize=256)
def _monetary(rules: RuleSet, at: datetime) -> MonetaryRow | None:
    return _on(rules.tables.monetary, court_day(at))


def _on(rows: Iterable[_T], day: date) -> _T | None:
    """Return the row that holds on a day; of several, the one that began last."""
    held = [one for one in rows if one.row.holds(day)]
    return max(held, key=lambda one: one.row.valid_from, default=None)
