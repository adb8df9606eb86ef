"""The court's profile: its name, its region, and which division an address lies in.

Another court is another file of the same shape; nothing here names one. An address is read from
its beginning, province, city, district: a name further on is a street's. Divisions that were
renamed or merged stand in papers for decades and lie where they lay. The first digits of an
identity number say where it was first issued, never where somebody lives, and are not asked.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from verify.instants import BEIJING
from verify.rules.clauses import clause_text
from verify.rules.rows import Row

__all__ = ["CourtProfile", "Designation", "Former", "Place", "court_day"]

_CITY, _PROVINCE = 4, 2
"""Digits of a code that name its city, and its province."""
_CODE = 6
_COUNTRY = ("中华人民共和国", "中国")
_STREET = re.compile(r"[东西南北中]?[一二三四五]?(路|街|大道|道|巷|大街)")
"""What follows a short name that a street is called by."""


def court_day(at: datetime) -> date:
    """Return the day of an instant on the court's clock."""
    return at.astimezone(BEIJING).date()


class Designation(NamedTuple):
    """A cause of action that a superior court designated this court for."""

    valid_from: date
    valid_to: date | None
    """The last day it holds; None = open."""
    cause: str
    """`*`: every cause."""
    source: str

    def covers(self, cause: str, day: date) -> bool:
        """Whether it holds for a cause on a day."""
        return self.row.holds(day) and self.cause in ("*", cause)

    @property
    def row(self) -> Row:
        """The designation as a row of law; nobody marks one as compared with its original."""
        name = f"designation-{self.cause}"
        return Row(name, self.valid_from, self.valid_to, self.source, False, self.cause)


class Place(NamedTuple):
    """A division by its code and the ways it is written."""

    code: str
    names: tuple[str, ...]
    """The full name first."""


class Former(NamedTuple):
    """A district of the region as it was called before it was renamed or merged."""

    code: str
    name: str
    now: str
    """Code of the district that it is, or lies in, today."""
    until: date
    """The last day of that name and code; papers made before it still say so."""
    source: str


@dataclass(frozen=True, slots=True, eq=False)
class CourtProfile:
    """One court, as its file has it."""

    id: str
    name: str
    names: tuple[str, ...]
    """How a clause may name it."""
    region: str
    """Code of the city whose cases it has."""
    province: str
    """Code of its province."""
    guideline: str
    """Name of the guideline that it applies."""
    provinces: tuple[Place, ...]
    cities: tuple[Place, ...]
    """Cities of its own province."""
    divisions: Mapping[str, str]
    """Districts of its region: code to name."""
    shared_names: frozenset[str]
    """Names of its districts that districts of other cities have too."""
    designations: tuple[Designation, ...] = ()
    former: tuple[Former, ...] = ()

    def named_in(self, clause: str) -> bool:
        """Whether a clause names this court."""
        text = clause_text(clause)
        return any(name in text for name in self.names)

    def in_region(self, code: str) -> bool:
        """Whether a division lies in the court's region."""
        return code[:_CITY] == self.region[:_CITY]

    def in_province(self, code: str) -> bool:
        """Whether a division lies in the court's province."""
        return code[:_PROVINCE] == self.province[:_PROVINCE]

    def tells_region(self, code: str | None) -> bool:
        """Whether a division says if it lies in the region: our province by itself does not."""
        return code is not None and (self.in_region(code) or not _within(self.region, code))

    def division_of(self, address: str | None, code: str | None = None) -> str | None:
        """Return the division an address lies in, as far down as it says so; None if unclear.

        Args:
            address: as it was written.
            code: as it was stated beside it; one that contradicts the address makes both unclear.
        """
        written = _division(self, address) if address else None
        stated = _known(self, code) if code else None
        if written is None or stated is None:
            return written or stated
        if _within(stated, written):
            return stated
        return written if _within(written, stated) else None


@lru_cache(maxsize=4096)
def _known(court: CourtProfile, code: str) -> str | None:
    """Return a stated code of a province that exists, and of a district where it is ours."""
    if len(code) != _CODE or not (code.isascii() and code.isdigit()):
        return None
    code = next((one.now for one in court.former if one.code == code), code)
    if court.in_region(code) and code != court.region and code not in court.divisions:
        return None
    return code if any(_within(code, place.code) for place in court.provinces) else None


def _within(code: str, outer: str) -> bool:
    """Whether a division lies in, or is, another one."""
    digits = _PROVINCE if outer.endswith("0000") else _CITY if outer.endswith("00") else _CODE
    return code[:digits] == outer[:digits]


@lru_cache(maxsize=4096)
def _division(court: CourtProfile, address: str) -> str | None:
    """Return the division that an address says it lies in."""
    text = clause_text(address)
    for country in _COUNTRY:
        text = text.removeprefix(country)
    province, rest = _leading(court.provinces, text)
    if province is not None and not court.in_province(province):
        return province
    city, rest = _city(court, rest, after_province=province is not None)
    if city is None:
        return _alone(court, rest) or province
    return (_district(court, rest) or city) if court.in_region(city) else city


def _leading(places: Iterable[Place], text: str) -> tuple[str | None, str]:
    """Return the place a text begins with, and what follows; a street's name is no place."""
    for place in places:
        for name in place.names:
            rest = text.removeprefix(name)
            whole = name == place.names[0]
            if rest != text and (whole or not _STREET.match(rest)):
                return place.code, rest
    return None, text


def _city(court: CourtProfile, text: str, *, after_province: bool) -> tuple[str | None, str]:
    """Return the city of the court's province that a text begins with, and what follows.

    Without its province before it, a short name counts only with one of our districts after it.
    """
    code, rest = _leading(court.cities, text)
    if code is None or after_province:
        return code, rest
    full = any(text.startswith(place.names[0]) for place in court.cities if place.code == code)
    ours = court.in_region(code) and _district(court, rest) is not None
    return (code, rest) if full or ours else (None, text)


def _district(court: CourtProfile, text: str) -> str | None:
    named = [*court.divisions.items(), *[(one.now, one.name) for one in court.former]]
    return next((code for code, name in named if text.startswith(name)), None)


def _alone(court: CourtProfile, text: str) -> str | None:
    """Return our district that a text begins with, where no other city has one of that name."""
    shared = any(text.startswith(name) for name in court.shared_names)
    return None if shared else _district(court, text)
