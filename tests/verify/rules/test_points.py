"""The points of a letter: right values only where computed, causes in words, none for the held."""

from tests.verify.rules.admissions import CONTRADICTION, REUSED, admitted, article, decided, issue
from tests.verify.rules.evidence import item, proof
from verify.codes.table import CODES, finding
from verify.findings import Scope
from verify.rules.defects import Defect, defects_of
from verify.rules.outcome import ArticleOutcome, Issue
from verify.rules.points import point_lines

EVENTS = {"contract": "合同签订"}
ITEMS = {name: item(name, 6, "contract", proof(), title="合同") for name in ("contract", "voucher")}
FORM = Issue(
    finding("element.credit_code_form", "b_uscc", observed="9144", expected="91440101MA5ABCDE52"),
    ("b_uscc",),
)
FIGURE = Issue(
    finding("debt.figure_differs", "j_penalty", observed="600.00", expected="557.00"),
    ("j_penalty", "k_total"),
)


def points(*outcomes: ArticleOutcome) -> str:
    return "\n".join(point_lines(defects_of(admitted(*outcomes)), ITEMS, EVENTS))


def only(*outcomes: ArticleOutcome) -> Defect:
    (found,) = defects_of(admitted(*outcomes))
    return found


def test_an_example_of_a_form_is_told_as_an_example() -> None:
    told = points(article("2", FORM))
    assert ("格式例：91440101MA5ABCDE52。" in told, "应为" in told) == (True, False)


def test_a_malformed_element_is_told_with_what_was_stated() -> None:
    assert "（所填 9144）" in points(article("2", FORM))


def test_the_right_value_stands_beside_its_own_element_alone() -> None:
    assert points(article("7(9)", FIGURE)).splitlines()[1:5] == [
        "   所在：要素 J4 尚欠罚息。",
        "   相关：要素 K8 诉请标的总额。",
        "   所填：600.00。",
        "   应为：557.00。",
    ]


def test_what_was_expected_of_others_is_not_told() -> None:
    other = Issue(
        finding("art7_1.licence_differs", "b_licence_no", expected="号二"), ("b_licence_no",)
    )
    assert "号二" not in points(article("7(1)", other))


def _unverifiable(category: int, name: str) -> ArticleOutcome:
    code = f"art7_{category}.unverifiable"
    found = finding(code, name, observed="signature.certificate_absent")
    return article(f"7({category})", Issue(found, items=(name,)))


def test_causes_are_told_in_words_with_what_cures_them() -> None:
    row = CODES["signature.certificate_absent"]
    assert points(_unverifiable(6, "contract")).splitlines() == [
        "所附证明无法核验。",
        f"   原因：{row.zh}",
        "   所在：证据 contract“合同”。",
        f"   补正：{row.cure_zh} [art7_6.unverifiable, signature.certificate_absent]",
    ]


def test_what_is_wrong_alike_under_several_articles_is_one_point() -> None:
    told = points(_unverifiable(6, "contract"), _unverifiable(8, "voucher"))
    assert told.count("所附证明无法核验") == 1


def test_an_event_is_named() -> None:
    uncovered = article("5(2)", issue("art5_2.event_uncovered", "contract"))
    assert "环节“合同签订”" in points(uncovered)


def test_what_is_asked_for_names_what_declaring_nothing_leads_to() -> None:
    uncovered = article("5(2)", issue("art5_2.event_uncovered", "contract"))
    assert "因不符合指引第五条第（二）项，转入甄别、评估、审查" in points(uncovered)


HELD = article("5(2)", issue(CONTRADICTION, "sig", items=("contract",)))
REUSE = article("7(8)", issue(REUSED, "voucher", items=("voucher",)))


def test_a_contradiction_that_holds_has_no_cure() -> None:
    assert (only(HELD).curable, only(HELD).cure) == (False, None)


def test_reuse_that_holds_has_no_cure() -> None:
    assert (only(REUSE).curable, only(REUSE).cure) == (False, None)


def test_what_a_person_answered_in_the_negative_is_told_as_answered() -> None:
    asked = article("4(2)", issue("art4_2.arbitration_agreed", scope_key="clause"))
    no = decided("art4_2.arbitration_agreed", Scope.CLAUSE, "clause", "not_met")
    (found,) = defects_of(admitted(asked, decisions=(no,)))
    assert found.words.zh == "约定仲裁，主管经人工认定：不符合。"
