"""One issue of the debt: a finding about its first element, and how many cells one names."""

from verify.codes.table import finding
from verify.rules.outcome import Issue

__all__ = ["MOST_CELLS", "told"]

MOST_CELLS = 24
"""Cells that one issue names: a person looks at the first."""


def told(
    code: str,
    subject: str,
    *elements: str,
    observed: str | None = None,
    expected: str | None = None,
) -> Issue:
    """Return an issue about a subject, which is its first element."""
    one = finding(code, subject, observed=observed, expected=expected)
    return Issue(one, (subject, *elements))
