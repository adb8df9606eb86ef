"""Sums of money and rates as people read them: thousands apart, two places, never rounded anew.

A report carries money as decimal text, `1234.50`. What is no such text (a day, a count, the words
of a party) is left as it is.
"""

import re
from decimal import Decimal

__all__ = ["difference", "money", "per_cent"]

_MONEY = re.compile(r"-?[0-9]{1,18}\.[0-9]{2}", re.ASCII)
_RATE = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,12})?", re.ASCII)


def money(text: str | None) -> str | None:
    """`12,345.60` of `12345.60`; anything else as it is."""
    if text is None or not _MONEY.fullmatch(text):
        return text
    return f"{Decimal(text):,}"


def difference(claimed: str | None, computed: str | None) -> str | None:
    """What is claimed beyond what was computed, with its sign; None where they are no sums."""
    if claimed is None or computed is None:
        return None
    if not (_MONEY.fullmatch(claimed) and _MONEY.fullmatch(computed)):
        return None
    off = Decimal(claimed) - Decimal(computed)
    return f"{off:+,}" if off else "0.00"


def per_cent(text: str | None) -> str | None:
    """`12.00%` of `12.00`; anything else as it is."""
    if text is None or not _RATE.fullmatch(text):
        return text
    return f"{text}%"
