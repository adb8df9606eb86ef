"""Who signed: a certificate's subject against the party that the proof names (judgement 4).

Design 7 step 4. A number that agrees decides by itself; a name alone is told to be no more than a
name; another name, another number, a masked number or a rare character is for a person to look at.
Nothing here moves an integrity result: the bytes are what they are, whoever signed them.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from verify.asn1.names import name_attributes
from verify.asn1.x509 import Certificate
from verify.calls import PlatformCalls
from verify.codes.table import finding
from verify.context import VerificationContext
from verify.findings import Finding
from verify.model import Evidence

__all__ = [
    "BorrowerLook", "Holder", "PartyIdentity", "check_borrower", "check_party", "compare_party",
    "holder_of", "may_be_same_number", "party_of", "plain_name",
]  # fmt: skip

_COMMON_NAME, _ORGANISATION = "2.5.4.3", "2.5.4.10"
_NUMBERED = frozenset(("2.5.4.5", "2.5.4.11", "2.5.4.97", "0.9.2342.19200300.100.1.1"))
"""serialNumber, organizationalUnitName, organizationIdentifier, UID."""
_SEMANTICS = re.compile(r"[A-Z]{5}-")
"""What ETSI EN 319 412-1 5.1 puts before a number: its kind and country."""
_PERSONAL = re.compile(r"[\d*]{17}[\dX*]|[\d*]{15}")
"""GB 11643, and its form of 15 digits; masked or not."""
_CREDIT_CODE = re.compile(r"[0-9A-HJ-NP-RTUW-Y*]{18}")
"""GB 32100; masked or not."""
_MASKED = re.compile(r"\d\*|\*\d")
_FIRM = "法人"
_DOTS = dict.fromkeys(map(ord, "•‧・．∙⋅"), "·")
"""What is written for the dot inside a name."""

OTHER_NAME = "signature.signer_other_name"
OTHER_IDENTITY = "signature.signer_other_identity"
NOT_FOUND = "signature.borrower_not_found"
"""Told by whoever sees every signature over a contract; one alone says nothing of the others."""
VARIANT = "signature.identity_variant"
NOT_COMPARED = "signature.identity_not_compared"
_NEAREST = (None, NOT_COMPARED, VARIANT, OTHER_IDENTITY, OTHER_NAME)
"""From agreement to the farthest: of several signers the nearest is the party's."""


class PartyIdentity(NamedTuple):
    """A party as the case line or the registry names it."""

    name: str | None
    number: str | None
    personal: bool
    """Whether it is a person, with an identity number, and no organisation."""


class BorrowerLook(NamedTuple):
    """What one signature over a contract says of the borrower."""

    here: bool
    """Whether it is the borrower's, or a finding asks a person whether it is."""
    findings: tuple[Finding, ...] = ()
    """What its label did not call for saying."""


class Holder(NamedTuple):
    """Whose a certificate is, in its own words."""

    names: tuple[str, ...]
    organisations: tuple[str, ...]
    numbers: frozenset[str]
    known_as: frozenset[str]
    """All of them: whoever is named by one of these may be the holder."""


def check_party(
    role: str | None,
    certificates: Iterable[Certificate],
    party: PartyIdentity | None,
    *,
    subject: str,
) -> tuple[Finding, ...]:
    """Return what is to be said of who signed in a role; nothing where the numbers agree."""
    if role is None or party is None:
        return ()
    certificates = tuple(certificates)
    if any([party.number in holder_of(one).numbers for one in certificates]):  # noqa: C419 - faster
        return ()
    compared = [(_NEAREST.index(compare_party(holder_of(one), party)), one) for one in certificates]
    if not compared:
        return ()
    distance, nearest = min(compared, key=lambda row: row[0])
    code = _NEAREST[distance]
    if code is None:
        return ()
    wanted = party.number if code == OTHER_IDENTITY else party.name
    return (finding(code, subject, observed=nearest.subject_text, expected=wanted),)


def check_borrower(
    role: str | None,
    certificates: Iterable[Certificate],
    party: PartyIdentity | None,
    *,
    subject: str,
) -> BorrowerLook:
    """Return whether a signature over a contract is the borrower's, whatever it is labelled.

    A label that says so has `check_party` tell what is wrong; without one nobody is accused of
    having signed in the borrower's place, so that another's signature tells nothing here.
    """
    certificates = tuple(certificates)
    if party is None or not certificates:
        return BorrowerLook(here=False)
    if role == "borrower":
        return BorrowerLook(here=True)
    holders = [holder_of(one) for one in certificates]
    if any(party.number in one.numbers for one in holders):
        return BorrowerLook(here=True)
    told = check_party(role or "borrower", certificates, party, subject=subject)
    near = tuple([one for one in told if one.code in (NOT_COMPARED, VARIANT)])
    return BorrowerLook(here=bool(near), findings=near)


