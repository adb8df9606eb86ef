"""Which item shows which disbursement."""

from hypothesis import given
from hypothesis import strategies as st

from tests.verify.rules import evidence as e
from verify.rules.vouchers import match_disbursements

ROWS = e.elements(
    h_disbursements=[
        e.row("h_disbursements", serial_no="FK1", amount="5000.00", date="2024-06-09"),
        e.row("h_disbursements", serial_no="FK12", amount="7000.00", date="2024-06-08"),
    ]
).rows("h_disbursements")


def matched(*titles: str, **more: str) -> dict[int, list[str]]:
    """Return row to ids of items that are titled so; an id is `v` and the place."""
    items = [e.item(f"v{no}", 8, title=title, **more) for no, title in enumerate(titles)]  # type: ignore[arg-type]
    return match_disbursements([one.evidence for one in items], ROWS)


def test_the_serial_number_decides() -> None:
    assert matched("凭证 FK12", "凭证 FK1") == {1: ["v1"], 2: ["v0"]}


def test_a_serial_number_is_a_whole_word() -> None:
    assert matched("FK12.pdf", "其他") == {2: ["v0"], 1: ["v1"]}


def test_case_and_suffix_of_a_file_do_not_matter() -> None:
    assert matched("fk12")[2] == ["v0"]


def test_the_amount_decides_where_no_number_does() -> None:
    assert matched("放款7,000.00元", "放款5000.00元") == {2: ["v0"], 1: ["v1"]}


def test_what_names_nothing_follows_the_order_of_days() -> None:
    assert matched("甲", "乙") == {2: ["v0"], 1: ["v1"]}


def test_what_is_left_over_shows_nothing() -> None:
    assert sum(map(len, matched("甲", "乙", "丙").values())) == 2


def test_an_item_that_names_two_disbursements_goes_by_order() -> None:
    assert matched("FK1 FK12") == {2: ["v0"]}


def test_two_amounts_of_a_kind_tell_nothing() -> None:
    same = e.elements(h_disbursements=[e.row("h_disbursements"), e.row("h_disbursements")])
    item = e.item("v", 8, title="12000.00").evidence
    assert match_disbursements([item], same.rows("h_disbursements")) == {1: ["v"]}


def test_one_disbursement_has_every_item() -> None:
    items = [e.item(name, 8).evidence for name in "ab"]
    assert match_disbursements(items, e.elements().rows("h_disbursements")) == {1: ["a", "b"]}


@given(st.permutations(["甲", "乙 FK1", "7000.00", "丁"]))
def test_the_order_of_items_changes_nothing(titles: list[str]) -> None:
    items = [e.item(title, 8, title=title).evidence for title in titles]
    assert match_disbursements(items, ROWS) == match_disbursements(sorted(items), ROWS)
