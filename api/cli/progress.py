"""A progress bar on standard error, where that is a terminal; elsewhere nothing, or lines."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

__all__ = ["progress_bar", "progress_lines"]

_EVERY_S = 5.0


@contextmanager
def progress_bar(words: str = "核验 verifying") -> Iterator[Callable[[int, int], None] | None]:
    """Yield what is called with shards done and in all, or None where nobody looks."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - start-up
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (TextColumn(words), BarColumn(), MofNCompleteColumn())
    # Without its refresh thread: worker processes are forked while the bar is shown.
    with Progress(*columns, console=Console(stderr=True), auto_refresh=False) as bar:
        task = bar.add_task("")

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, refresh=True)

        yield show


@contextmanager
def progress_lines(words: str, every_s: float = _EVERY_S) -> Iterator[Callable[[int, int], None]]:
    """Yield what shows a bar, or where there is no terminal tells a line every few seconds."""
    with progress_bar(words) as bar:
        yield bar or _line_now_and_then(words, every_s)


def _line_now_and_then(words: str, every_s: float) -> Callable[[int, int], None]:
    told = time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal told
        if time.monotonic() - told >= every_s:
            told = time.monotonic()
            typer.echo(f"{words} {done} / {total}", err=True)

    return tell
