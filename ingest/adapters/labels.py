"""What a file of a foreign package is about, by the words in its name: the sender's own label.

Article 7 of the guideline has ten categories. A name proves nothing, so the category is told as
taken from it; what no word fits is category 10.
"""

import re
from typing import NamedTuple

__all__ = ["OTHER", "REPORT", "Label", "label_of"]


class Label(NamedTuple):
    """A category of Article 7, and the event that the item is about."""

    category: int
    event: str


OTHER = Label(10, "other")
REPORT = Label(7, "other")
_WORDS: tuple[tuple[str, Label], ...] = (
    ("证据报告|证据链|出证报告|存证报告|存证证书|存证证明|公证书", REPORT),
    ("(?:evidence|esign|tsign).?report|certificate", REPORT),
    ("身份证|护照|id.?card", Label(2, "identity")),
    ("授权委托|委托书|authori[sz]ation", Label(3, "other")),
    ("实名|人脸|活体|身份认证|身份核验|意愿", Label(4, "identity")),
    ("identity|real.?name|face", Label(4, "identity")),
    ("流程|日志|操作|录屏|截图|screen|process|(?<![a-z])log(?![a-z])", Label(5, "other")),
    ("通知|送达|notice", Label(10, "notice")),
    ("催收|催告|collection", Label(10, "collection")),
    ("合同|协议|借据|contract|agreement", Label(6, "contract")),
    ("放款|打款|转账|回单|disburse|voucher", Label(8, "disbursement")),
    ("还款|对账|流水|repay|ledger", Label(9, "repayment")),
    ("签署|(?<![a-z])signed?(?![a-z])", Label(6, "contract")),
)
"""The first that fits is taken: a notice of a contract is a notice."""
_PATTERNS = tuple((re.compile(words, re.IGNORECASE), label) for words, label in _WORDS)


def label_of(name: str) -> Label:
    """Return the label by a file's own name, and by its folder's where that has none."""
    folder, _, own = name.rpartition("/")
    for text in (own, folder):
        for pattern, label in _PATTERNS:
            if pattern.search(text):
                return label
    return OTHER
