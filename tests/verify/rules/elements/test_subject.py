"""A subject of a fault leads back to its place, in words that people read."""

import pytest

from verify.rules.elements.subject import place_of


@pytest.mark.parametrize(
    ("subject", "key", "zh", "en"),
    [
        ("d_name", "d_name", "借款人姓名或者名称", "borrower's name"),
        ("i_ledger", "i_ledger", "还款流水", "ledger"),
        ("i_ledger/3", "i_ledger", "还款流水第 3 行", "ledger, row 3"),
        ("i_ledger/3/amount", "amount", "还款流水第 3 行：还款金额", "ledger, row 3: amount"),
    ],
)
def test_a_subject_names_its_place(subject: str, key: str, zh: str, en: str) -> None:
    place = place_of(subject)
    assert place is not None
    assert (place.field.key, place.zh, place.en) == (key, zh, en)


@pytest.mark.parametrize("subject", ["", "x_mood", "i_ledger/3/mood", "e1"])
def test_what_is_no_subject_has_no_place(subject: str) -> None:
    assert place_of(subject) is None
