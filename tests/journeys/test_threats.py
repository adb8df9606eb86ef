"""What a fault must leave alone: the cases and items beside the one that is hit."""

from collections import Counter
from pathlib import Path

from fixtures.forge import forge
from tests.journeys.judged import judge_package


def _results(name: str, folder: Path) -> dict[tuple[str, str], str]:
    judged = judge_package(forge(name, folder), folder / "spool")
    return {
        (report["case_key"], item["id"]): item["result"]
        for report in judged.reports
        for item in report["items"]
    }


def test_a_rotten_file_of_a_large_batch_hits_its_case_alone(tmp_path: Path) -> None:
    results = _results("one_file_rotten_in_large_batch", tmp_path)
    assert Counter(results.values()) == {"consistent": 299, "inconsistent": 1}


def test_a_signature_from_before_the_revocation_keeps_its_result(tmp_path: Path) -> None:
    results = _results("bucket_crosses_revocation", tmp_path)
    items = ("voucher", "collection")
    found = [results["case-000000", item] for item in items]
    assert found == ["consistent", "unverifiable"]
