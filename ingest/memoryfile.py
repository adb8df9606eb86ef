"""The memory of earlier packages in one file (SQLite, write-ahead log, one writer).

Keys are kept by their SHA-256 alone, so no voucher, deposit or identity-check number stands in the
file. The schema has a version; a file of another version, or of another program, is refused, and so
is one in which something stands that no memory wrote.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Self

from ingest.errors import MemoryFileError
from ingest.memory import has_room, kept_as
from verify.memory import Contradicted, Contradiction, Filing, IndexKey, KeyKind, Sighting

__all__ = ["MemoryFile"]

_APPLICATION = 0x45_76_47_77
"""`EvGw`: tells a memory from another program's database."""
_VERSION = 2
_WAIT_SECONDS = 30.0
"""A writer of 50,000 cases holds the file for some seconds."""
_SCHEMA = """
CREATE TABLE filing (
    id INTEGER PRIMARY KEY,
    package_id TEXT NOT NULL, package_digest TEXT NOT NULL, lender TEXT NOT NULL,
    sender TEXT NOT NULL,
    UNIQUE (lender, package_id, package_digest, sender)
);
CREATE TABLE sighting (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL, filing INTEGER NOT NULL REFERENCES filing,
    borrower TEXT NOT NULL, contract_no TEXT NOT NULL, loan_no TEXT NOT NULL,
    case_key TEXT NOT NULL, item TEXT NOT NULL, category INTEGER NOT NULL,
    UNIQUE (key, filing, case_key, item)
);
CREATE TABLE contradiction (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL, filing INTEGER NOT NULL REFERENCES filing,
    case_key TEXT NOT NULL, item TEXT NOT NULL, code TEXT NOT NULL,
    proof TEXT NOT NULL, manner TEXT NOT NULL,
    subject_kind TEXT NOT NULL, subject TEXT NOT NULL, judgement INTEGER NOT NULL,
    UNIQUE (key, filing, case_key, item, code, proof, subject)
);
"""
_SIGHTINGS = """
SELECT key, package_id, package_digest, lender, borrower, contract_no, loan_no, case_key, item,
       category
FROM sighting JOIN filing ON filing.id = sighting.filing
WHERE key IN ({}) ORDER BY sighting.id
"""
_CONTRADICTIONS = """
SELECT key, package_id, package_digest, case_key, item, code, proof, manner, subject_kind,
       subject, judgement
FROM contradiction JOIN filing ON filing.id = contradiction.filing
WHERE key IN ({}) ORDER BY contradiction.id
"""
_FILING = """
SELECT id FROM filing WHERE package_id = ? AND package_digest = ? AND lender = ? AND sender = ?
"""
_KNOWN = """
SELECT borrower, package_digest, case_key, item
FROM sighting JOIN filing ON filing.id = sighting.filing WHERE key = ?
"""
_ROOM = """
SELECT coalesce(sum(filing = ? AND case_key = ? AND item = ? AND code = ? AND proof = ?
                    AND subject = ?), 0),
       coalesce(sum((proof <> '') = ? AND code <> ''), 0), coalesce(sum(code = ''), 0)
FROM contradiction WHERE key = ?
"""
_LONGEST = 512
"""Characters of a text in the file: identifiers, digests, and what `short` leaves of others."""
_AT_ONCE = 500
"""Keys of one question; SQLite takes 32,766 parameters, and gains nothing beyond some hundred."""


