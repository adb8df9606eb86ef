"""Rule files to `RuleBook`: the dated tables and court profiles; pure, bytes in, values out.

`<table>.json` is {table, rows}; `courts/<id>.json` is one court. Strict: an unknown table or
member, a row without source, a day that is none, two rows of one key that hold on one day refuse
the whole book (`RuleError` names the file). A court's record in the trust directory may add
designations and rows, each with its source; a row of a name that is there already takes its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise

from anchors.errors import EncodingError
from anchors.jsontext import Json, decode_object
from anchors.limits import LIMITS
from verify.canonical import canonical_digest
from verify.errors import RuleError
from verify.rules.court import CourtProfile, Designation, Former, Place, court_day
from verify.rules.rowfile import decode_row
from verify.rules.rows import RegimeRow, RowLike
from verify.rules.rulefields import fields_of
from verify.rules.ruleset import RuleSet, Tables

__all__ = ["RuleBook", "decode_rules"]

_COURTS = "courts/"
_ENDING = ".json"
_PROVINCES = "provinces"
_COURT_MEMBERS = frozenset((
    "id", "name", "names", "region", "province", "guideline", "cities", "divisions",
    "shared_names", "designations", "tables", "source", "verified",
))  # fmt: skip
_FORMER = "former"
"""Member of a court that may be left out: names and codes its districts had before."""

Rows = Mapping[str, tuple[Json, ...]]
"""Raw rows of every table."""


@dataclass(frozen=True)
class RuleBook:
    """Every rule set that can be asked for: one for each court and day."""

    tables: Rows
    courts: Mapping[str, Json]

    @cached_property
    def digest(self) -> str:
        """The digest of all of it, by which one book is told from another."""
        return canonical_digest({"tables": self.tables, "courts": self.courts})

    def at(
        self, court_id: str, receipt: datetime, court_record: Mapping[str, object] | None = None
    ) -> RuleSet | None:
        """Return the rules that a court judges by what it received at an instant.

        Args:
            court_id: the court.
            receipt: the court's own receipt, or an earlier filing that the court accepted.
            court_record: its record in the trust directory.

        Returns:
            None where the book has no such court, or no regime of that day.

        Raises:
            RuleError: the record adds what is no row, or one that overlaps another, or takes from
                the day the words of a clause that the book has.
        """
        if court_id not in self.courts:
            return None
        raw = {**self.courts[court_id]}
        added: list[Json] = [raw] if court_record is None else [raw, court_record]
        tables = _merged(self.tables, added, f"{_COURTS}{court_id}{_ENDING}")
        raw["designations"] = [
            row for one in added for row in _list(one.get("designations", []), "designations")
        ]
        decoded = _tables(tables)
        regime = next((r for r in decoded.regimes if r.row.holds(court_day(receipt))), None)
        if regime is None:
            return None
        self._check_clauses(decoded, court_day(receipt))
        digest = canonical_digest({"court": {**raw, "tables": None}, "tables": tables})
        return _rule_set(_court(raw, self.tables), decoded, regime, digest, receipt)

    def _check_clauses(self, decoded: Tables, day: date) -> None:
        """Refuse tables that leave a clause of the book without words on a day."""
        held = {row.clause for row in decoded.clauses if row.row.holds(day)}
        lacking = {str(row.get("clause")) for row in self.tables.get("clauses", ())} - held
        if lacking:
            raise RuleError(f"clauses: {', '.join(sorted(lacking))} has no row on {day}")


def _rule_set(
    court: CourtProfile, tables: Tables, regime: RegimeRow, digest: str, at: datetime
) -> RuleSet:
    begin, end = regime.row.valid_from, regime.row.valid_to
    name = f"{court.id}/{regime.regime}"
    return RuleSet(name, digest, regime.regime, begin, end, court, tables, regime, at)


def decode_rules(files: Mapping[str, bytes]) -> RuleBook:
    """Return the book of a folder of rule files.

    Args:
        files: path relative to the folder, with `/`, to content.

    Raises:
        RuleError: it is refused; the message names the file.
    """
    tables: dict[str, tuple[Json, ...]] = {}
    courts: dict[str, Json] = {}
    for path, data in sorted(files.items()):
        record = _object(data, path)
        if path.startswith(_COURTS):
            courts[path.removeprefix(_COURTS).removesuffix(_ENDING)] = record
        else:
            name, rows = _table(record, path)
            tables[name] = rows
    book = RuleBook(tables, courts)
    _tables(tables)
    for name, record in courts.items():
        _check_court(record, name)
        _court(record, tables)
        _tables(_merged(tables, [record], f"{_COURTS}{name}{_ENDING}"))
    return book


def _object(data: bytes, path: str) -> Json:
    try:
        return decode_object(data, LIMITS.json_octets)
    except EncodingError as error:
        raise RuleError(f"{path}: {error}") from error


def _table(record: Json, path: str) -> tuple[str, tuple[Json, ...]]:
    name = record.get("table")
    known = (*Tables._fields, _PROVINCES)
    if set(record) != {"table", "rows"} or name not in known or path != f"{name}{_ENDING}":
        raise RuleError(f"{path}: not a table of its name")
    return str(name), tuple([_mapping(row, path) for row in _list(record["rows"], path)])


def _merged(tables: Rows, records: list[Mapping[str, object]], path: str) -> Rows:
    """Return the tables with what a court adds; a row of the same name takes another's place."""
    merged = dict(tables)
    for record in records:
        for name, rows in _mapping(record.get("tables", {}), path).items():
            if name not in Tables._fields:
                raise RuleError(f"{path}: no table {name}")
            added = tuple([_mapping(row, path) for row in _list(rows, path)])
            names = [row.get("name") for row in added]
            kept = [row for row in merged.get(name, ()) if row.get("name") not in names]
            merged[name] = (*kept, *added)
    return merged


