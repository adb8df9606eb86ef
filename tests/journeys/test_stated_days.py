"""A row of law that a day chose which nothing proves says so in the report (judgement 6)."""

from pathlib import Path

from tests.journeys.admitted import Admitted, admit_scenario

STATED = "（依据自述日期）"


def _stated(found: Admitted) -> set[str]:
    """Return the names of the rows that say so."""
    rows = found.report["verdict"]["rules"]["rows_used"]
    return {row["name"] for row in rows if row["value"].endswith(STATED)}


def test_of_a_contract_proved_in_time_no_row_says_so(tmp_path: Path) -> None:
    assert _stated(admit_scenario("good", tmp_path)) == set()


def test_of_a_contract_proved_later_the_rows_of_its_day_say_so(tmp_path: Path) -> None:
    found = _stated(admit_scenario("deposit_two_days_late", tmp_path))
    caps = {"penalty-1.5", "rate-24", "rate-4-lpr", "share-enforcement", "share-fees"}
    assert found == {"full-age", "lpr-1y-2023-08-21", *caps}
