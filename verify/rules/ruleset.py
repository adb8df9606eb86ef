"""One set of rules: the dated tables of law and one court's profile, as of one instant.

The court's own receipt chooses the set, or an earlier filing date that the court accepted
(judgement 6); the verdict names it by id and digest. The set knows the instant it was chosen for:
nobody asks its tables of another one. Only what a day of the loan chooses, LPR, rate caps, amount
of a loan, full age, is asked by that day.

Each case is judged by a copy of its own, which keeps the rows that decided something in it: every
row says by which source it stands and whether somebody compared it with the official text. Search
words of clauses are no law and decide nothing; they are not kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
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
    DocumentWords,
    ForeignRow,
    LenderTypeRow,
    MonetaryRow,
    RateRow,
    RegimeRow,
    Row,
    RowLike,
    ScanRow,
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
    payment_order_bars: tuple[BarRow, ...] = ()
    clauses: tuple[ClauseWords, ...] = ()
    evidence: tuple[CategoryRow, ...] = ()
    documents: tuple[DocumentWords, ...] = ()
    scans: tuple[ScanRow, ...] = ()


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
    at: datetime
    """What it was chosen for: the court's receipt, or an earlier filing that the court accepted."""
    _used: dict[str, Row] | None = None
    """Rows that decided something in one case, by name; None of the set that a batch has."""

    @property
    def day(self) -> date:
        """The day it was chosen for, on the court's clock."""
        return court_day(self.at)

    def for_case(self) -> "RuleSet":
        """Return the same rules with nothing used yet."""
        return replace(self, _used={})

    def used(self, *rows: Row | None) -> None:
        """Keep rows that decided something in this case."""
        if self._used is not None:
            self._used.update({row.name: row for row in rows if row is not None})

    def rows_used(self) -> list[Row]:
        """Return the rows that decided something in this case; first the one that chose the set."""
        return [self.regime_row.row, *(self._used or {}).values()]

    def _one(self, rows: Iterable[_T], day: date | None = None) -> _T | None:
        """Return the row that holds on the day of the set, or on another, and keep it."""
        found = _on(rows, day or self.day)
        if found is not None:
            self.used(found.row)
        return found

    def designated(self, cause: str) -> bool:
        """Whether the court was designated for a cause of action."""
        held = [one for one in self.court.designations if one.covers(cause, self.day)]
        self.used(*[one.row for one in held[:1]])
        return bool(held)

    def monetary(self) -> MonetaryRow | None:
        """Return from which amount a claim is an intermediate court's."""
        return self._one(self.tables.monetary)

    def monetary_foreign(self) -> ForeignRow | None:
        """Return from which amount a foreign-related claim is an intermediate court's."""
        return self._one(
            [r for r in self.tables.monetary_foreign if r.province == self.court.province]
        )

    def small_claims(self) -> WageRow | None:
        """Return the base of small claims in the court's province."""
        return self._one([r for r in self.tables.small_claims if r.province == self.court.province])

    def lpr(self, day: date) -> RateRow | None:
        """Return the one-year loan prime rate in force on a day; None where none is on record."""
        return _on(self.tables.lpr, day)

    def caps(self, day: date, lender_type: str) -> tuple[CapRow, ...]:
        """Return the rates above which a flag is raised for a contract of a day.

        Whoever holds a rate against one of them says so (`used`).
        """
        kinds = (ANY, lender_type)
        rows = [r for r in self.tables.rate_caps if r.lender_type in kinds and r.row.holds(day)]
        return tuple([cap for rule in rows if (cap := self._cap(rule, day)) is not None])

    def _cap(self, rule: CapRule, day: date) -> CapRow | None:
        if rule.limit is not None:
            return CapRow(rule.code, rule.limit, rule.applies, rule.row)
        lpr = self.lpr(day)
        if lpr is None or rule.lpr_multiple is None:
            return None
        limit = lpr.rate * rule.lpr_multiple // 100
        return CapRow(rule.code, limit, rule.applies, rule.row, lpr.row)

    def loan_amount(self, day: date, lender_type: str, purpose: str) -> AmountRow | None:
        """Return the amount to one household above which a flag is raised."""
        rows = [r for r in self.tables.loan_amounts if r.lender_type == lender_type]
        held = [r for r in rows if r.row.holds(day)]
        named = [r for r in held if any(word in purpose for word in r.purpose_words)]
        return self._one(named or [r for r in held if not r.purpose_words], day)

    def lender_type(self, kind: str) -> LenderTypeRow | None:
        """Return what is known of a kind of institution."""
        return self._one([r for r in self.tables.lender_types if r.type == kind])

    def is_microlender(self, kind: str | None) -> bool:
        """Whether a kind of institution is one that lends under the rules for microloans."""
        row = None if kind is None else self.lender_type(kind)
        return row is not None and row.microloan

    def foreign_document(self, kind: str) -> bool:
        """Whether a kind of document is a foreigner's, or one of Hong Kong, Macao or Taiwan."""
        row = self._one([r for r in self.tables.identity_documents if r.kind == kind])
        return row is not None and row.foreign

    def full_age(self, day: date) -> AgeRow | None:
        """Return the age of full capacity on a day."""
        return self._one(self.tables.ages, day)

    def small_claims_bars(self) -> tuple[BarRow, ...]:
        """Return the kinds of case that small claims are not for; what bars one is `used`."""
        return tuple([r for r in self.tables.small_claims_bars if r.row.holds(self.day)])

    def payment_order_bars(self) -> tuple[BarRow, ...]:
        """Return the kinds of case that payment orders are not for; what bars one is `used`."""
        return tuple([r for r in self.tables.payment_order_bars if r.row.holds(self.day)])

    def clause(self, name: str) -> ClauseWords:
        """Return the words sought in a clause, as of the day of the set.

        Raises:
            LookupError: the caller names a clause that the table does not have that day.
        """
        found = _on([r for r in self.tables.clauses if r.clause == name], self.day)
        if found is None:
            raise LookupError(name)
        return found

    def says_none(self, text: str | None) -> bool:
        """Whether a text says that there is nothing: 无 and the like, or no text at all."""
        return text is None or clause_text(text) in self.clause("no_clause").groups[0]

    def required_categories(self) -> Mapping[int, str]:
        """Return the categories of Article 7 that are called for, and when.

        `always`, `agent` (where there is one) or `deposited` (Article 6 paragraph 1).
        """
        return {row.category: row.when for row in self.tables.evidence if row.row.holds(self.day)}

    def called_for(self, category: int) -> str | None:
        """Return when a category of Article 7 is called for; None where it never is."""
        held = [r for r in self.tables.evidence if r.category == category and r.row.holds(self.day)]
        return held[0].when if held else None

    def documents(self, *names: str) -> list[DocumentWords]:
        """Return how documents are looked for, in the order of their table."""
        day = self.day
        return [r for r in self.tables.documents if r.document in names and r.row.holds(day)]

    def examined_scans(self) -> frozenset[int]:
        """Return the categories whose scans have to be examined before a case is admitted."""
        day = self.day
        return frozenset([r.category for r in self.tables.scans if r.row.holds(day)])


def _on(rows: Iterable[_T], day: date) -> _T | None:
    """Return the row that holds on a day; of several, the one that began last."""
    held = [one for one in rows if one.row.holds(day)]
    return max(held, key=lambda one: one.row.valid_from, default=None)
