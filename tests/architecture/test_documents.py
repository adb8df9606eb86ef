import re
import shlex
from pathlib import Path

import pytest
import typer.main

from api.cli.main import app
from fixtures.scenarios.index import SCENARIOS
from tests.architecture.tree import ROOT, markdown_files, name_of
from verify.rules.verdict import ROUTE_TABLE

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```[a-z]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
ENDS_OF = re.compile(r"\| (`[^|]+`) \| ([A-Z_]+) \|$", re.MULTILINE)
BENT = (ROOT / "docs/threats.md").read_text("utf-8").partition("## Bent to be admitted\n")[2]
ATTEMPTS = [
    (name, route)
    for names, route in ENDS_OF.findall(BENT.partition("\n## ")[0])
    for name in re.findall(r"`([^`]+)`", names)
]
COMMANDS = typer.main.get_group(app).commands


def _lines(path: Path, program: str) -> list[list[str]]:
    blocks = "\n".join(FENCED.findall(path.read_text("utf-8"))).replace("\\\n", " ")
    return [shlex.split(line) for line in blocks.splitlines() if line.startswith(f"{program} ")]


def _options(command: str) -> set[str]:
    return {name for parameter in COMMANDS[command].params for name in parameter.opts}


@pytest.mark.parametrize("path", markdown_files(), ids=name_of)
def test_every_link_between_documents_resolves(path: Path) -> None:
    links = [link.partition("#")[0] for link in LINK.findall(path.read_text("utf-8"))]
    local = [link for link in links if link and ":" not in link]
    assert [link for link in local if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", markdown_files(), ids=name_of)
def test_every_make_target_of_a_document_exists(path: Path) -> None:
    assert {line[1] for line in _lines(path, "make")} <= TARGETS


@pytest.mark.parametrize("path", markdown_files(), ids=name_of)
def test_every_command_of_a_document_exists(path: Path) -> None:
    assert {line[1] for line in _lines(path, "evidence")} <= set(COMMANDS)


@pytest.mark.parametrize("path", markdown_files(), ids=name_of)
def test_every_option_of_a_documented_command_exists(path: Path) -> None:
    unknown = [
        (line[1], part)
        for line in _lines(path, "evidence")
        for part in line[2:]
        if part.startswith("-") and part not in _options(line[1])
    ]
    assert unknown == []


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_told_of_in_the_documents(name: str) -> None:
    paths = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    assert f"evidence {name}" in "\n".join(path.read_text("utf-8") for path in paths)


@pytest.mark.parametrize("words", sorted({row.zh for row in ROUTE_TABLE}))
def test_the_judge_s_page_has_the_words_of_every_verdict(words: str) -> None:
    assert f"| {words} |" in (ROOT / "docs/judge.md").read_text("utf-8")


@pytest.mark.parametrize("code", [0, 1, 2, 3, 4, 5])
def test_every_exit_code_is_told_to_users_and_operators(code: int) -> None:
    pages = [(ROOT / name).read_text("utf-8") for name in ("README.md", "docs/operator.md")]
    assert [f"\n| {code} |" in page for page in pages] == [True, True]


@pytest.mark.parametrize(("name", "route"), ATTEMPTS, ids=[name for name, _ in ATTEMPTS])
def test_an_attempt_to_be_admitted_ends_as_the_page_of_threats_says(name: str, route: str) -> None:
    assert SCENARIOS[name].route == route


def test_the_index_of_decisions_lists_them_all() -> None:
    index = (ROOT / "docs/adr/README.md").read_text("utf-8")
    decisions = [path.name for path in (ROOT / "docs/adr").glob("0*.md")]
    assert [name for name in decisions if f"({name})" not in index] == []


@pytest.mark.parametrize("path", sorted((ROOT / "docs/adr").glob("0*.md")), ids=name_of)
def test_a_decision_weighs_its_options(path: Path) -> None:
    text = path.read_text("utf-8")
    parts = ("## Context", "## Options", "- good:", "- bad:", "## Decision", "## Consequences")
    assert [part for part in parts if part not in text] == []
