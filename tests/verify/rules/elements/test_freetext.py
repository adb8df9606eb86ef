"""Personal numbers inside free text: what is masked, and what is left as it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.rules.elements.freetext import known_forms, mask_text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("联系人13911112222称不知", "联系人***称不知"),
        ("电话 139-1111-2222，未接", "电话 ***，未接"),
        ("电话+86 139 1111 2222", "电话***"),
        ("１３９１１１１２２２２", "***"),
        ("139\u200b1111\u200b2222", "***"),
        ("邮箱 zhang.san@mail.example。", "邮箱 ***。"),
        ("邮箱zhangsan＠mail.example", "邮箱***"),
        ("证号440106199001010013", "证号***"),
        ("证号440106 19900101 001x", "证号***"),
        ("旧证440106900101001", "旧证***"),
        ("卡号6222 0212 3456 7890 128", "卡号***"),
        ("尾号0128的账户", "***的账户"),
        ("尾号为：0128", "***"),
        ("13911112222、13911113333", "***、***"),
    ],
)
def test_a_personal_number_in_a_text_is_masked(text: str, shown: str) -> None:
    assert mask_text(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "双方确认以约定的手机号码、电子邮箱作为电子送达地址。",
        "《中华人民共和国民法典》第六百七十四条、第六百七十五条",
        "9000.00×12.00%÷360×235日=705.00",
        "2024-06-08 至 2025-06-08",
        "客服热线020-00000000",
        "流水号20240608000000000000000001",
        "第12345678901234号",
        "甲@乙",
    ],
)
def test_every_other_text_is_left_as_it_is(text: str) -> None:
    assert mask_text(text) == text


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("编号E12345678已核", "E12345678"),
        ("编号 e1234 5678 已核", "E12345678"),
        ("住广东省广州市天河区虚构街2号", "广东省广州市天河区虚构街2号"),
    ],
)
def test_what_the_list_holds_is_masked_however_it_is_written(text: str, known: str) -> None:
    assert "***" in mask_text(text, known_forms([known]))


def test_a_number_that_is_too_short_to_be_told_is_left() -> None:
    assert mask_text("合同编号HT00000001", known_forms(["0001"])) == "合同编号HT00000001"


def test_the_number_of_a_contract_is_left_but_for_what_the_list_holds() -> None:
    shown = mask_text("13911112222-E12345678", known_forms(["E12345678"]), patterns=False)
    assert shown == "13911112222-***"


@given(st.text(alphabet=st.characters(codec=None)), st.lists(st.text(max_size=12), max_size=3))
def test_a_text_that_was_masked_is_masked_no_further(text: str, known: list[str]) -> None:
    forms = known_forms([one for one in known if "*" not in one])
    once = mask_text(text, forms)
    assert mask_text(once, forms) == once


@given(st.text(), st.text())
def test_a_mobile_number_never_shows(before: str, after: str) -> None:
    assert "13911112222" not in mask_text(f"{before}，13911112222，{after}")


@pytest.mark.parametrize(
    "text", ["1" * 65536, "a" * 65536, "a@" * 32768, "1 " * 32768, "尾号" * 32768]
)
def test_a_long_text_takes_little_time(text: str) -> None:
    assert len(mask_text(text, ["1391111222"])) <= 65536 * 2
