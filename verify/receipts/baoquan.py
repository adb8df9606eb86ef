"""保全网 attestation: a number with several statements 陈述 (factoids) and their attached files.

It is complete when `completed` is true, and on the chain when `blockchain_hash` is there.
"""

from types import MappingProxyType

from verify.receipts.form import (
    ChainPlaces,
    DigestPlace,
    ReceiptForm,
    StatePlace,
    TimePlace,
    under,
)
from verify.receipts.value import ReceiptState

__all__ = ["FORM"]

_ROOTS = ("", "/data")

FORM = ReceiptForm(
    "baoquan-attestation/1",
    (
        DigestPlace(
            under(
                "/sha256 /factoids/*/data/sha256 /attachments/*/* /attachments/*/*/checksum",
                *_ROOTS,
            ),
            "sha256",
            piece=True,
        ),
    ),
    marks=(
        under("/no", *_ROOTS),
        under("/template_id", *_ROOTS),
        under("/completed", *_ROOTS),
    ),
    deposit_no=under("/no", *_ROOTS),
    deposited_at=TimePlace(under("/attestation_at", *_ROOTS)),
    state=StatePlace(
        under("/completed", *_ROOTS),
        MappingProxyType({"true": ReceiptState.DEPOSITED, "false": ReceiptState.PENDING}),
    ),
    chain=ChainPlaces(tx_hash=under("/blockchain_hash", *_ROOTS), awaited=True),
    holder=under("/organization_name", *_ROOTS),
)
