"""What revocation data says of one certificate, and what all of it together proves.

Judgement 3: an authentic revocation counts whoever brought it, but for a later removal; "not
revoked at T" is proved by data issued at or after T (less the policy's freshness), or by data that
is in force at the validation time, whether T lies before or after it. Data that speaks only of
some reasons proves only with other data that speaks of the rest (RFC 5280 6.3.3).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from verify.asn1.extensions import ALL_REASONS
from verify.asn1.x509 import Certificate
from verify.findings import Finding
from verify.path.fault import fault, instant_text
from verify.path.signed import Strength
from verify.path.window import LATEST, just_before, moved

__all__ = ["REMOVED", "Horizon", "Revocation", "RevocationFacts", "Source", "Statement", "combine"]

_HOLD = "certificateHold"
_COMPROMISE = frozenset(("keyCompromise", "cACompromise", "aACompromise"))
_ORDINARY = 2
REMOVED = "removeFromCRL"


class Revocation(NamedTuple):
    """A revocation that somebody entitled to it declared."""

    at: datetime
    reason: str | None
    """Name of the CRLReason; None where none is given."""
    invalid_since: datetime | None
    """invalidityDate, where given."""

    @property
    def gravity(self) -> int:
        """How grave the reason is: a key in other hands, an unknown reason, any other."""
        if self.reason in _COMPROMISE:
            return 0
        return 1 if self.reason in {None, "unspecified"} else _ORDINARY

    @property
    def compromises(self) -> bool:
        """Whether the key may be in other hands: the reason says so, or says nothing."""
        return self.gravity < _ORDINARY

    @property
    def doubtful_since(self) -> datetime:
        """Since when the key is said to have been in other hands (RFC 5280 5.3.2)."""
        since = self.invalid_since
        return since if since is not None and self.reason in _COMPROMISE else LATEST


class Horizon(NamedTuple):
    """How the times of revocation data are read."""

    validation_time: datetime
    freshness: timedelta

    def proven_to(self, this_update: datetime, next_update: datetime | None) -> datetime:
        """Return the last instant at which data with these times proves "not revoked"."""
        if next_update is not None and self.validation_time < next_update:
            return LATEST
        return moved(this_update, self.freshness)


class Source(NamedTuple):
    """Which CRL or OCSP answer: of two, the greater is the later."""

    this_update: datetime
    number: int
    """cRLNumber; 0 where there is none."""
    next_update: datetime | None
    kind: str
    """CRL or OCSP."""

    def is_later_than(self, other: "Source") -> bool:
        """Whether it was issued after `other`."""
        return self[:2] > other[:2]

    def __str__(self) -> str:
        until = "" if self.next_update is None else f" nextUpdate {instant_text(self.next_update)}"
        return f"{self.kind} thisUpdate {instant_text(self.this_update)}{until}"


class Statement(NamedTuple):
    """What one authentic CRL (with its delta) or OCSP answer says of one certificate."""

    source: Source
    """The CRL or answer it stands in."""
    revocations: tuple[Revocation, ...]
    """Every entry: an ordinary reason must not hide a grave one."""
    removed: bool
    """Whether it takes the certificate off the list."""
    proven_to: datetime | None
    """Until when it proves "not revoked" (unless it lists it); None where it proves nothing."""
    reasons: frozenset[str]
    """Reasons of revocation that it speaks of."""
    strength: Strength
    """Of the signature it stands under."""


class RevocationFacts(NamedTuple):
    """All that is known of the revocation of one certificate."""

    revocation: Revocation | None
    """The earliest."""
    compromise: Revocation | None
    """The earliest after which the key may be in other hands; it may lie behind `revocation`."""
    doubtful_since: datetime
    """Since when any of them says that the key was in other hands; `LATEST` where none does."""
    proven_to: datetime | None
    """The last instant at which "not revoked" is proved, but for `revocation`; None = nowhere."""
    shortfall: tuple[Finding, ...]
    """Why it is not proved after `proven_to`."""
    answered: bool
    """Whether anybody entitled to it said anything about this certificate."""


def combine(
    certificate: Certificate, statements: Sequence[Statement], faults: Iterable[Finding]
) -> RevocationFacts:
    """Return what all statements together say; `faults` tell why other data says nothing."""
    standing = _standing(statements)
    revocations = (
        _earliest(standing),
        _earliest([one for one in standing if one.compromises]),
        min((one.doubtful_since for one in standing), default=LATEST),
    )
    proving = [s for s in statements if s.proven_to is not None]
    missing = ALL_REASONS.difference(*(s.reasons for s in proving))
    if missing:
        shortfall = list(faults)
        if proving:
            shortfall.append(
                fault("revocation.wrong_scope", certificate, " ".join(sorted(missing)))
            )
        return RevocationFacts(*revocations, None, tuple(shortfall), bool(statements))
    latest = [max((s for s in proving if r in s.reasons), key=_reach) for r in _sorted(proving)]
    weakest = min(latest, key=_reach)
    limit = fault(_limit_code(weakest), certificate, str(weakest.source))
    return RevocationFacts(*revocations, _reach(weakest), (limit,), answered=True)


def _sorted(proving: Sequence[Statement]) -> Iterable[str]:
    """Return the reasons to look at: one stands for all where every statement covers all."""
    everything = all(len(s.reasons) == len(ALL_REASONS) for s in proving)
    return sorted(ALL_REASONS)[:1] if everything else sorted(ALL_REASONS)


def _reach(statement: Statement) -> datetime:
    """Return until when a statement proves, its algorithms being strong then."""
    assert statement.proven_to is not None
    return min(statement.proven_to, just_before(statement.strength.until))


def _limit_code(statement: Statement) -> str:
    weak = _reach(statement) != statement.proven_to
    return "revocation.algorithm_weak" if weak else "revocation.stale"


def _standing(statements: Sequence[Statement]) -> list[Revocation]:
    """Return the revocations that no later statement took back."""
    return [
        one
        for statement in statements
        for one in statement.revocations
        if not _taken_back(one, statement.source, statements)
    ]


def _earliest(revocations: Sequence[Revocation]) -> Revocation | None:
    """Return the earliest revocation, the gravest of a date."""
    return min(revocations, key=lambda one: (one.at, one.gravity), default=None)


def _taken_back(listed: Revocation, source: Source, statements: Sequence[Statement]) -> bool:
    """Whether a later statement removes the entry, or for a hold no longer has it (5.3.1)."""
    held = listed.reason == _HOLD
    return any(
        s.removed or (held and not s.revocations and _HOLD in s.reasons)
        for s in statements
        if s.source.is_later_than(source) and (s.removed or s.proven_to is not None)
    )
