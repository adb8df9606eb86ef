"""What is generated from the routes is committed as it is generated."""

from pathlib import Path

from api.generated import CLIENT, DESCRIPTION, write_generated
from tests.architecture.tree import ROOT


def _files(folder: Path) -> dict[str, bytes]:
    paths = [folder / DESCRIPTION, *(folder / CLIENT).rglob("*.py")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_the_description_and_the_client_are_those_of_the_routes(tmp_path: Path) -> None:
    write_generated(tmp_path)
    made, committed = _files(tmp_path), _files(ROOT)
    differing = [name for name in made | committed if made.get(name) != committed.get(name)]
    assert differing == [], "run: make client"
