"""`evidence verify`: one line a file, JSON or words."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import typer

from api.cli.exits import EXIT_OF, EXIT_USAGE, files_in_reach, worst_exit
from api.cli.options import Lang
from api.render.visible import visible
from ingest.objects import expand, readable_name, takes_covered, verify_path
from ingest.pipeline import CheckSettings
from verify.canonical import canonical_json, rfc3339
from verify.checks.covered import Covered
from verify.codes.table import CODES
from verify.context import VerificationContext
from verify.findings import CheckStatus, Finding
from verify.objects.result import ObjectResult
from verify.path import HelperSet
from verify.report import finding_json

__all__ = ["run_verify"]

_NOT_COVERED = "--data、--digest 不适用于证据包 --data and --digest are not for a package"

_WORDS = {
    CheckStatus.PASSED: ("核验一致", "consistent"),
    CheckStatus.FAILED: ("核验未通过", "did not verify"),
    CheckStatus.INDETERMINATE: ("无法核验", "cannot be verified"),
}


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
        sys.stdout.write(_head(settings, lang))
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
            sys.stdout.write(_text(path, result, lang))
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


def _head(settings: CheckSettings, lang: Lang) -> str:
    at = rfc3339(settings.at)
    trust = settings.trust.digest[:16]
    if lang == "en":
        said = "nothing is trusted (no --trust)" if settings.trust.empty else f"trust {trust}…"
        return f"Not issued by a court. Validation time {at}; {said}.\n"
    said = "未提供信任库，不信任任何根证书" if settings.trust.empty else f"信任库 {trust}…"
    return f"非法院出具。核验时间 {at}；{said}。\n"


def _text(path: Path, result: ObjectResult, lang: Lang) -> str:
    word = _WORDS[result.status][lang == "en"]
    lines = [f"{word}  {visible(readable_name(str(path)))}  ({result.kind})"]
    lines += [_finding(one, lang) for one in result.findings]
    return "\n".join(lines) + "\n"


def _finding(one: Finding, lang: Lang) -> str:
    row = CODES[one.code]
    seen = f" [{visible(one.observed)}]" if one.observed else ""
    return f"    {row.zh if lang == 'zh' else row.en}{seen}  ({one.code}; {row.rule})"
