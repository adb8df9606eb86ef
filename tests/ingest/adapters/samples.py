"""A good package of each adapter, and how its records are bent: what the kit runs over."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from anchors.limits import LIMITS
from fixtures.esign import Chain, chain_of
from ingest.adapters.base import ForeignFiles
from ingest.package.ziparchive import ZipArchive

__all__ = ["SAMPLES", "Sample", "files_of"]

ORIGINAL = "借款合同.txt"


class Sample(NamedTuple):
    """What the kit needs of one form."""

    good: Callable[[], Chain]
    pending: Callable[[], Chain]
    """A deposit that is not on the chain yet."""
    zoneless: Callable[[], Chain]
    """A deposit whose time has no zone."""


def _bent(**changed: object) -> Callable[[], Chain]:
    def make() -> Chain:
        chain = chain_of({})
        chain.files[f"原文/{ORIGINAL}"] = b"contract"
        chain.tell(ORIGINAL, b"contract", **changed)
        return chain

    return make


SAMPLES = {
    "esign-evidence-chain/1": Sample(
        _bent(), _bent(antTxHash=""), _bent(pushTime="2024-06-01 08:00:00")
    ),
}
"""By the form of the adapter; a test holds the two lists equal."""


def files_of(source: Path | bytes) -> ForeignFiles:
    """Return the files of a ZIP."""
    return ForeignFiles(ZipArchive(source, LIMITS), LIMITS)
