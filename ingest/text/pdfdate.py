"""Dates as PDF writes them (ISO 32000-1 7.9.4), of whatever a file says was made when."""

import re
from datetime import datetime

__all__ = ["pdf_instant"]

_DATE = re.compile(
    r"(?:D:)?(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:([+-])(\d\d)'?(?:(\d\d)'?)?|(Z)(?:00'?00'?)?)"
)
"""A date with its zone; one without says no instant."""


def pdf_instant(stated: str) -> str | None:
    """Return an instant in RFC 3339; None where the text says none."""
    found = _DATE.fullmatch(stated) if stated.isascii() else None
    if found is None:
        return None
    year, month, day, hour, minute, second, sign, ahead, and_minutes, _ = found.groups()
    zone = f"{sign}{ahead}:{and_minutes or '00'}" if sign else "+00:00"
    text = f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone}"
    try:
        return datetime.fromisoformat(text).isoformat().replace("+00:00", "Z")
    except ValueError:
        return None
