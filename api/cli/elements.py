"""`evidence check 要素列表.xlsx`: an element list read, packed and judged in one go.

Where the list has a fault, every fault is told by its cell, and nothing is judged.
"""

import tempfile
from pathlib import Path

import typer

from api.cli.check import Wanted, run_check
from api.cli.exits import files_in_reach
from api.cli.pack import (
    elements_exit,
    outcome_value,
    pack_options,
    print_faults,
    print_outcome,
)
from ingest.adapters.elements.pack import pack_elements
from ingest.runs import CheckSettings
from verify.canonical import canonical_json

__all__ = ["check_elements"]


def check_elements(
    elements: Path,
    attachments: Path | None,
    mark: Path | None,
    settings: CheckSettings,
    wanted: Wanted,
) -> int:
    """Judge what an element list and its attachments say; return the exit code."""
    environment = settings.trust.environment or "production"
    audience = settings.trust.audience or "gzinternetcourt"
    options = pack_options(audience=audience, environment=environment, now=settings.at)
    with tempfile.TemporaryDirectory(prefix="evidence-") as folder:
        package = Path(folder) / "package.zip"
        with files_in_reach():
            outcome = pack_elements(elements, attachments, package, options, mark=mark)
        if outcome.package is not None:
            if not wanted.as_json:
                print_faults(outcome, wanted.lang)
            return run_check(outcome.package, settings, wanted)
    if wanted.as_json:
        typer.echo(canonical_json(outcome_value(outcome)).decode())
    else:
        print_outcome(outcome, wanted.lang)
    return elements_exit(outcome)
