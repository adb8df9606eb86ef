"""What stands in more than one place: index keys, sightings, and remembered contradictions.

Values only (judgement 5, last two paragraphs). A key is a digest, deposit or number that belongs to
one loan; a sighting is a case line that states it; a contradiction is what an earlier judgement
found wrong, remembered by the keys of its item and loan. All of it is looked up before the first
shard of a package is judged, and then is a fact like any other.

A borrower is known by a digest over the number, never by the number. Such a digest hides nothing
from who can try every number, so a memory is kept like the packages themselves.

What is contradicted is remembered within one lender, and apart for what no platform sealed: nobody
else can have a lender's cases held by sending its files with a wrong proof (threats 3).
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from anchors.digest import DIGEST_ALGORITHMS
from anchors.limits import LIMITS
from verify.citizen import whole_number

__all__ = [
    "ANOTHER", "NO_RECALL", "NUMBERS", "PERSONAL", "Brought", "BroughtProof", "Contradicted",
    "Contradiction", "Filing", "IndexKey", "KeyKind", "Match", "NumberElement", "Recall",
    "Remembered", "Sighting", "borrower_of", "deposit_key", "digest_key", "digest_keys",
    "document_key", "loan_key", "manner_of", "number", "numbers_of", "proof_key", "recalling",
    "remembering", "short",
]  # fmt: skip

PERSONAL = frozenset({2, 4, 6, 8, 9})
"""Article 7 categories whose items belong to one loan: identity, contract, payment, account."""
ANOTHER = "-"
"""Stands for a borrower who is not the one looked at: facts and kits are read by its side."""
_LONGEST = 128
_UNSEEN = frozenset("CMZ")
"""Unicode categories that nobody sees in a number: controls and formats, marks, separators."""
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols that are drawn as nothing."""


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
    DOCUMENT = "document"
    """Kind and id of a shared document."""
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
    sender: str = ""
    """Platform, or else lender, whose seal on it passed; empty where none did."""


class Sighting(NamedTuple):
    """One case line that states a key."""

    package_id: str
    package_digest: str
    lender: str
    borrower: str
    """As `borrower_of` names them, or `ANOTHER`; empty where the elements name nobody."""
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
    """Empty for the mark that there are more than are kept."""
    proof: str
    """Proof id; empty where the item itself was contradicted."""
    manner: str
    """How the proof was brought, as `manner_of` says it."""
    subject: IndexKey
    """The octets of the proof, or the declared digest of the item."""
    judgement: int = 1

    @property
    def of_proof(self) -> bool:
        """Whether a proof was wrong by itself; else it was the file that differed."""
        return bool(self.proof)

    def and_more(self) -> "Contradiction":
        """Return the mark that stands for this one and others, where no more are kept."""
        return self._replace(item="", code="", proof="", manner="", subject=_MORE)


_MORE = IndexKey(KeyKind.PROOF, "")


class Contradicted(NamedTuple):
    """A contradiction, with the keys that it is remembered by."""

    keys: tuple[IndexKey, ...]
    contradiction: Contradiction


class BroughtProof(NamedTuple):
    """One proof whose octets are here, over an item whose original is here."""

    item: str
    """At the end of its `over` chain."""
    manner: str
    octets: IndexKey


class Brought(NamedTuple):
    """What a line brings to be judged anew."""

    proofs: frozenset[BroughtProof] = frozenset()
    contents: frozenset[IndexKey] = frozenset()
    """Recomputed digests of its originals; what it declares of them brings nothing."""


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


def digest_keys(digests: Mapping[str, object]) -> list[IndexKey]:
    """Return the keys of the digests declared of an item, of those algorithms that are known."""
    if len(digests) > len(DIGEST_ALGORITHMS):
        digests = {name: digests[name] for name in DIGEST_ALGORITHMS if name in digests}
    return [
        digest_key(name, value)
        for name, value in digests.items()
        if name in DIGEST_ALGORITHMS and isinstance(value, str)
    ]


def deposit_key(platform: str, deposit_no: str) -> IndexKey:
    """Return the key of a deposit."""
    return IndexKey(KeyKind.DEPOSIT, f"{short(platform)}|{number(deposit_no)}")


def loan_key(lender: str, contract_no: str, loan_no: str) -> IndexKey:
    """Return the key of a loan."""
    return IndexKey(KeyKind.LOAN, f"{short(lender)}|{number(contract_no)}|{number(loan_no)}")


