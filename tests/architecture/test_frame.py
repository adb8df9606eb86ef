import os
import re
import tomllib
from importlib.metadata import version
from itertools import chain

import pytest

from tests.architecture.tree import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
REQUIRED = sorted(
    {
        re.split(r"[<>=!~\[; ]", requirement, maxsplit=1)[0].lower()
        for requirement in chain(
            PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()
        )
    }
    - {PROJECT["name"]}
)
LINES = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
PINNED = {
    re.sub(r"[-_.]+", "-", line.partition("==")[0]).lower(): line
    for line in LINES
    if not line.startswith("#")
}
"""By normalised name (PEP 503)."""


@pytest.mark.parametrize("name", REQUIRED)
def test_every_requirement_is_pinned(name: str) -> None:
    assert name in PINNED


@pytest.mark.parametrize("line", PINNED.values())
def test_a_pin_is_one_exact_version(line: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", line)


@pytest.mark.parametrize("name", ["cryptography", "jinja2", "typer"])
def test_what_is_installed_is_what_is_pinned(name: str) -> None:
    assert PINNED[name].endswith(f"=={version(name)}")


def test_continuous_integration_is_check_kill_and_test() -> None:
    script = ROOT / ".ci/run"
    assert os.access(script, os.X_OK)
    assert re.findall("^make .*$", script.read_text("utf-8"), re.MULTILINE) == [
        "make check",
        "make test-kill",
        "make test",
    ]


def test_every_make_target_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None
    assert phony[1].split() == re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)
