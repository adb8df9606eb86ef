"""A folder of reports keeps every judgement of its package: the last in front, the others aside.

DIR/report.html …          the judgement that is current
DIR/judgements/1/ …        the one before it, as it was issued
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.issued import FILE, Issued, read_issued

__all__ = ["kept_aside", "superseded"]

_ASIDE = "judgements"
_WRITTEN = "report.json"
"""Is there once a run has come to its end, be the package refused or not."""
_PARTS = ("report.json", "report.html", "report.txt", "cases", "handoff", "facts", FILE)


@contextmanager
def kept_aside(out: Path | None, *, but: Path | None = None) -> Iterator[Issued | None]:
    """Put the judgement that lies in `out` aside, and give it to be followed.

    Afterwards it stays aside where another judgement of the same package took its place; the very
    same judgement, or one of another package, takes its place for good. Where none was made, it
    comes back. `but` is not moved: the facts that are judged again.
    """
    previous = None if out is None else read_issued(out)
    if out is None or previous is None:
        yield None
        return
    aside = out / _ASIDE / str(previous.no)
    moved = [out / name for name in _PARTS if (out / name).exists()]
    if but is not None:
        moved = [one for one in moved if one.resolve() != but.resolve()]
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    for one in moved:
        one.rename(aside / one.name)
    try:
        yield previous
    finally:
        _settle(out, aside, previous)


def _settle(out: Path, aside: Path, previous: Issued) -> None:
    """Leave what was put aside where a later judgement stands in its place, else undo it."""
    now = read_issued(out)
    if now is not None and now.package_digest == previous.package_digest and now.no > previous.no:
        return
    if not (out / _WRITTEN).exists():
        for one in aside.iterdir():
            _remove(out / one.name)
            one.rename(out / one.name)
    shutil.rmtree(aside)
    if not any(aside.parent.iterdir()):
        aside.parent.rmdir()


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def superseded(out: Path, number: int, name: str) -> str | None:
    """Return the verdict that a hand-off object takes the place of; None of the first."""
    before = out / _ASIDE / str(number - 1) / "handoff" / name
    try:
        found = json.loads(before.read_bytes())["verdict_id"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if isinstance(found, str) else None
