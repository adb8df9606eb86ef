"""The written form of a value, for every kind but identity numbers (see `identity`).

A form is a pattern that JSON Schema has too (ECMA 262 and Python read it alike), a few kinds with a
check digit beside it. A check digit proves that a number is well formed, never whose it is.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from anchors.limits import LIMITS
from verify.rules.elements.field import Kind

__all__ = [
    "CONTROL", "CONTROL_BUT_LINES", "DAY", "MAINLAND", "PATTERNS", "REGION", "card_digits_fit",
    "credit_code_fits", "mobile_number", "organisation_part_fits",
]  # fmt: skip

CONTROL_BUT_LINES = (
    r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f"
    r"\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""What no text may have: controls, marks that turn the direction of writing, half a character."""
CONTROL = rf"{CONTROL_BUT_LINES[:-1]}\u0009\u000a\u000d]"
"""What one line of text may not have."""

_YEAR = "(?:19|20|21)[0-9]{2}"
_LEAP = "(?:(?:19|21)(?:0[48]|[2468][048]|[13579][26])|20(?:[02468][048]|[13579][26]))"
DAY = (
    f"(?:{_YEAR}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    f"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|{_LEAP}-02-29)"
)
"""A day that exists, from 1900 to 2199 (RFC 3339 full-date)."""
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?"
_ZONE = "(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?"
_PROVINCES = "1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]"
MAINLAND = f"(?:{_PROVINCES})[0-9]{{4}}"
"""A division of the mainland by its six digits."""
REGION = f"(?:{_PROVINCES}|71|8[12])[0-9]{{4}}"
"""A division by its six digits: the first two are a province of GB/T 2260."""
_CODE = "[0-9A-HJ-NPQRTUWXY]"
_ATEXT = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"

PATTERNS: Mapping[Kind, str] = MappingProxyType({
    Kind.MONEY: rf"^(?:0|[1-9][0-9]{{0,{LIMITS.money_digits - 1}}})\.[0-9]{{2}}$",
    Kind.RATE: r"^(?:0|[1-9][0-9]{0,3})(?:\.[0-9]{1,6})?$",
    Kind.DAY: f"^{DAY}$",
    Kind.INSTANT: f"^{DAY}[T ]{_CLOCK}{_ZONE}$",
    Kind.COUNT: "^(?:0|[1-9][0-9]{0,8})$",
    Kind.REGION: f"^{REGION}$",
    Kind.CREDIT_CODE: f"^{_CODE}{{2}}[0-9]{{6}}{_CODE}{{10}}$",
    Kind.IDENTITY_NO: r"^[0-9A-Za-z()]{5,20}$",
    Kind.PHONE: r"^\+?(?:[ ()-]*[0-9]){5,15}(?:转[0-9]{1,6})?$",
    Kind.MOBILE: r"^(?:(?:\+|00)?86)?[ -]*1[ -]*[3-9](?:[ -]*[0-9]){9}$",
    Kind.EMAIL: rf"^(?=[^@]{{1,64}}@){_ATEXT}(?:\.{_ATEXT})*@(?:{_LABEL}\.)+[A-Za-z]{_LABEL}$",
})  # fmt: skip
"""The pattern of a kind; the free and the listed kinds have none."""

_CREDIT = {char: value for value, char in enumerate("0123456789ABCDEFGHJKLMNPQRTUWXY")}
_CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION = {char: value for value, char in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_CARD = re.compile("[0-9]{16,19}")


def credit_code_fits(code: str) -> bool:
    """Return whether 18 characters of the form end in their check character (GB 32100 4.7)."""
    total = sum(_CREDIT[char] * weight for char, weight in zip(code, _CREDIT_WEIGHTS, strict=False))
    return (31 - total % 31) % 31 == _CREDIT[code[17]]


def organisation_part_fits(code: str) -> bool:
    """Return whether characters 9 to 17 of a credit code end in their check (GB 11714 4.3)."""
    part = zip(code[8:16], _ORGANISATION_WEIGHTS, strict=True)
    rest = 11 - sum(_ORGANISATION[char] * weight for char, weight in part) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest)) == code[16]


def mobile_number(text: str) -> str:
    """Return the eleven digits of a mobile number of the form: without +86, spaces, hyphens."""
    return text.replace(" ", "").replace("-", "")[-11:]


def card_digits_fit(text: str) -> bool:
    """Return whether a text that looks like a whole card number ends in its check (Luhn)."""
    if not _CARD.fullmatch(text):
        return True
    digits = [int(char) for char in reversed(text)]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