def document_key(kind: str, name: str) -> IndexKey:
    """Return the key of a shared document, whatever file it is at the time."""
    return IndexKey(KeyKind.DOCUMENT, f"{short(kind)}|{short(name)}")


def proof_key(octets: bytes) -> IndexKey:
    """Return the key of a proof's octets."""
    return IndexKey(KeyKind.PROOF, sha256(octets).hexdigest())


def manner_of(kind: str, form: str, over: str) -> str:
    """Return as what a proof was brought: octets under another name are judged as something else.

    Args:
        kind: of the proof.
        form: in which it is read.
        over: kind of what it lies over.
    """
    return f"{kind} {short(form)} {over}"


def remembering(key: IndexKey, filing: Filing) -> IndexKey:
    """Return what a contradiction in a package is remembered by."""
    return _within(key, filing.lender, sealed=bool(filing.sender))


def recalling(key: IndexKey, filing: Filing) -> tuple[IndexKey, ...]:
    """Return what a key of a package recalls: of a sealed one, nothing that anybody could send."""
    sealed = _within(key, filing.lender, sealed=True)
    return (sealed,) if filing.sender else (sealed, _within(key, filing.lender, sealed=False))


def _within(key: IndexKey, lender: str, *, sealed: bool) -> IndexKey:
    return IndexKey(key.kind, f"{short(lender)}|{'sealed' if sealed else 'unsealed'}|{key.value}")


def numbers_of(elements: Mapping[str, object]) -> Iterator[tuple[NumberElement, IndexKey]]:
    """Yield the numbers in an element list that belong to one loan."""
    for row in NUMBERS:
        for text in _texts(elements.get(row.element), row.field):
            yield row, IndexKey(row.kind, number(text))


def _texts(value: object, field: str | None) -> list[str]:
    if field is None:
        return [value] if isinstance(value, str) and value else []
    rows = value[: LIMITS.case_numbers] if isinstance(value, list) else []
    texts = [row.get(field) for row in rows if isinstance(row, dict)]
    return [text for text in texts if isinstance(text, str) and text]


def borrower_of(elements: Mapping[str, object]) -> str:
    """Return the digest that stands for the borrower; empty where no number names one.

    By the number alone: the name of its type is free text. An organisation has a code (GB 32100).
    A citizen's number of fifteen digits is that of eighteen; one that was mistyped is nobody's.
    """
    plain = _of_person(_plain(elements.get("d_id_no"))) or _of_firm(_plain(elements.get("d_uscc")))
    return sha256(plain.encode()).hexdigest() if plain else ""


_DOCUMENT = re.compile(r"[0-9a-z()\-]{1,20}")
_DIGITS_OF_CITIZENS = re.compile("[0-9]{11,}x?")
"""No other document has so many digits and no letter; one short or too long is mistyped."""
_FIRM = re.compile("[0-9a-z]{1,20}")


def _of_person(plain: str) -> str:
    """Return the number of a document; empty where no document has one of this form."""
    if _DIGITS_OF_CITIZENS.fullmatch(plain):
        return (whole_number(plain) or "").lower()
    return plain if _DOCUMENT.fullmatch(plain) else ""


def _of_firm(plain: str) -> str:
    return plain if _FIRM.fullmatch(plain) else ""


def number(text: str) -> str:
    """Return a number as keys carry it, alike however it was typed."""
    return short(_plain(text) or text)


def _plain(value: object) -> str:
    """Return a text as two clerks would have typed it alike."""
    if not isinstance(value, str):
        return ""
    if value.isascii() and value.isprintable():
        return value.replace(" ", "").lower()
    plain = unicodedata.normalize("NFKC", value).casefold()
    return "".join([one for one in plain if not _is_unseen(one)])


def _is_unseen(one: str) -> bool:
    return unicodedata.category(one)[0] in _UNSEEN or one in _FILLERS


def short(text: str) -> str:
    """Return a text from outside as keys carry it; a long or odd one by its digest."""
    if len(text) <= _LONGEST and text.isprintable() and "|" not in text:
        return text
    return f"sha256-{sha256(_encodable(text).encode()).hexdigest()}"


def _encodable(text: str) -> str:
    """Return a text without halves of surrogate pairs; lines that hold one are refused later."""
    return text.encode("utf-8", "backslashreplace").decode()
