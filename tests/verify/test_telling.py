"""How findings are told: no cure of a contradiction, no example as the right value, an answer."""

import pytest

from verify.codes.table import CODES
from verify.findings import CheckStatus
from verify.rules.elements.faults import FORM_CODES
from verify.telling import OUTCOMES, causes_of, cure_of, decided_words, expected_label

CONTRADICTIONS = [code for code, row in CODES.items() if row.contradiction]
CARRIED = ("package.payload_damaged", "package.digest_differs")
ASKED = [code for code, row in CODES.items() if CheckStatus.HUMAN in row.statuses]


@pytest.mark.parametrize("code", [one for one in CONTRADICTIONS if one not in CARRIED])
def test_nothing_cures_a_contradiction(code: str) -> None:
    assert cure_of(CODES[code], CheckStatus.FAILED) is None


@pytest.mark.parametrize("code", CARRIED)
def test_what_was_damaged_on_its_way_is_cured_by_its_very_bytes(code: str) -> None:
    row = CODES[code]
    assert cure_of(row, CheckStatus.FAILED) == (row.cure_zh, row.cure_en)


@pytest.mark.parametrize("code", sorted(set(FORM_CODES.values())))
def test_an_example_of_a_form_is_never_called_the_right_value(code: str) -> None:
    assert expected_label(code).zh != "应为"


def test_what_was_computed_is_called_the_right_value() -> None:
    assert expected_label("debt.figure_differs").zh == "应为"


@pytest.mark.parametrize("code", ASKED)
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_an_answered_question_says_its_answer(code: str, outcome: str) -> None:
    assert OUTCOMES[outcome].zh in decided_words(CODES[code], outcome).zh


@pytest.mark.parametrize("code", ASKED)
@pytest.mark.parametrize("open_words", ["待认定", "待审查", "需人工", "需逐案"])
def test_an_answered_question_does_not_ask(code: str, open_words: str) -> None:
    assert open_words not in decided_words(CODES[code], "met").zh


def test_an_answer_stands_where_the_question_asked() -> None:
    told = decided_words(CODES["art4_2.arbitration_agreed"], "not_met").zh
    assert told == "约定仲裁，主管经人工认定：不符合。"


def test_a_finding_that_names_codes_has_causes() -> None:
    found = causes_of("proof.withheld, signature.certificate_absent")
    assert [row.code for row in found] == ["proof.withheld", "signature.certificate_absent"]


@pytest.mark.parametrize("observed", [None, "", "12.00", "proof.withheld, 甲"])
def test_any_other_text_is_no_cause(observed: str | None) -> None:
    assert causes_of(observed) == ()
