"""Which columns name blobs: the one list that both a backup and a deletion go by."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from ingest.store.blobkeys import is_digest

__all__ = ["NAMING", "digests_in"]

NAMING: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "package": ("source",), "upload": ("tags",), "judgement": ("summary", "files", "inputs"),
    "verdict": ("report", "handoff"), "handoff": ("body",), "trust_version": ("files",),
    "attempt": ("result",),
})  # fmt: skip
"""Columns that name blobs, by table: a digest, or a value with digests in it."""
_ELSEWHERE = frozenset({"trust", "rules", "decisions", "cases"})
"""Of a judgement's inputs, what is no blob: versions of trust, this program, rows of decisions."""


def digests_in(value: object) -> Iterator[str]:
    """Yield every digest of a blob in a value of such a column, at any depth."""
    if isinstance(value, str):
        yield from [value] if is_digest(value) else []
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield from digests_in(one) if name not in _ELSEWHERE else ()
    elif isinstance(value, list | tuple):
        for one in value:
            yield from digests_in(one)
