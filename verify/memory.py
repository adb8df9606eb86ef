"""What stands in more than one place: index keys, sightings, and remembered contradictions.

Values only (judgement 5, last two paragraphs). A key is a digest, deposit or number that belongs to
one loan; a sighting is a case line that states it; a contradiction is what an earlier judgement
found wrong, remembered by the keys of its item and loan. All of it is looked up before the first
shard of a package is judged, and then is a fact like any other.

A borrower is known by a digest over id type and number, never by the number. Such a digest hides
nothing from who can try every number, so a memory is kept like the packages themselves.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from anchors.limits import LIMITS

__all__ = [
    "NO_RECALL", "NUMBERS", "PERSONAL", "Contradicted", "Contradiction", "Filing", "IndexKey",
    "KeyKind", "Match", "NumberElement", "Recall", "Remembered", "Sighting", "borrower_of",
    "deposit_key", "digest_key", "loan_key", "numbers_of", "proof_key", "short",
]  # fmt: skip

PERSONAL = frozenset({2, 4, 6, 8, 9})
"""Article 7 categories whose items belong to one loan: identity, contract, payment, account."""
_LONGEST = 128


class KeyKind(StrEnum):
    """What a key is."""

    DIGEST = "digest"
    """A declared digest of an original: `<algorithm>:<hex>`."""
    DEPOSIT = "deposit"
    """A deposit at a platform: `<platform>|<number>`."""
    VOUCHER = "voucher"
    """Serial number of a disbursement."""
    IDENTIFICATION = "identification"
    """Transaction number of an identity check."""
    LOAN = "loan"
    """Lender, contract and loan number (formats, Case line)."""
    PROOF = "proof"
    """SHA-256 of a proof's octets."""


class IndexKey(NamedTuple):
    """One key of the index."""

    kind: KeyKind
    value: str

    @property
    def digest(self) -> bytes:
        """Return SHA-256 over kind and value: what stores keep in the key's place."""
        return sha256(f"{self.kind.value}\0{self.value}".encode()).digest()


class NumberElement(NamedTuple):
    """An element that holds numbers which belong to one loan."""

    kind: KeyKind
    element: str
    field: str | None
    """Of every row, where the element is a table."""
    category: int
    """Article 7 category of the items that it stands for."""


NUMBERS = (
    NumberElement(KeyKind.VOUCHER, "h_disbursements", "serial_no", 8),
    NumberElement(KeyKind.IDENTIFICATION, "g_serial_no", None, 4),
)
"""A number that a later element schema brings is one row here."""


class Filing(NamedTuple):
    """Which package it is that states something."""

    package_id: str
    package_digest: str
    lender: str
    """Unified social credit code."""


class Sighting(NamedTuple):
    """One case line that states a key."""

    package_id: str
    package_digest: str
    lender: str
    borrower: str
    """As `borrower_of` names them; empty where the elements name nobody."""
    contract_no: str
    loan_no: str
    case_key: str
    item: str = ""
    """Evidence id; empty where the key is the case's own."""
    category: int = 0


class Contradiction(NamedTuple):
    """What an earlier judgement found contradicted."""

    package_id: str
    package_digest: str
    case_key: str
    item: str
    code: str
    proof: str
    """Proof id; empty where the item itself was contradicted."""
    proof_kind: str
    subject: IndexKey
    """The octets of the proof, or the declared digest of the item."""
    judgement: int = 1


class Contradicted(NamedTuple):
    """A contradiction, with the keys that it is remembered by."""

    keys: tuple[IndexKey, ...]
    contradiction: Contradiction


class Match(NamedTuple):
    """A key of one case that stands elsewhere as well."""

    item: str
    """Evidence id in this case; empty where the key is the case's own."""
    key: IndexKey
    sighting: Sighting


class Remembered(NamedTuple):
    """A contradiction that a key of one case recalls."""

    item: str
    """Evidence id in this case; empty where its loan recalls it."""
    contradiction: Contradiction


class Recall(NamedTuple):
    """All that is known of one case from elsewhere."""

    matches: tuple[Match, ...] = ()
    contradictions: tuple[Remembered, ...] = ()


NO_RECALL = Recall()


def digest_key(algorithm: str, value: str) -> IndexKey:
    """Return the key of a declared digest."""
    return IndexKey(KeyKind.DIGEST, short(f"{algorithm}:{value}"))


def deposit_key(platform: str, number: str) -> IndexKey:
    """Return the key of a deposit."""
    return IndexKey(KeyKind.DEPOSIT, f"{short(platform)}|{short(number)}")


def loan_key(lender: str, contract_no: str, loan_no: str) -> IndexKey:
    """Return the key of a loan."""
    return IndexKey(KeyKind.LOAN, f"{short(lender)}|{short(contract_no)}|{short(loan_no)}")


def proof_key(octets: bytes) -> IndexKey:
    """Return the key of a proof's octets."""
    return IndexKey(KeyKind.PROOF, sha256(octets).hexdigest())


def numbers_of(elements: Mapping[str, object]) -> Iterator[tuple[NumberElement, IndexKey]]:
    """Yield the numbers in an element list that belong to one loan."""
    for row in NUMBERS:
        for text in _texts(elements.get(row.element), row.field):
            yield row, IndexKey(row.kind, short(text))


def _texts(value: object, field: str | None) -> list[str]:
    if field is None:
        return [value] if isinstance(value, str) and value else []
    rows = value[: LIMITS.case_numbers] if isinstance(value, list) else []
    texts = [row.get(field) for row in rows if isinstance(row, dict)]
    return [text for text in texts if isinstance(text, str) and text]


def borrower_of(elements: Mapping[str, object]) -> str:
    """Return the digest that stands for the borrower; empty where no number is given."""
    number = _plain(elements.get("d_id_no"))
    if not number:
        return ""
    return sha256(f"{_plain(elements.get('d_id_type'))}\0{number}".encode()).hexdigest()


def _plain(value: object) -> str:
    """Return a text as two clerks would have typed it alike."""
    if not isinstance(value, str):
        return ""
    plain = unicodedata.normalize("NFKC", value).upper()
    return _encodable("".join(plain.split()))


def short(text: str) -> str:
    """Return a text from outside as keys carry it; a long or odd one by its digest."""
    if len(text) <= _LONGEST and text.isprintable() and "|" not in text:
        return text
    return f"sha256-{sha256(_encodable(text).encode()).hexdigest()}"


def _encodable(text: str) -> str:
    """Return a text without halves of surrogate pairs; lines that hold one are refused later."""
    return text.encode("utf-8", "backslashreplace").decode()
