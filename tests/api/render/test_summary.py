from api.render.summary import CaseSummary, gather, summarise
from tests.api.render.data.reports import FAULTY, GOOD, MISMATCHED, UNDECIDED


def test_a_consistent_case_adds_only_counts() -> None:
    assert summarise(GOOD, href="cases/LN-0001.html") == CaseSummary(
        case_key="LN-0001",
        href="cases/LN-0001.html",
        result="consistent",
        counts={"consistent": 1},
        tallies=[],
        problems=[],
        causes={},
        shared=[],
        admission=None,
    )


def test_a_case_is_tallied_in_the_words_of_its_items() -> None:
    other = {**MISMATCHED, "words": {"zh": "核验未通过", "en": "inconsistent: a proof"}}
    tallies = summarise({**FAULTY, "items": [UNDECIDED, MISMATCHED, other, other]})["tallies"]
    assert [(t["words"]["zh"], t["n"]) for t in tallies] == [
        ("核验不一致", 1),
        ("核验未通过", 2),
        ("暂时无法核验", 1),
    ]


def test_the_gravest_items_come_first() -> None:
    assert [p["id"] for p in summarise(FAULTY)["problems"]] == ["e08", "e04", "e09"]


def test_a_problem_has_the_findings_of_its_proofs() -> None:
    problem = summarise({**FAULTY, "items": [MISMATCHED]})["problems"][0]
    assert [f["code"] for f in problem["findings"]] == [
        "integrity.neighbour_file",
        "timestamp.imprint_mismatch",
    ]


def test_a_fault_of_a_shared_document_is_the_cases_too() -> None:
    summary = summarise({**GOOD, "shared": [UNDECIDED]})
    assert (summary["result"], summary["shared"][0]["id"]) == ("unverifiable", "e04")


def test_a_shared_fault_is_listed_once() -> None:
    report = {**GOOD, "shared": [UNDECIDED]}
    assert list(gather([summarise(report), summarise(report)], limit=5).shared) == ["e04"]


def test_causes_count_cases_and_items() -> None:
    twice = {**FAULTY, "items": [UNDECIDED, {**UNDECIDED, "id": "e05"}]}
    gathered = gather([summarise(twice), summarise(FAULTY)], limit=5)
    assert gathered.causes[0] == ("path.root_unknown", 2, 3)


def test_many_items_of_one_case_are_not_all_kept() -> None:
    items = [{**MISMATCHED, "id": f"e{n}"} for n in range(100)]
    assert len(summarise({**FAULTY, "items": items})["problems"]) == 12


def test_what_is_kept_is_bounded_and_what_is_counted_is_complete() -> None:
    stream = (summarise(report) for report in [GOOD, FAULTY] * 50)
    gathered = gather(stream, limit=3)
    assert (len(gathered.problems), len(gathered.kept["consistent"])) == (3, 3)
    assert (gathered.problem_count, gathered.cases.total()) == (50, 100)
