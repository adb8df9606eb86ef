"""`evidence fixtures`: a package of any size from the fake outside world."""

from pathlib import Path

import typer

from api.cli.exits import files_in_reach, refuse
from verify.canonical import rfc3339

__all__ = ["run_fixtures"]

PACKAGE = "package.zip"
TRUST = "trust"
DECISIONS = "decisions"


def run_fixtures(out: str, *, cases: int, item_size: int, seed: int) -> int:
    """Write a package, the trust directory that accepts it and the court's standing decisions."""
    try:
        from fixtures.cases import make_sender  # noqa: PLC0415 - extra [sandbox]
        from fixtures.package import write_package, write_trust  # noqa: PLC0415
        from fixtures.scenarios.drafting import standing_decisions  # noqa: PLC0415
        from fixtures.scenarios.index import write_court, write_decisions  # noqa: PLC0415
        from fixtures.world import RECEIVED_AT, world  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise refuse(f"缺少组件 missing extra [sandbox]: {error.name}") from error
    folder = Path(out)
    with files_in_reach():
        folder.mkdir(parents=True, exist_ok=True)
        write_package(folder / PACKAGE, cases=cases, item_size=item_size, seed=seed)
        write_trust(folder / TRUST, seed=seed)
        made = standing_decisions(make_sender(world(seed), 0, 0, item_size))
        write_decisions(made, world(seed).court, folder / DECISIONS)
        write_court(world(seed).court, folder)
    at = rfc3339(RECEIVED_AT)
    typer.echo(
        f"evidence check {folder / PACKAGE} --trust {folder / TRUST}"
        f" --decisions {folder / DECISIONS} --at {at}"
    )
    return 0
