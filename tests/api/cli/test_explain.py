"""`evidence explain`: every code, in both languages."""

import json
from collections.abc import Callable

import pytest
from typer.testing import CliRunner, Result

from api.cli.main import app
from verify.codes.table import CODES

Run = Callable[..., Result]


@pytest.fixture(name="run")
def _run() -> Run:
    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["explain", *arguments])

    return run


def test_a_code_is_explained_in_both_languages(run: Run) -> None:
    row = CODES["revocation.revoked_no_poe"]
    printed = run(row.code).stdout
    assert [text for text in (row.zh, row.en, "REVOKED_NO_POE") if text not in printed] == []


def test_rule_status_side_and_cure_are_printed(run: Run) -> None:
    row = CODES["package.digest_differs"]
    printed = run(row.code).stdout
    parts = (row.rule, "FAILED", "提交人", "the sender", str(row.cure_zh), str(row.cure_en))
    assert [part for part in parts if part not in printed] == []


@pytest.mark.parametrize(
    ("lang", "parts"), [("zh", (True, False)), ("en", (False, True)), ("both", (True, True))]
)
@pytest.mark.parametrize("arguments", [("package.digest_differs",), ()])
def test_a_language_may_be_chosen(
    run: Run, arguments: tuple[str, ...], lang: str, parts: tuple[bool, bool]
) -> None:
    row = CODES["package.digest_differs"]
    lines = [line.strip() for line in run(*arguments, "--lang", lang).stdout.splitlines()]
    assert (row.zh in lines, row.en in lines) == parts


def test_whose_matter_it_is_is_named(run: Run) -> None:
    assert "责任方: 提交人" in run("package.digest_differs", "--lang", "zh").stdout


def test_a_code_whose_cause_may_pass_says_so(run: Run) -> None:
    assert "may pass by itself: yes" in run("package.member_unreadable").stdout


@pytest.mark.parametrize("arguments", [(), ("--all",)])
def test_without_a_code_every_code_is_listed(run: Run, arguments: tuple[str, ...]) -> None:
    lines = run(*arguments).stdout.splitlines()
    assert [line.strip() for line in lines if line.strip() in CODES] == sorted(CODES)


def test_an_unknown_code_ends_with_2_and_names_the_nearest(run: Run) -> None:
    result = run("signature.valu_wrong")
    assert (result.exit_code, "signature.value_wrong" in result.stderr) == (2, True)


def test_what_is_like_no_code_ends_with_2_and_stays_ascii(run: Run) -> None:
    result = run("\u202e" + "#" * 500)
    assert (result.exit_code, "\u202e" in result.stderr) == (2, False)


def test_json_of_a_code_carries_the_whole_row(run: Run) -> None:
    printed = json.loads(run("signature.value_wrong", "--json").stdout)
    assert sorted(printed) == [
        "asks", "code", "contradiction", "cure", "level", "meaning", "retry", "rule", "side",
        "statuses", "sub_indication", "v",
    ]  # fmt: skip


def test_json_without_a_code_carries_every_row(run: Run) -> None:
    printed = json.loads(run("--json").stdout)
    assert [row["code"] for row in printed["codes"]] == sorted(CODES)


def test_the_name_of_an_area_lists_its_codes(run: Run) -> None:
    lines = [line.strip() for line in run("ots").stdout.splitlines()]
    listed = [line for line in lines if line in CODES]
    assert listed == sorted(code for code in CODES if code.startswith("ots."))


def test_an_area_is_listed_as_json_too(run: Run) -> None:
    listed = json.loads(run("ots", "--json").stdout)["codes"]
    assert {one["code"].partition(".")[0] for one in listed} == {"ots"}
