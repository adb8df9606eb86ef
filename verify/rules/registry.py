"""What the court's registry says of a lender, a product and a platform (formats, Trust directory).

Records are decoded tolerantly: a record that is not one reads as None, a row of it that is not one
is left out, and so registers nothing. What would bar somebody and cannot be read is named by its
member: unread is not the same as absent. A term's `from` and `to` are instants; a day is the whole
of it on the court's clock; null and absent are open.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple, TypeVar

from verify.instants import stated_instant
from verify.path.window import moved
from verify.trust import PlatformRecord

__all__ = [
    "CollectionProcedure", "LenderRecord", "Licence", "PlatformFacts", "ProductRecord",
    "Registry", "Standard", "Statement", "Term", "decode_lender", "decode_platform_facts",
    "decode_product",
]  # fmt: skip

_DAY = timedelta(days=1)
_ISO_DAY = len("2025-06-10")


class Term(NamedTuple):
    """From when to when a row holds; None = open."""

    begin: datetime | None = None
    end: datetime | None = None
    """The first instant at which it does not hold."""

    def in_force(self, at: datetime) -> bool:
        """Whether it holds at an instant."""
        return (self.begin is None or self.begin <= at) and (self.end is None or at < self.end)


class Licence(NamedTuple):
    """A licence to lend."""

    no: str
    kind: str | None
    term: Term


class CollectionProcedure(NamedTuple):
    """A collection procedure 催收程序 that the lender has put on record."""

    name: str
    sha256: str | None
    term: Term


class Statement(NamedTuple):
    """A statement under Article 5 (7) or 5 (8) that the lender has put on record."""

    article: str
    sha256: str | None
    term: Term


class Standard(NamedTuple):
    """A document by which a platform shows that it meets a standard."""

    name: str
    term: Term


class LenderRecord(NamedTuple):
    """A registered lender."""

    uscc: str
    name: str
    type: str
    licences: tuple[Licence, ...]
    collection_procedures: tuple[CollectionProcedure, ...]
    statements: tuple[Statement, ...]
    domicile: str | None
    """Its domicile as registered; None where the record does not say."""
    term: Term

    def in_force(self, at: datetime) -> bool:
        """Whether it is registered at an instant."""
        return self.term.in_force(at)

    def licence(self, at: datetime) -> Licence | None:
        """Return a licence in force at an instant."""
        return _in_force(self.licences, at)

    def procedure(self, at: datetime) -> CollectionProcedure | None:
        """Return a collection procedure in force at an instant."""
        return _in_force(self.collection_procedures, at)

    def statement(self, article: str, at: datetime) -> Statement | None:
        """Return its statement under an article, `5(7)`, in force at an instant."""
        return _in_force([one for one in self.statements if one.article == article], at)


class ProductRecord(NamedTuple):
    """A loan product that passed the court's compliance review (Article 5 (6))."""

    code: str
    name: str | None
    clause_digests: frozenset[str]
    """Digests of the normalised texts of its reviewed clauses; none where none were recorded."""
    template_digests: frozenset[str]
    """SHA-256 of its reviewed contract templates."""
    reviewed_at: datetime | None
    term: Term
    unread: tuple[str, ...] = ()
    """Members that are there and cannot be read, so that nothing follows from them."""

    def in_force(self, at: datetime) -> bool:
        """Whether it was reviewed before an instant, and is registered then."""
        reviewed = self.reviewed_at is not None and self.reviewed_at <= at
        return reviewed and self.term.in_force(at)


class PlatformFacts(NamedTuple):
    """What Article 17 of the rules of online litigation asks of a platform."""

    filing_no: str | None
    """Its 区块链信息服务备案; None where none is registered."""
    filing: Term
    standards: tuple[Standard, ...]
    interested: frozenset[str]
    """Names and credit codes of itself, its operator and its shareholders."""
    term: Term | None
    """None where it cannot be read."""
    unread: tuple[str, ...] = ()
    """Members that are there and cannot be read, so that nothing follows from them."""


class Registry(NamedTuple):
    """Records of the trust directory about the parties of one package; None where there is none."""

    lender: LenderRecord | None
    product: ProductRecord | None
    platform: PlatformRecord | None
    court: Mapping[str, object] | None

    def kind_of_lender(self, stated: str | None) -> str | None:
        """Return of which kind the lender is: as registered, else as the element list states."""
        return stated if self.lender is None else self.lender.type


_Row = TypeVar("_Row", Licence, CollectionProcedure, Statement)


def _in_force(rows: Iterable[_Row], at: datetime) -> _Row | None:
    return next((one for one in rows if one.term.in_force(at)), None)


