"""Sender text as it is: what cannot be seen, or could pass for our own marks, shows its code point.

Titles, file names and subject names come from parties with an interest in how a report looks. A
character that reorders, hides or breaks (Unicode Cc, Cf, Cs, Co, Cn, Zl, Zp, and Zs but for the two
usual spaces), a mark laid over any letter, a letter without a shape, and every sign that reads as a
tick or a cross are written `[U+XXXX]`; all else stays as sent. Escaping for HTML comes after.
"""

import unicodedata
from functools import lru_cache

__all__ = ["quoted", "visible"]

_SHAPELESS = "\u115f\u1160\u3164\uffa0\u2800"  # letters that draw nothing
_TICKS = "✓✔✗✘✕✖✅❌❎☑☒√🗸🗹🗴🗶🆗"
_HIDDEN = frozenset(_SHAPELESS + _TICKS)
_SPACES = " \u3000"
_OVERLAYS = ("COMBINING ", "VARIATION SELECTOR", "MONGOLIAN FREE VARIATION")


def _shown(character: str) -> str:
    if character in _SPACES:
        return character
    if character in _HIDDEN or not character.isprintable():
        return f"[U+{ord(character):04X}]"
    if unicodedata.name(character).startswith(_OVERLAYS):
        return f"[U+{ord(character):04X}]"
    return character


@lru_cache(maxsize=4096)  # a report says the same words many times
def visible(text: str) -> str:
    """The text with every character that misleads the eye written as its code point."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def quoted(text: str) -> str:
    """Sender text between corner brackets that it cannot close itself."""
    inner = visible(text).replace("「", "[U+300C]").replace("」", "[U+300D]")
    return f"「{inner}」"
