"""腾讯云区块链可信取证 (BTOE): what a deposit's request and answer say, side by side or merged.

The answer names no digest: the one that was sent stands in the request, with its enumeration of
algorithms. Times have no zone; the hash of the transaction comes with 0x and without.
"""

from types import MappingProxyType

from verify.receipts.form import ChainPlaces, DigestPlace, ReceiptForm, TimePlace, under

__all__ = ["FORM"]

_ANSWER, _BOTH = ("", "/Response"), ("", "/Request", "/Response")

FORM = ReceiptForm(
    "tencent-btoe/1",
    (
        DigestPlace(
            under("/EvidenceHash", *_BOTH),
            "sm3",
            under("/HashType", *_BOTH),
            MappingProxyType({"0": "sm3", "1": "sha256", "2": "sha384"}),
        ),
    ),
    marks=(under("/EvidenceId", *_ANSWER), under("/EvidenceTxHash", *_ANSWER)),
    deposit_no=under("/EvidenceId", *_ANSWER),
    deposited_at=TimePlace(under("/EvidenceTime", *_ANSWER)),
    chain=ChainPlaces(
        tx_hash=under("/EvidenceTxHash", *_ANSWER),
        height=under("/BlockchainHeight", *_ANSWER),
        awaited=True,
    ),
    file_name=under("/FileName", *_BOTH),
)
