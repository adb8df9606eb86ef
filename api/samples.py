"""Samples of a sandbox as files: made when they are asked for, one at a time, and kept a while.

Making one takes about two seconds of a process of its own, so that the server is not as large as
all that it is made with; so many as are kept cost nothing more.
"""

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from functools import cache
from pathlib import Path
from secrets import token_hex
from types import MappingProxyType
from typing import Any, NamedTuple

from anchors.limits import LIMITS
from ingest.intake.apart import run_apart

__all__ = ["COURT_PROFILES", "UNDESIGNATED", "Sample", "SampleShelf"]

UNDESIGNATED = "undesignated"
COURT_PROFILES: Mapping[str, tuple[str, str]] = MappingProxyType({
    "": ("默认：含一项指定管辖（虚构）", "the default, with a designation, which is fictional"),
    UNDESIGNATED: (
        "没有指定管辖：2025年11月1日起收到的，管辖待认定",
        "no designation: jurisdiction over what came since 2025-11-01 is for a person",
    ),
})  # fmt: skip
"""What `Sandbox-Court-Profile` may name, and what each is."""


class Sample(NamedTuple):
    """One thing to be tried; fields as of `fixtures.showcase.Sample`."""

    name: str
    kind: str
    zh: str
    en: str
    received_at: datetime
    result: str
    codes: tuple[str, ...]
    number: int


class SampleShelf:
    """Where samples are kept: in a folder of this machine, whichever process made them."""

    def __init__(self, folder: Path, run: Callable[..., Any] = run_apart) -> None:
        """Keep samples below a folder, made by what calls a function; nothing is made yet."""
        self._folder = folder / "samples"
        self._run = run
        self._making = threading.Lock()

    def listed(self) -> Mapping[str, Sample]:
        """Return what there is, by its name."""
        with self._making:
            return _listed(self._run)

    def read(self, name: str, copy: int, filed: date | None) -> bytes:
        """Return a sample; arguments as of `make_sample`.

        Raises:
            KeyError: there is none of this name.
        """
        path = self._folder / f"{self.listed()[name].number}.{copy}.{filed}"
        with self._making:
            with suppress(FileNotFoundError):
                return path.read_bytes()
            most = LIMITS.sample_milliseconds
            made: bytes = self._run(_made, name, copy, filed, milliseconds=most)
            self._keep(path, made)
            return made

    def _keep(self, path: Path, octets: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        kept = sorted(self._folder.iterdir(), key=_written)
        for old in kept[: max(0, len(kept) + 1 - LIMITS.samples_kept)]:
            old.unlink(missing_ok=True)
        draft = path.with_name(f".{token_hex(8)}")
        draft.write_bytes(octets)
        draft.replace(path)


def _written(path: Path) -> int:
    """Return when a file was written; one that another process removes was written long ago."""
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


@cache
def _listed(run: Callable[..., list[Sample]]) -> Mapping[str, Sample]:
    rows = run(_samples, milliseconds=LIMITS.sample_milliseconds)
    return MappingProxyType({row.name: row for row in rows})


def _samples() -> list[Sample]:
    from fixtures.showcase import samples  # noqa: PLC0415 - extra [sandbox]

    return [
        Sample(**{name: getattr(row, name) for name in Sample._fields})
        for row in samples().values()
    ]


def _made(name: str, copy: int, filed: date | None) -> bytes:
    from fixtures.showcase import make_sample  # noqa: PLC0415 - extra [sandbox]

    return make_sample(name, copy=copy, filed=filed)
