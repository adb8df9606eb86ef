"""长安链存证合约 (CMEVI): a deposit as the contract returns it, base of several judicial chains.

The contract has `UpdateEvidence`, which puts another digest under the same number: what it returns
is the latest value, and only its history shows the first.
"""

from verify.receipts.form import ChainPlaces, DigestPlace, ReceiptForm, TimePlace, under

__all__ = ["FORM"]

_ROOTS = ("", "/evidence", "/data")

FORM = ReceiptForm(
    "chainmaker-cmevi/1",
    (
        DigestPlace(
            under("/hash", *_ROOTS),
            "sha256",
            under("/metadata/hashAlgorithm", *_ROOTS),
        ),
    ),
    marks=(
        under("/id", *_ROOTS),
        under("/hash", *_ROOTS),
        under("/txId", *_ROOTS),
        under("/blockHeight", *_ROOTS),
    ),
    deposit_no=under("/id", *_ROOTS),
    deposited_at=TimePlace(under("/timestamp", *_ROOTS), "s"),
    chain=ChainPlaces(
        "ChainMaker",
        tx_hash=under("/txId", *_ROOTS),
        height=under("/blockHeight", *_ROOTS),
        awaited=True,
        updatable=True,
    ),
)
