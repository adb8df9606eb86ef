"""`evidence trust export` and `import`: the newest version as a directory, and the next one."""

from pathlib import Path

import typer

from api.cli.exits import refuse
from api.cli.stores import Stores, open_stores
from api.settings import Settings
from api.wiring import now
from ingest.sources.keeper import StoredTrust
from ingest.trust import read_trust_directory
from verify.errors import TrustError
from verify.trust import TrustStore

__all__ = ["run_export", "run_import"]


def run_export(folder: Path, settings: Settings) -> int:
    """Write every file of the newest version into a new folder."""
    with open_stores(settings) as stores:
        kept = _kept(stores, settings)
        files, store = kept.files(), kept.current()
        try:
            folder.mkdir(mode=0o700, parents=True)
        except FileExistsError:
            raise refuse(f"目录已存在 it is there already: {folder}") from None
        for name, octets in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(octets)
    typer.echo(_told(store))
    return 0


def run_import(folder: Path, settings: Settings) -> int:
    """Adopt a directory as the next version; exit 2 where it does not follow the newest."""
    with open_stores(settings) as stores:
        try:
            store = _kept(stores, settings).adopt(read_trust_directory(folder))
        except (TrustError, OSError) as error:
            raise refuse(f"信任清单不可采用 not adopted: {error}") from error
    typer.echo(_told(store))
    return 0


def _kept(stores: Stores, settings: Settings) -> StoredTrust:
    return StoredTrust(stores.database, stores.blobs, settings.environment, now)


def _told(store: TrustStore) -> str:
    return f"信任清单 trust directory: version {store.sequence}, sha256 {store.digest}"
