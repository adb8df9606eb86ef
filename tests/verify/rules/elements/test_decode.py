"""An element list is read whole, whatever JSON holds, with every fault told at once."""

from copy import deepcopy
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anchors.limits import LIMITS
from tests.verify.rules.elements.samples import FAULTS, HONEST, TOLD, changed, faulty
from verify.codes.element import ROWS
from verify.findings import CheckStatus
from verify.rules.elements.decode import decode_elements
from verify.rules.elements.field import Kind, Need
from verify.rules.elements.table import ELEMENTS

TEXT = st.text(st.characters(exclude_categories=()))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
HUGE = 10**5000
ROW_KEYS = sorted({row.key for field in ELEMENTS.values() for row in field.rows})
ROWS_OF_ANYTHING = st.lists(JSON | st.dictionaries(st.sampled_from(ROW_KEYS), JSON), max_size=4)


def _told(elements: dict[str, Any]) -> list[tuple[str, str]]:
    return [(fault.code, fault.subject) for fault in decode_elements(elements).faults]


def test_the_template_s_own_example_is_without_fault() -> None:
    assert decode_elements(HONEST).faults == ()


@pytest.mark.parametrize("name", FAULTS)
def test_a_single_fault_is_told_where_it_is(name: str) -> None:
    fault = FAULTS[name]
    assert _told(faulty(fault)) == [(fault.code, fault.subject)]


@pytest.mark.parametrize("name", TOLD)
def test_a_warning_is_told_where_it_is(name: str) -> None:
    fault = TOLD[name]
    assert _told(faulty(fault)) == [(fault.code, fault.subject)]


def test_every_code_of_elements_is_yielded() -> None:
    yielded = {fault.code for fault in (*FAULTS.values(), *TOLD.values())}
    assert {row.code for row in ROWS} - yielded == {"element.more_faults"}


@pytest.mark.parametrize("name", [n for n, f in FAULTS.items() if "/" not in f.subject])
def test_a_faulty_value_reads_as_none(name: str) -> None:
    fault = FAULTS[name]
    related = {"element.term_reversed", "element.birth_date_differs"}
    read = decode_elements(faulty(fault)).text(fault.subject)
    assert (read is None) is (fault.code not in related)


@pytest.mark.parametrize("name", [n for n, f in TOLD.items() if "/" not in f.subject])
def test_what_is_only_told_is_read(name: str) -> None:
    fault = TOLD[name]
    assert decode_elements(faulty(fault)).text(fault.subject) == fault.value


def test_everything_is_told_at_once_in_the_order_of_the_list() -> None:
    elements = changed(
        ("k_total", "1"), ("b_name", None), ("i_ledger/1/amount", "1"), ("d_sex", "x")
    )
    assert _told(elements) == [
        ("element.missing", "b_name"),
        ("element.choice_form", "d_sex"),
        ("element.money_form", "i_ledger/1/amount"),
        ("element.money_form", "k_total"),
    ]  # fmt: skip


def test_an_empty_list_misses_every_required_element() -> None:
    required = {f.key for f in ELEMENTS.values() if f.need is Need.REQUIRED}
    assert {fault.subject for fault in decode_elements({}).faults} == required


def test_a_borrower_that_is_a_firm_needs_no_identity_number() -> None:
    firm = changed(
        ("d_party_type", "法人"),
        ("d_uscc", "91440101MA5ABCDE52"),
        ("d_id_type", None),
        ("d_id_no", None),
    )
    assert decode_elements(firm).faults == ()


def test_unknown_keys_are_kept_silently() -> None:
    read = decode_elements({**HONEST, "x_mood": "good"})
    assert (read.faults, read.stated["x_mood"], read.text("x_mood")) == ((), "good", None)


def test_values_have_the_types_of_their_kinds() -> None:
    read = decode_elements(HONEST)
    values = (
        read.text("d_name"),
        read.said("f_currency", "CNY"),
        read.money("k_total"),
        read.rate("f_annual_rate"),
        read.day("j_cut_off"),
        read.instant("f_signed_at"),
        read.count("f_grace_days"),
    )
    assert values == (
        "虚构借款人",
        True,
        985_900,
        12_000_000,
        date(2025, 5, 31),
        datetime(2024, 6, 8, 2, 1, tzinfo=UTC),
        0,
    )


def test_the_text_of_an_amount_is_as_stated() -> None:
    assert decode_elements(HONEST).text("k_total") == "9859.00"


