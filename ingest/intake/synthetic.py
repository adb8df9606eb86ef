"""Identity numbers that a sandbox takes: those of a published range that belongs to nobody.

The range is every identity number (GB 11643) with the address code 440199, which is assigned to no
county. A number of another code whose check character holds is taken for a real person's, and what
names one is refused; a number that is wrong anyway is not, because finding such faults is what a
sandbox is for.
"""

import re
from collections.abc import Mapping

from verify.rules.elements.field import Kind
from verify.rules.elements.table import ELEMENTS

__all__ = ["SYNTHETIC_ADDRESS", "real_numbers"]

SYNTHETIC_ADDRESS = "440199"
_NUMBER = re.compile(r"[1-9]\d{16}[\dXx]", re.ASCII)
_OLD_NUMBER = re.compile(r"[1-9]\d{7}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}", re.ASCII)
"""Of 15 digits, as issued before 1999."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def real_numbers(elements: Mapping[str, object]) -> list[str]:
    """Return the names of the elements of a case that hold a real person's identity number."""
    return [name for name in _identity_fields() if _is_real(elements.get(name))]


def _identity_fields() -> list[str]:
    return [field.key for field in ELEMENTS.values() if field.kind is Kind.IDENTITY_NO]


def _is_real(value: object) -> bool:
    if not isinstance(value, str) or value.startswith(SYNTHETIC_ADDRESS):
        return False
    if _OLD_NUMBER.fullmatch(value):
        return True
    return _NUMBER.fullmatch(value) is not None and _check_of(value) == value[-1].upper()


def _check_of(number: str) -> str:
    """Return the check character (ISO 7064 MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11]
