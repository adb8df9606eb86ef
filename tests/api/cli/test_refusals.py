"""What a package that cannot be judged here is told, and a path that is not there."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli.main import app
from fixtures.forge import Forged, forge

AT = "2025-06-10T03:00:00Z"
OURS = "未能核验：所用信任清单未登记该平台（或未提供），不是提交人的缺陷"
Run = Callable[..., Result]


@pytest.fixture(name="run")
def _run() -> Run:
    def run(*arguments: object) -> Result:
        return CliRunner().invoke(app, [str(one) for one in arguments])

    return run


@pytest.fixture(name="good", scope="module")
def _good(tmp_path_factory: pytest.TempPathFactory) -> Forged:
    return forge("honest_plain", tmp_path_factory.mktemp("good"))


def test_what_only_the_trust_list_refuses_is_no_defect_of_the_sender(
    run: Run, good: Forged
) -> None:
    printed = run("check", good.path, "--at", AT).stdout
    assert f"技术核验结论  {OURS}" in printed
    assert [word for word in ("未予接收", "改正后", "补正方法") if word in printed] == []


def test_a_replay_without_trust_says_the_same(run: Run, good: Forged, tmp_path: Path) -> None:
    run("check", good.path, "--trust", good.trust, "--at", AT, "-o", tmp_path)
    result = run("replay", tmp_path / "facts", "--at", AT)
    assert (result.exit_code, OURS in result.stdout) == (1, True)


def test_what_the_sender_can_mend_is_still_refused(run: Run, tmp_path: Path) -> None:
    forged = forge("seal_missing", tmp_path)
    printed = run("check", forged.path, "--at", AT).stdout
    assert ("证据包未予接收" in printed, OURS in printed) == (True, False)


def test_what_has_no_tag_manifest_has_no_digest(run: Run, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("no package")
    printed = json.loads(run("check", tmp_path / "README.md", "--json").stdout)
    assert printed["package"]["package_digest"] is None
    shown = run("check", tmp_path / "README.md").stdout
    assert ("证据包摘要（SHA-256）  —" in shown, "e3b0c442" in shown) == (True, False)


def test_the_command_that_fixtures_prints_accepts_the_package(run: Run, tmp_path: Path) -> None:
    printed = run("fixtures", tmp_path, "--cases", 1).stdout.split()
    assert (printed[0], run(*printed[1:]).exit_code) == ("evidence", 0)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "/no/such/place"), "不存在 does not exist"),
        (("verify", "/no/such/place"), "不存在 does not exist"),
        (("verify", __file__, "--certs", "/no/such/place"), "不存在 does not exist"),
        (("replay", __file__), "不是目录 is no directory"),
        (("policy", "diff", str(Path(__file__).parent)), "不是文件，是目录 is a directory"),
    ],
)
def test_a_path_that_is_not_there_is_said_in_both_languages(
    run: Run, arguments: tuple[str, ...], said: str
) -> None:
    result = run(*arguments)
    assert (result.exit_code, said in result.stderr) == (2, True)
