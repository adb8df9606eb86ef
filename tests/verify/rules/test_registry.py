"""Registry records are read tolerantly: what is no row registers nothing."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verify.rules.cases import lender, platform, product
from verify.rules.registry import (
    PlatformFacts,
    Term,
    decode_lender,
    decode_platform_facts,
    decode_product,
)

AT = datetime(2025, 6, 10, 3, tzinfo=UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=12,
)
MEMBERS = [
    "uscc", "name", "type", "licences", "collection_procedures", "statements", "from", "to", "code",
    "clause_digests", "template_digests", "reviewed_at", "cac_filing", "standards", "shareholders",
]  # fmt: skip
RECORDS = st.dictionaries(st.sampled_from(MEMBERS), JSON)


def _facts(**changed: Any) -> PlatformFacts:
    record = platform(**changed)
    return decode_platform_facts(record.record, record.names)


@pytest.mark.parametrize(
    ("begin", "end", "held"),
    [
        (None, None, True),
        ("2025-06-10T03:00:00Z", None, True),
        ("2025-06-10T03:00:01Z", None, False),
        (None, "2025-06-10T03:00:01Z", True),
        (None, "2025-06-10T03:00:00Z", False),
        (None, "2025-06-10", True),
        (None, "2025-06-09", False),
    ],
)
def test_a_licence_is_in_force_within_its_term(
    begin: str | None, end: str | None, *, held: bool
) -> None:
    record = lender(licences=[{"no": "1", "from": begin, "to": end}])
    assert record is not None
    assert (record.licence(AT) is not None) is held


@pytest.mark.parametrize(
    "rows", [None, {}, "x", ["x"], [{"from": None}], [{"no": "1", "from": "once"}], [{"no": 1}]]
)
def test_what_is_no_licence_registers_none(rows: Any) -> None:
    record = lender(licences=rows)
    assert record is not None
    assert record.licences == ()


def test_a_statement_is_found_by_its_article() -> None:
    record = lender()
    assert record is not None
    assert [record.statement(one, AT) is not None for one in ("5(7)", "5(8)", "5(9)")] == [
        True, True, False,
    ]  # fmt: skip


def test_a_collection_procedure_is_found_in_its_term() -> None:
    record = lender(collection_procedures=[{"name": "虚构", "from": None, "to": "2025-06-09"}])
    assert record is not None
    assert record.procedure(AT) is None


@pytest.mark.parametrize("change", [{"uscc": 1}, {"name": ""}, {"type": None}, {"from": "once"}])
def test_a_lenders_record_that_is_none_reads_as_none(change: dict[str, Any]) -> None:
    assert lender(**change) is None


@pytest.mark.parametrize(
    ("change", "held"),
    [
        ({}, True),
        ({"reviewed_at": "2025-06-10T03:00:00Z"}, True),
        ({"reviewed_at": "2025-06-10T03:00:01Z"}, False),
        ({"reviewed_at": None}, False),
        ({"to": "2025-06-09"}, False),
    ],
)
def test_a_product_is_in_force_once_reviewed(change: dict[str, Any], *, held: bool) -> None:
    record = product(**change)
    assert record is not None
    assert record.in_force(AT) is held


def test_a_product_without_code_reads_as_none() -> None:
    assert product(code=None) is None


def test_digests_of_a_product_are_its_texts_alone() -> None:
    record = product(clause_digests=["a", 1, "b"], template_digests="x")
    assert record is not None
    assert (sorted(record.clause_digests), sorted(record.template_digests)) == (["a", "b"], [])


@pytest.mark.parametrize("digests", ["ab", {}, ["a", 1], [""]])
def test_digests_that_cannot_be_read_are_named(digests: Any) -> None:
    record = product(clause_digests=digests)
    assert record is not None
    assert record.unread == ("clause_digests",)


@pytest.mark.parametrize("digests", [None, [], ["a"]])
def test_digests_that_are_read_or_absent_name_nothing(digests: Any) -> None:
    record = product(clause_digests=digests)
    assert record is not None
    assert record.unread == ()


def test_a_term_of_a_platform_that_cannot_be_read_is_no_open_one() -> None:
    facts = _facts(to="once")
    assert (facts.term, facts.unread) == (None, ("to",))


def test_nobody_is_registered_without_a_record() -> None:
    assert (decode_lender(None), decode_product(None)) == (None, None)


def test_shareholders_count_by_name_and_credit_code() -> None:
    facts = _facts(shareholders=["甲", {"name": "乙", "uscc": "丙"}, 1])
    assert {"甲", "乙", "丙", "虚构运营有限公司"} <= facts.interested


@pytest.mark.parametrize("filing", [None, "x", {}, {"no": "1", "from": "once"}])
def test_a_filing_that_cannot_be_read_is_none(filing: Any) -> None:
    assert _facts(cac_filing=filing).filing_no is None


def test_an_open_term_holds_always() -> None:
    assert Term().in_force(AT)


@given(RECORDS)
def test_no_record_breaks_the_readers(record: dict[str, Any]) -> None:
    decode_lender(record)
    decode_product(record)
    assert decode_platform_facts(record, frozenset()).interested is not None
