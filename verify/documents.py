"""What is looked for in the text of a contract's original, and how the two are compared.

Both are normalised alike: NFKC, no white space (judgement 8), no characters that nobody sees. A
clause is found where its wording stands in the text; that says where to look, never what it means.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from anchors.limits import LIMITS
from verify.capitals import amount_in_capitals

if TYPE_CHECKING:
    from verify.judging import DecodedLine

__all__ = ["Asked", "NormalText", "asked_of", "normal_text"]

Asked = Mapping[str, tuple[str, ...]]
"""Name to the wordings that will do, each normalised."""

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
_MARKS: Asked = {"word_arbitration": ("仲裁委员会",)}
"""Asked of every contract, whatever its elements say."""

_MONEY = re.compile(r"(\d{1,12})\.(\d\d)")
_DOTS = "·•・‧∙"
"""Dots between the parts of a name: hands and keyboards take one for another."""
_ONE_DOT = str.maketrans(dict.fromkeys(_DOTS, "·"))
_UNSEEN = re.compile("[\0-\x08\x0e-\x1b\x7f\xad\u200b-\u200f\u2060\ufeff\ufffe\uffff]")
"""Controls, soft hyphens, zero-width marks, and what pdfium writes for a hyphen."""
_JOINED = re.compile("[0-9A-Za-z]")


class NormalText(NamedTuple):
    """A text as it is searched."""

    text: str
    gaps: frozenset[int]
    """Where white space was: a number ends there, whatever stands next."""

    def holds_any(self, wordings: Iterable[str]) -> bool:
        """Return whether one of the wordings stands here, not as a part of a longer number."""
        return any(self._holds(wording) for wording in wordings)

    def _holds(self, wording: str) -> bool:
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


def normal_text(text: str) -> NormalText:
    """Return a text in NFKC, without white space and what nobody sees."""
    parts = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).split()
    gaps, at = [], 0
    for part in parts:
        at += len(part)
        gaps.append(at)
    return NormalText("".join(parts), frozenset(gaps))


def asked_of(line: "DecodedLine") -> dict[str, dict[str, tuple[str, ...]]]:
    """Return what is to be looked for in each original of the contract that a line names.

    Path to name to wordings; the same for each, since any of them may be the one that says it.
    """
    paths = [row.path for row in line.evidence if row.category == _CONTRACT and row.path]
    if not paths:
        return {}
    asked = dict(_asked(line.elements))
    return dict.fromkeys(paths, asked)


def _asked(elements: Mapping[str, object]) -> Iterable[tuple[str, tuple[str, ...]]]:
    for key in (*_CLAUSES, *_NAMES, _AMOUNT):
        value = elements.get(key)
        if isinstance(value, str) and len(value) <= LIMITS.text_characters:
            text = normal_text(value).text
            if text and (text != _NONE or key not in _CLAUSES):
                yield key, _WORDINGS.get(key, _as_stated)(text)
    yield from _MARKS.items()


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
