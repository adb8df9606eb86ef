"""Rows of the dated tables of law: what holds from when to when, by which source.

Days are of the court's clock (Beijing); `valid_to` is the last day a row holds. `verified` says
whether somebody compared the row with the official text; the report prints every row it used.
"""

from datetime import date
from typing import NamedTuple, Protocol

__all__ = [
    "CAPPED", "DOCUMENTS", "WHENS", "AgeRow", "AmountRow", "BarRow", "CapRow", "CapRule",
    "CategoryRow", "ClauseWords", "DocumentRow", "DocumentWords", "ForeignRow", "LenderTypeRow",
    "MonetaryRow", "RateRow", "RegimeRow", "Row", "RowLike", "ScanRow", "Statement", "WageRow",
]  # fmt: skip

ANY = "*"
"""Stands for every kind of lender."""
CAPPED = frozenset(
    {"annual_cost", "penalty_over_rate", "fees_over_principal", "enforcement_over_principal"}
)
"""What a limit may apply to."""


class Row(NamedTuple):
    """What is common to every row."""

    name: str
    """Names the row in the report."""
    valid_from: date
    valid_to: date | None
    """The last day it holds; None = open."""
    source: str
    verified: bool
    value: str
    """What it says, for the report."""

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def as_json(self) -> dict[str, object]:
        """Return the row as a report names it."""
        return {
            "name": self.name,
            "value": self.value,
            "source": self.source,
            "verified": self.verified,
        }


class RowLike(Protocol):
    """Any row of a table."""

    @property
    def row(self) -> Row:
        """Its common part."""
        ...

    @property
    def key(self) -> str:
        """Rows of one key never hold on one day."""
        ...


class RegimeRow(NamedTuple):
    """Which causes of action the court has (法释〔2018〕16号, 法释〔2025〕14号)."""

    regime: str
    cause_designated: bool
    """Whether the cause of action is the court's by the rule itself."""
    row: Row

    @property
    def key(self) -> str:
        """One regime at a time."""
        return ""


class MonetaryRow(NamedTuple):
    """From which amount a claim belongs to an intermediate court (法发〔2021〕27号)."""

    both_same_side_cents: int
    """Both parties in the court's province, or both outside it."""
    one_outside_cents: int
    """One party outside the court's province."""
    row: Row

    @property
    def key(self) -> str:
        """One row at a time."""
        return ""


class ForeignRow(NamedTuple):
    """From which amount a foreign-related claim is an intermediate court's (法释〔2022〕18号)."""

    cents: int
    province: str
    row: Row

    @property
    def key(self) -> str:
        """One row a province at a time."""
        return self.province


class WageRow(NamedTuple):
    """Average yearly wage of a province: the base of small claims (民诉法 165)."""

    annual_wage_cents: int
    province: str
    row: Row
    mandatory_percent: int | None = None
    """Share of it up to which small claims are mandatory."""
    agreed_percent: int | None = None
    """Share of it up to which the parties may agree on them."""

    @property
    def key(self) -> str:
        """One row a province at a time; a later one takes the place of an earlier."""
        return self.province


class RateRow(NamedTuple):
    """The one-year loan prime rate as announced; a rate of 1.0 is `10**8`."""

    rate: int
    row: Row

    @property
    def key(self) -> str:
        """One rate at a time."""
        return ""


class CapRule(NamedTuple):
    """A rate above which a flag is raised, as its row states it."""

    code: str
    applies: str
    """`annual_cost`: to the yearly cost of the loan; `penalty_over_rate`: to the penalty rate as a
    multiple of the loan's own rate; `fees_over_principal`, `enforcement_over_principal`: to a
    claimed sum as a share of what was lent."""
    limit: int | None
    """A rate, or a multiple for `penalty_over_rate`; None where it is of the LPR."""
    lpr_multiple: int | None
    """Hundredths of the LPR's multiple: 400 is four times."""
    lender_type: str
    row: Row

    @property
    def key(self) -> str:
        """One limit for each kind of lender at a time."""
        return f"{self.code}/{self.lender_type}"