def decode_lender(record: Mapping[str, object] | None) -> LenderRecord | None:
    """Return a lender's record; None where there is none, or what is there is not one."""
    if record is None:
        return None
    uscc, name, kind = (_text(record.get(key)) for key in ("uscc", "name", "type"))
    term = _term(record)
    if uscc is None or name is None or kind is None or term is None:
        return None
    return LenderRecord(
        uscc, name, kind,
        tuple(_licences(record.get("licences"))),
        tuple(_procedures(record.get("collection_procedures"))),
        tuple(_statements(record.get("statements"))),
        _text(record.get("domicile")),
        term,
    )  # fmt: skip


def decode_product(record: Mapping[str, object] | None) -> ProductRecord | None:
    """Return a product's record; None where there is none, or what is there is not one."""
    if record is None:
        return None
    code, term = _text(record.get("code")), _term(record)
    if code is None or term is None:
        return None
    return ProductRecord(
        code,
        _text(record.get("name")),
        _digests(record.get("clause_digests")),
        _digests(record.get("template_digests")),
        stated_instant(record.get("reviewed_at")),
        term,
        _unread(record, {"clause_digests": _is_texts, "template_digests": _is_texts}),
    )


def decode_platform_facts(record: Mapping[str, object], names: frozenset[str]) -> PlatformFacts:
    """Return what a platform's record holds beside what proofs need.

    Args:
        record: the whole record.
        names: under which it is known already.
    """
    filing = record.get("cac_filing")
    filed = filing if isinstance(filing, Mapping) else {}
    term = _term(filed)
    return PlatformFacts(
        _text(filed.get("no")) if term is not None else None,
        term or Term(),
        tuple(_standards(record.get("standards"))),
        names | frozenset(_shareholders(record.get("shareholders"))),
        _term(record),
        _unread(record, _PLATFORM_FORMS),
    )


def _unread(
    record: Mapping[str, object], forms: Mapping[str, Callable[[object], bool]]
) -> tuple[str, ...]:
    """Return the members that are there and not of their form."""
    stated = [(key, record.get(key), form) for key, form in forms.items()]
    return tuple([key for key, value, form in stated if value is not None and not form(value)])


def _is_instant(value: object) -> bool:
    return stated_instant(value) is not None


def _is_text(value: object) -> bool:
    return _text(value) is not None


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_standards(value: object) -> bool:
    return isinstance(value, list) and len(list(_standards(value))) == len(value)


def _is_holders(value: object) -> bool:
    return isinstance(value, list) and all(any(_shareholders([one])) for one in value)


_PLATFORM_FORMS: Mapping[str, Callable[[object], bool]] = {
    "from": _is_instant, "to": _is_instant, "operator": _is_text, "shareholders": _is_holders,
    "standards": _is_standards,
}  # fmt: skip


def _licences(value: object) -> Iterator[Licence]:
    for row, term in _rows(value):
        no = _text(row.get("no"))
        if no is not None:
            yield Licence(no, _text(row.get("kind")), term)


def _procedures(value: object) -> Iterator[CollectionProcedure]:
    for row, term in _rows(value):
        name = _text(row.get("name"))
        if name is not None:
            yield CollectionProcedure(name, _text(row.get("sha256")), term)


def _statements(value: object) -> Iterator[Statement]:
    for row, term in _rows(value):
        article = _text(row.get("article"))
        if article is not None:
            yield Statement(article, _text(row.get("sha256")), term)


def _standards(value: object) -> Iterator[Standard]:
    for row, term in _rows(value):
        name = _text(row.get("name"))
        if name is not None:
            yield Standard(name, term)


def _shareholders(value: object) -> Iterator[str]:
    """Return the names and credit codes of shareholders: texts, or records that name them."""
    for one in value if isinstance(value, list) else ():
        named = (one.get("name"), one.get("uscc")) if isinstance(one, Mapping) else (one,)
        yield from [text for text in map(_text, named) if text is not None]


def _rows(value: object) -> Iterator[tuple[Mapping[str, object], Term]]:
    """Return the rows of a list that are records with a term that can be read."""
    for row in value if isinstance(value, list) else ():
        if isinstance(row, Mapping):
            term = _term(row)
            if term is not None:
                yield row, term


def _term(row: Mapping[str, object]) -> Term | None:
    """Return a row's term; None where one of its ends is there and is no time."""
    begin, end = stated_instant(row.get("from")), stated_instant(row.get("to"))
    if (begin is None and row.get("from") is not None) or (
        end is None and row.get("to") is not None
    ):
        return None
    if end is not None and len(str(row["to"])) == _ISO_DAY:
        end = moved(end, _DAY)
    return Term(begin, end)


def _digests(value: object) -> frozenset[str]:
    return (
        frozenset(one for one in value if isinstance(one, str))
        if isinstance(value, list)
        else frozenset()
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
