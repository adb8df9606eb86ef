"""The live round trip: the template, filled in, saved by LibreOffice, still reads and is judged."""

import json
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from api.cli.main import app
from fixtures.scenarios.index import stage
from ingest.adapters.elements.pack import pack_elements
from tests.ingest.adapters.elements.filled import OPTIONS, fill_template, places_of
from tests.ingest.adapters.elements.libreoffice import find_soffice, save_again
from tests.journeys.manual import fill_in, write_attachments


class Lists(NamedTuple):
    """As they were filled in, and as LibreOffice saved them."""

    given: Path
    saved: Path

    def both(self, name: str) -> tuple[Path, Path]:
        return self.given / name, self.saved / name


@pytest.fixture(scope="module", name="lists")
def _lists(tmp_path_factory: pytest.TempPathFactory) -> Lists:
    """One start of the program, which is slow, saves every list."""
    program = find_soffice()
    assert program is not None
    folder = tmp_path_factory.mktemp("lists")
    paths = [fill_template(folder / "two.xlsx", 2), fill_in(folder / "judged.xlsx")]
    return Lists(folder, save_again(program, paths, folder))


def test_a_template_saved_by_libreoffice_is_packed(lists: Lists, tmp_path: Path) -> None:
    outcome = pack_elements(lists.saved / "two.xlsx", None, tmp_path / "p.zip", OPTIONS)
    assert (places_of(outcome), outcome.cases) == (set(), 2)


def test_a_list_saved_by_libreoffice_is_judged_as_the_one_that_was_filled_in(
    lists: Lists, tmp_path: Path
) -> None:
    good = stage("good", tmp_path / "good")
    given = ["--attachments", write_attachments(tmp_path / "attachments"), "--trust", good.trust]
    given += ["--decisions", good.decisions, "--at", "2025-06-10T03:00:00Z", "--json"]
    printed = [
        json.loads(CliRunner().invoke(app, ["check", *map(str, (one, *given))]).stdout)
        for one in lists.both("judged.xlsx")
    ]
    first, again = (one["reports"][0]["articles"] for one in printed)
    assert again == first
