"""The category of a file by its name: a word that a person would file it by."""

import pytest

from ingest.adapters.labels import OTHER, REPORT, Label, label_of


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("借款合同.pdf", Label(6, "contract")),
        ("原文/个人借款协议.pdf", Label(6, "contract")),
        ("loan-agreement.pdf", Label(6, "contract")),
        ("签署流程日志.txt", Label(5, "other")),
        ("实名认证/张三.json", Label(4, "identity")),
        ("身份证正面.jpg", Label(2, "identity")),
        ("授权委托书.pdf", Label(3, "other")),
        ("放款回单.pdf", Label(8, "disbursement")),
        ("还款流水.csv", Label(9, "repayment")),
        ("催收录音.mp3", Label(10, "collection")),
        ("合同提前到期通知.pdf", Label(10, "notice")),
        ("e签宝证据链报告.pdf", REPORT),
        ("公证书.pdf", REPORT),
        ("catalog.pdf", OTHER),
        ("design.pdf", OTHER),
        ("x.bin", OTHER),
        ("", OTHER),
    ],
)
def test_a_name_gives_the_category(name: str, label: Label) -> None:
    assert label_of(name) == label


def test_a_files_own_name_goes_before_its_folders() -> None:
    assert label_of("合同/身份证.jpg") == Label(2, "identity")
