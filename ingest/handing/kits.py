"""The kit of a case that was judged: the package is opened where it is kept, and nothing else anew.

What the case was judged under is what its judgement wrote down; the case alone is read again, and
has to come to the very octets of its report.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from ingest.judging.held import HeldJudgements
from ingest.kit.collect import CaseKit, kit_of_case
from ingest.service import Service
from ingest.store.reading import VerdictRow
from ingest.store.reports import read_report

__all__ = ["case_kit"]


@contextmanager
def case_kit(service: Service, verdict: VerdictRow) -> Iterator[CaseKit]:
    """Yield what the kit of a verdict is made from; the package stays open meanwhile.

    Raises:
        KitError: the case does not come to its report any more.
        JudgementError: it was judged by another version of this software.
        BlobStoreError: the package, or what was kept of the judgement, is not there.
    """
    held = HeldJudgements(service)
    try:
        one = held.get(verdict.judgement)
        yield kit_of_case(
            one.package, verdict.shard, verdict.case_key, read_report(service.blobs, verdict),
            one.opened.inputs, one.opened.context, one.judge.recalls,
        )  # fmt: skip
    finally:
        held.drop(verdict.judgement)
