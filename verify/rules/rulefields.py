"""Members of one object of a rule file, read by kind: a wrong one refuses the file.

Amounts are decimal text to the cent, rates per cent as decimal text, days RFC 3339 full-dates. A
designation's ends may carry a time, as registry records do; their day is the court's.
"""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from anchors.jsontext import Json
from verify.errors import RuleError
from verify.instants import stated_instant
from verify.rules.court import court_day

__all__ = ["Fields", "fields_of"]


class Fields(NamedTuple):
    """The members of one object, read by kind; a wrong one raises `RuleError`."""

    record: Json
    path: str

    def fault(self, key: str, what: str) -> RuleError:
        """Return the error that a member is not what it has to be."""
        return RuleError(f"{self.path}: {key} is {what}")

    def text(self, key: str) -> str:
        """Return a text that says something."""
        value = self.record.get(key)
        if not isinstance(value, str) or not value:
            raise self.fault(key, "no text")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self.record.get(key)
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            raise self.fault(key, "no list of texts")
        return tuple(value)

    def flag(self, key: str) -> bool:
        """Return true or false."""
        value = self.record.get(key)
        if not isinstance(value, bool):
            raise self.fault(key, "neither true nor false")
        return value

    def count(self, key: str) -> int:
        """Return a whole number."""
        value = self.record.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.fault(key, "no whole number")
        return value

    def count_or_none(self, key: str) -> int | None:
        """Return a whole number, or None where it is null or absent."""
        return None if self.record.get(key) is None else self.count(key)

    def day(self, key: str) -> date:
        """Return a day."""
        value = stated_instant(self.text(key))
        if value is None:
            raise self.fault(key, "no day")
        return court_day(value)

    def day_or_none(self, key: str) -> date | None:
        """Return a day, or None where it is null; absent is an error."""
        if key not in self.record:
            raise self.fault(key, "absent; null is open")
        return None if self.record[key] is None else self.day(key)

    def scaled(self, key: str, scale: int) -> int:
        """Return a decimal text as a whole number of units."""
        try:
            value = Decimal(self.text(key)) * scale
        except InvalidOperation as error:
            raise self.fault(key, "no decimal") from error
        if not value.is_finite() or value < 0 or value != value.to_integral_value():
            raise self.fault(key, "no decimal of its places")
        return int(value)

    def scaled_or_none(self, key: str, scale: int) -> int | None:
        """Return a decimal text as a whole number of units, or None where it is null."""
        return None if self.record.get(key) is None else self.scaled(key, scale)


def fields_of(record: Json, path: str, *members: str) -> Fields:
    """Return the reader of an object; where members are named, one beside them is an error."""
    unknown = set(record) - set(members) if members else set()
    if unknown:
        raise RuleError(f"{path}: {', '.join(sorted(unknown))} is no member here")
    return Fields(record, path)
