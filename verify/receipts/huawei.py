"""华为云可信存证 (DAC): SM3 digests in hex, block hashes in base64, milliseconds as text."""

from verify.receipts.form import ChainPlaces, DigestPlace, ReceiptForm, TimePlace, under

__all__ = ["FORM"]

_ROOTS = ("", "/data", "/evidence")

FORM = ReceiptForm(
    "huawei-dac/1",
    (DigestPlace(under("/file_hash", *_ROOTS), "sm3"),),
    marks=(
        under("/ev_id", *_ROOTS),
        under("/file_hash", *_ROOTS),
        under("/tx_id", *_ROOTS),
    ),
    deposit_no=under("/ev_id", *_ROOTS),
    deposited_at=TimePlace(under("/create_time", *_ROOTS), "ms"),
    chain=ChainPlaces(
        tx_hash=under("/tx_id", *_ROOTS),
        height=under("/block_height", *_ROOTS),
        block_hash=under("/block_hash", *_ROOTS),
        awaited=True,
    ),
    platform=under("/platform_name", *_ROOTS),
    holder=under("/user_addr", *_ROOTS),
    file_name=under("/name", *_ROOTS),
)
