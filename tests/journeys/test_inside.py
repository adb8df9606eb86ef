"""A package whose contract is signed inside: judged from stored facts, shown, taken out."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.main import app
from fixtures.forge import Forged, forge

AT = ("--at", "2025-06-10T03:00:00Z")
HONEST = "honest_pdf_signed_inside_alone"
CHANGED = "pdf_incremental_after_sign"


def _checked(name: str, folder: Path) -> tuple[Forged, str]:
    """Check a package into `out`; return what was forged and the report printed."""
    forged = forge(name, folder / "forged")
    words = ["check", forged.path, "--trust", forged.trust, "-o", folder / "out", "--json", *AT]
    done = CliRunner().invoke(app, list(map(str, words)))
    return forged, done.stdout


def _contract(forged: Forged, printed: str) -> dict[str, object]:
    reports = json.loads(printed)["reports"]
    (items,) = [one["items"] for one in reports if one["case_key"] == _case(forged)]
    found: dict[str, object] = next(item for item in items if item["id"] == "contract")
    return found


def _case(forged: Forged) -> str:
    return forged.case_key or "case-000000"


def _page(forged: Forged, folder: Path) -> str:
    return (folder / f"out/cases/{_case(forged)}.html").read_text("utf-8")


@pytest.mark.parametrize("name", [HONEST, CHANGED])
def test_what_is_signed_inside_is_judged_alike_from_stored_facts(tmp_path: Path, name: str) -> None:
    forged, printed = _checked(name, tmp_path)
    words = ["replay", tmp_path / "out/facts", "--trust", forged.trust, "--json", *AT]
    again = CliRunner().invoke(app, list(map(str, words)))
    assert again.stdout == printed


def test_a_report_says_what_each_signature_covers_and_what_came_after(tmp_path: Path) -> None:
    forged, printed = _checked(HONEST, tmp_path)
    proofs = _contract(forged, printed)["proofs"]
    assert isinstance(proofs, list)
    inside = [proof["inside"] for proof in proofs if "inside" in proof]
    assert [one["change"] for one in inside] == ["signatures", "nothing"]
    page = _page(forged, tmp_path)
    assert "此后只增加了其他签名、时间戳或者验证资料" in page
    assert "PDF 内的电子签名" in page


def test_a_report_names_the_place_of_what_was_changed_after_signing(tmp_path: Path) -> None:
    forged, printed = _checked(CHANGED, tmp_path)
    assert _contract(forged, printed)["result"] == "inconsistent"
    page = _page(forged, tmp_path)
    assert "此后文件内容被改动" in page
