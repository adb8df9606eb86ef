"""Exit codes from results (formats, Command line): the first present of 5, 2, 1, 4, 3, 0."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from verify.findings import CheckStatus

__all__ = [
    "EXIT_INTERNAL", "EXIT_OF", "EXIT_USAGE", "files_in_reach", "refuse", "worst_exit",
]  # fmt: skip

EXIT_USAGE = 2
EXIT_INTERNAL = 5
EXIT_OF = {CheckStatus.PASSED: 0, CheckStatus.FAILED: 1, CheckStatus.INDETERMINATE: 4}

_ORDER = (EXIT_INTERNAL, EXIT_USAGE, 1, 4, 3, 0)


def worst_exit(codes: list[int]) -> int:
    """Return the first present of the order; 0 of none."""
    return next((code for code in _ORDER if code in codes), 0)


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
