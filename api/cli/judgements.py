"""A folder of reports keeps every judgement of its package: the last in front, the others aside.

DIR/report.html …          the judgement that is current
DIR/judgements/1/ …        the one before it, as it was issued
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api.cli.output import reports_in
from ingest.facts import facts_in
from ingest.issued import ASIDE, Issued, read_issued

__all__ = ["kept_aside"]

_WRITTEN = "report.json"
"""Is there once a run has come to its end, be the package refused or not."""


@contextmanager
def kept_aside(out: Path | None, *, but: Path | None = None) -> Iterator[Issued | None]:
    """Put the judgement that lies in `out` aside, and give it to be followed.

    Afterwards it stays aside where another judgement of the same package took its place; the very
    same judgement, or one of another package, takes its place for good. Where none was made, it
    comes back. What is not ours is not touched. `but` stays: the facts that are judged again.
    """
    if out is not None:
        _recover(out)
    previous = None if out is None else read_issued(out)
    if out is None or previous is None:
        yield None
        return
    aside = out / ASIDE / str(previous.no)
    facts = out / "facts"
    again = but is not None and facts.resolve() == but.resolve()
    _move([*reports_in(out), *([] if again else facts_in(facts))], out, aside)
    try:
        yield previous
    finally:
        _settle(out, aside, previous)


def _recover(out: Path) -> None:
    """Bring back the last judgement where a run was killed before there was another."""
    aside = [one for one in (out / ASIDE).glob("*") if one.name.isdecimal()]
    if aside and not (out / _WRITTEN).exists():
        last = max(aside, key=lambda one: int(one.name))
        _move([path for path in last.rglob("*") if path.is_file()], last, out)
        shutil.rmtree(last)


def _settle(out: Path, aside: Path, previous: Issued) -> None:
    """Leave what was put aside where a later judgement stands in its place, else undo it."""
    now = read_issued(out)
    if now is not None and now.package_digest == previous.package_digest and now.no > previous.no:
        return
    if not (out / _WRITTEN).exists():
        _move([path for path in aside.rglob("*") if path.is_file()], aside, out)
    shutil.rmtree(aside)
    if not any(aside.parent.iterdir()):
        aside.parent.rmdir()


def _move(files: list[Path], source: Path, target: Path) -> None:
    for path in files:
        if path.exists():
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)
