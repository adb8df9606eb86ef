"""`evidence template` writes what was asked for, and says so."""

from pathlib import Path

import pytest
import typer

from api.cli.template import run_template

USAGE = 2


def test_the_workbook_is_written_where_it_was_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "要素列表.xlsx"
    assert (run_template(out, None), out.read_bytes()[:2]) == (0, b"PK")


def test_csv_is_written_into_a_folder(tmp_path: Path) -> None:
    assert run_template(None, tmp_path / "csv") == 0
    assert (tmp_path / "csv/案件.csv").is_file()


def test_every_file_that_was_written_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_template(tmp_path / "a.xlsx", tmp_path / "csv")
    lines = capsys.readouterr().out.splitlines()
    assert [line.rpartition("/")[2] for line in lines[:2]] == ["a.xlsx", "批次.csv"]


def _exit(out: Path | None) -> int:
    with pytest.raises(typer.Exit) as ended:
        run_template(out, None)
    return ended.value.exit_code


def test_neither_form_is_a_fault_of_usage() -> None:
    assert _exit(None) == USAGE


def test_another_suffix_is_a_fault_of_usage(tmp_path: Path) -> None:
    assert _exit(tmp_path / "a.csv") == USAGE


def test_a_list_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    out.write_bytes(b"filled")
    assert (_exit(out), out.read_bytes()) == (USAGE, b"filled")


def test_a_folder_that_is_not_there_is_a_fault_of_usage(tmp_path: Path) -> None:
    assert _exit(tmp_path / "no/a.xlsx") == USAGE
