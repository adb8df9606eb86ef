"""What the element list says of the borrower's person (group D)."""

from datetime import date

from verify.rules.elements.identity import CITIZEN, IdentityNumber, read_identity_number
from verify.rules.elements.rows import ElementList, ElementRow

__all__ = ["borrower_birth", "borrower_number", "is_domestic_person"]


def borrower_number(elements: ElementRow) -> IdentityNumber | None:
    """Return the number of the borrower's document, where it has the form of its kind."""
    kind, number = elements.text("d_id_type"), elements.text("d_id_no")
    return None if kind is None or number is None else read_identity_number(kind, number)


def borrower_birth(elements: ElementList) -> date | None:
    """Return the birth date: the one that the number tells, else the one stated."""
    number = borrower_number(elements)
    told = None if number is None else number.birth
    return told or elements.day("d_birth_date")


def is_domestic_person(elements: ElementList) -> bool:
    """Return whether the borrower is of the mainland: a citizen by number, a firm by credit code.

    False where nothing says so, as for Hong Kong, Macao, Taiwan and foreign parties.
    """
    if elements.said("d_party_type", "法人"):
        return elements.text("d_uscc") is not None
    return elements.said("d_id_type", CITIZEN) and elements.text("d_id_no") is not None
