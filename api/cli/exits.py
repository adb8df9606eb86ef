"""Exit codes from results (formats, Command line): the first present of 5, 2, 1, 4, 3, 0."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from verify.findings import CheckStatus

if TYPE_CHECKING:
    from ingest.runs import PackageRun

__all__ = [
    "EXIT_INTERNAL", "EXIT_OF", "EXIT_PERSON", "EXIT_USAGE", "exit_of", "exit_of_routes",
    "files_in_reach", "refuse", "worst_exit",
]  # fmt: skip

EXIT_USAGE = 2
EXIT_INTERNAL = 5
EXIT_OF = {CheckStatus.PASSED: 0, CheckStatus.FAILED: 1, CheckStatus.INDETERMINATE: 4}
EXIT_PERSON = 3
"""A person has to act: the sender, the clerk or the judge."""
_EXIT_OF_ROUTE = {"BATCH_ODR": 0, "HOLD": 1}

_ORDER = (EXIT_INTERNAL, EXIT_USAGE, 1, 4, 3, 0)


def worst_exit(codes: list[int]) -> int:
    """Return the first present of the order; 0 of none."""
    return next((code for code in _ORDER if code in codes), 0)


def exit_of(run: "PackageRun") -> int:
    """Return the exit code of a package: of its verdicts alone, where its cases have any."""
    from ingest.objects import package_result  # noqa: PLC0415 - start-up

    if run.refused or run.admission is None:
        return EXIT_OF[package_result(run)[0]]
    return exit_of_routes(run.admission.tally.routes(), is_whole=not run.shards_rotten)


def exit_of_routes(routes: Collection[str], *, is_whole: bool = True) -> int:
    """Return the exit code of verdicts; `is_whole` where no case is without."""
    codes = [_EXIT_OF_ROUTE.get(route, EXIT_PERSON) for route in routes]
    unread = [] if routes and is_whole else [EXIT_OF[CheckStatus.INDETERMINATE]]
    return worst_exit([*codes, *unread])


def refuse(message: str) -> typer.Exit:
    """Say what cannot be used, and return what ends the command with exit 2."""
    typer.echo(message, err=True)
    return typer.Exit(EXIT_USAGE)


@contextmanager
def files_in_reach() -> Iterator[None]:
    """End with exit 2 where a path that was given can be neither read nor written."""
    try:
        yield
    except OSError as error:
        raise refuse(f"无法读写 cannot read or write: {error}") from error
