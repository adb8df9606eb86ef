"""Names of the files of a judgement, and what its first stage leaves for the others."""

from typing import NamedTuple

from ingest.facts import ShardFacts
from ingest.store.memorytable import MemoryPlace
from verify.model import PackageFacts

__all__ = ["FACTS", "OPENING", "RECALLS", "OpeningFacts"]

OPENING = "opening"
"""Facts of the package and of the documents its cases share."""
RECALLS = "recalls/"
"""What begins the name of a file of recalls; the rest is its name in a run's folder."""
FACTS = "facts/"
"""What begins the name of a shard's facts that an earlier judgement stored."""


class OpeningFacts(NamedTuple):
    """What was established of a package before its first shard."""

    package: PackageFacts
    shared: ShardFacts | None
    memory: MemoryPlace | None
    """How far the memory was read for this very judgement; None where stored facts hold it all."""
