"""What is looked for in the text of a contract's original, and how the two are compared.

Both are normalised alike: NFKC, no white space (judgement 8), no characters that nobody sees. A
clause is found where its wording stands in the text; that says where to look, never what it means.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from anchors.limits import LIMITS
from verify.capitals import amount_in_capitals

if TYPE_CHECKING:
    from verify.judging import DecodedLine

__all__ = ["Asked", "NormalText", "asked_of", "normal_text", "without"]

Asked = Mapping[str, tuple[str, ...]]
"""Name to the wordings that will do, each normalised; those made by `without` count for nothing."""
_NO_MARKS: Asked = MappingProxyType({})

_CONTRACT = 6
"""Article 7 (6): the contract."""
_CLAUSES = (
    "f_service_clause",
    "f_jurisdiction_clause",
    "f_arbitration_clause",
    "f_acceleration_clause",
    "f_deposit_clause",
)
_NAMES = ("d_name", "d_id_no", "f_contract_no")
_AMOUNT = "f_contract_amount"
_NONE = "无"
"""What the court's list has where there is no such clause."""
_MONEY = re.compile(r"(\d{1,12})\.(\d\d)")
_DOTS = "·•・‧∙"
"""Dots between the parts of a name: hands and keyboards take one for another."""
_ONE_DOT = str.maketrans(dict.fromkeys(_DOTS, "·"))
_UNSEEN = re.compile(
    "[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e0fff]"
)
"""Controls, soft hyphens, zero-width marks, fillers, marks of direction and of variants, and what
pdfium writes for a hyphen."""
_CUT = "\x1f"
"""Before words that are cut out first. White space to Python: it stands in no normalised text."""
_JOINED = re.compile("[0-9A-Za-z]")


class NormalText(NamedTuple):
    """A text as it is searched."""

    text: str
    gaps: frozenset[int]
    """Where white space was: a number ends there, whatever stands next."""

    def holds_any(self, wordings: Iterable[str]) -> bool:
        """Return whether one of the wordings stands here, not as a part of a longer number.

        What `without` marks is cut out before.
        """
        every = tuple(wordings)
        text = self.text
        for one in every:
            text = text.replace(one[1:], _CUT) if one.startswith(_CUT) else text
        here = self if text == self.text else NormalText(text, frozenset())
        return any(here.holds(one) for one in every if not one.startswith(_CUT))

    def holds(self, wording: str) -> bool:
        """Return whether one wording stands here, not as a part of a longer number."""
        at = self.text.find(wording) if wording else -1
        while at >= 0:
            if self._breaks(at) and self._breaks(at + len(wording)):
                return True
            at = self.text.find(wording, at + 1)
        return False

    def _breaks(self, at: int) -> bool:
        """Return whether a number or a word in Latin letters may begin or end here."""
        if not 0 < at < len(self.text) or at in self.gaps:
            return True
        return not (_JOINED.match(self.text, at - 1) and _JOINED.match(self.text, at))


def without(words: Iterable[str]) -> tuple[str, ...]:
    """Return words as what is cut out of a text before others are sought in it."""
    return tuple(f"{_CUT}{one}" for one in words)


def normal_text(text: str) -> NormalText:
    """Return a text in NFKC, without white space and what nobody sees."""
    parts = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).split()
    gaps, at = [], 0
    for part in parts:
        at += len(part)
        gaps.append(at)
    return NormalText("".join(parts), frozenset(gaps))


def asked_of(
    line: "DecodedLine", marks: Asked = _NO_MARKS
) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return what is to be looked for in each original of the contract that a line names.

    Path to name to wordings; the same for each, since any of them may be the one that says it.

    Args:
        line: the case line, decoded.
        marks: what the rules ask of every contract, whatever its elements say.
    """
    paths = [row.path for row in line.evidence if row.category == _CONTRACT and row.path]
    if not paths:
        return {}
    asked = {**dict(_asked(line.elements)), **marks}
    return dict.fromkeys(paths, asked)


def _asked(elements: Mapping[str, object]) -> Iterable[tuple[str, tuple[str, ...]]]:
    for key in (*_CLAUSES, *_NAMES, _AMOUNT):
        value = elements.get(key)
        if isinstance(value, str) and len(value) <= LIMITS.text_characters:
            text = normal_text(value).text
            if text and (text != _NONE or key not in _CLAUSES):
                yield key, _WORDINGS.get(key, _as_stated)(text)


def _as_stated(text: str) -> tuple[str, ...]:
    return (text,)


def _of_name(text: str) -> tuple[str, ...]:
    """Return a name with each of the dots that may stand between its parts."""
    bare = text.translate(_ONE_DOT)
    return tuple(bare.replace("·", dot) for dot in _DOTS) if "·" in bare else (text,)


def _of_amount(text: str) -> tuple[str, ...]:
    """Return an amount in digits, in groups of three, without cents, and in capitals."""
    stated = _MONEY.fullmatch(text)
    if stated is None:
        return (text,)
    yuan, cents = int(stated[1]), stated[2]
    found = [f"{yuan}.{cents}", f"{yuan:,}.{cents}"]
    if cents == "00":
        found += [f"{yuan}元", f"{yuan:,}元"]
    capitals = amount_in_capitals(yuan * 100 + int(cents))
    return (*found, *(capitals.replace("元", sign) for sign in "元圆"))


_WORDINGS: dict[str, Callable[[str], tuple[str, ...]]] = {"d_name": _of_name, _AMOUNT: _of_amount}
