from api.render.edition import Edition
from api.render.matrix import matrix_of
from api.render.refs import evidence_of
from tests.api.render.data.admissions import BATCH_ODR, COVERAGE
from tests.api.render.data.reports import AT

ZH = Edition({})
MATRIX = matrix_of(ZH, COVERAGE, evidence_of(BATCH_ODR), AT)


def test_a_matrix_has_the_five_techniques_of_the_article() -> None:
    assert MATRIX.techniques == ("电子签名", "可信时间戳", "摘要存证", "链上锚定", "平台")


def test_the_court_s_receipt_has_a_column_only_where_it_stands() -> None:
    cell = {**COVERAGE[1]["cells"][0], "technique": "received"}
    rows = [{**COVERAGE[1], "cells": [cell]}]
    assert matrix_of(ZH, rows, {}, AT).techniques[-1] == "接收"


def test_a_row_has_its_state_in_a_word() -> None:
    assert [(one.mark, one.state) for one in MATRIX.lines] == [
        ("warn", "平台证明"),
        ("ok", "及时"),
        ("warn", "事后存证"),
        ("bad", "缺"),
    ]


def test_a_cell_has_the_proven_time_beside_the_claimed_one() -> None:
    contract = MATRIX.lines[1]
    proven = [one.bound for cell in contract.cells for one in cell.proofs]
    assert (contract.times, proven[0]) == (("2024-06-08 10:01:00",), "2024-06-08 10:02:10")


def test_a_span_has_both_ends() -> None:
    assert MATRIX.lines[3].times == ("2024-07-08", "至 2025-05-31")


def test_a_cell_that_fills_nothing_says_so() -> None:
    cell = {**COVERAGE[1]["cells"][0], "state": "NOT_COUNTED", "bound": None}
    (line,) = matrix_of(ZH, [{**COVERAGE[1], "cells": [cell]}], {}, AT).lines
    (proof,) = line.cells[0].proofs
    assert (proof.mark, proof.word, proof.bound) == ("na", "不计入", None)


def test_a_proof_leads_to_its_evidence() -> None:
    evidence = MATRIX.lines[1].cells[0].proofs[0].evidence
    assert evidence is not None
    assert evidence.anchor == "i-e06"


def test_many_proofs_of_one_cell_are_counted() -> None:
    times = [f"2024-06-08T02:0{n}:00Z" for n in range(5)]
    rows = [{**COVERAGE[1], "cells": [{**COVERAGE[1]["cells"][0], "bound": at} for at in times]}]
    (line,) = matrix_of(ZH, rows, {}, AT).lines
    assert (len(line.cells[0].proofs), line.cells[0].more) == (3, "等 5 项")


def test_a_day_is_told_as_a_day() -> None:
    span = {"from": "2024-05-31T16:00:00Z", "to": "2024-06-01T16:00:00Z"}
    (line,) = matrix_of(ZH, [{**COVERAGE[1], "event_time": span}], {}, AT).lines
    assert line.times == ("2024-06-01",)


def test_what_is_proven_only_at_validation_says_so() -> None:
    cell = {**COVERAGE[1]["cells"][0], "state": "LATE", "bound": AT}
    row = {**COVERAGE[1], "state": "LATE", "cells": [cell]}
    (proof,) = matrix_of(ZH, [row], {}, AT).lines[0].cells[0].proofs
    assert (proof.mark, proof.word, proof.bound) == ("warn", "仅证明核验时", None)


def test_a_later_proof_of_an_event_that_is_covered_is_no_warning() -> None:
    late = {**COVERAGE[1]["cells"][0], "state": "LATE"}
    (line,) = matrix_of(ZH, [{**COVERAGE[1], "cells": [late]}], {}, AT).lines
    assert [(one.mark, one.word) for one in line.cells[0].proofs] == [("na", "事后存证")]


def test_proofs_that_read_the_same_are_told_once() -> None:
    rows = [{**COVERAGE[1], "cells": COVERAGE[1]["cells"][:1] * 5}]
    (line,) = matrix_of(ZH, rows, {}, AT).lines
    assert (len(line.cells[0].proofs), line.cells[0].more) == (1, None)
