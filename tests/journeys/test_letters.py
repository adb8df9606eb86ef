"""The letters that lenders are sent, word by word: what a case lacks is told once, and can be done.

Each file of `letters` is the whole letter of the scenario that it is named after.
"""

from pathlib import Path

import pytest

from tests.journeys.admitted import admit_scenario

LETTERS = Path(__file__).parent / "letters"
NAMES = sorted(path.stem for path in LETTERS.iterdir())


@pytest.mark.parametrize("name", NAMES)
def test_the_letter_of_a_scenario_is_this_one(name: str, tmp_path: Path) -> None:
    told = admit_scenario(name, tmp_path).report["verdict"]["notice"]["zh"]
    assert told == (LETTERS / f"{name}.txt").read_text(encoding="utf-8")


def test_at_least_six_letters_are_read_whole() -> None:
    assert len(NAMES) >= 6
