"""What `check` writes: one batch value, reports streamed from the spool, pages by the case."""

import json
import multiprocessing
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from api.cli.options import Lang
from api.render.summary import CaseSummary, summarise
from ingest.handoffs import handoff_path
from ingest.issued import ASIDE, FILE, write_issued
from ingest.runs import PackageRun
from verify.canonical import canonical_json
from verify.codes.table import CODES

__all__ = [
    "clear_reports",
    "json_chunks",
    "reports_in",
    "summaries",
    "write_reports",
]

_REPORTS = ("report.json", "report.html", "report.txt")
_PAGE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\.(json|html)", re.ASCII)
"""A case key with one of our endings (formats, Case line): only these are ours to remove."""
_FOLDERS = ("cases", "handoff")


def json_chunks(batch: dict[str, Any], reports: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the canonical JSON of the batch with its reports, never all at once."""
    yield b"{"
    for place, key in enumerate(sorted((*batch, "reports"))):
        yield (b"," if place else b"") + canonical_json(key) + b":"
        if key == "reports":
            yield from _array(reports)
        else:
            yield canonical_json(batch[key])
    yield b"}"


def _array(values: Iterable[bytes]) -> Iterator[bytes]:
    yield b"["
    for place, value in enumerate(values):
        yield (b"," if place else b"") + value
    yield b"]"


def summaries(run: PackageRun, *, pages: bool = False) -> Iterator[CaseSummary]:
    """Yield what the batch page needs of each report, read from the spool one by one."""
    for line in run.report_lines():
        report = json.loads(line)
        href = f"cases/{report['case_key']}.html" if pages else None
        yield summarise(report, href=href)


def clear_reports(out: Path) -> None:
    """Make the folder for reports, without those of an earlier run: they would be taken for ours.

    Raises:
        OSError: it cannot be made, or what is in the way cannot be removed.
    """
    for name in _FOLDERS:
        (out / name).mkdir(parents=True, exist_ok=True)
    for path in reports_in(out):
        path.unlink(missing_ok=True)


def reports_in(out: Path) -> list[Path]:
    """Return every file of a folder of reports that is ours, and nobody else's."""
    found = [out / name for name in (*_REPORTS, FILE)]
    for name in _FOLDERS:
        if (out / name).is_dir():
            found += [path for path in (out / name).iterdir() if _PAGE.fullmatch(path.name)]
    return found


def write_reports(run: PackageRun, batch: dict[str, Any], out: Path, lang: Lang, jobs: int) -> None:
    """Write the reports of the batch, and a page, a value and a hand-off object for each case."""
    if run.issued is not None:
        write_issued(out, run.issued)
    from api.render.html import render_batch  # noqa: PLC0415 - jinja2
    from api.render.text import render_text  # noqa: PLC0415

    with (out / "report.json").open("wb") as file:
        file.writelines(json_chunks(batch, run.report_lines()))
        file.write(b"\n")
    with (out / "report.txt").open("w", encoding="utf-8") as text:
        text.writelines(render_text(batch, summaries(run), codes=CODES, lang=lang))
    with (out / "report.html").open("w", encoding="utf-8") as page:
        page.writelines(render_batch(batch, summaries(run, pages=True), codes=CODES, lang=lang))
    write = partial(_write_cases, out=out, lang=lang, head=batch["package"]["head"])
    if jobs <= 1 or len(run.spool) <= 1:
        for path in run.spool:
            write(path)
        return
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork")) as pool:
        list(pool.map(write, run.spool))


def _superseded(out: Path, number: int, name: str) -> str | None:
    """Return the verdict that a hand-off object takes the place of; None of the first."""
    before = out / ASIDE / str(number - 1) / "handoff" / name
    try:
        found = json.loads(before.read_bytes())["verdict_id"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if isinstance(found, str) else None


def _write_cases(path: Path, out: Path, lang: Lang, head: dict[str, Any] | None) -> None:
    from api.render.html import render_case  # noqa: PLC0415 - jinja2

    with path.open("rb") as lines:
        for line in lines:
            report = json.loads(line)
            name = report["case_key"]
            (out / "cases" / f"{name}.json").write_bytes(line)
            page = render_case(report, codes=CODES, lang=lang, head=head)
            (out / "cases" / f"{name}.html").write_text(page, encoding="utf-8")
    _write_handoffs(handoff_path(path), out / "handoff")


def _write_handoffs(spooled: Path, out: Path) -> None:
    """Write the hand-off object of each case, and which one it takes the place of."""
    if spooled.exists():
        with spooled.open("rb") as lines:
            for line in lines:
                value = json.loads(line)
                name = f"{value['case_key']}.json"
                value["supersedes"] = _superseded(out.parent, value["judgement_no"], name)
                (out / name).write_bytes(canonical_json(value) + b"\n")
