"""The anchor log among a receipt's logs, by the chain's profile; the same on every kind of ledger.

The log has to be the registered contract's, in the registered layout, at the place that the claim
names: never "the digest appears somewhere in the receipt".
"""

from collections.abc import Sequence

from anchors.contractprofile import ContractProfile
from anchors.errors import EncodingError
from anchors.facts import AnchorFault
from anchors.layout import LAYOUTS, AnchorEvent
from anchors.receipt import Log

__all__ = ["logged_event"]


def logged_event(
    logs: Sequence[Log], log_index: int, profile: ContractProfile
) -> tuple[AnchorEvent | None, list[AnchorFault]]:
    """Return what the anchor log at a place says, or why there is none."""
    if log_index >= len(logs):
        return None, [AnchorFault("anchor.log_absent", f"{len(logs)} logs", f"log {log_index}")]
    log = logs[log_index]
    strange = _log_faults(log, profile)
    if strange:
        return None, strange
    try:
        return LAYOUTS[profile.layout](log), []
    except EncodingError as error:
        return None, [AnchorFault("anchor.log_absent", str(error), profile.layout)]


def _log_faults(log: Log, profile: ContractProfile) -> list[AnchorFault]:
    """Return why a log is not one of the registered contract and event."""
    compared = (
        ("contract", log.address, profile.contract),
        ("topic", log.topics[0] if log.topics else b"", profile.topic),
    )
    return [
        AnchorFault("anchor.log_absent", f"{what} {seen.hex()}", f"{what} {wanted.hex()}")
        for what, seen, wanted in compared
        if seen != wanted
    ]
