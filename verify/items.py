"""Item result: one total function from what the checks gave to one of four results (judgement 4).

`RESULT_TABLE` is read from the top; the first row that holds decides, and the last always does.
Policy can tighten what goes in, never what the table makes of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

__all__ = [
    "CLEAN",
    "RESULT_TABLE",
    "DepositStatus",
    "ItemResult",
    "ItemState",
    "ResultRow",
    "item_result",
]


class ItemResult(StrEnum):
    """Result of one item of evidence."""

    INCONSISTENT = "inconsistent"
    CONSISTENT = "consistent"
    UNPROVEN = "unproven"
    UNVERIFIABLE = "unverifiable"


class DepositStatus(StrEnum):
    """Whether and how an item is deposited; an axis of its own."""

    DEPOSITED = "DEPOSITED"
    PENDING = "PENDING"
    DIGEST_ONLY = "DIGEST_ONLY"
    NOT_DEPOSITED = "NOT_DEPOSITED"


@dataclass(frozen=True, slots=True)
class ItemState:
    """What the checks established about one item, as the table reads it."""

    digest_contradicted: bool
    """A recomputed digest differs from a manifest line, case line, token, signature …"""
    proof_contradicted: bool
    """A well-formed signature is wrong, or was made after proven revocation or expiry."""
    original_here: bool
    """The original's octets were here and were digested."""
    bound: bool
    """At least one binding proof PASSED (judgement 4, Binding)."""
    bound_by_platform_alone: bool
    """The only binding proof is the platform's own receipt (平台证明)."""
    expected_passed: bool
    """Every kind of proof that the platform's record calls for PASSED."""
    any_failed: bool
    """A proof FAILED, its form included."""
    signature_open: bool
    """A signature over the item, detached or embedded, is INDETERMINATE."""
    claimed: bool
    """A proof is present, claimed or expected."""
    retry: bool
    """The cause of every open check may pass by itself."""


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One row of the table."""

    holds: Callable[[ItemState], bool]
    result: ItemResult
    zh: str
    en: str


def _consistent(state: ItemState) -> bool:
    return (
        state.original_here
        and state.bound
        and state.expected_passed
        and not state.any_failed
        and not state.signature_open
    )


CLEAN = ItemState(
    digest_contradicted=False,
    proof_contradicted=False,
    original_here=True,
    bound=True,
    bound_by_platform_alone=False,
    expected_passed=True,
    any_failed=False,
    signature_open=False,
    claimed=True,
    retry=False,
)
"""An item of which nothing was found, bound by a proof, with every expected proof passed."""

RESULT_TABLE = (
    ResultRow(
        lambda s: s.digest_contradicted,
        ItemResult.INCONSISTENT,
        "核验不一致",
        "inconsistent: the data differ",
    ),
    ResultRow(
        lambda s: s.proof_contradicted,
        ItemResult.INCONSISTENT,
        "核验未通过",
        "inconsistent: a proof did not verify",
    ),
    ResultRow(
        lambda s: _consistent(s) and s.bound_by_platform_alone,
        ItemResult.CONSISTENT,
        "核验一致（平台证明）",
        "consistent, on the platform's word",
    ),
    ResultRow(_consistent, ItemResult.CONSISTENT, "核验一致", "consistent"),
    ResultRow(lambda s: not s.claimed, ItemResult.UNPROVEN, "无证明", "no proof"),
    ResultRow(
        lambda s: s.retry,
        ItemResult.UNVERIFIABLE,
        "暂时无法核验",
        "cannot be verified for the moment",
    ),
    ResultRow(lambda _: True, ItemResult.UNVERIFIABLE, "无法核验", "cannot be verified"),
)


@lru_cache(maxsize=2048)
def item_result(state: ItemState) -> ResultRow:
    """Return the first row that holds for `state`."""
    return next(row for row in RESULT_TABLE if row.holds(state))
