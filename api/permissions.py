"""Who may do what, and over whose data: one table, role × action → scope.

Every route names one action of this table, or of `PUBLIC`; a test walks the routes and fails where
one names none. What is not in the table is not permitted.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

__all__ = [
    "PEOPLE",
    "PERMISSIONS",
    "PUBLIC",
    "Action",
    "Reach",
    "Role",
    "is_for_people",
    "reach_of",
]


class Role(StrEnum):
    """As what somebody speaks to us."""

    PLATFORM = "platform"
    """A deposit platform's system."""
    LENDER = "lender"
    """A lender's system or, in the sandbox, its tester."""
    JUDGE = "judge"
    CLERK = "clerk"
    PIPELINE = "pipeline"
    """What takes cases over after admission."""
    OPERATOR = "operator"


PEOPLE = frozenset({Role.JUDGE, Role.CLERK, Role.OPERATOR})
"""Who signs in as a person; the others are systems, which hold keys."""


class Reach(StrEnum):
    """Over whose data."""

    OWN = "own"
    """What this very sender sent; of a lender also what a platform sent for it."""
    COURT = "court"
    """Everything of this environment."""
    HANDED = "handed"
    """Cases that were handed on."""


class Action(StrEnum):
    """What is done; one a route, or one for several that do the same."""

    SUBMIT = "submit"
    READ_BATCH = "read_batch"
    READ_CASE = "read_case"
    READ_KIT = "read_kit"
    READ_RECEIPT = "read_receipt"
    CANCEL = "cancel"
    WITHDRAW = "withdraw"
    DECIDE = "decide"
    JUDGE_AGAIN = "judge_again"
    READ_HANDOFFS = "read_handoffs"
    READ_ORIGINALS = "read_originals"
    READ_PARTIES = "read_parties"
    OPERATE = "operate"

    TOKEN = "token"  # noqa: S105 - the name of an action
    HEALTH = "health"
    LEARN = "learn"
    """Documentation, schemas, sample packages, the page that asks who you are."""


PUBLIC = frozenset({Action.TOKEN, Action.HEALTH, Action.LEARN})
"""What needs no principal."""

_OWN, _COURT, _HANDED = Reach.OWN, Reach.COURT, Reach.HANDED

PERMISSIONS: Mapping[Role, Mapping[Action, Reach]] = MappingProxyType({
    Role.PLATFORM: {
        Action.SUBMIT: _OWN, Action.READ_BATCH: _OWN, Action.READ_CASE: _OWN,
        Action.READ_KIT: _OWN, Action.READ_RECEIPT: _OWN, Action.CANCEL: _OWN,
    },
    Role.LENDER: {
        Action.SUBMIT: _OWN, Action.READ_BATCH: _OWN, Action.READ_CASE: _OWN,
        Action.READ_KIT: _OWN, Action.READ_RECEIPT: _OWN, Action.CANCEL: _OWN,
        Action.WITHDRAW: _OWN,
    },
    Role.JUDGE: {
        Action.READ_BATCH: _COURT, Action.READ_CASE: _COURT, Action.READ_KIT: _COURT,
        Action.READ_RECEIPT: _COURT, Action.READ_ORIGINALS: _COURT, Action.READ_PARTIES: _COURT,
        Action.DECIDE: _COURT,
    },
    Role.CLERK: {
        Action.READ_BATCH: _COURT, Action.READ_CASE: _COURT, Action.READ_RECEIPT: _COURT,
        Action.DECIDE: _COURT,
    },
    Role.PIPELINE: {
        Action.READ_HANDOFFS: _HANDED, Action.READ_CASE: _HANDED,
        Action.READ_ORIGINALS: _HANDED, Action.READ_PARTIES: _HANDED,
    },
    Role.OPERATOR: {
        Action.READ_BATCH: _COURT, Action.JUDGE_AGAIN: _COURT, Action.CANCEL: _COURT,
        Action.DECIDE: _COURT, Action.OPERATE: _COURT,
    },
})  # fmt: skip


def reach_of(role: Role, action: Action) -> Reach | None:
    """Return over whose data a role may do this; None where it may not."""
    return PERMISSIONS[role].get(action)


def is_for_people(action: Action) -> bool:
    """Whether only people may do this, no system."""
    return {role for role in Role if reach_of(role, action) is not None} <= PEOPLE
