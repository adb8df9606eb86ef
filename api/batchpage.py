"""The page of a whole package: made once for a judgement, and kept on this machine.

It reads every report of its package, so that it is made by few at a time and never twice; what is
kept is bounded, and can always be made again.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from anchors.limits import LIMITS
from api.principal import Principal
from api.problems import ProblemError
from api.render.html import render_batch
from api.render.summary import CaseSummary, summarise
from api.viewing import report_as_seen, viewer_of
from ingest.service import Service
from ingest.store.reading import VerdictRow, verdicts_of
from ingest.store.reports import read_reports
from verify.codes.table import CODES

__all__ = ["batch_page"]

_PAGE = 500
"""Verdicts of one look into the database."""
_PATIENCE_S = 5.0
_making = BoundedSemaphore(LIMITS.report_pages)


def batch_page(
    service: Service, principal: Principal, package: str, judgement: str, batch: dict[str, Any]
) -> Path:
    """Return the file of a package's page as a principal sees it.

    Args:
        service: database, blobs and folder.
        principal: who reads it.
        package: our id.
        judgement: the last one that was closed.
        batch: its value.

    Raises:
        ProblemError: too many are being made.
    """
    seen = report_as_seen(service, principal, batch, batch=True)
    kept = service.folder / "pages"
    path = kept / f"{judgement}.{viewer_of(principal)}.{seen.how}.html"
    if path.exists():
        return path
    if not _making.acquire(timeout=_PATIENCE_S):
        raise ProblemError("http.unavailable", headers={"Retry-After": "10"})
    try:
        kept.mkdir(exist_ok=True)
        part = path.with_suffix(".part")
        note = seen.words["zh"] if seen.words else None
        summaries = _summaries(service, principal, package)
        with part.open("w", encoding="utf-8") as file:
            file.writelines(render_batch(seen.value, summaries, codes=CODES, note=note))
        part.replace(path)
        _sweep(kept)
    finally:
        _making.release()
    return path


def _summaries(service: Service, principal: Principal, package: str) -> Iterator[CaseSummary]:
    for line in read_reports(service.blobs, _verdicts(service, package)):
        seen = report_as_seen(service, principal, json.loads(line))
        href = f"/cases/{package}/{seen.value['case_key']}"
        yield summarise(seen.value, href=href)


def _verdicts(service: Service, package: str) -> Iterator[VerdictRow]:
    after = 0
    while True:
        with service.database.read() as connection:
            rows = verdicts_of(connection, package, after=after, limit=_PAGE)
        yield from rows
        if len(rows) < _PAGE:
            return
        after = rows[-1].seq


def _sweep(kept: Path) -> None:
    """Remove the oldest pages beyond those that are kept."""
    pages = sorted(kept.glob("*.html"), key=lambda one: one.stat().st_mtime)
    for one in pages[: -LIMITS.report_pages_kept]:
        one.unlink(missing_ok=True)
