"""Amounts and rates as exact whole numbers, rounded once, half up, and written as text.

Money is cents, a rate is in parts of `RATE_UNIT`; nothing here is a float.
"""

from verify.rules.elements.cells import RATE_UNIT

__all__ = ["MONTHS", "RATE_UNIT", "half_up", "money_text", "rate_text"]

MONTHS = 12
"""Months of a year."""
_PER_CENT = RATE_UNIT // 100
_PLACES = 6
_SHOWN = 2


def half_up(numerator: int, denominator: int) -> int:
    """Return the quotient of two numbers not negative, rounded to a whole number, a half up."""
    return (2 * numerator + denominator) // (2 * denominator)


def money_text(cents: int) -> str:
    """Return an amount as text with two places."""
    if cents < 0:
        return f"-{money_text(-cents)}"
    return f"{cents // 100}.{cents % 100:02}"


def rate_text(rate: int) -> str:
    """Return a rate in per cent, with two places or as many more as it has."""
    whole, part = divmod(rate, _PER_CENT)
    places = f"{part:0{_PLACES}}"
    return f"{whole}.{places[:_SHOWN]}{places[_SHOWN:].rstrip('0')}"
