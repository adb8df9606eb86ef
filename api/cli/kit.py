"""`evidence kit`: the archive with which an expert repeats every check of one case."""

import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import typer

from api.cli.exits import files_in_reach, refuse
from api.cli.options import Lang
from api.cli.progress import progress_bar
from api.kitfiles import kit_files
from ingest.errors import KitError
from ingest.kit.archive import write_kit
from ingest.kit.collect import collect_kit
from ingest.pipeline import run_package
from ingest.runs import CheckSettings, PackageRun
from verify.findings import CheckStatus

__all__ = ["run_kit"]

EXIT_REFUSED = 1


def run_kit(package: Path, case_key: str, settings: CheckSettings, out: Path, lang: Lang) -> int:
    """Verify a package and write the kit of one case; a refused package has none."""
    with tempfile.TemporaryDirectory(prefix="evidence-") as folder, files_in_reach():
        with progress_bar() as progress:
            run = run_package(package, settings, Path(folder), progress=progress)
        if run.refused:
            return _refused(run)
        try:
            with collect_kit(package, run, case_key, settings) as kit:
                head = asdict(run.facts.head) if run.facts.head else None
                write_kit(out, kit_files(kit, head, lang), kit.plan.originals, kit.read)
        except KitError as error:
            raise refuse(f"无法生成 no kit: {error}") from error
    sys.stdout.write(f"{out}\n")
    return 0


def _refused(run: PackageRun) -> int:
    """Say why there is no kit: nothing in a refused package was judged."""
    codes = {one.code for one in run.findings if one.status is CheckStatus.FAILED}
    typer.echo(f"证据包被拒绝 package refused: {', '.join(sorted(codes))}", err=True)
    return EXIT_REFUSED
