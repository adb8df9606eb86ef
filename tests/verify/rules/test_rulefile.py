"""A rule file says what it means, or the whole book is refused."""

import contextlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.rules import load_rules
from tests.verify.rules.cases import AT, AUDIENCE
from verify.errors import RuleError, TrustError
from verify.rules.rulefile import RuleBook, decode_rules

NOVEMBER = datetime(2025, 11, 3, tzinfo=UTC)
ROW = {
    "name": "one", "valid_from": "2020-01-01", "valid_to": None, "source": "虚构",
    "verified": False,
}  # fmt: skip
AGE = {**ROW, "years": 18}
COURT = {
    "id": "fictional", "name": "虚构互联网法院", "names": ["虚构互联网法院"], "region": "330100",
    "province": "330000", "guideline": "虚构指引", "source": "虚构", "verified": False,
    "cities": [{"code": "330100", "names": ["杭州市", "杭州"]}],
    "divisions": {"330106": "西湖区"}, "shared_names": ["西湖区"], "designations": [], "tables": {},
}  # fmt: skip


def _book(table: str, *rows: Mapping[str, Any], **more: Any) -> RuleBook:
    record = {"table": table, "rows": rows, **more}
    return decode_rules({f"{table}.json": json.dumps(record).encode()})


def _shipped(court: Mapping[str, Any]) -> RuleBook:
    files = {"regimes.json": json.dumps({"table": "regimes", "rows": [
        {**ROW, "regime": "regime-x", "cause_designated": True},
    ]}).encode(), "courts/fictional.json": json.dumps(court).encode()}  # fmt: skip
    return decode_rules(files)


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("ages", {**AGE, "verifed": True}),
        ("ages", {k: v for k, v in AGE.items() if k != "source"}),
        ("ages", {**AGE, "source": ""}),
        ("ages", {k: v for k, v in AGE.items() if k != "valid_to"}),
        ("ages", {**AGE, "valid_from": "once"}),
        ("ages", {**AGE, "valid_to": "2019-12-31"}),
        ("ages", {**AGE, "verified": "yes"}),
        ("ages", {**AGE, "years": "18"}),
        ("ages", {**AGE, "years": True}),
        ("lpr", {**ROW, "rate": "3,0"}),
        ("lpr", {**ROW, "rate": "-3.0"}),
        ("lpr", {**ROW, "rate": "NaN"}),
        ("lpr", {**ROW, "rate": "3.00000001"}),
        ("monetary", {**ROW, "both_same_side": "1.001", "one_outside": "1.00"}),
        (
            "rate_caps",
            {
                **ROW, "code": "X", "applies": "annual_cost", "limit": None, "lpr_multiple": None,
                "lender_type": "*",
            },
        ),
        (
            "rate_caps",
            {
                **ROW, "code": "X", "applies": "mood", "limit": "24.00", "lpr_multiple": None,
                "lender_type": "*",
            },
        ),
        ("evidence", {**ROW, "category": 5, "when": "at_times"}),
        ("documents", {**ROW, "document": "x", "kinds": [], "words": ["x"], "unless": []}),
        ("documents", {**ROW, "document": "guarantee", "kinds": [], "words": "x", "unless": []}),
        ("scans", {**ROW, "category": "6"}),
        ("clauses", {**ROW, "clause": "x", "groups": []}),
        ("clauses", {**ROW, "clause": "x", "groups": ["words"]}),
        ("clauses", {**ROW, "clause": "x", "groups": [[1]]}),
    ],
)  # fmt: skip
def test_a_row_of_another_shape_refuses_the_book(table: str, row: Mapping[str, Any]) -> None:
    with pytest.raises(RuleError, match=f"^{table}.json one: "):
        _book(table, row)


def test_an_unknown_table_refuses_the_book() -> None:
    with pytest.raises(RuleError, match=r"^moods\.json: "):
        _book("moods", ROW)


