"""The wording of a clause: normalised, digested, searched for words, found in a contract.

Normalised means NFKC with white space and unseen characters removed (judgement 8); the digest of
that text names the clause in registry records, decisions and questions. Where the wording names
what is the borrower's or the contract's own, a number or an address, a mark stands in its place, so
that one answer holds for everybody who signed the same form. What a word search finds is a place to
look at, never what the clause means.
"""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from verify.documents import normal_text
from verify.findings import CheckStatus
from verify.items import ItemResult
from verify.judging import ItemOutcome
from verify.rules.rows import ClauseWords

__all__ = [
    "Located", "Place", "clause_digest", "clause_text", "contracts_of", "locate_clause",
    "locate_mark", "words_stand_in",
]  # fmt: skip

_CONTRACT = 6
"""Article 7 (6): evidence that the contract was made."""


@lru_cache(maxsize=4096)
def clause_text(text: str) -> str:
    """Return a text in NFKC, without white space and what nobody sees: as texts are searched."""
    return normal_text(text).text


def clause_digest(text: str, own: Sequence[str | None] = ()) -> str:
    """Return the SHA-256 of the normalised text in UTF-8, in hex.

    Args:
        text: the clause.
        own: what the case states as its own, always in the same order; where one of these stands in
            the clause, its mark does instead.
    """
    plain = clause_text(text)
    for value, mark in _marks(tuple(own)):
        if value in plain:
            plain = plain.replace(value, mark)
    return _digest(plain)


_MARK = "\x1f"
"""White space to Python: it stands in no normalised text, so that nobody can write a mark."""
_OWN = re.compile(r"[\w·()#.@+*-]{2,64}")
"""What may be marked: one name, number or address, and no sentence in its guise."""


@lru_cache(maxsize=64)
def _marks(own: tuple[str | None, ...]) -> tuple[tuple[str, str], ...]:
    """Return what is marked, and its mark: of two that are one text the first, the longest first.

    What is within another goes after it, so that a form's marks are the same whoever signed it.
    """
    numbers: dict[str, int] = {}
    for number, value in enumerate(own):
        numbers.setdefault(_own_text(value), number)
    numbers.pop("", None)
    longest = sorted(numbers, key=len, reverse=True)
    return tuple([(one, f"{_MARK}{chr(ord('0') + numbers[one])}{_MARK}") for one in longest])


def _own_text(value: str | None) -> str:
    """Return a value as it would stand in a clause; nothing where it is none to be marked."""
    text = "" if value is None else clause_text(value)
    return text if _OWN.fullmatch(text) else ""


@lru_cache(maxsize=4096)
def _digest(plain: str) -> str:
    return sha256(plain.encode(errors="surrogatepass")).hexdigest()


def words_stand_in(words: ClauseWords, text: str) -> bool:
    """Whether the words sought stand in a text."""
    return words.stand_in(clause_text(text))


class Place(StrEnum):
    """Where the clause that was stated was found."""

    FOUND = "found"
    """In the text of this case's own contract original."""
    NOT_FOUND = "not_found"
    """The original's text was read, and it does not stand there."""
    NO_TEXT = "no_text"
    """No original of the contract is here whose text could be read."""


class Located(NamedTuple):
    """Where a clause stands, and in which originals."""

    place: Place
    items: tuple[str, ...] = ()


_EVENT = "contract"


def contracts_of(items: Iterable[ItemOutcome]) -> list[ItemOutcome]:
    """Return the originals that are this case's contract.

    Those that the borrower signed, each verified to its bytes: nothing else that is sent speaks
    for what was agreed. Where no original is signed, those whose label says so, or all where none
    does; what stands in them is the lender's word.
    """
    here = [one for one in items if one.evidence.category == _CONTRACT and one.facts is not None]
    signed = [one for one in here if _is_signed(one)]
    return signed or [one for one in here if one.evidence.event == _EVENT] or here


def _is_signed(one: ItemOutcome) -> bool:
    """Whether an original is verified, and a signature that passed is the borrower's."""
    if one.result.result is not ItemResult.CONSISTENT:
        return False
    return any(proof.of_borrower and proof.status is CheckStatus.PASSED for proof in one.proofs)


def locate_clause(items: Iterable[ItemOutcome], name: str) -> Located:
    """Return where the text asked for under `name` stands among the case's own contracts.

    A shared template is not this case's contract; an original whose bytes are contradicted shows
    nothing.
    """
    return _locate(contracts_of(items), name)


def locate_mark(items: Iterable[ItemOutcome], name: str) -> Located:
    """Return where words that may bar the court stand: in any file sent as a contract."""
    return _locate([one for one in items if one.evidence.category == _CONTRACT], name)


def _locate(items: Iterable[ItemOutcome], name: str) -> Located:
    found: list[str] = []
    searched: list[str] = []
    for item in items:
        answer = _answer(item, name)
        if answer is not None:
            (found if answer else searched).append(item.evidence.id)
    if found:
        return Located(Place.FOUND, tuple(found))
    return Located(Place.NOT_FOUND, tuple(searched)) if searched else Located(Place.NO_TEXT)


def _answer(item: ItemOutcome, name: str) -> bool | None:
    """Return whether a text stands in one original; None where it was not looked for there."""
    document = item.facts.document if item.facts is not None else None
    if document is None or item.result.result is ItemResult.INCONSISTENT:
        return None
    return document.found.get(name)
