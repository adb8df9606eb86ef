import pytest

from api.render.masking import hidden, hidden_of


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("身份证440106199001010013.jpg", "身份证4401**********0013.jpg"),
        ("44010619900101001X", "4401**********001X"),
        ("13800000000.png", "138****0000.png"),
        ("6222020000000000001", "****0001"),
        ("借款合同HT00000001.pdf", "借款合同HT00000001.pdf"),
        ("2024-06-08T10:01:00", "2024-06-08T10:01:00"),
    ],
)
def test_a_person_s_number_is_masked(text: str, shown: str) -> None:
    assert hidden(text) == shown


def test_a_digest_stays_whole() -> None:
    digest = f"sha256:{'13800000000a' * 5}beef"
    assert hidden(digest) == digest


def test_what_is_absent_stays_absent() -> None:
    assert hidden_of(None) is None
