"""Numbers of identity documents: the form that each kind has, and the birth date some tell.

Citizens' numbers are of GB 11643 (see `verify.citizen`) and begin with a division of the mainland:
who lives in Hong Kong, Macao or Taiwan has a residence permit, a document of its own. A check
character proves the form of a number, not whose it is, nor that it was ever issued.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from verify.citizen import check_fits, stated_birth
from verify.rules.elements.formats import MAINLAND

__all__ = ["CITIZEN", "DOCUMENTS", "DocumentForm", "IdentityNumber", "read_identity_number"]

CITIZEN = "居民身份证"

_TAIL = "(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]"
_OLD_TAIL = "[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}"


class DocumentForm(NamedTuple):
    """Form of the numbers of one kind of document."""

    pattern: str
    checked: bool = False
    """Whether those of 18 characters carry birth date and check character of GB 11643."""


class IdentityNumber(NamedTuple):
    """A number of the right form."""

    text: str
    """As it is written officially: letters in capitals."""
    birth: date | None = None
    """The birth date that the number tells."""
    superseded: bool = False
    """Whether it is of fifteen digits, a citizen's card of before 2013."""


DOCUMENTS: Mapping[str, DocumentForm] = MappingProxyType({
    CITIZEN: DocumentForm(f"^{MAINLAND}(?:{_TAIL}|{_OLD_TAIL})$", checked=True),
    "港澳居民来往内地通行证": DocumentForm("^[HMhm][0-9]{8}(?:[0-9]{2})?$"),
    "台湾居民来往大陆通行证": DocumentForm(r"^(?:[0-9]{8}|[0-9]{10}(?:\([A-Za-z]\))?)$"),
    "港澳台居民居住证": DocumentForm(f"^8[123]0000{_TAIL}$", checked=True),
    "外国人永久居留身份证": DocumentForm(f"^(?:[A-Za-z]{{3}}[0-9]{{12}}|9[0-9]{{5}}{_TAIL})$",
                               checked=True),
    "护照": DocumentForm("^[A-Za-z0-9]{5,17}$"),
})  # fmt: skip
"""Forms by the kind of document; a kind that is not listed has none."""

_PATTERNS = {kind: re.compile(form.pattern) for kind, form in DOCUMENTS.items()}


@lru_cache(maxsize=4096)
def read_identity_number(
    kind: str, text: str, not_after: date | None = None
) -> IdentityNumber | None:
    """Return the number of a kind of document; None where it has not that kind's form.

    A birth date in it has to exist, and not to lie after `not_after` where that is given.
    """
    pattern = _PATTERNS.get(kind)
    if pattern is None or not pattern.fullmatch(text):
        return None
    number = text.upper()
    if not DOCUMENTS[kind].checked or (kind != CITIZEN and len(number) == 15):
        return IdentityNumber(number)
    birth = stated_birth(number)
    if birth is None or (not_after is not None and birth > not_after):
        return None
    if len(number) == 15:
        return IdentityNumber(number, birth, superseded=True)
    return IdentityNumber(number, birth) if check_fits(number) else None
