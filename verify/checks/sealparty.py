"""Whose an electronic seal is said to be, against the certificates that made and used it.

A seal is vouched for by its maker, an organisation (GB/T 38540 3.6, 6.2: the maker's certificate is
a unit's). Its name is what people read; the certificate that signed is who sealed. Where the name
is another organisation's, a person has to say how the two stand to each other (judgement 4).
"""

import re
import unicodedata
from collections.abc import Iterable

from verify.asn1.eseal import Seal
from verify.asn1.x509 import Certificate
from verify.checks.party import Holder, holder_of
from verify.citizen import stated_birth
from verify.codes.table import finding
from verify.findings import Finding
from verify.trust import PlatformRecord

__all__ = ["is_organisation", "maker_findings", "name_findings"]

_FIRM = 4
"""Characters of the shortest name of an organisation; shorter ones say nothing inside another."""
_NAME = 2
"""Characters of the shortest name of a person."""
_PERSONAL = re.compile(r"[\d*]{17}[\dX*]")
"""GB 11643, masked or not."""
_CREDIT_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
_OF_FIRMS = "9"
"""What the code of whoever is entered in the register of commerce begins with (GB 32100 4.2)."""
_INDIVIDUAL = "INDIVIDUAL"
"""What the organizational unit of a person's certificate begins with, where a CA writes it so."""
_CENTURIES = frozenset({19, 20})
_KIND = re.compile(
    r"(?:电子)?(?:(?:存证|出证|合同|财务|业务|发票|人事|法务|签约|证明)+(?:业务)?)?(?:专用)?"
    r"(?:电子)?(?:印章|签章|公章|图章|之印|章|印|seal)(?:[(\[].{0,8}[)\]])?$"
)
"""What the name of a seal ends with, behind the name of whose it is."""


def maker_findings(maker: Certificate | None, subject: str) -> list[Finding]:
    """Return that the maker of a seal is no organisation."""
    if maker is None or is_organisation(maker):
        return []
    return [finding("eseal.maker_not_organisation", subject, observed=maker.subject_text)]


def is_organisation(certificate: Certificate) -> bool:
    """Whether a certificate is an organisation's: by its number, else by its name."""
    holder = holder_of(certificate)
    numbers = [one for one in holder.numbers if not _is_personal(one)]
    if certificate.organisation_numbers or any(_CREDIT_CODE.fullmatch(one) for one in numbers):
        return True
    personal = len(numbers) < len(holder.numbers) or certificate.personal_numbers
    named_so = any(one.startswith(_INDIVIDUAL) for one in numbers)
    return bool(holder.organisations) and not personal and not named_so


def _is_personal(number: str) -> bool:
    if not _PERSONAL.fullmatch(number) or number.startswith(_OF_FIRMS):
        return False
    if "*" in number:
        return True
    born = stated_birth(number)
    return born is not None and born.year // 100 in _CENTURIES


def name_findings(
    seal: Seal, user: Certificate | None, platforms: Iterable[PlatformRecord], subject: str
) -> list[Finding]:
    """Return how the name of a seal stands to the certificate that used it."""
    if user is None:
        return []
    shown, holder = _plain(seal.name), holder_of(user)
    if _is_named(shown, holder, platforms):
        return []
    another = len(_KIND.sub("", shown)) >= _FIRM
    code = "eseal.name_of_another" if another else "eseal.name_unlike_signer"
    return [finding(code, subject, observed=seal.name, expected=user.subject_text)]


def _is_named(shown: str, holder: Holder, platforms: Iterable[PlatformRecord]) -> bool:
    """Whether the name on a seal is one of those that its user is known by."""
    if not shown:
        return False
    firms = [*holder.names, *holder.organisations]
    firms += [one.name for one in platforms if one.uscc in holder.numbers]
    long_ones = [one for one in map(_plain, firms) if len(one) >= _FIRM]
    if any(one in shown or shown in one for one in long_ones):
        return True
    whose = _KIND.sub("", shown)
    # A person's name: with a title before it, and nothing behind it but the kind of seal.
    return any(len(one) >= _NAME and whose.endswith(one) for one in map(_plain, holder.names))


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