def test_the_day_of_an_instant_is_that_of_beijing() -> None:
    read = decode_elements(changed(("f_signed_at", "2024-06-08T20:00:00Z")))
    assert read.day("f_signed_at") == date(2024, 6, 9)


def test_an_absent_element_reads_as_none_in_every_type() -> None:
    row = decode_elements({})
    asked = (row.text, row.money, row.rate, row.day, row.instant, row.count)
    assert [ask("k_total") for ask in asked] == [None] * 6


def test_rows_are_read_in_their_order() -> None:
    first = HONEST["i_ledger"][0]
    read = decode_elements({**HONEST, "i_ledger": [first, {**first, "amount": "7.00"}]})
    assert [row.money("amount") for row in read.rows("i_ledger")] == [112_000, 700]


def test_a_row_that_is_none_keeps_its_place() -> None:
    first = HONEST["i_ledger"][0]
    read = decode_elements({**HONEST, "i_ledger": [None, first]})
    assert [row.money("amount") for row in read.rows("i_ledger")] == [None, 112_000]


def test_a_list_too_long_has_no_rows() -> None:
    read = decode_elements({**HONEST, "i_schedule": HONEST["i_schedule"] * 1201})
    assert read.rows("i_schedule") == ()


def test_a_list_as_long_as_allowed_has_its_rows() -> None:
    read = decode_elements({**HONEST, "i_schedule": HONEST["i_schedule"] * 1200})
    assert len(read.rows("i_schedule")) == LIMITS.element_instalments


def test_of_faults_beyond_the_limit_only_one_is_told() -> None:
    faults = decode_elements({**HONEST, "i_ledger": [{}] * 500}).faults
    assert (len(faults), faults[-1].code) == (LIMITS.element_faults + 1, "element.more_faults")


def test_that_not_all_is_told_is_said_of_the_list_that_has_the_rest() -> None:
    faults = decode_elements({**HONEST, "i_ledger": [{}] * 500}).faults
    assert faults[-1].subject == "i_ledger"


def test_faults_of_a_row_come_in_the_order_of_its_columns() -> None:
    faults = decode_elements({**HONEST, "i_schedule": [{}]}).faults
    columns = [f"i_schedule/1/{field.key}" for field in ELEMENTS["i_schedule"].rows]
    assert [one.subject for one in faults][: len(columns)] == columns


def test_a_flood_of_faults_hides_none_of_another_field() -> None:
    flood: dict[str, Any] = {"i_schedule": [{}] * 1200, "i_ledger": [{}] * 4096}
    subjects = {fault.subject for fault in decode_elements(flood).faults}
    assert {key for key, field in ELEMENTS.items() if field.need is Need.REQUIRED} <= {
        *subjects,
        *flood,
    }


@pytest.mark.parametrize(
    "key", [k for k, f in ELEMENTS.items() if f.personal and f.kind is Kind.TEXT]
)
def test_a_personal_text_that_is_wrong_is_not_shown(key: str) -> None:
    elements = {**HONEST, key: "虚构大道一百号\u0007某某花园"}
    shown = next(f.observed for f in decode_elements(elements).faults if f.subject == key)
    assert "某某花园" not in str(shown)


def test_a_wrong_identity_number_is_shown_masked() -> None:
    fault = decode_elements(faulty(FAULTS["identity number, check wrong"])).faults[0]
    assert fault.observed == "4401**********0014"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (7, "7"),
        (HUGE, "0…9"),
        (True, "true"),
        (1.5, "0.0"),
        ([], "[…]"),
        ({}, "{…}"),
        ("x" * 70, f"{'x' * 64}…"),
        ("a\u202eb", "a\ufffdb"),
    ],
    ids=("small", "huge", "true", "float", "list", "object", "long", "bidi"),
)
def test_what_was_stated_is_shown_short(value: object, shown: str) -> None:
    assert decode_elements({**HONEST, "k_total": value}).faults[0].observed == shown


def test_what_was_stated_is_not_changed() -> None:
    stated = deepcopy(HONEST)
    decode_elements(stated)
    assert stated == HONEST


@given(st.dictionaries(st.sampled_from(sorted(ELEMENTS)), JSON | ROWS_OF_ANYTHING))
def test_nothing_that_json_holds_raises(change: dict[str, Any]) -> None:
    faults = decode_elements({**HONEST, **change}).faults
    assert all(fault.status is not CheckStatus.FAILED for fault in faults)


@given(JSON)
def test_a_wrong_cell_moves_no_other(value: Any) -> None:
    read = decode_elements({**HONEST, "k_total": value})
    assert {fault.subject for fault in read.faults} <= {"k_total"}
