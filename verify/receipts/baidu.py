"""百度超级链司法存证 (XUPEREVID): the query of a deposit, with courts' numbers and a TSA's token.

`gh_cert_id` is the number that the 广州互联网法院 gave the same deposit: a cross-reference to look
up there, and the platform's word until then.
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
    "baidu-xuperevid/1",
    (
        DigestPlace(
            under("/file_hash /fileHash /evidence_filehash", *_ROOTS),
            "sm3",
            under("/hashAlg /hash_alg", *_ROOTS),
        ),
    ),
    marks=(
        under("/txid", *_ROOTS),
        under("/file_hash /fileHash /evidence_filehash", *_ROOTS),
        under("/blockid", *_ROOTS),
    ),
    deposit_no=under("/txid", *_ROOTS),
    deposited_at=TimePlace(under("/create_time", *_ROOTS), "ms"),
    answered=StatePlace(
        ("/code",),
        MappingProxyType({"0": ReceiptState.DEPOSITED}),
        absent=ReceiptState.DEPOSITED,
    ),
    state=StatePlace(
        under("/status", *_ROOTS),
        MappingProxyType(
            {
                "0": ReceiptState.PENDING,
                "1": ReceiptState.DEPOSITED,
                "2": ReceiptState.FAILED,
            }
        ),
        absent=ReceiptState.DEPOSITED,
    ),
    chain=ChainPlaces(
        "XuperChain",
        tx_hash=under("/txid", *_ROOTS),
        block_hash=under("/blockid", *_ROOTS),
        awaited=True,
    ),
    references=MappingProxyType(
        {
            "广州互联网法院": under("/cross_data/gh_cert_id", *_ROOTS),
            "北京互联网法院": under("/cross_data/bh_txid", *_ROOTS),
            "中经天平": under("/cross_data/zjtp_txid", *_ROOTS),
        }
    ),
    tokens=(under("/timestamp_data/TimestampTsa", *_ROOTS),),
    holder=under("/user_name", *_ROOTS),
    file_name=under("/file_name /fileName", *_ROOTS),
)
