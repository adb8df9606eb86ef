"""Status vocabulary and the finding: what one check established, as evidence itself.

Closed vocabulary (judgement 1): a check that could not be made is INDETERMINATE, never passed and
never failed. Sub-indications are those of ETSI EN 319 102-1 clause 5.1.3 where one exists.
The text that people read is rendered from the code table (`verify.codes`), never kept here.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

__all__ = [
    "Asks", "CheckStatus", "CodeRow", "Effect", "Finding", "Level", "Role", "Scope", "Side",
    "SubIndication",
]  # fmt: skip


class CheckStatus(StrEnum):
    """Conclusion of one check."""

    PASSED = "PASSED"
    FAILED = "FAILED"
    INDETERMINATE = "INDETERMINATE"
    HUMAN = "HUMAN"
    NOT_APPLICABLE = "NOT_APPLICABLE"


class SubIndication(StrEnum):
    """Why a check did not pass, in the words of EN 319 102-1 tables 5 and 6."""

    FORMAT_FAILURE = "FORMAT_FAILURE"
    HASH_FAILURE = "HASH_FAILURE"
    SIG_CRYPTO_FAILURE = "SIG_CRYPTO_FAILURE"
    REVOKED = "REVOKED"
    EXPIRED = "EXPIRED"
    NOT_YET_VALID = "NOT_YET_VALID"
    SIG_CONSTRAINTS_FAILURE = "SIG_CONSTRAINTS_FAILURE"
    CHAIN_CONSTRAINTS_FAILURE = "CHAIN_CONSTRAINTS_FAILURE"
    CERTIFICATE_CHAIN_GENERAL_FAILURE = "CERTIFICATE_CHAIN_GENERAL_FAILURE"
    CRYPTO_CONSTRAINTS_FAILURE = "CRYPTO_CONSTRAINTS_FAILURE"
    CRYPTO_CONSTRAINTS_FAILURE_NO_POE = "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"
    REVOKED_NO_POE = "REVOKED_NO_POE"
    REVOKED_CA_NO_POE = "REVOKED_CA_NO_POE"
    OUT_OF_BOUNDS_NO_POE = "OUT_OF_BOUNDS_NO_POE"
    TIMESTAMP_ORDER_FAILURE = "TIMESTAMP_ORDER_FAILURE"
    NO_SIGNING_CERTIFICATE_FOUND = "NO_SIGNING_CERTIFICATE_FOUND"
    NO_CERTIFICATE_CHAIN_FOUND = "NO_CERTIFICATE_CHAIN_FOUND"
    NO_POE = "NO_POE"
    TRY_LATER = "TRY_LATER"
    SIGNED_DATA_NOT_FOUND = "SIGNED_DATA_NOT_FOUND"
    GENERIC = "GENERIC"


class Level(StrEnum):
    """What a policy makes of a check that did not pass; there is no IGNORE."""

    FAIL = "FAIL"
    WARN = "WARN"
    INFORM = "INFORM"


class Side(StrEnum):
    """Whose matter a defect is: never the lender's, where the court's store is at fault."""

    SENDER = "sender"
    COURT = "court"
    WORLD = "world"


class Scope(StrEnum):
    """How far one answer to an open question reaches (judgement 8)."""

    COURT = "court"
    PLATFORM = "platform"
    LENDER = "lender"
    PRODUCT = "product"
    CLAUSE = "clause"
    """Every contract with the same wording of a clause."""
    BATCH = "batch"
    CASE = "case"


class Effect(StrEnum):
    """What an open question does to the verdict (judgement 7)."""

    BLOCKING = "blocking"
    ADVISORY = "advisory"


class Role(StrEnum):
    """Who answers an open question."""

    JUDGE = "judge"
    CLERK = "clerk"
    OPERATOR = "operator"


class Asks(NamedTuple):
    """The question that a finding leaves to a person: whom it asks, and how far the answer goes."""

    scope: Scope
    effect: Effect
    role: Role = Role.JUDGE


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One row of the code table: everything that is fixed about a finding code."""

    code: str
    """`area.subject_fault`, lower case; never renamed, only retired."""
    statuses: tuple[CheckStatus, ...]
    """The statuses a finding of this code may take."""
    rule: str
    """The standard's clause or the article that the check implements."""
    zh: str
    """What it means, one sentence, Chinese."""
    en: str
    """The same in English."""
    sub_indication: SubIndication | None = None
    """EN 319 102-1 sub-indication, where one exists."""
    level: Level = Level.FAIL
    """The built-in floor; a policy may tighten it."""
    side: Side = Side.SENDER
    """Whose matter it is."""
    cure_zh: str | None = None
    """What cures it; None where nothing does."""
    cure_en: str | None = None
    """The same in English."""
    retry: bool = False
    """Whether the cause may pass by itself."""
    contradiction: bool = False
    """Whether FAILED under this code contradicts the item it is about (judgement 4, row 1)."""
    warns_only: bool = False
    """Whether the finding is only told, and moves no result unless a policy raises it."""
    asks: Asks | None = None
    """The question it opens where its status is HUMAN; None where it opens none."""

    def __post_init__(self) -> None:
        """Give a told-only code the level it has: WARN."""
        if self.warns_only:
            object.__setattr__(self, "level", Level.WARN)

    @property
    def curable(self) -> bool:
        """Whether the sender can do something about it."""
        return self.cure_zh is not None


class Finding(NamedTuple):
    """What one check established about one subject.

    A named tuple rather than a dataclass: findings are made by the million in a batch.
    """

    code: str
    """A row of the code table."""
    status: CheckStatus
    """One of the row's statuses."""
    subject: str
    """What it is about: an item id, proof id, member path, or field path."""
    observed: str | None = None
    """What was found, as text."""
    expected: str | None = None
    """What was called for, as text."""