class MemoryFile:
    """A memory in a file; opened once a run, by one process."""

    def __init__(self, path: Path) -> None:
        """Open a memory, which is made where there is none.

        Raises:
            MemoryFileError: it cannot be opened, or is no memory of this version.
            OSError: it can be neither read nor made.
        """
        self._name = path.name
        path.touch(mode=0o600)
        with self._refusing():
            self._database = sqlite3.connect(path, _WAIT_SECONDS, isolation_level=None)
        try:
            self._prepare()
        except MemoryFileError:
            self.close()
            raise

    def _prepare(self) -> None:
        """Make the tables of a new file, or check that they are ours."""
        with self._writing():
            known = self._number("PRAGMA application_id"), self._number("PRAGMA user_version")
            if known == (_APPLICATION, _VERSION):
                return
            if known != (0, 0) or self._number("SELECT count(*) FROM sqlite_master"):
                raise MemoryFileError(f"{self._name}: no memory of version {_VERSION}")
            for statement in _SCHEMA.split(";"):
                self._database.execute(statement)
            self._database.execute(f"PRAGMA application_id = {_APPLICATION}")
            self._database.execute(f"PRAGMA user_version = {_VERSION}")
        with self._refusing():
            self._database.execute("PRAGMA journal_mode = WAL")

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        """Turn what the database cannot do into our error."""
        try:
            yield
        except (sqlite3.Error, UnicodeDecodeError) as error:
            # A damaged file is quoted in the library's own messages, whatever its octets.
            raise MemoryFileError(f"{self._name}: {error}") from error

    def _number(self, statement: str) -> int:
        return int(self._database.execute(statement).fetchone()[0])

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the file as its one writer; what fails leaves no trace."""
        with self._refusing():
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    def sightings(self, keys: Collection[IndexKey]) -> Mapping[IndexKey, Sequence[Sighting]]:
        """Return the sightings of every key that has any, oldest first."""
        found: dict[IndexKey, list[Sighting]] = {}
        for key, row in self._rows(_SIGHTINGS, keys):
            *texts, category = row
            one = Sighting._make((*self._texts(texts), self._integer(category)))
            found.setdefault(key, []).append(one)
        return found

    def contradictions(
        self, keys: Collection[IndexKey]
    ) -> Mapping[IndexKey, Sequence[Contradiction]]:
        """Return what was contradicted of every key that recalls any, oldest first."""
        found: dict[IndexKey, list[Contradiction]] = {}
        for key, row in self._rows(_CONTRADICTIONS, keys):
            *texts, kind, subject, judgement = row
            *texts, subject = self._texts([*texts, subject])
            about = IndexKey(self._kind(kind), subject)
            one = Contradiction._make((*texts, about, self._integer(judgement)))
            found.setdefault(key, []).append(one)
        return found

    def _texts(self, row: Sequence[object]) -> list[str]:
        """Return texts that keys and findings can carry."""
        texts = [one for one in row if isinstance(one, str) and len(one) <= _LONGEST]
        if len(texts) < len(row) or not all(one.isprintable() for one in texts):
            raise MemoryFileError(f"{self._name}: a text that no memory wrote")
        return texts

    def _integer(self, value: object) -> int:
        if not isinstance(value, int):
            raise MemoryFileError(f"{self._name}: no number where one belongs")
        return value

    def _kind(self, value: object) -> KeyKind:
        try:
            return KeyKind(str(value))
        except ValueError as error:
            raise MemoryFileError(f"{self._name}: a kind of key that no memory wrote") from error

    def _rows(
        self, statement: str, keys: Collection[IndexKey]
    ) -> Iterator[tuple[IndexKey, tuple[Any, ...]]]:
        """Yield every row of some keys, each with its key."""
        by_digest = {key.digest: key for key in keys}
        digests = list(by_digest)
        for first in range(0, len(digests), _AT_ONCE):
            some = digests[first : first + _AT_ONCE]
            question = statement.format(", ".join("?" * len(some)))
            with self._refusing():
                rows = self._database.execute(question, some).fetchall()
            for digest, *row in rows:
                if digest not in by_digest:
                    raise MemoryFileError(f"{self._name}: its index is damaged")
                yield by_digest[digest], tuple(row)

    def other_package(self, filing: Filing) -> str | None:
        """Return the digest of another package that its sender sent under this id, if any."""
        with self._refusing():
            found = self._database.execute(
                "SELECT package_digest FROM filing WHERE lender = ? AND package_id = ? "
                "AND sender = ? AND package_digest <> ? ORDER BY id",
                (filing.lender, filing.package_id, filing.sender, filing.package_digest),
            ).fetchone()
        return None if found is None else self._texts(found)[0]

    def record(
        self,
        filing: Filing,
        sightings: Iterable[tuple[IndexKey, Sighting]],
        contradicted: Iterable[Contradicted],
    ) -> bool:
        """Remember an accepted package, whole or not at all; False where it is known already.

        Of one that is known, what a later judgement contradicts is remembered as well.
        """
        with self._writing(), closing(self._database.cursor()) as cursor:
            cursor.execute(
                "INSERT OR IGNORE INTO filing (package_id, package_digest, lender, sender) "
                "VALUES (?, ?, ?, ?)",
                filing,
            )
            is_new = bool(cursor.rowcount)
            (number,) = cursor.execute(_FILING, filing).fetchone()
            for key, sighting in sightings if is_new else ():
                _keep_sighting(cursor, key.digest, number, sighting)
            for keys, contradiction in contradicted:
                for key in keys:
                    _keep_contradiction(cursor, key.digest, number, contradiction)
        return is_new

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _keep_sighting(cursor: sqlite3.Cursor, key: bytes, filing: int, one: Sighting) -> None:
    known = cursor.execute(_KNOWN, (key,)).fetchall()
    own = (one.package_digest, one.case_key, one.item)
    if own in [row[1:] for row in known] or not has_room([row[0] for row in known], one.borrower):
        return
    cursor.execute(
        "INSERT OR IGNORE INTO sighting "
        "(key, filing, borrower, contract_no, loan_no, case_key, item, category) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (key, filing, *one[3:]),
    )


def _keep_contradiction(
    cursor: sqlite3.Cursor, key: bytes, filing: int, one: Contradiction
) -> None:
    own = (filing, one.case_key, one.item, one.code, one.proof, one.subject.value)
    known, of_kind, marked = cursor.execute(_ROOM, (*own, one.of_proof, key)).fetchone()
    kept = kept_as(one, known=bool(known), of_its_kind=of_kind, marked=bool(marked))
    if kept is None:
        return
    cursor.execute(
        "INSERT OR IGNORE INTO contradiction (key, filing, case_key, item, code, proof, manner, "
        "subject_kind, subject, judgement) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (key, filing, *kept[2:7], kept.subject.kind.value, kept.subject.value, kept.judgement),
    )
