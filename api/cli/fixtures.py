"""`evidence fixtures`: a package of any size from the fake outside world."""

from pathlib import Path

import typer

from api.cli.exits import files_in_reach, refuse
from verify.canonical import rfc3339

__all__ = ["run_fixtures"]

PACKAGE = "package.zip"
TRUST = "trust"


def run_fixtures(out: str, *, cases: int, item_size: int, seed: int) -> int:
    """Write a package and the trust directory that accepts it; return the exit code."""
    try:
        from fixtures.package import write_package, write_trust  # noqa: PLC0415 - extra [sandbox]
        from fixtures.world import RECEIVED_AT  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise refuse(f"缺少组件 missing extra [sandbox]: {error.name}") from error
    folder = Path(out)
    with files_in_reach():
        folder.mkdir(parents=True, exist_ok=True)
        write_package(folder / PACKAGE, cases=cases, item_size=item_size, seed=seed)
        write_trust(folder / TRUST, seed=seed)
    at = rfc3339(RECEIVED_AT)
    typer.echo(f"evidence check {folder / PACKAGE} --trust {folder / TRUST} --at {at}")
    return 0