def test_an_unknown_member_of_a_table_refuses_the_book() -> None:
    with pytest.raises(RuleError, match=r"^ages\.json: "):
        _book("ages", AGE, note="x")


def test_what_is_no_json_refuses_the_book() -> None:
    with pytest.raises(RuleError, match=r"^ages\.json: "):
        decode_rules({"ages.json": b"[]"})


@pytest.mark.parametrize("begin", ["2020-01-01", "2021-06-01", "2021-12-31"])
def test_two_rows_of_one_key_on_one_day_refuse_the_book(begin: str) -> None:
    first = {**AGE, "valid_to": "2021-12-31"}
    with pytest.raises(RuleError, match=r"overlap$"):
        _book("ages", first, {**AGE, "name": "two", "valid_from": begin})


def test_a_row_may_begin_the_day_after_another() -> None:
    first = {**AGE, "valid_to": "2021-12-31"}
    assert _book("ages", first, {**AGE, "name": "two", "valid_from": "2022-01-01"}).tables


def test_two_rows_of_one_name_refuse_the_book() -> None:
    first = {**AGE, "valid_to": "2021-12-31"}
    with pytest.raises(RuleError, match="two rows of one name"):
        _book("ages", first, {**AGE, "valid_from": "2022-01-01"})


def test_rows_of_different_provinces_may_hold_together() -> None:
    base = {"annual_wage": "1.00", "mandatory_percent": 50, "agreed_percent": 200}
    rows = (
        {**ROW, **base, "name": "a", "province": "440000"},
        {**ROW, **base, "name": "b", "province": "330000"},
    )
    assert _book("small_claims", *rows).tables


def test_another_court_is_another_file() -> None:
    found = _shipped(COURT).at("fictional", AT)
    assert found is not None
    assert (found.court.name, found.court.division_of("杭州市西湖区")) == (
        "虚构互联网法院",
        "330106",
    )


def test_a_court_that_no_file_has_has_no_rules() -> None:
    assert _shipped(COURT).at("unheard-of", AT) is None


@pytest.mark.parametrize(
    "change", [{"id": "other"}, {"mood": 1}, {"names": "x"}, {"cities": {}}, {"divisions": []}]
)
def test_a_court_of_another_shape_refuses_the_book(change: Mapping[str, Any]) -> None:
    with pytest.raises(RuleError, match=r"^courts/"):
        _shipped({**COURT, **change})


def test_a_courts_missing_member_refuses_the_book() -> None:
    with pytest.raises(RuleError, match="region"):
        _shipped({key: value for key, value in COURT.items() if key != "region"})


def test_the_digest_is_that_of_what_is_decided_by() -> None:
    book = load_rules()
    plain, designated = (
        book.at(AUDIENCE, NOVEMBER, {"designations": rows}) for rows in ([], [_designation()])
    )
    assert plain is not None
    assert designated is not None
    assert plain.digest != designated.digest


def test_the_digest_stays_where_nothing_changes() -> None:
    plain = load_rules().at(AUDIENCE, AT)
    beside = load_rules().at(AUDIENCE, AT, {"designations": []})
    assert plain is not None
    assert beside is not None
    assert plain.digest == beside.digest


def _designation(**changed: Any) -> dict[str, Any]:
    return {
        "from": "2025-11-01T00:00:00+08:00", "to": None, "cause": "小额借款合同纠纷",
        "source": "虚构通知", **changed,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "cause", "designated"),
    [
        ({}, "小额借款合同纠纷", True),
        ({}, "金融借款合同纠纷", False),
        ({"cause": "*"}, "金融借款合同纠纷", True),
        ({"to": "2025-11-02T23:59:59+08:00"}, "小额借款合同纠纷", False),
        ({"to": "2025-11-03"}, "小额借款合同纠纷", True),
        ({"from": "2025-11-04"}, "小额借款合同纠纷", False),
    ],
)
def test_a_courts_record_may_designate_it(
    change: Mapping[str, Any], cause: str, *, designated: bool
) -> None:
    found = load_rules().at(AUDIENCE, NOVEMBER, {"designations": [_designation(**change)]})
    assert found is not None
    assert found.designated(cause) is designated


