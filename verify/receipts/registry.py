"""`FORMS`: every form of receipt that is known without a platform's record, by name.

A new platform is one file and one row here; one that needs no transformation of its own needs
neither, for `signed-json/1` is declared whole in its record (docs/add-a-platform.md).
"""

from collections.abc import Mapping
from types import MappingProxyType

from verify.receipt import SignedReceipt
from verify.receipts import baidu, baoquan, chainmaker, esign, huawei, tencent, xinghuo
from verify.receipts.form import ReceiptForm
from verify.receipts.read import has_marks

__all__ = ["DECLARED", "FORMS", "sniffed"]

DECLARED = "signed-json/1"
"""The form whose every pointer is declared in the platform's record."""

FORMS: Mapping[str, ReceiptForm] = MappingProxyType(
    {
        form.id: form
        for form in (
            tencent.FORM,
            baidu.FORM,
            huawei.FORM,
            esign.FORM,
            baoquan.FORM,
            chainmaker.FORM,
            xinghuo.FORM,
        )
    }
)


def sniffed(receipt: SignedReceipt) -> ReceiptForm | None:
    """Return the one form whose marks a receipt has; None where none or several fit."""
    found = [form for form in FORMS.values() if has_marks(receipt, form)]
    return found[0] if len(found) == 1 else None
