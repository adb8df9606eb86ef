"""One row of a rule table, decoded strictly: JSON members to a typed row.

Amounts are decimal text to the cent, rates per cent as decimal text, days RFC 3339 full-dates. A
designation's ends may carry a time, as registry records do; their day is the court's.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from anchors.jsontext import Json
from verify.errors import RuleError
from verify.instants import stated_instant
from verify.rules.clauses import clause_text
from verify.rules.court import court_day
from verify.rules.rows import (
    AgeRow,
    AmountRow,
    BarRow,
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

__all__ = ["Fields", "decode_row", "fields_of"]

_COMMON = ("name", "valid_from", "valid_to", "source", "verified")
_RATE_PER_CENT = 10**6
"""A rate of 1.0 is `10**8`."""


class Fields(NamedTuple):
    """The members of one object, read by kind; a wrong one raises `RuleError`."""

    record: Json
    path: str

    def fault(self, key: str, what: str) -> RuleError:
        """Return the error that a member is not what it has to be."""
        return RuleError(f"{self.path}: {key} is {what}")

    def text(self, key: str) -> str:
        """Return a text that says something."""
        value = self.record.get(key)
        if not isinstance(value, str) or not value:
            raise self.fault(key, "no text")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self.record.get(key)
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            raise self.fault(key, "no list of texts")
        return tuple(value)

    def flag(self, key: str) -> bool:
        """Return true or false."""
        value = self.record.get(key)
        if not isinstance(value, bool):
            raise self.fault(key, "neither true nor false")
        return value

    def count(self, key: str) -> int:
        """Return a whole number."""
        value = self.record.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.fault(key, "no whole number")
        return value

    def count_or_none(self, key: str) -> int | None:
        """Return a whole number, or None where it is null or absent."""
        return None if self.record.get(key) is None else self.count(key)

    def day(self, key: str) -> date:
        """Return a day."""
        value = stated_instant(self.text(key))
        if value is None:
            raise self.fault(key, "no day")
        return court_day(value)

    def day_or_none(self, key: str) -> date | None:
        """Return a day, or None where it is null; absent is an error."""
        if key not in self.record:
            raise self.fault(key, "absent; null is open")
        return None if self.record[key] is None else self.day(key)

    def scaled(self, key: str, scale: int) -> int:
        """Return a decimal text as a whole number of units."""
        try:
            value = Decimal(self.text(key)) * scale
        except InvalidOperation as error:
            raise self.fault(key, "no decimal") from error
        if not value.is_finite() or value < 0 or value != value.to_integral_value():
            raise self.fault(key, "no decimal of its places")
        return int(value)

    def scaled_or_none(self, key: str, scale: int) -> int | None:
        """Return a decimal text as a whole number of units, or None where it is null."""
        return None if self.record.get(key) is None else self.scaled(key, scale)


def fields_of(record: Json, path: str, *members: str) -> Fields:
    """Return the reader of an object; where members are named, one beside them is an error."""
    unknown = set(record) - set(members) if members else set()
    if unknown:
        raise RuleError(f"{path}: {', '.join(sorted(unknown))} is no member here")
    return Fields(record, path)


def decode_row(table: str, record: Json) -> RowLike:
    """Return one row of a table.

    Raises:
        RuleError: it is not one.
    """
    members, build = _TABLES[table]
    path = f"{table}.json {record.get('name')}"
    read = fields_of(record, path, *_COMMON, *members)
    begin, end = read.day("valid_from"), read.day_or_none("valid_to")
    if end is not None and end < begin:
        raise read.fault("valid_to", "before valid_from")
    value = "; ".join(f"{key}={_shown(record.get(key))}" for key in members)
    row = Row(read.text("name"), begin, end, read.text("source"), read.flag("verified"), value)
    return build(read, row)


def _shown(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _clause(read: Fields, row: Row) -> ClauseWords:
    groups = read.record.get("groups")
    if not isinstance(groups, list) or not groups:
        raise read.fault("groups", "no list of groups")
    found = [fields_of({"words": one}, read.path).texts("words") for one in groups]
    words = tuple([tuple([clause_text(word) for word in group]) for group in found])
    return ClauseWords(read.text("clause"), words, row)


def _cap(read: Fields, row: Row) -> CapRule:
    limit = read.scaled_or_none("limit", _RATE_PER_CENT)
    multiple = read.scaled_or_none("lpr_multiple", 100)
    if (limit is None) is (multiple is None):
        raise read.fault("limit", "not stated once, as a rate or of the LPR")
    applies = read.text("applies")
    if applies not in ("annual_cost", "penalty_over_rate"):
        raise read.fault("applies", "to nothing that is known")
    return CapRule(read.text("code"), applies, limit, multiple, read.text("lender_type"), row)


_Build = Callable[[Fields, Row], RowLike]
_TABLES: Mapping[str, tuple[tuple[str, ...], _Build]] = {
    "regimes": (
        ("regime", "cause_designated"),
        lambda read, row: RegimeRow(read.text("regime"), read.flag("cause_designated"), row),
    ),
    "monetary": (
        ("both_same_side", "one_outside"),
        lambda read, row: MonetaryRow(
            read.scaled("both_same_side", 100), read.scaled("one_outside", 100), row
        ),
    ),
    "monetary_foreign": (
        ("province", "from_amount"),
        lambda read, row: ForeignRow(read.scaled("from_amount", 100), read.text("province"), row),
    ),
    "small_claims": (
        ("province", "annual_wage", "mandatory_percent", "agreed_percent"),
        lambda read, row: WageRow(
            read.scaled("annual_wage", 100),
            read.text("province"),
            row,
            read.count_or_none("mandatory_percent"),
            read.count_or_none("agreed_percent"),
        ),
    ),
    "lpr": (
        ("rate",),
        lambda read, row: RateRow(read.scaled("rate", _RATE_PER_CENT), row),
    ),
    "rate_caps": (("code", "applies", "limit", "lpr_multiple", "lender_type"), _cap),
    "loan_amounts": (
        ("lender_type", "purpose_words", "limit"),
        lambda read, row: AmountRow(
            read.text("lender_type"), read.texts("purpose_words"), read.scaled("limit", 100), row
        ),
    ),
    "lender_types": (
        ("type", "accepted", "cause"),
        lambda read, row: LenderTypeRow(
            read.text("type"), read.flag("accepted"), read.text("cause"), row
        ),
    ),
    "identity_documents": (
        ("kind", "foreign"),
        lambda read, row: DocumentRow(read.text("kind"), read.flag("foreign"), row),
    ),
    "ages": (("years",), lambda read, row: AgeRow(read.count("years"), row)),
    "small_claims_bars": (
        ("bar", "zh", "en"),
        lambda read, row: BarRow(read.text("bar"), read.text("zh"), read.text("en"), row),
    ),
    "clauses": (("clause", "groups"), _clause),
    "evidence": (
        ("category", "when"),
        lambda read, row: CategoryRow(read.count("category"), read.text("when"), row),
    ),
}