@pytest.mark.parametrize(
    "record",
    [
        {"designations": [{"from": "2025-11-01", "to": None, "cause": "*"}]},
        {"designations": {}},
        {"designations": ["x"]},
        {"tables": {"moods": []}},
        {"tables": {"ages": [{"name": "x"}]}},
        {"tables": {"ages": {}}},
        {"tables": []},
    ],
)
def test_a_courts_record_that_adds_what_is_no_row_is_refused_as_the_store_is(
    record: Mapping[str, Any],
) -> None:
    with pytest.raises(TrustError):
        load_rules().at(AUDIENCE, AT, record)


def test_a_row_of_a_courts_record_takes_the_place_of_one_of_its_name() -> None:
    row = {
        **ROW, "name": "wage-guangdong-2023", "province": "440000", "annual_wage": "140000.00",
        "mandatory_percent": 50, "agreed_percent": 200, "valid_from": "2025-06-01",
    }  # fmt: skip
    found = load_rules().at(AUDIENCE, AT, {"tables": {"small_claims": [row]}})
    assert found is not None
    wage = found.small_claims()
    assert wage is not None
    assert wage.annual_wage_cents == 14_000_000


def test_a_row_of_a_courts_record_overlaps_no_other() -> None:
    row = {
        **ROW, "name": "own", "province": "440000", "annual_wage": "1.00",
        "mandatory_percent": 50, "agreed_percent": 200,
    }  # fmt: skip
    with pytest.raises(RuleError, match="overlap"):
        load_rules().at(AUDIENCE, AT, {"tables": {"small_claims": [row]}})


WORDS = {
    **ROW, "name": "words-stages", "valid_from": "2018-09-07", "clause": "stages",
    "groups": [["诉前"]],
}  # fmt: skip


@pytest.mark.parametrize(
    "change", [{"clause": "moods"}, {"valid_from": "2030-01-01"}, {"valid_to": "2018-12-31"}]
)
def test_a_courts_record_leaves_every_clause_its_words(change: Mapping[str, Any]) -> None:
    with pytest.raises(RuleError, match="stages"):
        load_rules().at(AUDIENCE, AT, {"tables": {"clauses": [{**WORDS, **change}]}})


def test_a_courts_record_may_give_a_clause_other_words() -> None:
    found = load_rules().at(AUDIENCE, AT, {"tables": {"clauses": [WORDS]}})
    assert found is not None
    assert found.clause("stages").groups == (("诉前",),)


def test_words_of_a_clause_are_those_of_the_day() -> None:
    rows = [
        {**WORDS, "valid_to": "2025-05-31"},
        {**WORDS, "name": "later", "valid_from": "2025-06-01", "groups": [["执行"]]},
    ]
    found = load_rules().at(AUDIENCE, AT, {"tables": {"clauses": rows}})
    assert found is not None
    assert found.clause("stages").groups == (("执行",),)


_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(0, 10**6), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(
    st.sampled_from(("ages", "clauses", "lpr", "moods")),
    st.lists(st.one_of(_VALUES, st.dictionaries(st.sampled_from(tuple(WORDS)), _VALUES))),
)
def test_a_courts_record_is_taken_or_refused_and_never_breaks(table: str, rows: list[Any]) -> None:
    with contextlib.suppress(RuleError):
        load_rules().at(AUDIENCE, AT, {"tables": {table: rows}})


@pytest.mark.parametrize(
    "former",
    ["x", ["x"], [{"code": "440183"}], [{"code": "1", "name": "甲", "now": "330199",
     "until": "2014-01-24", "source": "虚构"}]],
)  # fmt: skip
def test_a_former_district_of_another_shape_refuses_the_book(former: object) -> None:
    with pytest.raises(RuleError, match=r"^courts/"):
        _shipped({**COURT, "former": former})
