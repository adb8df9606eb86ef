"""What one element is: the row from which everything about it is made.

The Python value, the JSON Schema, the column of the template, the model of the API, the labels,
whether it is called for, and how it is masked all come from a `Field`, and from nothing else.
"""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Field", "Kind", "Need", "PersonalClass", "Sheet", "When"]


class Kind(StrEnum):
    """The form of a value; every one stands as text in a case line, but lists of rows."""

    TEXT = "text"
    """One line of text."""
    CLAUSE = "clause"
    """The wording of a clause, as it stands in the contract."""
    CHOICE = "choice"
    """One of the field's choices."""
    MONEY = "money"
    """Decimal with exactly two places, not negative: `1234.50`, in the contract's currency."""
    RATE = "rate"
    """Per cent a year, decimal with up to six places, not negative: `12.00`."""
    DAY = "day"
    """A calendar day of the court's clock (RFC 3339 full-date)."""
    INSTANT = "instant"
    """A time with its zone (RFC 3339 date-time)."""
    COUNT = "count"
    """A whole number, not negative, as digits."""
    REGION = "region"
    """A division by its six digits (GB/T 2260)."""
    CREDIT_CODE = "credit_code"
    """Unified social credit code (GB 32100)."""
    IDENTITY_NO = "identity_no"
    """Number of an identity document; its form follows from the kind of document beside it."""
    PHONE = "phone"
    """Number of a telephone, mobile or not."""
    MOBILE = "mobile"
    """Number of a mobile telephone in China."""
    EMAIL = "email"
    """Address of electronic mail."""
    ROWS = "rows"
    """A list of rows, each an object of the field's own `rows`."""


class Need(StrEnum):
    """Whether a field is called for."""

    REQUIRED = "R"
    CONDITIONAL = "C"
    """Called for where its `when` says so; without `when`, a matter of the case."""
    OPTIONAL = "O"


class PersonalClass(StrEnum):
    """Class of personal financial data (JR/T 0171); C3 is the most sensitive."""

    C1 = "C1"
    C2 = "C2"
    C3 = "C3"


class Sheet(StrEnum):
    """Where the template asks for a field, by the name of the sheet."""

    BATCH = "批次"
    """Once for all cases."""
    CASE = "案件"
    """One row a case."""
    DISBURSEMENT = "放款"
    SCHEDULE = "还款计划"
    LEDGER = "还款流水"
    COLLECTION = "催收记录"
    COMPUTED = ""
    """Nowhere: packing computes it."""


@dataclass(frozen=True, slots=True)
class When:
    """A field is called for where `key` has one of `values`; of none, any value."""

    key: str
    values: tuple[str, ...]
    or_absent: bool = False
    """Whether the field is called for as well where `key` has no value."""

    def holds(self, value: object) -> bool:
        """Return whether the field is called for where `key` reads as `value`, None if absent."""
        if value is None:
            return self.or_absent
        return not self.values or value in self.values


@dataclass(frozen=True, slots=True)
class Field:
    """One element."""

    key: str
    """Name in a case line: `<group>_<english_name>`; in a row, the bare name."""
    code: str
    """Number in the court's list: `D6`."""
    zh: str
    """Label, as the template has it."""
    en: str
    kind: Kind
    need: Need
    article: str
    """The article of the guideline that it serves: a fault in it makes that article incomplete."""
    sheet: Sheet = Sheet.CASE
    choices: tuple[str, ...] = ()
    """What a CHOICE may be; the first is what most write."""
    when: When | None = None
    """Where a conditional field is called for, and the only place where a required one is."""
    personal: PersonalClass | None = None
    rows: tuple["Field", ...] = ()
    """Fields of one row of a ROWS field."""
    hint: str = ""
    """How it is filled in, Chinese, where the label does not say it."""
    example: str = ""
    """What the example row of the template has: fictional throughout."""

    @property
    def group(self) -> str:
        """The letter of its group."""
        return self.code[0]
