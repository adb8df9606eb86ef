import base64
import hashlib
import re
import timeit
from html.parser import HTMLParser
from time import process_time

import pytest

from api.render.edition import Lang
from api.render.html import render_batch, render_case
from api.render.summary import summarise
from tests.api.render.data.admissions import ELEMENTS_STATED, VERDICTS
from tests.api.render.data.answers import issue
from tests.api.render.data.batches import ACCEPTED, DAMAGED, JUDGED, REFUSED
from tests.api.render.data.codes import CODES
from tests.api.render.data.reports import FAULTY, GOOD, HEAD, HOSTILE, JUDGEMENT

LANGS: tuple[Lang, ...] = ("zh", "en")
OUTSIDE = re.compile(
    r"https?:|//|url\(|@import|<script|<link|<img|<iframe|javascript:| on\w+=| style="
)
NEVER = re.compile("真实|篡改|虚假|疑似")


class Outline(HTMLParser):
    """The tags and the text of a page, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.unbalanced: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "circle", "path"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in {"circle", "path"} and self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        if data.strip() and "style" not in self.open and "title" not in self.open:
            self.text.append(data.strip())


def _case(report: dict[str, object], lang: Lang = "zh") -> str:
    return render_case(report, codes=CODES, lang=lang, head=HEAD)


def _batch(batch: dict[str, object], *reports: dict[str, object], limit: int = 50) -> str:
    summaries = [summarise(report, href=f"{report['case_key']}.html") for report in reports]
    return "".join(render_batch(batch, summaries, codes=CODES, limit=limit))


PAGES = {
    "good": _case(GOOD),
    "faulty": _case(FAULTY),
    "faulty_en": _case(FAULTY, "en"),
    "hostile": _case(HOSTILE),
    "without_head": render_case(GOOD, codes=CODES),
    "accepted": _batch(ACCEPTED, GOOD, FAULTY),
    "damaged": _batch(DAMAGED, GOOD),
    "refused": _batch(REFUSED),
    **{f"{route}_zh": _case(report) for route, report in VERDICTS.items()},
    **{f"{route}_en": _case(report, "en") for route, report in VERDICTS.items()},
    "judged": _batch(JUDGED, *VERDICTS.values()),
    "judged_in_part": _batch(JUDGED, GOOD, VERDICTS["HOLD"]),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_well_formed(name: str) -> None:
    outline = Outline(PAGES[name])
    assert (outline.open, outline.unbalanced) == ([], [])


@pytest.mark.parametrize("name", PAGES)
def test_identifiers_on_a_page_are_unique_and_every_link_resolves(name: str) -> None:
    attributes = [attrs for _, attrs in Outline(PAGES[name]).tags]
    ids = [a["id"] for a in attributes if "id" in a]
    targets = {a["href"] for a in attributes if str(a.get("href", "")).startswith("#")}
    assert (len(ids), targets - {f"#{i}" for i in ids}) == (len(set(ids)), set())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_script_and_names_no_other_host(name: str) -> None:
    assert OUTSIDE.findall(PAGES[name].replace("<script>alert", "")) == []


@pytest.mark.parametrize("name", PAGES)
def test_the_policy_of_a_page_allows_its_own_style_sheet_alone(name: str) -> None:
    style = re.search("<style>(.*?)</style>", PAGES[name], re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in PAGES[name]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_command_line_begins_with_who_did_not_issue_it(name: str) -> None:
    assert Outline(PAGES[name]).text[0] in {"非法院出具", "Not issued by a court"}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_ends_with_what_it_is_not(name: str) -> None:
    assert Outline(PAGES[name]).text[-1] in {
        "供举证、质证参考，不是鉴定意见",
        "For reference in adducing and examining evidence; not an expert opinion",
    }


@pytest.mark.parametrize("name", PAGES)
def test_no_page_says_more_than_a_machine_may(name: str) -> None:
    assert NEVER.findall(PAGES[name]) == []


def test_a_report_that_the_court_issued_has_no_such_beginning() -> None:
    page = _case({**GOOD, "judgement": {**JUDGEMENT, "sender": "gz-court"}})
    assert "非法院出具" not in " ".join(Outline(page).text)


def test_a_validation_time_of_the_command_line_is_named_as_such() -> None:
    issued = _case({**GOOD, "judgement": {**JUDGEMENT, "sender": "gz-court"}})
    assert ("命令行核验以此为准" in PAGES["good"], "命令行核验以此为准" in issued) == (True, False)


def test_the_stage_is_told_in_the_language_of_the_page() -> None:
    assert ("before filing" in PAGES["faulty_en"], "诉前" in PAGES["faulty_en"]) == (True, False)


def test_a_group_s_badge_has_the_words_of_its_items() -> None:
    failed = {**FAULTY["items"][2], "words": {"zh": "核验未通过", "en": "a proof failed"}}
    tree = _case({**FAULTY, "items": [failed]}).partition('id="evidence"')[2]
    assert tree.partition('id="times"')[0].count("核验未通过") == 2


@pytest.mark.parametrize("lang", LANGS)
def test_the_same_report_gives_the_same_bytes(lang: Lang) -> None:
    assert _case(FAULTY, lang) == _case(FAULTY, lang)


def test_the_conclusion_names_time_trust_list_and_policy() -> None:
    conclusion = PAGES["good"].partition("</section>")[0]
    assert all(
        part in conclusion
        for part in ("2026-04-17 09:32:06", "第 41 号", "evidence-default", "4444444444444444…")
    )


def test_a_run_without_trust_list_says_so() -> None:
    report = {**GOOD, "judgement": {**JUDGEMENT, "trust_digest": None, "trust_sequence": None}}
    assert "未提供：不信任任何根证书" in _case(report)


def test_admission_is_said_not_to_be_judged() -> None:
    assert "<b>准入审查意见</b>本次仅作技术核验，未作准入审查。" in PAGES["good"]


def test_the_conclusion_links_each_item_to_look_at_the_gravest_first() -> None:
    conclusion = PAGES["faulty"].partition("</section>")[0]
    links = re.findall('href="(#i[^"]+)"', conclusion)
    assert links == ["#i-e08", "#i-e04", "#i-e09"]


def test_only_items_to_look_at_are_filled() -> None:
    assert re.findall('<tbody id="([^"]+)" class="(warn|bad)"', PAGES["faulty"]) == [
        ("i-e04", "warn"),
        ("i-e08", "bad"),
    ]


def test_a_finding_is_told_with_sentence_basis_and_code() -> None:
    row = CODES["timestamp.imprint_mismatch"]
    parts = (row.zh, row.rule, f"<code>{row.code}</code>")
    assert [part for part in parts if part not in PAGES["faulty"]] == []


def test_nothing_is_told_to_cure_a_contradiction() -> None:
    assert str(CODES["timestamp.imprint_mismatch"].cure_zh) not in PAGES["faulty"]


def test_a_matter_of_the_court_is_not_laid_on_the_sender() -> None:
    assert "属本方信任清单或软件的原因，不是提交人的缺陷。" in PAGES["faulty"]


def test_scanned_material_is_named_as_such() -> None:
    assert PAGES["faulty"].count("电子化材料（扫描件）") == 1


def test_items_stand_under_their_category_in_order() -> None:
    captions = re.findall("<caption>([^<]+)<span>([^<]+)</span>", PAGES["faulty"])
    assert captions == [
        ("贷款人主体资格", "指引第七条（一）"),
        ("借款人身份认证", "指引第七条（四）"),
        ("借款合同成立", "指引第七条（六）"),
        ("发放贷款", "指引第七条（八）"),
        ("还款及欠款明细", "指引第七条（九）"),
    ]


def test_what_is_and_what_is_not_proven_stand_beside_each_other() -> None:
    text = Outline(PAGES["good"]).text
    assert text.index("本报告证明") < text.index("本报告不证明") < text.index("逐项核验")


def test_nothing_consistent_proves_nothing_and_says_so() -> None:
    assert "没有经核验一致的事项。" in _case({**GOOD, "proves": []})


def test_sender_text_can_make_no_mark_no_tag_and_no_order() -> None:
    page = PAGES["hostile"]
    assert ("<script" in page, "\u202e" in page, "\u200b" in page, "✓核验一致" in page) == (
        False,
        False,
        False,
        False,
    )


def test_sender_text_stands_in_a_quotation() -> None:
    quotation = '<q class="said">[U+2713]核验一致[U+202E]&lt;/q&gt;&lt;script&gt;alert(1)'
    everywhere = PAGES["hostile"].count("[U+2713]核验一致")
    assert (everywhere > 0, PAGES["hostile"].count(quotation)) == (True, everywhere)


def test_a_claimed_time_that_is_none_is_quoted() -> None:
    assert '<q class="said">2026-03-01 [U+2713] 时间戳有效</q>' in PAGES["hostile"]


def test_the_phone_layout_is_for_the_screen_alone() -> None:
    assert re.findall(r"@media [^{]*max-width[^{]*", PAGES["good"]) == [
        "@media screen and (max-width: 820px) "
    ]


def test_a_case_page_takes_less_than_ten_milliseconds() -> None:
    items = [{**item, "id": f"{item['id']}-{n}"} for n in range(3) for item in FAULTY["items"]]
    report = {**FAULTY, "items": items}
    assert min(timeit.repeat(lambda: _case(report), number=1, repeat=9, timer=process_time)) < 0.010


def test_a_batch_page_links_the_cases_to_look_at_first() -> None:
    links = re.findall(r'href="(LN[^"]+)"', PAGES["accepted"])
    assert links == ["LN-0002.html", "LN-0001.html"]


def test_a_batch_page_sums_up_its_causes() -> None:
    assert PAGES["accepted"].index("问题汇总") < PAGES["accepted"].index("需要查看的案件")


def test_a_cut_is_stated() -> None:
    assert "此处只列出前 2 件，共 5 件" in _batch(ACCEPTED, *[FAULTY] * 5, limit=2)


def test_a_batch_page_reads_its_cases_as_a_stream() -> None:
    stream = (summarise(GOOD) for _ in range(3))
    page = "".join(render_batch(ACCEPTED, stream, codes=CODES))
    assert "2 件案件的证据全部核验一致" in page


def test_a_damaged_shard_bars_the_sentence_that_all_is_consistent() -> None:
    assert ("1 个分片已损坏" in PAGES["damaged"], "全部核验一致</h2>" in PAGES["damaged"]) == (
        True,
        False,
    )


def test_a_refused_package_says_why_and_how_it_is_mended() -> None:
    row = CODES["package.signature_wrong"]
    parts = ("证据包未予接收，未逐项核验", row.zh, str(row.cure_zh), "未提供：不信任任何根证书")
    assert [part for part in parts if part not in PAGES["refused"]] == []


def _order(page: str, *headings: str) -> list[int]:
    text = Outline(page).text
    return [text.index(heading) for heading in headings]


def test_a_judged_case_is_told_in_the_order_of_a_judge() -> None:
    found = _order(
        PAGES["CORRECTION_zh"],
        "准入审查意见",
        "需补正（一次性告知）",
        "借款人（被申请人）",
        "本报告证明",
        "缺陷与补正",
        "一次性告知",
        "待人工认定的问题",
        "逐条审查",
        "事件与证明时间",
        "欠款复算",
        "程序提示",
        "逐项核验",
        "证据目录",
    )
    assert found == sorted(found)


@pytest.mark.parametrize("route", VERDICTS)
def test_a_judged_case_says_that_a_machine_advises_and_a_person_decides(route: str) -> None:
    assert "本意见由系统按规则作出，供审查参考；是否准入由人决定。" in PAGES[f"{route}_zh"]


@pytest.mark.parametrize("route", VERDICTS)
def test_a_judged_case_answers_every_article(route: str) -> None:
    page = PAGES[f"{route}_zh"].partition('id="articles"')[2].partition("</section>")[0]
    assert page.count('<th scope="row">') == 27


@pytest.mark.parametrize("route", VERDICTS)
def test_a_judged_case_does_not_say_that_admission_was_not_judged(route: str) -> None:
    assert "未作准入审查" not in PAGES[f"{route}_zh"]


def test_the_notice_stands_line_by_line() -> None:
    notice = PAGES["CORRECTION_zh"].partition('<div class="notice"')[2].partition("</div>")[0]
    assert (notice.count("<p>"), "[U+000A]" in notice) == (5, False)


def test_hostile_elements_and_observations_stay_quoted_and_escaped() -> None:
    hostile = "✓核验一致\u202e</q><script>alert(1)</script>"
    seen = issue("element.missing", elements=(hostile,), items=(hostile,), observed=hostile)
    case = VERDICTS["CORRECTION"]
    defects = [{**case["verdict"]["defects"][0], **seen, "article": hostile}]
    page = _case(
        {
            **case,
            "elements": dict.fromkeys(ELEMENTS_STATED, hostile),
            "verdict": {**case["verdict"], "defects": defects, "notice": {"zh": hostile}},
        }
    )
    assert ("<script" in page, "\u202e" in page, "✓核验一致" in page) == (False, False, False)


def test_a_judged_batch_has_what_frees_most_cases_at_its_head() -> None:
    found = _order(
        PAGES["judged"],
        "最少的补交材料与认定",
        "转人工审查",
        "先由人认定",
        "缺陷汇总",
        "供参考和已认定的问题",
        "按意见列出的案件",
    )
    assert found == sorted(found)


def test_a_judged_batch_shows_no_person_s_number() -> None:
    item = {**FAULTY["items"][2], "title": "440106199001010013", "file_name": "13800000000.jpg"}
    page = _batch(JUDGED, {**VERDICTS["HOLD"], "items": [item]})
    assert ("440106199001010013" in page, "13800000000" in page, "138****0000" in page) == (
        False,
        False,
        True,
    )


def test_a_judged_case_page_takes_less_than_ten_milliseconds() -> None:
    items = [{**item, "id": f"{item['id']}-{n}"} for n in range(3) for item in FAULTY["items"]]
    report = {**VERDICTS["CORRECTION"], "items": items}
    assert min(timeit.repeat(lambda: _case(report), number=1, repeat=9, timer=process_time)) < 0.010
