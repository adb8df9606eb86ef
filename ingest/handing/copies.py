"""What a machine keeps of packages beside the store: pages and kits, personal data as they are.

A page goes when its package does. A kit, or a page that is being written, goes with who asked for
it; where that process died meanwhile, what it left goes once nobody can be at it any more.
"""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from ingest.service import Service
from ingest.store.standing import standing_packages

__all__ = ["KIT", "PAGES", "sweep_copies"]

KIT = "kit-"
"""What begins the name of a kit that is being made or sent."""
PAGES = "pages"
"""The folder of pages; a page's name begins with its package."""
_LEFT = timedelta(hours=6)
"""Longer than a kit is made and sent to whoever reads slowly."""


def sweep_copies(service: Service) -> None:
    """Remove this machine's pages of packages that are gone, and what dead processes left."""
    pages = {path: path.name.partition(".")[0] for path in service.folder.glob(f"{PAGES}/*.html")}
    with service.database.read() as connection:
        there = standing_packages(connection, set(pages.values()))
    for path in [one for one, package in pages.items() if package not in there]:
        path.unlink(missing_ok=True)
    for path in _left(service.folder):
        path.unlink(missing_ok=True)


def _left(folder: Path) -> Iterator[Path]:
    oldest = time.time() - _LEFT.total_seconds()
    for path in (*folder.glob(f"{KIT}*.zip"), *folder.glob(f"{PAGES}/*.part")):
        try:
            if path.lstat().st_mtime < oldest:
                yield path
        except FileNotFoundError:
            continue
