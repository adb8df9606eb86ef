"""Decisions of people: values that answer open questions, and which of them holds (judgement 8).

A decision holds for every case of its scope key until it expires; the latest one for a question
wins, and one that expires when it is made revokes those before it. A decision about one case is
bound to the facts that were looked at, and the end of a batch to its package. None of them alters
an integrity result, and none comes from a package: the shell reads them from the court's own
folder, and verifies each.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from verify.canonical import canonical_digest, rfc3339
from verify.findings import Role, Scope
from verify.model import PackageHead
from verify.rules.questions import OpenQuestion
from verify.rules.scopes import batch_key

__all__ = [
    "BOUNDED", "CONCLUSION", "ENDS", "MAY_ANSWER", "Decision", "DecisionBook", "DecisionOutcome",
    "decisions_digest", "decisions_for",
]  # fmt: skip

CONCLUSION = "admission.conclusion"
"""The question that an end answers."""


class DecisionOutcome(StrEnum):
    """What a person decided."""

    MET = "met"
    NOT_MET = "not_met"
    RELEASED = "released"
    ADMIT = "admit"
    ADMIT_NON_LITIGATION = "admit_non_litigation"
    REFUSE = "refuse"
    WITHDRAWN = "withdrawn"


ENDS = frozenset(
    {
        DecisionOutcome.ADMIT,
        DecisionOutcome.ADMIT_NON_LITIGATION,
        DecisionOutcome.REFUSE,
        DecisionOutcome.WITHDRAWN,
    }
)
"""What becomes of a case (judgement 7)."""

MAY_ANSWER: Mapping[Role, frozenset[Role]] = MappingProxyType(
    {
        Role.JUDGE: frozenset({Role.JUDGE}),
        Role.CLERK: frozenset({Role.CLERK, Role.JUDGE}),
        Role.OPERATOR: frozenset({Role.OPERATOR, Role.JUDGE}),
    }
)
"""Who may answer a question that asks for a role."""


BOUNDED = frozenset({"art5_2.late"})
"""Questions that are met only up to a number of days (judgement 8, LATE coverage)."""


class Decision(NamedTuple):
    """One decision, as it was signed."""

    question: str
    """The finding code that asks; `CONCLUSION` for what becomes of a case."""
    scope: Scope
    scope_key: str
    outcome: DecisionOutcome
    params: Mapping[str, str | int]
    """`subject`: the very finding it is about; `days`: the latest bound that it accepts; `day`:
    the day that was asked about."""
    reason: str
    principal: str
    role: Role
    at: datetime
    looked_at: tuple[str, ...]
    """Digests of what was looked at: of a case, its facts."""
    expires: datetime | None
    key_id: str
    """SHA-256 of the certificate that signs it."""

    def as_json(self) -> dict[str, object]:
        """Return the decision as it is signed (formats, Decision)."""
        return {
            "v": 1,
            "question": self.question,
            "scope": self.scope.value,
            "scope_key": self.scope_key,
            "outcome": self.outcome.value,
            "params": dict(self.params),
            "reason": self.reason,
            "principal": self.principal,
            "role": self.role.value,
            "at": rfc3339(self.at),
            "looked_at": list(self.looked_at),
            "expires": rfc3339(self.expires),
            "key_id": self.key_id,
        }

    @property
    def digest(self) -> str:
        """Return the SHA-256 of its canonical JSON."""
        return canonical_digest(self.as_json())

    @property
    def subject(self) -> str:
        """Return the very finding it is about; empty where it is about all of its code."""
        return str(self.params.get("subject", ""))

    def summary(self) -> dict[str, object]:
        """Return what a report says of it."""
        return {
            "question": self.question,
            "scope": self.scope.value,
            "scope_key": self.scope_key,
            "outcome": self.outcome.value,
            "at": rfc3339(self.at),
            "principal": self.principal,
        }


def decisions_digest(decisions: Iterable[Decision]) -> str:
    """Return the digest that names a set of decisions in a verdict; of none, that of []."""
    return canonical_digest(sorted({one.digest for one in decisions}))


def decisions_for(
    decisions: Iterable[Decision], head: PackageHead, package_digest: str
) -> tuple[Decision, ...]:
    """Return the decisions of a run without those about another package that named this one's key.

    An end of a batch counts for the very package that was looked at. What was answered of a package
    counts for its correction where that package, or the correction itself, was looked at: anybody
    can write that a package corrects another.
    """
    seen = {package_digest}
    earlier = seen | ({head.corrects_digest} if head.corrects_digest else set())
    found = []
    for one in decisions:
        if one.scope is Scope.BATCH and _is_of(one, head):
            bound = seen if one.question == CONCLUSION else earlier if head.corrects else None
            if bound is not None and bound.isdisjoint(one.looked_at):
                continue
        found.append(one)
    return tuple(found)


def _is_of(decision: Decision, head: PackageHead) -> bool:
    """Whether the key of a decision is this package's, or of a matter of it."""
    return f"{decision.scope_key}/".startswith(f"{batch_key(head)}/")


