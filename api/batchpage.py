"""The page of a whole package: made for what stands of its cases, and kept on this machine.

It reads every report of its package, so that it is made by few at a time, and a long one in a
process of its own: this one goes on answering others. Two who ask at once may both make it, each in
a file of its own, and either is whole. What is kept is bounded, goes with its package
(`ingest.handing.copies`), and can always be made again.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from secrets import token_hex
from threading import BoundedSemaphore
from typing import Any, NamedTuple

from anchors.limits import LIMITS
from api.principal import Principal
from api.problems import ProblemError
from api.render.html import render_batch
from api.render.seen import Seen
from api.render.summary import CaseSummary, summarise
from api.viewing import seen_as, viewer_of
from ingest.handing.copies import PAGES
from ingest.intake.apart import run_apart
from ingest.intake.errors import ApartError
from ingest.service import Service
from ingest.store.reading import PackageView, VerdictRow, last_recorded, verdicts_of
from ingest.store.reports import read_reports
from verify.codes.table import CODES
from verify.rules.elements.masks import Viewer

__all__ = ["PageOrder", "batch_page", "make_page", "write_page"]

_PAGE = 500
"""Verdicts of one look into the database."""
_PATIENCE_S = 5.0
_making = BoundedSemaphore(LIMITS.report_pages)


class _Files(NamedTuple):
    """Blobs that are held on this machine, by their digests."""

    paths: Mapping[str, Path]

    @contextmanager
    def local(self, digest: str) -> Iterator[Path]:
        """Give the file of a blob."""
        yield self.paths[digest]


class PageOrder(NamedTuple):
    """All that a page is made of; it can be sent to another process."""

    package: str
    environment: str
    viewer: Viewer
    batch: Seen
    rows: tuple[VerdictRow, ...]
    reports: Mapping[str, Path]
    """Blobs of reports by their digests, as files."""
    target: Path


def batch_page(
    service: Service,
    principal: Principal,
    package: PackageView,
    judgement: str,
    batch: dict[str, Any],
) -> Path:
    """Return the file of a package's page as a principal sees it.

    Args:
        service: database, blobs and folder.
        principal: who reads it.
        package: whose page.
        judgement: the one that was closed last.
        batch: its value.

    Raises:
        ProblemError: too many are being made, or it cannot be made for the moment.
    """
    viewer = viewer_of(principal)
    seen = seen_as(service.environment, viewer, batch, batch=True)
    with service.database.read() as connection:
        last = last_recorded(connection, package)
    kept = service.folder / PAGES
    path = kept / f"{package.id}.{judgement}.{last}.{viewer}.{seen.how}.html"
    if path.exists():
        return path
    if not _making.acquire(timeout=_PATIENCE_S):
        raise _not_now()
    try:
        kept.mkdir(exist_ok=True)
        with ExitStack() as held:
            rows = _standing(service, package, last)
            files = {
                name: held.enter_context(service.blobs.local(name))
                for name in {one.report for one in rows}
            }
            make_page(PageOrder(package.id, service.environment, viewer, seen, rows, files, path))
        _sweep(kept)
    finally:
        _making.release()
    return path


def write_page(order: PageOrder) -> None:
    """Write a page, whole or not at all.

    Raises:
        BlobStoreError: a report is something else.
    """
    seen, part = order.batch, order.target.with_name(f"{token_hex(16)}.part")
    note = seen.words["zh"] if seen.words else None
    try:
        with part.open("x", encoding="utf-8") as file:
            file.writelines(
                render_batch(
                    seen.value, _summaries(order), codes=CODES, note=note,
                    back=f"/batches/{order.package}",
                )
            )  # fmt: skip
        part.replace(order.target)
    finally:
        part.unlink(missing_ok=True)


def make_page(order: PageOrder) -> None:
    """Write a page here, or apart where it is long.

    Raises:
        ProblemError: it cannot be made for the moment.
        BlobStoreError: a report is something else.
    """
    if len(order.rows) <= LIMITS.report_page_cases:
        write_page(order)
        return
    try:
        run_apart(write_page, order, milliseconds=LIMITS.report_page_milliseconds)
    except ApartError as error:
        raise _not_now() from error


def _summaries(order: PageOrder) -> Iterator[CaseSummary]:
    for line in read_reports(_Files(order.reports), order.rows):
        seen = seen_as(order.environment, order.viewer, json.loads(line))
        href = f"/cases/{order.package}/{seen.value['case_key']}"
        yield summarise(seen.value, href=href)


def _standing(service: Service, package: PackageView, last: int) -> tuple[VerdictRow, ...]:
    """Return the current verdicts of a package.

    Raises:
        ProblemError: another was recorded meanwhile: the page would be of two judgements.
    """
    rows = tuple(_verdicts(service, package))
    with service.database.read() as connection:
        if last_recorded(connection, package) != last:
            raise _not_now()
    return rows


def _verdicts(service: Service, package: PackageView) -> Iterator[VerdictRow]:
    after = 0
    while True:
        with service.database.read() as connection:
            rows = verdicts_of(connection, package, after=after, limit=_PAGE)
        yield from rows
        if len(rows) < _PAGE:
            return
        after = rows[-1].seq


def _not_now() -> ProblemError:
    return ProblemError("http.unavailable", headers={"Retry-After": "10"})


def _sweep(kept: Path) -> None:
    """Remove the oldest pages beyond those that are kept."""
    pages = sorted(kept.glob("*.html"), key=lambda one: one.stat().st_mtime)
    for one in pages[: -LIMITS.report_pages_kept]:
        one.unlink(missing_ok=True)
