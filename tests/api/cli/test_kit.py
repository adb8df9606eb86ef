"""`evidence kit`: what is written, and how it ends."""

import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli.main import app
from fixtures.forge import Forged, forge

AT = "2025-06-10T03:00:00Z"
Run = Callable[..., Result]


@pytest.fixture(name="run")
def _run() -> Run:
    def run(*arguments: object) -> Result:
        return CliRunner().invoke(app, [*map(str, arguments), "--at", AT])

    return run


@pytest.fixture(name="forged", scope="module")
def _forged(tmp_path_factory: pytest.TempPathFactory) -> Forged:
    return forge("honest_plain", tmp_path_factory.mktemp("forged"))


def _kit(run: Run, forged: Forged, out: Path, case_key: str = "case-000000") -> Result:
    return run("kit", forged.path, case_key, "--trust", forged.trust, "-o", out, "--jobs", 1)


def test_the_same_case_gives_the_same_bytes(run: Run, forged: Forged, tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        assert _kit(run, forged, tmp_path / name).exit_code == 0
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_names_are_ascii_and_sorted(run: Run, forged: Forged, tmp_path: Path) -> None:
    _kit(run, forged, tmp_path / "kit.zip")
    names = zipfile.ZipFile(tmp_path / "kit.zip").namelist()
    assert names == sorted(names)
    assert [name for name in names if not name.isascii()] == []


def test_the_report_is_the_one_that_check_gives(run: Run, forged: Forged, tmp_path: Path) -> None:
    _kit(run, forged, tmp_path / "kit.zip")
    checked = run("check", forged.path, "--trust", forged.trust, "--json").stdout
    with zipfile.ZipFile(tmp_path / "kit.zip") as archive:
        assert json.loads(archive.read("report/report.json")) in json.loads(checked)["reports"]


def test_the_policy_has_the_digest_of_the_report(run: Run, forged: Forged, tmp_path: Path) -> None:
    _kit(run, forged, tmp_path / "kit.zip")
    with zipfile.ZipFile(tmp_path / "kit.zip") as archive:
        report = json.loads(archive.read("report/report.json"))
        digest = sha256(archive.read("policy/policy.json")).hexdigest()
    assert digest == report["judgement"]["policy_digest"]


def test_the_readme_is_chinese_then_english(run: Run, forged: Forged, tmp_path: Path) -> None:
    _kit(run, forged, tmp_path / "kit.zip")
    with zipfile.ZipFile(tmp_path / "kit.zip") as archive:
        readme = archive.read("README.txt").decode()
    assert readme.index("非法院出具") < readme.index("Not issued by a court")


def test_an_unknown_case_ends_with_2_and_leaves_nothing(
    run: Run, forged: Forged, tmp_path: Path
) -> None:
    result = _kit(run, forged, tmp_path / "kit.zip", "no-such-case")
    assert (result.exit_code, "no case of this package" in result.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_refused_package_ends_with_1_and_leaves_nothing(run: Run, tmp_path: Path) -> None:
    forged = forge("seal_missing", tmp_path / "forged")
    result = _kit(run, forged, tmp_path / "kit.zip")
    assert (result.exit_code, "package refused" in result.stderr) == (1, True)
    assert not (tmp_path / "kit.zip").exists()


def test_a_folder_that_is_not_there_ends_with_2(run: Run, forged: Forged, tmp_path: Path) -> None:
    assert _kit(run, forged, tmp_path / "no" / "kit.zip").exit_code == 2


def test_an_inconsistent_case_has_a_kit_too(run: Run, tmp_path: Path) -> None:
    forged = forge("payload_crlf", tmp_path / "forged")
    result = _kit(run, forged, tmp_path / "kit.zip", str(forged.case_key))
    assert (result.exit_code, (tmp_path / "kit.zip").exists()) == (0, True)
