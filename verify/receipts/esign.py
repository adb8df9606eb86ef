"""e签宝区块链存证: a signed file on AntChain 蚂蚁链, by the query of a flow or the check of a file.

`antTxHash` 统一证据编号 is one for each file; `antTransactionId` groups the files of a flow.
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
    "esign-chain/1",
    (DigestPlace(under("/docHash /fileHash", *_ROOTS), "sha256"),),
    marks=(under("/docHash /fileHash", *_ROOTS), under("/antTxHash", *_ROOTS)),
    deposit_no=under("/antTxHash", *_ROOTS),
    deposited_at=TimePlace(under("/pushTime /notaryTime", *_ROOTS), "ms"),
    answered=StatePlace(
        ("/code",),
        MappingProxyType({"0": ReceiptState.DEPOSITED}),
        absent=ReceiptState.DEPOSITED,
    ),
    state=StatePlace(
        under("/verifyResult", *_ROOTS),
        MappingProxyType({"true": ReceiptState.DEPOSITED, "false": ReceiptState.FAILED}),
        absent=ReceiptState.DEPOSITED,
    ),
    chain=ChainPlaces(
        "AntChain",
        tx_hash=under("/antTxHash", *_ROOTS),
        block_time=None,
        awaited=True,
    ),
    references=MappingProxyType({"antTransactionId": under("/antTransactionId", *_ROOTS)}),
    file_name=under("/docName /fileName", *_ROOTS),
)
