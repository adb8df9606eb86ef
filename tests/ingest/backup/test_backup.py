"""A backup taken while a package is judged is brought back elsewhere, and work goes on there."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from fixtures.forge import Forged, forge_mix
from ingest.backup.index import BackupIndex
from ingest.backup.restore import restore
from ingest.backup.save import back_up
from ingest.errors import BackupError, FencedError
from ingest.judging.stages import judging_stages
from ingest.service import Service
from ingest.store.blobs import Blobs
from ingest.store.commitorder import Place
from ingest.store.database import Database
from ingest.store.localblobs import LocalBlobs
from ingest.store.migrate import migrate_tables
from ingest.store.outbox import read_told
from ingest.store.portable import TABLES, is_empty, row_lines
from ingest.store.uploads import UploadRow, UploadState, insert_upload
from tests.ingest.judging.given import SENDER, count, judging, receive, rows, run
from tests.services.turns import StraightJobs, StraightTurn

pytestmark = pytest.mark.enable_socket


class Kept(NamedTuple):
    """Where a service keeps everything."""

    database: Database
    blobs: Blobs


@contextmanager
def sqlite_and_disk(folder: Path, _request: pytest.FixtureRequest) -> Iterator[Kept]:
    """Give an empty database in a file, and a folder."""
    folder.mkdir()
    with closing(Database(f"sqlite:///{folder / 'kept.db'}")) as database:
        migrate_tables(database)
        yield Kept(database, LocalBlobs(folder / "kept"))


@contextmanager
def postgresql_and_s3(folder: Path, request: pytest.FixtureRequest) -> Iterator[Kept]:
    """Give an empty database of a server, and a bucket."""
    folder.mkdir()
    postgres = request.getfixturevalue("postgres_server")
    s3 = request.getfixturevalue("rclone_server")
    address = postgres.new_migrated()
    with closing(Database(address)) as database:
        yield Kept(database, s3.blobs(s3.new_bucket(), folder / "cache"))
    postgres.drop(address)


Keeping = Callable[[Path, pytest.FixtureRequest], AbstractContextManager[Kept]]


class Taken(NamedTuple):
    """A backup of a service in the middle of its work."""

    service: Service
    jobs: StraightJobs
    turn: StraightTurn
    folder: Path
    taken: BackupIndex


@contextmanager
def taken(kept: Kept, folder: Path, forged: Forged) -> Iterator[Taken]:
    """Give a backup taken while one package is judged, another waits, and a shard is in hand."""
    with judging(folder, database=kept.database, blobs=kept.blobs) as (service, jobs):
        receive(service, forge_mix({}, folder / "first", cases=2).path)
        run(service, jobs)
        receive(service, forged.path)
        jobs.run(service, judging_stages(service), most=2)
        with service.database.write() as connection:
            insert_upload(connection, _open_upload(service))
        turn = jobs.take(service, "shard")
        assert turn is not None
        index = saved(service, folder / "backup")
        yield Taken(service, jobs, turn, folder / "backup", index)


def _open_upload(service: Service) -> UploadRow:
    now = service.clock()
    ends = now + service.upload_term
    return UploadRow(
        "upl-1", service.environment, SENDER, UploadState.OPEN, "0" * 64, 1, 1, None, {}, now, ends
    )


def saved(service: Service, folder: Path) -> BackupIndex:
    """Take a backup."""
    return back_up(
        service.database, service.blobs, folder,
        environment=service.environment, at=service.clock(),
    )  # fmt: skip


def brought_back(folder: Path, kept: Kept, service: Service) -> BackupIndex:
    """Bring a backup back."""
    return restore(
        folder, kept.database, kept.blobs, environment=service.environment, at=service.clock()
    )


def kept_rows(database: Database) -> dict[str, list[bytes]]:
    """Return the rows of every table of which none may be altered on the way."""
    names = TABLES.keys() - {"attempt", "upload", "restored"}
    with database.snapshot() as connection:
        return {name: sorted(row_lines(connection, name)) for name in names}


def places(service: Service) -> list[Place]:
    """Return the places of all that was told, in order."""
    with service.database.read() as connection:
        told = read_told(connection, "sandbox", Place(), 1000)
    return [place for place, _ in told]


@pytest.mark.parametrize(
    ("source", "target"),
    [(sqlite_and_disk, postgresql_and_s3), (postgresql_and_s3, sqlite_and_disk)],
    ids=lambda given: given.__name__,
)
def test_work_goes_on_where_a_backup_is_brought_back(
    source: Keeping,
    target: Keeping,
    tmp_path: Path,
    forged: Forged,
    request: pytest.FixtureRequest,
) -> None:
    with ExitStack() as opened:
        before = opened.enter_context(source(tmp_path / "before", request))
        after = opened.enter_context(target(tmp_path / "after", request))
        was = opened.enter_context(taken(before, tmp_path, forged))
        assert was.taken.lacking == ()
        read_so_far = places(was.service)

        brought_back(was.folder, after, was.service)
        assert kept_rows(after.database) == kept_rows(before.database)

        (tmp_path / "again").mkdir()
        again = opened.enter_context(
            judging(tmp_path / "again", database=after.database, blobs=after.blobs)
        )
        service, jobs = again
        with pytest.raises(FencedError), service.database.write() as connection:
            was.turn.finish(connection, {})
        run(service, jobs)
        assert {one.state for one in rows(service, "package")} == {"judged"}
        cases = sum(one.cases for one in rows(service, "judgement"))
        assert cases == count(service, "verdict") == count(service, "outbox") == 5
        assert [one for one in places(service) if one > max(read_so_far)] == places(service)[2:]
        assert places(service)[:2] == read_so_far
        assert [one.state for one in rows(service, "upload")] == [UploadState.ABANDONED]
        assert all(service.blobs.read(one.report) for one in rows(service, "verdict"))


@pytest.fixture(name="once", scope="module")
def _once(
    tmp_path_factory: pytest.TempPathFactory, forged: Forged, request: pytest.FixtureRequest
) -> Iterator[Taken]:
    folder = tmp_path_factory.mktemp("once")
    with sqlite_and_disk(folder / "kept", request) as kept, taken(kept, folder, forged) as was:
        yield was


@pytest.fixture(name="empty")
def _empty(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Kept]:
    with sqlite_and_disk(tmp_path / "empty", request) as kept:
        yield kept


@pytest.fixture(name="copy")
def _copy(once: Taken, tmp_path: Path) -> Path:
    """A backup that a test may spoil."""
    return Path(shutil.copytree(once.folder, tmp_path / "copy"))


def test_a_second_backup_replaces_the_first_and_copies_what_is_new(once: Taken, copy: Path) -> None:
    blobs = set((copy / "blobs" / "sha256").rglob("*"))
    service = replace(once.service, clock=lambda: once.taken.taken_at + timedelta(hours=1))
    second = saved(service, copy)
    assert [one.name for one in copy.glob("rows-*")] == [second.rows]
    assert set((copy / "blobs" / "sha256").rglob("*")) == blobs


def test_a_blob_that_is_gone_is_told_and_hinders_no_other(
    once: Taken, empty: Kept, tmp_path: Path
) -> None:
    gone = rows(once.service, "verdict")[0].report
    octets = once.service.blobs.read(gone)
    assert once.service.blobs.delete(gone)
    told = saved(once.service, tmp_path / "lacking").lacking
    once.service.blobs.put(octets)
    assert told == (gone,)
    assert brought_back(tmp_path / "lacking", empty, once.service).lacking == (gone,)


def _altered_blob(folder: Path) -> None:
    blob = next(one for one in (folder / "blobs" / "sha256").rglob("*") if one.is_file())
    blob.write_bytes(b"something else")


def _altered_row(folder: Path) -> None:
    (file,) = folder.glob("rows-*/verdict")
    file.write_bytes(file.read_bytes().replace(b'"shard": "000000"', b'"shard": "000001"', 1))


def _cut_table(folder: Path) -> None:
    (file,) = folder.glob("rows-*/outbox")
    file.write_bytes(b"")


def _no_index(folder: Path) -> None:
    (folder / "backup.json").unlink()


@pytest.mark.parametrize("spoil", [_altered_blob, _altered_row, _cut_table, _no_index])
def test_of_a_backup_that_is_not_as_it_was_taken_no_row_is_written(
    once: Taken, empty: Kept, copy: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(copy)
    with pytest.raises(BackupError):
        brought_back(copy, empty, once.service)
    with empty.database.read() as connection:
        assert is_empty(connection)


def test_a_backup_of_another_environment_is_not_brought_back(once: Taken, empty: Kept) -> None:
    with pytest.raises(BackupError, match="sandbox"):
        brought_back(once.folder, empty, replace(once.service, environment="production"))


def test_nothing_is_brought_back_into_a_database_with_rows(once: Taken) -> None:
    kept = Kept(once.service.database, once.service.blobs)
    with pytest.raises(BackupError, match="not empty"):
        brought_back(once.folder, kept, once.service)
