from verify.rules.elements.decode import decode_elements
from verify.rules.elements.table import ELEMENTS
from verify.rules.stated import STATED, stated_json


def test_every_key_is_an_element() -> None:
    assert [key for key in STATED if key not in ELEMENTS] == []


def test_a_fact_stands_as_its_sender_wrote_it() -> None:
    found = stated_json(decode_elements({"d_name": "虚构借款人", "k_total": "not a sum"}))
    assert found == {"d_name": "虚构借款人", "k_total": "not a sum"}


def test_what_is_no_text_is_left_out() -> None:
    assert stated_json(decode_elements({"d_name": 7, "b_name": "", "k_total": None})) == {}


def test_other_elements_are_not_told() -> None:
    assert stated_json(decode_elements({"d_mobile": "13800000000"})) == {}


def test_a_long_value_is_cut() -> None:
    assert len(stated_json(decode_elements({"d_name": "名" * 5_000}))["d_name"]) == 400
