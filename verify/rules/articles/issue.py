"""An issue as a rule states it, in one call."""

from verify.codes.table import finding
from verify.rules.outcome import Issue

__all__ = ["issue"]


def issue(
    code: str,
    *elements: str,
    subject: str | None = None,
    observed: str | None = None,
    expected: str | None = None,
    items: tuple[str, ...] = (),
    scope_key: str | None = None,
) -> Issue:
    """Return what a rule says of one case.

    Args:
        code: a row of the code table.
        elements: keys of the elements it rests on; the first is its subject, unless one is given.
        subject: what it is about, where that is no element.
        observed: what was found.
        expected: what was called for.
        items: ids of the evidence it rests on.
        scope_key: key of the question it opens; None where that is this case's own.
    """
    about = subject or (elements[0] if elements else "")
    found = finding(code, about, observed=observed, expected=expected)
    return Issue(found, elements, items, scope_key)