def _tables(raw: Rows) -> Tables:
    """Return the tables decoded, none with two rows of one key on one day."""
    found = {}
    for name in Tables._fields:
        rows = tuple([decode_row(name, row) for row in raw.get(name, ())])
        _check_overlap(name, rows)
        found[name] = rows
    return Tables(**found)  # type: ignore[arg-type]


def _check_overlap(table: str, rows: tuple[RowLike, ...]) -> None:
    names = [one.row.name for one in rows]
    if len(set(names)) != len(names):
        raise RuleError(f"{table}: two rows of one name")
    by_key: dict[str, list[RowLike]] = {}
    for one in rows:
        by_key.setdefault(one.key, []).append(one)
    for same in by_key.values():
        same.sort(key=lambda one: one.row.valid_from)
        for before, after in pairwise(same):
            if before.row.holds(after.row.valid_from):
                raise RuleError(f"{table}: {before.row.name} and {after.row.name} overlap")


def _check_court(record: Json, name: str) -> None:
    path = f"{_COURTS}{name}{_ENDING}"
    unknown = set(record) - _COURT_MEMBERS - {_FORMER}
    missing = _COURT_MEMBERS - set(record)
    if unknown or missing or record["id"] != name:
        told = ", ".join(sorted(unknown | missing)) or "id"
        raise RuleError(f"{path}: {told} is unknown, absent or another's")


def _court(record: Json, tables: Rows) -> CourtProfile:
    """Return a court's profile."""
    path = f"{_COURTS}{record.get('id')}{_ENDING}"
    read = fields_of(record, path)
    divisions = _mapping(record.get("divisions"), path)
    return CourtProfile(
        read.text("id"), read.text("name"), read.texts("names"), read.text("region"),
        read.text("province"), read.text("guideline"),
        tuple([_place(row, _PROVINCES) for row in tables.get(_PROVINCES, ())]),
        tuple([_place(_mapping(row, path), path) for row in _list(record.get("cities"), path)]),
        {code: str(name) for code, name in divisions.items()},
        frozenset(read.texts("shared_names")),
        tuple([_designation(row, path) for row in _list(record.get("designations"), path)]),
        tuple([_former(row, path, divisions) for row in _list(record.get(_FORMER, []), path)]),
    )  # fmt: skip


def _place(row: Json, path: str) -> Place:
    read = fields_of(row, path, "code", "names")
    return Place(read.text("code"), read.texts("names"))


def _former(row: object, path: str, divisions: Json) -> Former:
    read = fields_of(_mapping(row, path), path, "code", "name", "now", "until", "source")
    if read.text("now") not in divisions:
        raise read.fault("now", "no division of the court")
    return Former(
        read.text("code"), read.text("name"), read.text("now"), read.day("until"),
        read.text("source"),
    )  # fmt: skip


def _designation(row: object, path: str) -> Designation:
    read = fields_of(_mapping(row, path), path, "from", "to", "cause", "source")
    return Designation(
        read.day("from"), read.day_or_none("to"), read.text("cause"), read.text("source")
    )


def _mapping(value: object, path: str) -> Json:
    if not isinstance(value, dict):
        raise RuleError(f"{path}: not an object where one is called for")
    return value


def _list(value: object, path: str) -> list[object]:
    if not isinstance(value, list):
        raise RuleError(f"{path}: not a list where one is called for")
    return value
