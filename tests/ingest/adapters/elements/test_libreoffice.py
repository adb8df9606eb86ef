"""The live round trip: the template, filled in, saved by LibreOffice, still reads."""

from pathlib import Path

from ingest.adapters.elements.pack import pack_elements
from tests.ingest.adapters.elements.filled import OPTIONS, fill_template, places_of
from tests.ingest.adapters.elements.libreoffice import find_soffice, save_again


def test_a_template_saved_by_libreoffice_is_packed(tmp_path: Path) -> None:
    program = find_soffice()
    assert program is not None
    saved = save_again(program, fill_template(tmp_path / "list.xlsx", 2), tmp_path)
    outcome = pack_elements(saved, None, tmp_path / "p.zip", OPTIONS)
    assert (places_of(outcome), outcome.cases) == (set(), 2)
