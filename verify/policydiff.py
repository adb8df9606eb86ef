"""What one policy tightens of another, field by field (judgement 1).

Algorithms are compared by what their rows say of every key size at which either table changes,
not row by row: two tables that say the same are the same policy.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple, cast

from verify.codes.table import CODES
from verify.findings import Level
from verify.policy import Policy

__all__ = [
    "LARGER_IS_STRICTER",
    "LEVEL_RANK",
    "PolicyChange",
    "changed_sizes",
    "compare_policies",
    "holds_longer",
]

LEVEL_RANK = {Level.INFORM: 0, Level.WARN: 1, Level.FAIL: 2}
"""Levels by strictness."""
LARGER_IS_STRICTER = frozenset({"accuracy_s"})
"""A token's time plus its accuracy is what it proves: a larger accuracy proves less."""


class PolicyChange(NamedTuple):
    """One field in which two policies differ."""

    field: str
    """`tolerances.clock_s`, `crypto.rsa`, `checks.<code>` …"""
    before: str
    after: str
    tightens: bool
    by: str
    """By how much, with its unit; empty where that is no number."""
    bits: int | None = None
    """Smallest key size that an algorithm's change is about."""


def compare_policies(before: Policy, after: Policy) -> tuple[PolicyChange, ...]:
    """Return every difference from `before` to `after`, in the order of a policy file."""
    return (
        *_levels(before, after),
        *_algorithms(before, after),
        *_counts(before, after, "tolerances", "s"),
        *_counts(before, after, "lags", "h"),
        *_counts(before, after, "limits", ""),
    )


def _levels(before: Policy, after: Policy) -> Iterator[PolicyChange]:
    for code in sorted(before.levels.keys() | after.levels.keys()):
        was = before.levels.get(code, CODES[code].level)
        now = after.levels.get(code, CODES[code].level)
        if was is not now:
            tightens = LEVEL_RANK[now] > LEVEL_RANK[was]
            yield PolicyChange(f"checks.{code}", was.value, now.value, tightens, "")


def _algorithms(before: Policy, after: Policy) -> Iterator[PolicyChange]:
    names = dict.fromkeys(rule.name for rule in (*before.algorithms, *after.algorithms))
    for name in names:
        said: tuple[object, object] | None = None
        for bits in changed_sizes(before, after, name):
            was = before.strong_until(name, bits=bits)
            now = after.strong_until(name, bits=bits)
            if was != now and (was, now) != said:
                by = ""
                if isinstance(was, datetime) and isinstance(now, datetime):
                    by = f"{abs((was - now).days)} d"
                yield PolicyChange(
                    f"crypto.{name}", _until(was), _until(now), not holds_longer(now, was), by, bits
                )
            said = (was, now)


def changed_sizes(before: Policy, after: Policy, name: str) -> list[int]:
    """Return the key sizes at which either table says something new of an algorithm."""
    rows = (*before.algorithms, *after.algorithms)
    sizes = {rule.min_bits for rule in rows if rule.name == name}
    return sorted({0, *sizes})


def holds_longer(own: datetime | bool, floor: datetime | bool) -> bool:  # noqa: FBT001 - a bound
    """Whether something strong until `own` is so for longer than until `floor`."""
    if own is False or floor is True:
        return False
    if own is True or floor is False:
        return True
    return own > floor


def _until(bound: datetime | bool) -> str:  # noqa: FBT001 - the policy's own answer
    if isinstance(bound, datetime):
        return bound.isoformat()
    return "open" if bound else "never"


def _counts(before: Policy, after: Policy, section: str, unit: str) -> Iterator[PolicyChange]:
    """Compare the whole numbers of one section, as the file has them."""
    was, now = (_section(policy, section) for policy in (before, after))
    for key, old in was.items():
        new = now[key]
        if old != new:
            tightens = (new > old) is (key in LARGER_IS_STRICTER)
            by = f"{abs(new - old)} {unit}".strip()
            yield PolicyChange(f"{section}.{key}", str(old), str(new), tightens, by)


def _section(policy: Policy, section: str) -> dict[str, int]:
    return cast("dict[str, int]", policy.as_json()[section])
