"""Where an address lies is read from its beginning, and said only where it says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verify.rules.cases import rules


@pytest.mark.parametrize(
    ("address", "division"),
    [
        ("广东省广州市天河区虚构路1号", "440106"),
        ("广东省广州市虚构区虚构路1号", "440100"),
        ("广东广州白云区虚构路", "440111"),
        ("广州市增城区", "440118"),
        ("广州荔湾区虚构路", "440103"),
        ("广 州 市 越 秀 区", "440104"),
        ("中国广东省广州市", "440100"),
        ("天河区虚构路1号", "440106"),
        ("广东省深圳市南山区", "440300"),
        ("深圳市南山区", "440300"),
        ("广东省虚构县", "440000"),
        ("广东省天河区虚构路1号", "440106"),
        ("广东省白云区虚构路1号", "440000"),
        ("广东省增城市虚构镇", "440118"),
        ("广州市东山区虚构路1号", "440104"),
        ("东山区虚构路1号", None),
        ("广东省广州大道1号", "440000"),
        ("北京市朝阳区广州路1号", "110000"),
        ("贵州省贵阳市白云区", "520000"),
        ("内蒙古自治区呼和浩特市", "150000"),
        ("香港特别行政区", "810000"),
        ("白云区虚构路1号", None),
        ("广州路1号", None),
        ("上海西路1号", None),
        ("北京东路", None),
        ("虚构路1号", None),
        ("", None),
        (None, None),
    ],
)
def test_an_address_lies_where_it_begins(address: str | None, division: str | None) -> None:
    assert rules().court.division_of(address) == division


@pytest.mark.parametrize(
    ("address", "code", "division"),
    [
        (None, "440106", "440106"),
        ("广东省广州市", "440106", "440106"),
        ("广东省广州市天河区", "440100", "440106"),
        ("广东省广州市天河区", "440104", None),
        ("广东省广州市", "430103", None),
        ("湖南省长沙市虚构区", "430103", "430103"),
        ("虚构路1号", "440300", "440300"),
        ("广东省增城市", "440183", "440118"),
        ("广东省增城市", "440118", "440118"),
        (None, "440116", "440112"),
        (None, "440199", None),
        (None, "999999", None),
        (None, "44010", None),
        (None, "44010６", None),
    ],
)
def test_a_code_beside_an_address_agrees_with_it_or_makes_both_unclear(
    address: str | None, code: str, division: str | None
) -> None:
    assert rules().court.division_of(address, code) == division


@pytest.mark.parametrize(
    ("code", "region", "province"),
    [("440118", True, True), ("440300", False, True), ("430103", False, False)],
)
def test_a_division_lies_in_region_and_province_by_its_first_digits(
    code: str, *, region: bool, province: bool
) -> None:
    court = rules().court
    assert (court.in_region(code), court.in_province(code)) == (region, province)


@pytest.mark.parametrize(
    ("clause", "named"),
    [
        ("由广州互联网法院管辖", True),
        ("由 广州 互联网法院管辖", True),
        ("由广州仲裁委员会仲裁", False),
    ],
)
def test_a_clause_names_the_court_by_one_of_its_names(clause: str, *, named: bool) -> None:
    assert rules().court.named_in(clause) is named


@given(st.text(max_size=60), st.one_of(st.none(), st.text(max_size=8)))
def test_no_address_or_code_breaks_the_reader(address: str, code: str | None) -> None:
    found = rules().court.division_of(address, code)
    assert found is None or len(found) == 6


@pytest.mark.parametrize(
    ("code", "tells"),
    [("440106", True), ("440100", True), ("440300", True), ("430000", True), ("440000", False),
     (None, False)],
)  # fmt: skip
def test_our_province_alone_does_not_say_whether_it_is_our_region(
    code: str | None, *, tells: bool
) -> None:
    assert rules().court.tells_region(code) is tells


def test_what_a_district_was_called_lies_in_one_of_today() -> None:
    court = rules().court
    assert {one.now for one in court.former} <= set(court.divisions)
