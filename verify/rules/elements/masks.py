"""Who sees how much of a personal element: one table of roles, one of masks."""

from verify.rules.elements.field import Field

__all__ = ["mask"]


def mask(field: Field, text: str) -> str:
    """Return a personal text as it is displayed, whatever its form."""
    return "***" if field.personal and text else text