_Key = tuple[str, Scope, str]


class DecisionBook:
    """The decisions of one run, found by what they answer."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        """Hold decisions; their order does not matter."""
        self._by_key: dict[_Key, list[Decision]] = {}
        # At one instant the digest decides, so that the same set always answers alike.
        for one in sorted(decisions, key=lambda d: (d.at, d.digest), reverse=True):
            self._by_key.setdefault((one.question, one.scope, one.scope_key), []).append(one)

    def answer(
        self, question: OpenQuestion, at: datetime, *, facts: str = "", days: int | None = None
    ) -> Decision | None:
        """Return the decision that answers a question; None where it stays open.

        Args:
            question: as the case asks it.
            at: the court's receipt, at which the decision must not have expired.
            facts: digest of this case's facts, to which a decision about a case is bound.
            days: bound of this case, which a decision may accept up to a number of days.
        """
        fitting = (d for d in self._about(question) if _is_answer(d, question, facts))
        latest = next(fitting, None)
        if latest is None or _over(latest, at) or not _accepts(latest, days):
            return None
        return latest

    def made_on_other_facts(self, question: OpenQuestion, facts: str) -> bool:
        """Whether this case was decided on, but on facts that are no longer its own."""
        if question.scope is not Scope.CASE:
            return False
        return any(facts not in one.looked_at for one in self._about(question))

    def _about(self, question: OpenQuestion) -> list[Decision]:
        return self._by_key.get((question.code, question.scope, question.scope_key), [])


def _is_answer(decision: Decision, question: OpenQuestion, facts: str) -> bool:
    """Whether a decision is one about this question and these facts, by who may make it.

    What is held is released by a judge who names that very finding, and by nothing else. That its
    lender withdrew a case is noted by an operator: nobody decides it.
    """
    noted = question.code == CONCLUSION and decision.outcome is DecisionOutcome.WITHDRAWN
    if decision.role not in MAY_ANSWER[Role.OPERATOR if noted else question.role]:
        return False
    if question.scope is Scope.CASE and facts not in decision.looked_at:
        return False
    if question.code == CONCLUSION:
        return decision.outcome in ENDS
    if question.day and decision.params.get("day") != question.day:
        return False
    if question.hold:
        named = decision.outcome is DecisionOutcome.RELEASED and decision.subject
        return bool(named) and decision.subject == question.subject
    answers = decision.outcome in {DecisionOutcome.MET, DecisionOutcome.NOT_MET}
    return answers and decision.subject in {"", question.subject}


def _over(decision: Decision, at: datetime) -> bool:
    """Whether a decision no longer held at `at`, or was made to revoke those before it."""
    expires = decision.expires
    return expires is not None and expires <= max(at, decision.at)


def _accepts(decision: Decision, days: int | None) -> bool:
    """Whether a case lies within the bound that a decision names, where it has to name one."""
    if decision.outcome is not DecisionOutcome.MET:
        return True
    most = decision.params.get("days")
    if most is None:
        return decision.question not in BOUNDED
    return isinstance(most, int) and days is not None and days <= most
