"""`evidence check` of a platform's own package: the integrity of its items, and nothing admitted.

There is no element list in it, so that no case is judged and there is no report folder: what
`evidence verify` says of it is all there is.
"""

from pathlib import Path

from api.cli.check import Wanted
from api.cli.exits import files_in_reach, refuse
from api.cli.verify import run_verify
from ingest.foreign import foreign_form
from ingest.runs import CheckSettings
from verify.path import HelperSet

__all__ = ["check_foreign", "is_foreign"]

_NO_REPORTS = (
    "存证平台自有格式的压缩包没有案件，只核验完整性，不能用 --out、--memory。"
    " a platform's own package has no cases: --out and --memory are not for it"
)


def is_foreign(package: Path) -> bool:
    """Whether a path is a package in a platform's own form."""
    if not package.exists():
        return False
    with files_in_reach():
        return foreign_form(package) is not None


def check_foreign(package: Path, settings: CheckSettings, wanted: Wanted) -> int:
    """Judge the items of a foreign package, print the result, and return the exit code."""
    if wanted.out is not None or wanted.memory is not None:
        raise refuse(_NO_REPORTS)
    return run_verify(
        [package], None, settings, HelperSet.EMPTY, lang=wanted.lang, as_json=wanted.as_json
    )
