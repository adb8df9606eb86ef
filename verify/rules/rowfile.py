"""One row of a rule table, decoded strictly: JSON members to a typed row.

A table is one entry of `_TABLES`: its members, how a report shows what a row says, and how a row is
made of them.
"""

from collections.abc import Callable, Mapping

from anchors.jsontext import Json
from verify.rules.clauses import clause_text
from verify.rules.rows import (
    CAPPED,
    DOCUMENTS,
    WHENS,
    AgeRow,
    AmountRow,
    BarRow,
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
    Statement,
    WageRow,
)
from verify.rules.rulefields import Fields, fields_of

__all__ = ["decode_row"]

_COMMON = ("name", "valid_from", "valid_to", "source", "verified")
_RATE_PER_CENT = 10**6
"""A rate of 1.0 is `10**8`."""


def decode_row(table: str, record: Json) -> RowLike:
    """Return one row of a table.

    Raises:
        RuleError: it is not one.
    """
    members, shown, build = _TABLES[table]
    path = f"{table}.json {record.get('name')}"
    read = fields_of(record, path, *_COMMON, *members)
    begin, end = read.day("valid_from"), read.day_or_none("valid_to")
    if end is not None and end < begin:
        raise read.fault("valid_to", "before valid_from")
    value = shown(read).format_map({key: record.get(key) for key in members})
    row = Row(read.text("name"), begin, end, read.text("source"), read.flag("verified"), value)
    return build(read, row)


def _plain(text: str) -> Callable[[Fields], str]:
    return lambda _: text


def _cap_shown(read: Fields) -> str:
    return "{lpr_multiple} × LPR" if read.record.get("limit") is None else "{limit}%"


def _category(read: Fields, row: Row) -> CategoryRow:
    when = read.text("when")
    if when not in WHENS:
        raise read.fault("when", "none that is known")
    return CategoryRow(read.count("category"), when, row)


def _document(read: Fields, row: Row) -> DocumentWords:
    name = read.text("document")
    if name not in DOCUMENTS:
        raise read.fault("document", "none that is looked for")
    kinds, words, unless = read.texts("kinds"), read.texts("words"), read.texts("unless")
    return DocumentWords(name, kinds, words, unless, row)


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
    if applies not in CAPPED:
        raise read.fault("applies", "to nothing that is known")
    return CapRule(read.text("code"), applies, limit, multiple, read.text("lender_type"), row)


def _bar(read: Fields, row: Row) -> BarRow:
    when = read.record.get("when")
    if not isinstance(when, list) or not all(isinstance(one, dict) for one in when):
        raise read.fault("when", "no list of statements")
    told = [fields_of(one, read.path, "element", "says") for one in when]
    shown = tuple([Statement(one.text("element"), one.texts("says")) for one in told])
    return BarRow(read.text("bar"), read.text("zh"), read.text("en"), shown, row)


_Build = Callable[[Fields, Row], RowLike]
_Shown = Callable[[Fields], str]
_TABLES: Mapping[str, tuple[tuple[str, ...], _Shown, _Build]] = {
    "regimes": (
        ("regime", "cause_designated"),
        _plain("{regime}"),
        lambda read, row: RegimeRow(read.text("regime"), read.flag("cause_designated"), row),
    ),
    "monetary": (
        ("both_same_side", "one_outside"),
        _plain("{both_same_side} / {one_outside} CNY"),
        lambda read, row: MonetaryRow(
            read.scaled("both_same_side", 100), read.scaled("one_outside", 100), row
        ),
    ),
    "monetary_foreign": (
        ("province", "from_amount"),
        _plain("{from_amount} CNY"),
        lambda read, row: ForeignRow(read.scaled("from_amount", 100), read.text("province"), row),
    ),
    "small_claims": (
        ("province", "annual_wage", "mandatory_percent", "agreed_percent"),
        _plain("{annual_wage} CNY; {mandatory_percent}% / {agreed_percent}%"),
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
        _plain("{rate}%"),
        lambda read, row: RateRow(read.scaled("rate", _RATE_PER_CENT), row),
    ),
    "rate_caps": (("code", "applies", "limit", "lpr_multiple", "lender_type"), _cap_shown, _cap),
    "loan_amounts": (
        ("lender_type", "purpose_words", "limit"),
        _plain("{limit} CNY"),
        lambda read, row: AmountRow(
            read.text("lender_type"), read.texts("purpose_words"), read.scaled("limit", 100), row
        ),
    ),
    "lender_types": (
        ("type", "accepted", "cause", "microloan"),
        _plain("{type}: {cause}"),
        lambda read, row: LenderTypeRow(
            read.text("type"),
            read.flag("accepted"),
            read.text("cause"),
            read.flag("microloan"),
            row,
        ),
    ),
    "identity_documents": (
        ("kind", "foreign"),
        _plain("{kind}"),
        lambda read, row: DocumentRow(read.text("kind"), read.flag("foreign"), row),
    ),
    "ages": (("years",), _plain("{years}"), lambda read, row: AgeRow(read.count("years"), row)),
    "small_claims_bars": (("bar", "zh", "en", "when"), _plain("{zh}"), _bar),
    "payment_order_bars": (("bar", "zh", "en", "when"), _plain("{zh}"), _bar),
    "clauses": (("clause", "groups"), _plain("{clause}"), _clause),
    "documents": (("document", "kinds", "words", "unless"), _plain("{document}"), _document),
    "scans": (
        ("category",),
        _plain("{category}"),
        lambda read, row: ScanRow(read.count("category"), row),
    ),
    "evidence": (
        ("category", "when"),
        _plain("{category}"),
        _category,
    ),
}
