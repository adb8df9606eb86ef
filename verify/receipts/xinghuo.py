"""星火印 attestation: 存证编号 is an identifier of the chain, and `state` says how far it came.

Of the six states two are known by their meaning; any other is no deposit.
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
    "xinghuo-attestation/1",
    (DigestPlace(under("/fileHash", *_ROOTS), "sha256"),),
    marks=(
        under("/attestationId", *_ROOTS),
        under("/fileHash", *_ROOTS),
        under("/state", *_ROOTS),
    ),
    deposit_no=under("/attestationId", *_ROOTS),
    deposited_at=TimePlace(under("/upChainTime", *_ROOTS), "ms"),
    state=StatePlace(
        under("/state", *_ROOTS),
        MappingProxyType({"4": ReceiptState.PENDING, "5": ReceiptState.DEPOSITED}),
    ),
    chain=ChainPlaces(
        tx_hash=under("/checkBean/confirmHash", *_ROOTS),
        height=under("/checkBean/ledgerSeq", *_ROOTS),
        block_hash=under("/checkBean/blockHash", *_ROOTS),
    ),
)
