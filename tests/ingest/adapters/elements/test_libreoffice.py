"""The live round trip: the template, filled in, saved by LibreOffice, still reads and is judged."""

import json
from pathlib import Path

from typer.testing import CliRunner

from api.cli.main import app
from fixtures.scenarios.index import stage
from ingest.adapters.elements.pack import pack_elements
from tests.ingest.adapters.elements.filled import OPTIONS, fill_template, places_of
from tests.ingest.adapters.elements.libreoffice import find_soffice, save_again
from tests.journeys.manual import fill_in, write_attachments


def test_a_template_saved_by_libreoffice_is_packed(tmp_path: Path) -> None:
    program = find_soffice()
    assert program is not None
    saved = save_again(program, fill_template(tmp_path / "list.xlsx", 2), tmp_path)
    outcome = pack_elements(saved, None, tmp_path / "p.zip", OPTIONS)
    assert (places_of(outcome), outcome.cases) == (set(), 2)


def test_a_list_saved_by_libreoffice_is_judged_as_the_one_that_was_filled_in(
    tmp_path: Path,
) -> None:
    program = find_soffice()
    assert program is not None
    good = stage("good", tmp_path / "good")
    given = ["--attachments", write_attachments(tmp_path / "attachments"), "--trust", good.trust]
    given += ["--decisions", good.decisions, "--at", "2025-06-10T03:00:00Z", "--json"]
    path = fill_in(tmp_path / "list.xlsx")
    lists = (path, save_again(program, path, tmp_path))
    printed = [
        json.loads(CliRunner().invoke(app, ["check", *map(str, (one, *given))]).stdout)
        for one in lists
    ]
    first, again = (one["reports"][0]["articles"] for one in printed)
    assert again == first
