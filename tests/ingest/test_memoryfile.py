"""The file of a memory outlives the process, tells what it is, and refuses what is none."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ingest.errors import MemoryFileError
from ingest.memoryfile import MemoryFile
from tests.ingest.test_memory import FILING, KEY, OTHER, SEEN, WRONG
from verify.memory import Contradicted


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "memory.db"


def test_what_was_kept_is_there_when_it_is_opened_again(path: Path) -> None:
    with MemoryFile(path) as memory:
        memory.record(FILING, [(KEY, SEEN)], [Contradicted((KEY,), WRONG)])
    with MemoryFile(path) as again:
        assert (again.sightings([KEY]), again.contradictions([KEY])) == (
            {KEY: [SEEN]},
            {KEY: [WRONG]},
        )


def test_the_file_is_readable_by_its_owner_alone(path: Path) -> None:
    with MemoryFile(path):
        assert path.stat().st_mode & 0o777 == 0o600


def test_no_number_stands_in_the_file(path: Path) -> None:
    with MemoryFile(path) as memory:
        memory.record(FILING, [(OTHER, SEEN)], [])
    assert OTHER.value.encode() not in path.read_bytes()


def test_two_may_have_it_open_and_one_sees_what_the_other_kept(path: Path) -> None:
    with MemoryFile(path) as one, MemoryFile(path) as other:
        one.record(FILING, [(KEY, SEEN)], [])
        assert other.sightings([KEY]) == {KEY: [SEEN]}


def _database(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        for statement in statements:
            database.execute(statement)


@pytest.mark.parametrize(
    "statements",
    [
        ("CREATE TABLE other (id INTEGER)",),
        ("PRAGMA application_id = 7", "CREATE TABLE other (id INTEGER)"),
        ("PRAGMA user_version = 3",),
    ],
)
def test_another_database_is_refused(path: Path, statements: tuple[str, ...]) -> None:
    _database(path, *statements)
    with pytest.raises(MemoryFileError, match="no memory of version 2"):
        MemoryFile(path)


def test_a_memory_of_a_later_version_is_refused(path: Path) -> None:
    MemoryFile(path).close()
    _database(path, "PRAGMA user_version = 3")
    with pytest.raises(MemoryFileError, match="no memory of version 2"):
        MemoryFile(path)


def test_what_is_no_database_is_refused(path: Path) -> None:
    path.write_bytes(b"no database\n" * 100)
    with pytest.raises(MemoryFileError, match=r"^memory\.db: file is not a database"):
        MemoryFile(path)


def test_a_folder_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        MemoryFile(tmp_path / "absent" / "memory.db")


def test_a_file_that_loses_its_tables_meanwhile_is_refused(path: Path) -> None:
    with MemoryFile(path) as memory:
        _database(path, "DROP TABLE sighting")
        with pytest.raises(MemoryFileError, match="no such table"):
            memory.sightings([KEY])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE contradiction SET subject_kind = 'x'",
        "UPDATE contradiction SET judgement = 'x'",
        "UPDATE contradiction SET code = x'00ff'",
        "UPDATE contradiction SET proof = 'a' || char(10) || 'b'",
        "UPDATE sighting SET category = 'x'",
        "UPDATE sighting SET borrower = x'ff'",
        "UPDATE sighting SET contract_no = 'a' || char(10) || 'b'",
        "UPDATE sighting SET loan_no = CAST(x'ff' AS TEXT)",
        "UPDATE sighting SET item = CAST(zeroblob(100000) AS TEXT)",
        "UPDATE filing SET package_id = 'a' || char(10) || 'b'",
    ],
)
def test_what_no_memory_wrote_is_refused(path: Path, statement: str) -> None:
    with MemoryFile(path) as memory:
        memory.record(FILING, [(KEY, SEEN)], [Contradicted((KEY,), WRONG)])
    _database(path, statement)
    with MemoryFile(path) as again, pytest.raises(MemoryFileError):
        (again.sightings([KEY]), again.contradictions([KEY]))


def test_a_digest_of_a_package_that_is_no_text_is_refused(path: Path) -> None:
    with MemoryFile(path) as memory:
        memory.record(FILING, [], [])
        _database(path, "UPDATE filing SET package_digest = x'ff'")
        with pytest.raises(MemoryFileError, match="no memory wrote"):
            memory.other_package(FILING)


def test_a_damaged_page_is_refused(path: Path) -> None:
    with MemoryFile(path) as memory:
        memory.record(FILING, [(KEY, SEEN)], [])
    _database(path, "PRAGMA wal_checkpoint(TRUNCATE)")
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with MemoryFile(path) as again, pytest.raises(MemoryFileError, match=r"^memory\.db: "):
        again.sightings([KEY])
