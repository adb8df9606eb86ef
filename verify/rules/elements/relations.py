"""What cells have to be to one another for the list to be well formed, and what is only told."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from verify.codes.table import finding
from verify.findings import Finding
from verify.rules.elements.borrower import borrower_number
from verify.rules.elements.formats import card_digits_fit, organisation_part_fits
from verify.rules.elements.rows import ElementRow

__all__ = ["relations"]

_TERMS = (
    ("f_start_date", "f_end_date"),
    ("b_licence_from", "b_licence_to"),
    ("c_authority_from", "c_authority_to"),
)
"""First and last day of a term: the last is not before the first."""
_CREDIT_CODES = ("b_uscc", "d_uscc")
_ACCOUNTS = ("payer_tail", "payee_tail")
_CARD_DIGITS = 16
_part_fits = lru_cache(maxsize=1024)(organisation_part_fits)


def relations(row: ElementRow, lists: Mapping[str, tuple[ElementRow, ...]]) -> Iterator[Finding]:
    """Yield what does not fit between cells, and the warnings about single ones."""
    yield from _terms(row)
    yield from _number(row)
    yield from _credit_codes(row)
    yield from _accounts(lists.get("h_disbursements", ()))


def _terms(row: ElementRow) -> Iterator[Finding]:
    for first, last in _TERMS:
        begins, ends = row.day(first), row.day(last)
        if begins is not None and ends is not None and ends < begins:
            yield finding("element.term_reversed", last, observed=str(ends), expected=f"≥ {begins}")


def _number(row: ElementRow) -> Iterator[Finding]:
    number = borrower_number(row)
    if number is None:
        return
    if number.superseded:
        yield finding("element.identity_no_old", "d_id_no")
    stated = row.day("d_birth_date")
    if stated is not None and number.birth is not None and stated != number.birth:
        # Neither date is shown: both are personal, and the number is beside the field.
        yield finding("element.birth_date_differs", "d_birth_date")


def _credit_codes(row: ElementRow) -> Iterator[Finding]:
    for key in _CREDIT_CODES:
        code = row.text(key)
        if code is not None and not _part_fits(code):
            yield finding("element.credit_code_part", key, observed=code)


def _accounts(disbursements: tuple[ElementRow, ...]) -> Iterator[Finding]:
    for number, row in enumerate(disbursements, 1):
        for key in _ACCOUNTS:
            account = row.text(key)
            if (
                account is not None
                and len(account) >= _CARD_DIGITS
                and not card_digits_fit(account)
            ):
                yield finding("element.card_checksum", f"h_disbursements/{number}/{key}")
