"""What a rule said of a case, as tests compare it."""

from collections.abc import Iterable

from verify.findings import CheckStatus
from verify.rules.outcome import Issue

__all__ = ["codes", "keys", "statuses"]


def codes(issues: Iterable[Issue]) -> list[str]:
    """Return the codes of issues, in their order."""
    return [one.finding.code for one in issues]


def keys(issues: Iterable[Issue]) -> dict[str, str | None]:
    """Return the scope key of every code."""
    return {one.finding.code: one.scope_key for one in issues}


def statuses(issues: Iterable[Issue]) -> set[CheckStatus]:
    """Return the statuses of issues."""
    return {one.finding.status for one in issues}
