"""The text form of `bagit.txt` and `bag-info.txt` (RFC 8493 2.1.1, 2.2.2): `Label: value`."""

from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Label", "read_labels"]


class Label(NamedTuple):
    """One metadata element of `bagit.txt` or `bag-info.txt`."""

    name: str
    value: str


def read_labels(text: str) -> Iterator[Label | str]:
    """Yield the metadata elements in order; a line that is none is yielded as it stands.

    A line that begins with a blank continues the value before it.
    """
    pending: Label | None = None
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if pending is not None and line[:1] in {" ", "\t"}:
            pending = Label(pending.name, f"{pending.value} {line.strip()}")
            continue
        if pending is not None:
            yield pending
            pending = None
        name, colon, value = line.partition(":")
        if colon and name.strip():
            pending = Label(name.strip(), value.strip())
        elif line.strip():
            yield line
    if pending is not None:
        yield pending
