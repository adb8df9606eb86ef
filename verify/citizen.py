"""Citizens' numbers: the check character, the birth date, the older form (GB 11643).

Seventeen digits and a check character (ISO 7064 MOD 11-2); fifteen digits before 1999, without
century and check. Whoever has to know whether two numbers are one person's reads them here.
"""

import re
from datetime import date

__all__ = ["check_fits", "stated_birth", "whole_number"]

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_WHOLE = re.compile("[0-9]{17}[0-9X]")
_OLDER = re.compile("[0-9]{15}")
_CENTURY = "19"
"""Of everybody who was given fifteen digits."""


def check_fits(number: str) -> bool:
    """Return whether eighteen characters end in their check character."""
    return _check_of(number[:17]) == number[17]


def _check_of(digits: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return _CHECKS[total % 11]


def stated_birth(number: str) -> date | None:
    """Return the birth date in a number of fifteen or eighteen; None where no such day exists."""
    digits = number[6:14] if len(number) == 18 else f"{_CENTURY}{number[6:12]}"
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def whole_number(text: str) -> str | None:
    """Return a number as eighteen characters, capitals; None where it is no citizen's."""
    number = text.upper()
    if _OLDER.fullmatch(number):
        longer = f"{number[:6]}{_CENTURY}{number[6:]}"
        return f"{longer}{_check_of(longer)}" if stated_birth(number) else None
    known = _WHOLE.fullmatch(number) and stated_birth(number) and check_fits(number)
    return number if known else None
