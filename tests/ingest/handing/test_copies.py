"""What a machine keeps of packages beside the store goes with them."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from ingest.handing.copies import KIT, PAGES, sweep_copies
from ingest.service import Service
from ingest.store.schema import METADATA
from tests.services.app import open_service
from tests.services.rows import add_package

_WEEK_S = 7 * 86_400


@pytest.fixture(name="service")
def _service(tmp_path: Path) -> Iterator[Service]:
    with open_service(tmp_path) as service:
        yield service


def _leave(service: Service, *names: str) -> list[Path]:
    paths = [service.folder / name for name in names]
    for path in paths:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"personal")
    return paths


def test_a_page_goes_with_its_package(service: Service) -> None:
    there, gone = add_package(service), add_package(service)
    table = METADATA.tables["package"]
    with service.database.write() as connection:
        connection.execute(update(table).where(table.c.id == gone).values(state="deleted"))
    pages = _leave(service, *(f"{PAGES}/{one}.jud-1.7.judge.whole.html" for one in (there, gone)))
    sweep_copies(service)
    assert [page.exists() for page in pages] == [True, False]


@pytest.mark.parametrize("name", [f"{KIT}x.zip", f"{PAGES}/0123.part"])
def test_what_a_process_left_goes_once_nobody_is_at_it(service: Service, name: str) -> None:
    (path,) = _leave(service, name)
    sweep_copies(service)
    assert path.exists()
    old = time.time() - _WEEK_S
    os.utime(path, (old, old))
    sweep_copies(service)
    assert not path.exists()
