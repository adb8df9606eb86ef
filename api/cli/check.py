"""`evidence check`: a package in, reports out; text on standard output, or JSON alone."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from api.cli.exits import exit_of, files_in_reach, refuse
from api.cli.judgements import kept_aside
from api.cli.options import Lang
from api.cli.output import clear_reports, json_chunks, summaries, write_reports
from api.cli.progress import progress_bar
from ingest.batchvalue import batch_value
from ingest.errors import FactsError, MemoryFileError
from ingest.facts import clear_facts
from ingest.memory import CaseMemory
from ingest.pipeline import run_package
from ingest.replay import replay_facts
from ingest.runs import CheckSettings, PackageRun

__all__ = ["Wanted", "check_into", "run_check", "run_replay"]


class Wanted(NamedTuple):
    """What is to come out of a run."""

    lang: Lang
    as_json: bool = False
    out: Path | None = None
    """Folder of the reports."""
    memory: Path | None = None


def run_check(package: Path, settings: CheckSettings, wanted: Wanted) -> int:
    """Verify a package, write what was asked for, and return the exit code."""
    out = wanted.out
    facts = out / "facts" if out is not None else None
    with kept_aside(out) as previous, tempfile.TemporaryDirectory(prefix="evidence-") as folder:
        settings = settings._replace(previous=previous)
        with files_in_reach(), _remembering(wanted.memory) as earlier, progress_bar() as progress:
            if out is not None and facts is not None:
                clear_reports(out)
                clear_facts(facts)
            run = run_package(
                package, settings, Path(folder), facts=facts, progress=progress, memory=earlier,
                handoffs=out is not None,
            )  # fmt: skip
        return _report(run, settings, wanted)


def check_into(package: Path, settings: CheckSettings, out: Path, lang: Lang) -> PackageRun:
    """Verify a package and leave its reports in `out`, without a word on standard output."""
    with kept_aside(out) as previous, tempfile.TemporaryDirectory(prefix="evidence-") as folder:
        clear_reports(out)
        settings = settings._replace(previous=previous)
        run = run_package(package, settings, Path(folder), handoffs=True)
        write_reports(run, batch_value(run, settings), out, lang, settings.jobs)
    return run


@contextmanager
def _remembering(path: Path | None) -> Iterator[CaseMemory | None]:
    """Open the memory of earlier packages, where one is given; what is none ends with exit 2."""
    if path is None:
        yield None
        return
    from ingest.memoryfile import MemoryFile  # noqa: PLC0415 - most runs have none

    try:
        with MemoryFile(path) as memory:
            yield memory
    except MemoryFileError as error:
        raise refuse(f"记录不可用 memory refused: {error}") from error


def run_replay(facts: Path, settings: CheckSettings, wanted: Wanted) -> int:
    """Judge stored facts again, write what was asked for, and return the exit code."""
    aside = kept_aside(wanted.out, but=facts)
    with aside as previous, tempfile.TemporaryDirectory(prefix="evidence-") as folder:
        settings = settings._replace(previous=previous)
        try:
            run = replay_facts(facts, settings, Path(folder), handoffs=wanted.out is not None)
        except (FactsError, OSError) as error:
            raise refuse(f"事实不可用 facts refused: {error}") from error
        return _report(run, settings, wanted)


def _report(run: PackageRun, settings: CheckSettings, wanted: Wanted) -> int:
    """Write and print what was asked for; return the exit code."""
    batch = batch_value(run, settings)
    if wanted.out is not None:
        with files_in_reach():
            clear_reports(wanted.out)
            write_reports(run, batch, wanted.out, wanted.lang, settings.jobs)
    if wanted.as_json:
        for chunk in json_chunks(batch, run.report_lines()):
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.write(b"\n")
    else:
        sys.stdout.writelines(_text(run, batch, wanted.lang))
    sys.stdout.flush()
    return exit_of(run)


def _text(run: PackageRun, batch: dict[str, Any], lang: Lang) -> Iterator[str]:
    from api.render.text import render_text  # noqa: PLC0415 - not needed for JSON
    from verify.codes.table import CODES  # noqa: PLC0415

    return render_text(batch, summaries(run), codes=CODES, lang=lang)
