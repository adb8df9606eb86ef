"""`ADAPTERS`: every form of foreign package that is read; a new one is a file and a row here."""

from collections.abc import Iterable

from anchors.limits import Limits
from ingest.adapters.base import Adapter, ForeignFiles
from ingest.adapters.esign import EsignChain

__all__ = ["ADAPTERS", "adapter_for", "named_in"]

ADAPTERS: tuple[Adapter, ...] = (EsignChain(),)


def adapter_for(files: ForeignFiles, limits: Limits) -> Adapter | None:
    """Return what reads a package most surely; None where nothing does, or two as surely.

    Raises:
        MalformedError: a file cannot be read.
    """
    found = [(one.sniff(files, limits), one) for one in ADAPTERS]
    best = max(sure for sure, _ in found)
    surest = [one for sure, one in found if sure == best]
    return surest[0] if best and len(surest) == 1 else None


def named_in(names: Iterable[str]) -> Adapter | None:
    """Return the adapter whose platform is named in some file's name: all there is to go by."""
    listed = list(names)
    return next((one for one in ADAPTERS if any(map(one.names.search, listed))), None)
