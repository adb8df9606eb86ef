import pytest

from api.render.columns import cell_width
from api.render.edition import Lang
from api.render.summary import summarise
from api.render.text import render_text
from tests.api.render.data.admissions import VERDICTS
from tests.api.render.data.batches import ACCEPTED, JUDGED, REFUSED
from tests.api.render.data.codes import CODES
from tests.api.render.data.reports import FAULTY, GOOD, HOSTILE


def _lines(
    batch: dict[str, object], *reports: dict[str, object], lang: Lang = "zh", limit: int = 20
) -> list[str]:
    summaries = (summarise(report) for report in reports)
    text = "".join(render_text(batch, summaries, codes=CODES, lang=lang, limit=limit))
    return text.splitlines()


def test_the_text_begins_with_who_did_not_issue_it() -> None:
    assert _lines(ACCEPTED, GOOD)[0].startswith("非法院出具")


def test_the_text_ends_with_what_it_is_not() -> None:
    assert _lines(ACCEPTED, GOOD)[-1] == "供举证、质证参考，不是鉴定意见"


def test_the_conclusion_counts_the_cases_to_look_at() -> None:
    assert "技术核验结论  2 件案件中 1 件需要查看" in _lines(ACCEPTED, GOOD, FAULTY)


def test_each_item_to_look_at_has_sentence_cure_and_code() -> None:
    lines = _lines(ACCEPTED, FAULTY)
    at = lines.index("  核验不一致  e08 「放款回单」 「放款回单.pdf」")
    assert lines[at + 1 : at + 4] == [
        "    - 摘要与同案另一份证据相同，可能是两份文件的位置互换。",
        "      所见 「e09」",
        "      [integrity.neighbour_file] 证据包格式 7",
    ]


def test_a_digest_is_told_whole_with_its_algorithm() -> None:
    assert f"      所见 「sha256:{'ab' * 32}」" in _lines(ACCEPTED, FAULTY)


def test_no_cure_of_a_contradiction_is_told() -> None:
    cure = "提交与该时间戳对应的原文件，或更换为本文件的时间戳。"
    assert [line for line in _lines(ACCEPTED, FAULTY) if cure in line] == []


def test_a_cure_is_told() -> None:
    assert [line for line in _lines(ACCEPTED, FAULTY) if "补正方法" in line] != []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_line_fits_a_terminal(lang: Lang) -> None:
    widths = [cell_width(line) for line in _lines(ACCEPTED, FAULTY, HOSTILE, lang=lang)]
    assert max(widths) <= 92


def test_sender_text_stands_in_brackets_it_cannot_close() -> None:
    line = next(line for line in _lines(ACCEPTED, HOSTILE) if "合同[U+200B]" in line)
    assert line.strip() == "「合同[U+200B].pdf[U+300D] 核验一致 [U+300C]」"


def test_a_cut_is_stated() -> None:
    assert "  此处只列出前 1 件，共 3 件；其余见 JSON 报告。" in _lines(
        ACCEPTED, FAULTY, FAULTY, FAULTY, limit=1
    )


def test_a_refused_package_says_why() -> None:
    lines = _lines(REFUSED)
    assert "技术核验结论  证据包未予接收，未逐项核验" in lines
    assert "    - 证据包签名与标签清单不符。" in lines


def test_a_judged_batch_begins_with_the_advice_and_what_frees_most() -> None:
    lines = _lines(JUDGED, *VERDICTS.values())
    found = [
        lines.index("准入审查意见  2,000 件案件中 505 件建议准入，1,495 件尚需处理"),
        lines.index("最少的补交材料与认定  所需件数少的在前"),
        lines.index("先由人认定  一次认定适用于所列范围内的全部案件"),
        lines.index("缺陷汇总  同一原因合并计数"),
        lines.index("转人工审查  1 件案件"),
    ]
    assert found == sorted(found)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_line_of_a_judged_batch_fits_a_terminal(lang: Lang) -> None:
    widths = [cell_width(line) for line in _lines(JUDGED, *VERDICTS.values(), lang=lang)]
    assert max(widths) <= 92


def test_a_judged_batch_does_not_say_that_admission_was_not_judged() -> None:
    assert "未作准入审查" not in "".join(_lines(JUDGED, *VERDICTS.values()))
