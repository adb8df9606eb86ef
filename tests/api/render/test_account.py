from api.render.account import account_of
from api.render.edition import Edition
from tests.api.render.data.codes import CODES
from tests.api.render.data.debts import DEBT, WRONG_DEBT

ZH = Edition(CODES)
GOOD, WRONG = account_of(ZH, DEBT), account_of(ZH, WRONG_DEBT)


def test_a_figure_has_claimed_recomputed_difference_and_tolerance() -> None:
    one = WRONG.figures[1]
    told = (one.number, one.claimed, one.computed, one.difference, one.tolerance, one.word)
    assert told == ("J3", "559.00", "556.80", "+2.20", "0.01", "不一致")


def test_a_figure_names_what_would_explain_it() -> None:
    assert WRONG.figures[1].explained_by == "若按此口径则相符：按日计息，一年 360 天"


def test_a_broken_sum_names_the_figure_that_broke_it() -> None:
    assert WRONG.figures[3].because_of == "由尚欠利息（J3）不一致所致"


def test_a_figure_that_could_not_be_computed_says_so() -> None:
    figures = [{**DEBT["figures"][0], "computed": None, "agrees": None}]
    assert account_of(ZH, {**DEBT, "figures": figures}).figures[0].word == "未能复算"


def test_a_day_of_default_of_a_loan_that_is_not_overdue_differs() -> None:
    figures = [{**DEBT["figures"][4], "computed": None, "agrees": False}]
    assert account_of(ZH, {**DEBT, "figures": figures}).figures[0].word == "不一致"


def test_a_convention_that_was_not_declared_is_marked() -> None:
    assert [one.small for one in GOOD.conventions] == ["", "", "默认口径"]


def test_lines_that_agree_are_counted_alone() -> None:
    assert (GOOD.schedule.state, GOOD.schedule.lines) == ("1 期与复算一致。", ())


def test_a_line_that_differs_has_a_row_for_each_part_that_does() -> None:
    (line,) = WRONG.ledger.lines
    assert [(one.label, one.difference) for one in line.parts] == [
        ("本金", "+0.50"),
        ("罚息", "-0.50"),
    ]


def test_lines_are_bounded_and_the_cut_is_stated() -> None:
    many = account_of(ZH, {**WRONG_DEBT, "ledger": WRONG_DEBT["ledger"][1:] * 70}).ledger
    assert (len(many.lines), many.cut) == (60, "此处只列 60 行，共 70 行。")


def test_both_rates_of_the_annual_cost_are_shown() -> None:
    told = [(one.label, one.value) for one in GOOD.cost[:2]]
    assert told == [("内部收益率 × 12", "12.00%"), ("实际年化（复利）", "12.68%")]


def test_a_flag_is_told_in_the_words_of_its_code() -> None:
    assert GOOD.flags == ("年化综合成本高于所列参考利率",)


def test_what_runs_until_paid_is_base_rate_and_days() -> None:
    assert GOOD.until_paid == "以 9,000.00 元为基数，年利率 18.00%，一年 360 天"


def test_a_figure_that_was_not_claimed_is_no_difference() -> None:
    figures = [{**DEBT["figures"][0], "claimed": None, "agrees": None}]
    (one,) = account_of(ZH, {**DEBT, "figures": figures}).figures
    assert (one.mark, one.word) == ("na", "未申报")


def test_an_instalment_that_is_missing_has_its_sums_on_one_side() -> None:
    line = {**WRONG_DEBT["schedule"][1], "claimed": None}
    (one,) = account_of(ZH, {**DEBT, "schedule": [line]}).schedule.lines
    assert [(part.label, part.claimed) for part in one.parts] == [
        ("本金", None),
        ("利息", None),
        ("费用", None),
    ]


def test_another_due_day_is_a_difference() -> None:
    line = {**DEBT["schedule"][0], "agrees": False, "due_computed": "2024-07-09"}
    (one,) = account_of(ZH, {**DEBT, "schedule": [line]}).schedule.lines
    assert [(p.label, p.claimed, p.computed) for p in one.parts] == [
        ("应还日", "2024-07-08", "2024-07-09")
    ]


def test_the_principal_owed_is_told_by_what_is_due() -> None:
    assert [(one.label, one.value) for one in GOOD.principal] == [("已到期本金", "9,000.00")]
