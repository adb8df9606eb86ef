"""Personal numbers in a sender's text, masked where a page shows many people's cases.

A title, a file name or a certificate's subject may hold an identity number, a mobile number or an
account. On a batch page and in a terminal they are masked as the element list masks them; the page
of one case is the deciding person's own, and shows them.
"""

import re

from verify.rules.elements.masks import mask
from verify.rules.elements.table import ELEMENTS

__all__ = ["hidden", "hidden_of"]

_NUMBERS = re.compile(
    r"(?P<digest>[0-9a-f]{32,})"
    r"|(?<![0-9])(?:"
    r"(?P<identity>[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]{4}[0-9Xx])"
    r"|(?P<mobile>1[3-9][0-9]{9})"
    r"|(?P<account>[0-9]{16,19})"
    r")(?![0-9])",
    re.ASCII,
)
_PAYEE = next(one for one in ELEMENTS["h_disbursements"].rows if one.key == "payee_tail")
_FIELDS = {
    "identity": ELEMENTS["d_id_no"],
    "mobile": ELEMENTS["d_mobile"],
    "account": _PAYEE,
}


def _masked(found: re.Match[str]) -> str:
    kind = found.lastgroup or "digest"
    return found[0] if kind == "digest" else mask(_FIELDS[kind], found[0])


def hidden(text: str) -> str:
    """The text with every number that has the form of a person's masked; digests stay."""
    return _NUMBERS.sub(_masked, text)


def hidden_of(text: str | None) -> str | None:
    """The same of a text that may be absent."""
    return None if text is None else hidden(text)
