"""A run of the tests says whether it had a real spreadsheet, and what to do where it had none."""

from pathlib import Path

from tests.ingest.adapters.elements.libreoffice import COMMAND, soffice_words


def test_the_absence_of_libreoffice_is_said_with_its_cure() -> None:
    expected = f"NOT TESTED on a real spreadsheet: soffice is not installed ({COMMAND})"
    assert expected == soffice_words(None)


def test_the_libreoffice_that_is_used_is_named() -> None:
    assert soffice_words(Path("bin/soffice")) == "tested on a real spreadsheet: bin/soffice"
