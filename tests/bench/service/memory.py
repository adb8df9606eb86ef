"""The most memory that the processes of a server take together, what they share counted once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

from tests.services.gateway import Gateway

__all__ = ["peak_of"]

_LOOK_SECONDS = 0.2


@contextmanager
def peak_of(gateway: Gateway) -> Iterator[Callable[[], float]]:
    """Look while the block runs; gives what says the most that was seen, in MB."""
    over, seen = Event(), [_taken(gateway)]

    def look() -> None:
        while not over.wait(_LOOK_SECONDS):
            seen.append(_taken(gateway))

    looking = Thread(target=look)
    looking.start()
    try:
        yield lambda: max(seen)
    finally:
        over.set()
        looking.join()


def _taken(gateway: Gateway) -> float:
    return sum(map(_share, _family(Path(f"/proc/{gateway.process.pid}")))) / 1024


def _family(process: Path) -> Iterator[Path]:
    """Yield a process and everything that it, or what it began, has begun."""
    yield process
    for thread in process.glob("task/*/children"):
        with suppress(FileNotFoundError, ProcessLookupError):
            for child in thread.read_text("ascii").split():
                yield from _family(process.parent / child)


def _share(process: Path) -> int:
    """Return the proportional set size of a process in kB: of what is shared, its share."""
    try:
        lines = (process / "smaps_rollup").read_text("ascii").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
