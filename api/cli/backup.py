"""`evidence backup` and `restore`: say what was kept or brought back, and what of it is lacking."""

from pathlib import Path

import typer

from api.cli.exits import EXIT_OF
from api.cli.stores import open_stores
from api.settings import Settings
from api.wiring import now
from ingest.backup.index import NAMES, BackupIndex
from ingest.backup.restore import restore
from ingest.backup.save import back_up
from verify.canonical import rfc3339
from verify.findings import CheckStatus

__all__ = ["run_backup", "run_restore"]

_NAMED = 20


def run_backup(folder: Path, settings: Settings) -> int:
    """Write a backup; exit 4 where a blob could not be read."""
    with open_stores(settings) as stores:
        environment, at = settings.environment, now()
        index = back_up(stores.database, stores.blobs, folder, environment=environment, at=at)
    typer.echo(f"已备份 kept in {folder}: {_sum(index)}")
    typer.echo("不含密钥：请另存 keys are not in it, keep them apart: column_keys, court_key")
    return _told_lacking(index)


def run_restore(folder: Path, settings: Settings) -> int:
    """Bring a backup back; exit 4 where it lacks a blob."""
    with open_stores(settings, current=False) as stores:
        environment, at = settings.environment, now()
        index = restore(folder, stores.database, stores.blobs, environment=environment, at=at)
    typer.echo(f"已恢复 brought back, as of {rfc3339(index.taken_at)}: {_sum(index)}")
    return _told_lacking(index)


def _sum(index: BackupIndex) -> str:
    rows = sum(one.lines for name, one in index.files.items() if name != NAMES)
    return f"{rows} 行 rows, {index.files['package'].lines} 个证据包 packages"


def _told_lacking(index: BackupIndex) -> int:
    if not index.lacking:
        return 0
    typer.echo(f"缺失 lacking: {len(index.lacking)}", err=True)
    for digest in index.lacking[:_NAMED]:
        typer.echo(f"  {digest}", err=True)
    return EXIT_OF[CheckStatus.INDETERMINATE]
