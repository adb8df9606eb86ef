"""Proof of existence: by when each object is proved to have existed (judgement 3).

An object is named by the SHA-256 of its octets: a file, a signature value, a token. Times are
upper bounds ("existed no later than"). Everything starts at the court's own receipt; a claim (a
token, an anchor) that passes with what is proved of its own octets lowers the bound of what it
covers. `prove_existence` is the least fixed point of that: no object helps to judge itself, two
that only vouch for each other stay where they began, and the order of claims does not matter.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from verify.findings import CheckStatus, Finding

__all__ = ["Existence", "TimeClaim", "TimeJudgement", "prove_existence"]


class TimeJudgement(NamedTuple):
    """What a claim is worth, given by when its own octets are proved to have existed."""

    status: CheckStatus
    findings: tuple[Finding, ...]
    proven: datetime | None
    """The upper bound it gives to what it covers; None unless PASSED."""


class TimeClaim(NamedTuple):
    """A proof that claims a time for another object."""

    octets: bytes
    """SHA-256 of what the claim itself is known by: the signature value of a token."""
    covers: bytes | None
    """SHA-256 of the covered object; None where the claim does not match what it declares."""
    judge: Callable[[datetime], TimeJudgement]
    """Monotone: what passes with a later bound on its own octets passes with an earlier one."""


class Existence:
    """Upper bounds by object; whatever no claim covers existed by the court's receipt."""

    def __init__(self, received: datetime) -> None:
        """Begin at `received`, the instant the court had the octets."""
        self.received = received
        self._bounds: dict[bytes, datetime] = {}

    def of(self, octets: bytes) -> datetime:
        """Return the proven upper bound of the object with this SHA-256."""
        return self._bounds.get(octets, self.received)

    def proved(self, octets: bytes) -> datetime | None:
        """Return the bound that a claim gave, or None where there is only the receipt."""
        return self._bounds.get(octets)

    def lower(self, octets: bytes, bound: datetime) -> bool:
        """Take `bound` if it is earlier than what is proved; say whether it was."""
        if bound >= self.of(octets):
            return False
        self._bounds[octets] = bound
        return True


def prove_existence(
    claims: Sequence[TimeClaim], received: datetime
) -> tuple[Existence, tuple[TimeJudgement, ...]]:
    """Return the least fixed point of the claims, and each claim's judgement at it."""
    existence = Existence(received)
    judgements = [claim.judge(received) for claim in claims]
    moved = _lower_all(existence, claims, judgements)
    while moved:
        for place, claim in enumerate(claims):
            if judgements[place].proven is None and existence.proved(claim.octets) is not None:
                judgements[place] = claim.judge(existence.of(claim.octets))
        moved = _lower_all(existence, claims, judgements)
    return existence, tuple(judgements)


def _lower_all(
    existence: Existence, claims: Sequence[TimeClaim], judgements: Sequence[TimeJudgement]
) -> bool:
    moved = False
    for claim, judgement in zip(claims, judgements, strict=True):
        if claim.covers is not None and judgement.proven is not None:
            moved |= existence.lower(claim.covers, judgement.proven)
    return moved
