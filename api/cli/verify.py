"""`evidence verify`: one result a file, a line of JSON or words."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import typer

from api.cli.exits import EXIT_OF, EXIT_USAGE, files_in_reach, worst_exit
from api.cli.options import Lang
from api.render.object import render_object, render_object_head
from ingest.objects import expand, readable_name, takes_covered, verify_path
from ingest.runs import CheckSettings
from verify.canonical import canonical_json
from verify.checks.covered import Covered
from verify.codes.table import CODES
from verify.context import VerificationContext
from verify.objects.result import ObjectResult
from verify.path import HelperSet
from verify.report import finding_json

__all__ = ["run_verify"]

_NOT_COVERED = "--data、--digest 不适用于证据包 --data and --digest are not for a package"


def run_verify(
    files: Iterable[Path],
    covered: Covered | None,
    settings: CheckSettings,
    helpers: HelperSet,
    *,
    lang: Lang,
    as_json: bool,
) -> int:
    """Verify every file and print one result each; return the exit code.

    A folder without files, and a container for which `--data` or `--digest` was given, have no
    result: a message says so, and the exit code is 2.
    """
    context = VerificationContext(settings.trust, settings.policy, settings.at, helpers=helpers)
    if not as_json:
        digest = None if settings.trust.empty else settings.trust.digest
        sys.stdout.write(render_object_head(settings.at.isoformat(), digest, lang))
    codes = []
    for path in _paths(files, covered):
        if path is None:
            codes.append(EXIT_USAGE)
            continue
        result = verify_path(path, covered, settings, context)
        codes.append(EXIT_OF[result.status])
        if as_json:
            sys.stdout.buffer.write(canonical_json(_line(path, result)) + b"\n")
            sys.stdout.buffer.flush()
        else:
            sys.stdout.writelines(render_object(_line(path, result), codes=CODES, lang=lang))
    return worst_exit(codes)


def _paths(files: Iterable[Path], covered: Covered | None) -> Iterator[Path | None]:
    """Yield what is to be verified; None for what cannot be, after a message that says why."""
    for file in files:
        found = False
        with files_in_reach():
            for path in expand(file):
                found = True
                if covered is None or takes_covered(path):
                    yield path
                else:
                    typer.echo(f"{_NOT_COVERED}: {path}", err=True)
                    yield None
        if not found:
            typer.echo(f"目录中没有文件 no files in folder: {file}", err=True)
            yield None


def _line(path: Path, result: ObjectResult) -> dict[str, object]:
    sub = result.sub_indication
    return {
        "file": readable_name(str(path)),
        "kind": result.kind,
        "status": result.status.value,
        "result": result.result.value,
        "sub_indication": sub.value if sub else None,
        "findings": [finding_json(one) for one in result.findings],
        "facts": dict(result.facts),
    }