def party_of(
    role: str | None,
    evidence: Evidence | None,
    elements: Mapping[str, object],
    calls: PlatformCalls,
    context: VerificationContext,
) -> PartyIdentity | None:
    """Return whom a signer's role means in this line; None where nothing says it."""
    if role == "borrower":
        personal = elements.get("d_party_type") != _FIRM
        number = _text(elements, "d_id_no" if personal else "d_uscc")
        return _known(_text(elements, "d_name"), number, personal=personal)
    if role == "lender":
        lender = calls.lender
        name, number = _text(elements, "b_name"), _text(elements, "b_uscc")
        if name is None and number is None and lender is not None:
            name, number = lender.name, lender.uscc
        return _known(name, number, personal=False)
    if role != "platform":
        return None
    deposit = evidence.deposit if evidence is not None else None
    platform_id = calls.platform_id if deposit is None else deposit.platform_id
    record = (context.trust.platforms or {}).get(platform_id or "")
    return None if record is None else _known(record.name, record.uscc, personal=False)


def _known(name: str | None, number: str | None, *, personal: bool) -> PartyIdentity | None:
    if name is None and number is None:
        return None
    return PartyIdentity(name, _number(number or "") or None, personal)


def _text(elements: Mapping[str, object], key: str) -> str | None:
    value = elements.get(key)
    return value if isinstance(value, str) and value.strip() else None


@lru_cache(maxsize=2048)
def holder_of(certificate: Certificate) -> Holder:
    """Return whose a certificate is.

    The field also writes a common name in parts, `kind@number@name@serial`, with a digit before
    the number for the kind of document.
    """
    rows = name_attributes(certificate.subject)
    names = [text for kind, text in rows if kind == _COMMON_NAME]
    parts = [part for name in names if "@" in name for part in name.split("@")]
    numbers = [text for kind, text in rows if kind in _NUMBERED]
    within = [_number(one) for one in (*names, *parts, *[part[1:] for part in parts])]
    whole = [one for one in within if _PERSONAL.fullmatch(one) or _CREDIT_CODE.fullmatch(one)]
    own = (*numbers, *certificate.personal_numbers, *certificate.organisation_numbers)
    organisations = tuple([text for kind, text in rows if kind == _ORGANISATION])
    stated = frozenset([*[_number(one) for one in own], *whole]) - {""}
    return Holder((*names, *parts), organisations, stated, stated.union(names, organisations))


def compare_party(holder: Holder, party: PartyIdentity) -> str | None:
    """Return the finding code of a certificate's holder against a party; None: the same."""
    number = party.number
    if number is not None and number in holder.numbers:
        return None
    same = _same_name(holder, party)
    if same is False:
        return OTHER_NAME
    shape = _PERSONAL if party.personal else _CREDIT_CODE
    stated = [one for one in holder.numbers if shape.fullmatch(one) or _MASKED.search(one)]
    if number is not None and stated:
        return VARIANT if any(may_be_same_number(one, number) for one in stated) else OTHER_IDENTITY
    if party.name is None:
        return None
    return NOT_COMPARED if same else VARIANT


def _same_name(holder: Holder, party: PartyIdentity) -> bool | None:
    """Whether the names are the same; None where they are but for how they are written."""
    if party.name is None:
        return True
    names = holder.names if party.personal else (*holder.names, *holder.organisations)
    if party.name in names:
        return True
    wanted = plain_name(party.name)
    return None if any(plain_name(one) == wanted for one in names) else False


def may_be_same_number(one: str, other: str) -> bool:
    """Whether two numbers may be the same, where at least one has asterisks for digits."""
    if len(one) == len(other):
        return all(a == b or "*" in {a, b} for a, b in zip(one, other, strict=True))
    masked, whole = (one, other) if "*" in one else (other, one)
    head, _, rest = masked.partition("*")
    return whole.startswith(head) and whole.endswith(rest.rpartition("*")[2])


@lru_cache(maxsize=2048)
def _number(text: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", text).upper().split())
    return _SEMANTICS.sub("", plain, count=1) if _SEMANTICS.match(plain) else plain


@lru_cache(maxsize=2048)
def plain_name(name: str) -> str:
    """Return a name without what only writing adds: width, spaces, marks of direction, dots."""
    shown = (c for c in unicodedata.normalize("NFKC", name) if unicodedata.category(c) != "Cf")
    return "".join("".join(shown).translate(_DOTS).casefold().split())
