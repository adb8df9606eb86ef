"""The rules that are shipped are read whole, and a folder adds courts to them."""

import json
from importlib.resources import files
from pathlib import Path

import pytest

from ingest.rules import load_rules
from tests.verify.rules.cases import AT, AUDIENCE
from verify.errors import RuleError


def _court(name: str) -> str:
    shipped = json.loads((files("verify.rules") / f"data/courts/{AUDIENCE}.json").read_text())
    return json.dumps(
        {**shipped, "id": name, "name": "虚构互联网法院", "names": ["虚构互联网法院"]}
    )


def test_every_row_that_is_shipped_names_its_source() -> None:
    rows = [row for table in load_rules().tables.values() for row in table if "name" in row]
    assert [row["name"] for row in rows if not row["source"]] == []


def test_the_court_that_is_shipped_has_rules() -> None:
    assert load_rules().at(AUDIENCE, AT) is not None


def test_a_folder_adds_a_court(tmp_path: Path) -> None:
    (tmp_path / "fictional.json").write_text(_court("fictional"), "utf-8")
    found = load_rules(tmp_path).at("fictional", AT)
    assert found is not None
    assert found.court.name == "虚构互联网法院"


def test_a_folder_leaves_other_files_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("虚构", "utf-8")
    assert set(load_rules(tmp_path).courts) == {AUDIENCE}


def test_a_folder_replaces_no_court_that_is_shipped(tmp_path: Path) -> None:
    (tmp_path / f"{AUDIENCE}.json").write_text(_court(AUDIENCE), "utf-8")
    with pytest.raises(RuleError, match="shipped"):
        load_rules(tmp_path)


def test_a_court_of_another_name_than_its_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "fictional.json").write_text(_court("other"), "utf-8")
    with pytest.raises(RuleError, match="fictional"):
        load_rules(tmp_path)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        load_rules(tmp_path / "nowhere")


def test_a_folder_that_is_named_as_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.json").mkdir()
    with pytest.raises(RuleError, match=r"x\.json"):
        load_rules(tmp_path)