class CapRow(NamedTuple):
    """A rate above which a flag is raised, on one day."""

    code: str
    limit: int
    """A rate; where it applies to `penalty_over_rate`, a multiple of the loan's rate."""
    applies: str
    row: Row
    lpr: Row | None = None
    """The row of the LPR, where the limit is a multiple of it."""


class AmountRow(NamedTuple):
    """Amount of a loan to one household above which a flag is raised."""

    lender_type: str
    purpose_words: tuple[str, ...]
    """Words of the purpose it is for; none: every other purpose."""
    limit_cents: int
    row: Row

    @property
    def key(self) -> str:
        """One limit for each kind of lender and purpose at a time."""
        return f"{self.lender_type}/{'/'.join(self.purpose_words)}"


class LenderTypeRow(NamedTuple):
    """A kind of institution, and whether its loans are of Article 2."""

    type: str
    accepted: bool
    cause: str
    """Cause of action of its loans."""
    microloan: bool
    """Whether it lends under the rules for microloans."""
    row: Row

    @property
    def key(self) -> str:
        """One row a kind at a time."""
        return self.type


class DocumentRow(NamedTuple):
    """A kind of identity document, and whether its holder makes the case a foreign-related one."""

    kind: str
    foreign: bool
    row: Row

    @property
    def key(self) -> str:
        """One row a kind at a time."""
        return self.kind


class AgeRow(NamedTuple):
    """Age of full capacity (民法典 17)."""

    years: int
    row: Row

    @property
    def key(self) -> str:
        """One age at a time."""
        return ""


class Statement(NamedTuple):
    """An element of the list, and what it has to say."""

    element: str
    says: tuple[str, ...]
    """One of these; none: anything but that there is nothing."""


class BarRow(NamedTuple):
    """A kind of case that a procedure is not for (民诉法 165, 166, 225)."""

    bar: str
    zh: str
    en: str
    when: tuple[Statement, ...]
    """Any of these shows it; none: it is computed, or only a person sees it."""
    row: Row

    @property
    def key(self) -> str:
        """One row a bar at a time."""
        return self.bar


class CategoryRow(NamedTuple):
    """A category of evidence called for by Article 7."""

    category: int
    when: str
    """`always`, `agent` (where there is one), `deposited` (Article 6 paragraph 1)."""
    row: Row

    @property
    def key(self) -> str:
        """One row a category at a time."""
        return str(self.category)


WHENS = ("always", "agent", "deposited")
"""When a category may be called for."""


class DocumentWords(NamedTuple):
    """A document that is looked for, by the kind of a shared line or by words of a title."""

    document: str
    """One of `DOCUMENTS`."""
    kinds: tuple[str, ...]
    words: tuple[str, ...]
    unless: tuple[str, ...]
    """Titles of other documents that hold those words, and are passed over."""
    row: Row

    @property
    def key(self) -> str:
        """One row a document at a time."""
        return self.document

    def shown_by(self, kind: str, title: str) -> bool:
        """Whether a shared line's kind, or a title, says that it is there."""
        if kind in self.kinds:
            return True
        for other in self.unless:
            title = title.replace(other, "")
        return any([word in title for word in self.words])  # noqa: C419 - faster


DOCUMENTS = (
    "business_licence", "legal_representative", "legal_representative_id", "loan_licence",
    "collection_procedure", "guarantee",
)  # fmt: skip
"""Documents that a rule looks for."""


class ScanRow(NamedTuple):
    """A category whose scans have to be examined before a case is admitted (在线诉讼规则 12-13)."""

    category: int
    row: Row

    @property
    def key(self) -> str:
        """One row a category at a time."""
        return str(self.category)


class ClauseWords(NamedTuple):
    """Words that are sought in a clause: of every group, at least one."""

    clause: str
    groups: tuple[tuple[str, ...], ...]
    row: Row

    @property
    def key(self) -> str:
        """One row a clause at a time."""
        return self.clause

    def stand_in(self, text: str) -> bool:
        """Whether one word of every group stands in a normalised text."""
        return all(any(word in text for word in group) for group in self.groups)
