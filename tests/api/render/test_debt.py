"""The text of an account: every line, ours below the lender's where they differ."""

from api.render.debt import render_debt
from tests.verify.rules.debt.spec import Spec
from tests.verify.rules.debt.stated import account, stated
from verify.rules.debt import Account


def _lines(one: Account) -> list[str]:
    issues = [{**issue.finding._asdict(), "rule": "judgement 6"} for issue in one.issues]
    return "".join(render_debt("case-1", one.as_json(), issues, "zh")).splitlines()


def test_each_instalment_has_a_line() -> None:
    text = "\n".join(_lines(account(Spec())))
    assert [text.count(f"1,000.00   {interest}.00") for interest in (90, 80, 70)] == [1, 1, 1]


def test_ours_stands_below_a_line_that_differs() -> None:
    rows = stated(Spec())["i_schedule"]
    assert isinstance(rows, list)
    plan = [{**rows[0], "interest": "130.00"}, *rows[1:]]
    lines = _lines(account(Spec(), i_schedule=plan))
    place = next(i for i, line in enumerate(lines) if "1,000.00  130.00" in line)
    assert lines[place + 1].split() == ["复算", "1,000.00", "120.00", "0.00"]


def test_a_figure_that_differs_has_its_cause_below_it() -> None:
    lines = _lines(account(Spec(), j_penalty="1.00"))
    place = next(i for i, line in enumerate(lines) if line.startswith("  J7 "))
    assert lines[place + 1].strip() == "随之不符，源于 尚欠罚息（J4）"


def test_an_account_that_cannot_be_drawn_up_says_why() -> None:
    lines = _lines(account(Spec(), j_cut_off=None))
    assert any("debt.input_missing  j_cut_off" in line for line in lines)


def test_no_line_ends_in_a_space() -> None:
    lines = _lines(account(Spec(), j_penalty="1.00"))
    assert [line for line in lines if line != line.rstrip()] == []
